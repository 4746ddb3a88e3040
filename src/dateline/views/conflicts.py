"""Disagreements: values of one event that cannot all be true, with who gives which."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Conflict, Event, LedgerView
from dateline.views.listing import Filters, listed

DISPUTES = ("happened-or-not", "who-did-it", "different-date", "different-count")
"""What counts as a dispute; updates over time and spellings are shown only when asked for."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One conflict of one event; `outlets` gives, for each of its values, the outlets (or report ids) behind
    it."""

    event: Event
    conflict: Conflict
    outlets: tuple[tuple[str, ...], ...]


def disputes(view: LedgerView, filters: Filters = Filters(), *, every: bool = False) -> list[Dispute]:
    """Conflicts of the events that pass, gravest kind first; with `every`, updates and spellings too."""
    claims = {c.id: c for c in view.claims}
    outlet = {r.id: r.outlet or r.id for r in view.reports}

    def behind(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({outlet[claims[i].report] for i in ids if i in claims}))

    found = [
        Dispute(event, conflict, tuple(behind(v.claims) for v in conflict.values))
        for event in listed(view, filters)
        for conflict in event.conflicts
        if every or conflict.kind in DISPUTES
    ]
    return sorted(found, key=lambda d: _rank(d.conflict.kind))


def _rank(kind: str) -> int:
    return DISPUTES.index(kind) if kind in DISPUTES else len(DISPUTES)
