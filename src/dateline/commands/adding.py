"""The loop behind `dateline add`: items in, stored reports and issues out, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.engine import pooled
from dateline.ledger import Added, Ledger
from dateline.model import Issue, RawReport, Report
from dateline.pipeline import Chain


@dataclass(slots=True)
class Tally:
    """What one run did: reports by outcome (new, revision, recoded, same), claims stored, inputs set
    aside."""

    outcomes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    set_aside: int = 0

    @property
    def reports(self) -> int:
        return sum(self.outcomes.values())

    def count(self, done: Added | Issue) -> None:
        if isinstance(done, Issue):
            self.set_aside += 1
            return
        self.outcomes[done.outcome] += 1
        self.claims += done.claims


def adding(
    items: Iterable[RawReport | Issue], chain: Chain, ledger: Ledger, *, debug: bool = False, workers: int = 1
) -> Iterator[Added | Issue]:
    """Read, code and store each item. What the ledger holds already is not parsed again; what is yielded is
    stored.

    A fault of the program on one report becomes an issue that names its place, and the next report goes on;
    with `debug` it ends the run with its traceback. workers: processes that understand reports side by side.
    """
    known: list[Added] = []

    def holds(report: Report) -> bool:
        held = ledger.holds(report, chain.fingerprint)
        if held:
            known.append(Added("same", report.id, report.revision))
        return held

    made = pooled(items, chain, workers=workers, dated=ledger.as_dated, holds=holds, debug=debug)
    for done in ledger.add_many(made):
        yield from _drained(known)
        yield done
    yield from _drained(known)


def _drained(known: list[Added]) -> Iterator[Added]:
    while known:
        yield known.pop(0)
