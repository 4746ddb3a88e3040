"""The front of the desk: what is new, what is disputed, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dateline.model import Conflict, Event, Kind
from dateline.views.conflicts import DISPUTES
from dateline.views.index import NONE, Index
from dateline.views.plans import PlanLine

OPEN = ("overdue", "due", "pending")


@dataclass(frozen=True, slots=True)
class New:
    """An event that the latest reports tell: `first` when none told it before."""

    event: Event
    told: date
    first: bool


@dataclass(frozen=True, slots=True)
class Front:
    """What an analyst sees first. `since` is the first of the latest days."""

    since: date | None
    new: tuple[New, ...]
    more_new: int
    disputed: tuple[tuple[Event, tuple[Conflict, ...]], ...]
    more_disputed: int
    due: tuple[PlanLine, ...]
    more_due: int


def front(index: Index, plans: Sequence[PlanLine], today: date | None, *, days: int = 7, most: int = 8) -> Front:
    """The front of a ledger whose last report is of `today`; "new" is told within the last `days`."""
    since = None if today is None else date.fromordinal(today.toordinal() - days + 1)
    new = _new(index, since)
    disputed = _disputed(index)
    due = [p for p in plans if p.plan.state in OPEN]
    return Front(
        since,
        tuple(new[:most]),
        max(0, len(new) - most),
        tuple(disputed[:most]),
        max(0, len(disputed) - most),
        tuple(due[:most]),
        max(0, len(due) - most),
    )


def _new(index: Index, since: date | None) -> list[New]:
    """Events told within the latest days: those that none told before, then the most widely told; a figure after a
    deed told as widely."""
    if since is None:
        return []
    first = since.toordinal()
    found = [
        New(index.events[n], date.fromordinal(int(index.told_last[n])), bool(index.told_first[n] >= first))
        for n in np.flatnonzero(index.told_last >= first)
    ]
    return sorted(
        found, key=lambda n: (not n.first, -n.event.origins, n.event.kind is Kind.FIGURE, _late(n.told), n.event.id)
    )


def _disputed(index: Index) -> list[tuple[Event, tuple[Conflict, ...]]]:
    """Disputed events, the latest told first."""
    order = sorted(np.flatnonzero(index.disputed), key=lambda n: (-int(index.told_last[n]), index.events[n].id))
    return [(index.events[n], tuple(c for c in index.events[n].conflicts if c.kind in DISPUTES)) for n in order]


def _late(day: date) -> int:
    return -day.toordinal() if day else NONE
