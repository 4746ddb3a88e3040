"""The loop behind `dateline add`: items in, stored reports and issues out, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.commands.ahead import Ahead
from dateline.engine import pooled
from dateline.ledger import Added, Ledger
from dateline.model import Coded, Issue, RawReport, Report
from dateline.pipeline import Chain
from dateline.stages import each, stage

MOST_NAMES = 500_000  # of reports, kept to know which are new


@dataclass(slots=True)
class Tally:
    """What one run did: reports by outcome (new, revision, recoded, same), claims stored, inputs set aside; and what
    was ignored and why: issues by kind, triggers passed over by reason, notes of the coder."""

    outcomes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    set_aside: int = 0
    words: int = 0  # of the reports that were coded
    issues: Counter[str] = field(default_factory=Counter)  # "ingest/binary"
    passed: Counter[str] = field(default_factory=Counter)  # "quoted from elsewhere"

    @property
    def reports(self) -> int:
        return sum(self.outcomes.values())

    def count(self, done: Added | Issue) -> None:
        if isinstance(done, Issue):
            self.set_aside += 1
            self.issues[f"{done.stage}/{done.code}"] += 1
            return
        self.outcomes[done.outcome] += 1
        self.claims += done.claims

    def see(self, report: Report, coded: Coded) -> None:
        """Count what a coding left out, before it is stored."""
        self.words += len(report.text.split())
        self.passed.update(kind_of(one.reason) for one in coded.passed_over)
        self.issues.update(f"{one.stage}/{one.code}" for one in coded.issues)


GENERAL = {"told by ": "told by another entry", "only the content of ": "only the content of another event"}


def kind_of(reason: str) -> str:
    """The general part of a reason: "decoy: sports talk" → "decoy", "told by kill.strike" → "told by another entry"."""
    return next((kind for start, kind in GENERAL.items() if reason.startswith(start)), reason.partition(":")[0])


def adding(
    items: Iterable[RawReport | Issue],
    chain: Chain,
    ledger: Ledger,
    *,
    debug: bool = False,
    workers: int = 1,
    tally: Tally | None = None,
    ahead: Ahead | None = None,
) -> Iterator[Added | Issue]:
    """Read, code and store each item. What the ledger holds already is not parsed again; what is yielded is
    stored.

    A fault of the program on one report becomes an issue that names its place, and the next report goes on;
    with `debug` it ends the run with its traceback. workers: processes that understand reports side by side. tally:
    what is yielded, and what each coding left out, is counted here.
    """
    known: list[Added] = []
    asked = _Asked(ledger)
    tally = tally if tally is not None else Tally()

    def dated(report: Report) -> Report:
        with stage("ask"):
            return report if asked.is_new(report) else ledger.as_dated(report)

    def holds(report: Report) -> bool:
        with stage("ask"):
            held = not asked.first(report) and ledger.holds(report, chain.fingerprint)
        if held:
            known.append(Added("same", report.id, report.revision))
        return held

    made = pooled(each("ingest", items), chain, workers=workers, dated=dated, holds=holds, debug=debug)
    seen = _seen(ahead.watched(made) if ahead else made, tally)
    for done in each("store", ledger.add_many(seen)):
        for one in (*_drained(known), done):
            tally.count(one)
            yield one
    for one in _drained(known):
        tally.count(one)
        yield one


class _Asked:
    """Which reports a ledger cannot hold: one that was empty when the run began holds none that has not come by since.
    A run into an empty ledger, the longest of all, is spared a question a report."""

    def __init__(self, ledger: Ledger) -> None:
        self._seen: set[str] | None = None if ledger.count() else set()

    def is_new(self, report: Report) -> bool:
        return self._seen is not None and report.id not in self._seen

    def first(self, report: Report) -> bool:
        """As `is_new`, and from now on it has come by. Names enough to fill the memory are not kept."""
        new = self.is_new(report)
        if self._seen is not None:
            self._seen.add(report.id)
            if len(self._seen) > MOST_NAMES:
                self._seen = None
        return new


def _seen(made: Iterable[tuple[Report, Coded] | Issue], tally: Tally) -> Iterator[tuple[Report, Coded] | Issue]:
    for one in made:
        if not isinstance(one, Issue):
            tally.see(*one)
        yield one


def _drained(known: list[Added]) -> Iterator[Added]:
    while known:
        yield known.pop(0)
