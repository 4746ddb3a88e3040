"""Disagreements: values of one event that cannot all be true, with who gives which."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Conflict, Event, LedgerView
from dateline.reconcile.values import of_key, when_text
from dateline.views.listing import Filters, listed

DISPUTES = (
    "happened-or-not", "who-did-it", "different-place", "different-date", "different-count", "parts-exceed-total"
)  # fmt: skip
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


def chosen(event: Event, attribute: str) -> str | None:
    """The value of an attribute that the event itself shows, written as in `Event.values`; None when it shows none."""
    if attribute.startswith("counts:"):
        what, _, of = attribute.removeprefix("counts:").partition(" of ")
        return next((f"{c.value:.15g}" for c in event.counts if c.what == what and of_key(c.of) == of), None)
    if attribute in ("actor", "recipient"):
        parties = event.actor if attribute == "actor" else event.recipient
        return parties[0].name if parties else None
    if attribute in ("when", "due"):
        return when_text(event.when) if event.when else None
    if attribute == "place":
        return event.place.name if event.place else None
    return event.status.value if attribute == "status" else None


def _rank(kind: str) -> int:
    return DISPUTES.index(kind) if kind in DISPUTES else len(DISPUTES)
