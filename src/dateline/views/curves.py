"""A series of figures with each source's own points: who gave which number on which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.model import Claim, Event
from dateline.reconcile.values import of_key
from dateline.views.figures import Series, whom
from dateline.views.index import Index


@dataclass(frozen=True, slots=True)
class Dot:
    """One number as one report gives it. `chosen`: it is the value that the series takes for that day."""

    day: date
    value: float
    low: float | None
    high: float | None
    qualifier: str | None
    outlet: str
    report: str
    claim: str
    event: str
    chosen: bool


def dots(row: Series, index: Index) -> list[Dot]:
    """Every report's number behind the series, by day. A number without a day is left out: it has no place on it."""
    found = [dot for p in row.points if p.day for dot in _of_event(row, index, p.event, p.day, p.value)]
    return sorted(found, key=lambda d: (d.day, d.value, d.claim))


def _of_event(row: Series, index: Index, event_id: str, day: date, value: float) -> Iterator[Dot]:
    event = index.event(event_id)
    for claim in _claims(event, index):
        when = claim.when
        own = ((when.end or when.start) if when else None) or day
        for c in claim.counts:
            if c.what == row.what and of_key(c.of if whom(c.what, c.of) else None) == of_key(row.of):
                outlet = index.report[claim.report].outlet or claim.report
                yield Dot(
                    own, c.value, c.low, c.high, c.qualifier, outlet, claim.report, claim.id, event_id, c.value == value
                )


def _claims(event: Event | None, index: Index) -> Iterator[Claim]:
    if event is not None:
        yield from (index.claim[c] for c in event.claims if c in index.claim)
