"""The loop behind `dateline add`: items in, stored reports and issues out, one after the other."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.errors import DatelineError, UsageError
from dateline.ledger import Added, Ledger
from dateline.model import Coded, Issue, RawReport, Report
from dateline.pipeline import Chain, read, understand


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
    items: Iterable[RawReport | Issue], chain: Chain, ledger: Ledger, *, debug: bool = False
) -> Iterator[Added | Issue]:
    """Read, code and store each item. What the ledger holds already is not parsed again; what is yielded is
    stored.

    A fault of the program on one report becomes an issue that names its place, and the next report goes on;
    with `debug` it ends the run with its traceback.
    """
    known: list[Added] = []

    def fresh() -> Iterator[tuple[Report, Coded] | Issue]:
        for item in items:
            made = item if isinstance(item, Issue) else _guarded(item, chain, ledger, known, debug)
            if made is not None:
                yield made

    for done in ledger.add_many(fresh()):
        yield from _drained(known)
        yield done
    yield from _drained(known)


def _drained(known: list[Added]) -> Iterator[Added]:
    while known:
        yield known.pop(0)


def _guarded(
    raw: RawReport, chain: Chain, ledger: Ledger, known: list[Added], debug: bool
) -> tuple[Report, Coded] | Issue | None:
    try:
        return _coded(raw, chain, ledger, known)
    except UsageError:
        raise
    except DatelineError as error:
        return Issue(raw.source.locator, "code", "failed", str(error), raw.source.digest)
    except Exception as error:
        if debug:
            raise
        return Issue(raw.source.locator, "code", "fault", _place(error), raw.source.digest)


def _coded(raw: RawReport, chain: Chain, ledger: Ledger, known: list[Added]) -> tuple[Report, Coded] | Issue | None:
    """The coded report; None when the ledger holds it from this same coder."""
    found = read(raw, chain)
    if isinstance(found, Issue):
        return found
    report = ledger.as_dated(found)
    if ledger.holds(report, chain.fingerprint):
        known.append(Added("same", report.id, report.revision))
        return None
    return report, understand(report, chain)


def _place(error: Exception) -> str:
    """A program's fault in one line: what, and where in the program."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "dateline" in f.filename]
    last = frames[-1] if frames else None
    where = f" at {last.filename.split('dateline/')[-1]}:{last.lineno}" if last else ""
    return f"a fault in Dateline: {type(error).__name__}: {error}{where}; please report it with the input"
