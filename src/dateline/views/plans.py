"""Plans with both ends: who announced what for when, and what became of it by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model import Claim, Event, LedgerView, Plan
from dateline.reconcile.fulfil import plans_of
from dateline.views.known import last_day

ORDER = ("overdue", "due", "pending", "late", "kept", "partly", "differently", "by-another", "cancelled", "denied")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan: its event, the plan's state on the day asked about, and the claims at both ends, earliest
    first."""

    plan: Plan
    event: Event
    announced: tuple[Claim, ...]
    fulfilled: tuple[Claim, ...]


def plan_lines(view: LedgerView, on: date | None = None) -> list[PlanLine]:
    """Open plans first (overdue, due, pending), then settled ones; `on` defaults to the last report's day."""
    claims = {c.id: c for c in view.claims}
    events = {e.id: e for e in view.events}
    told = {r.id: r for r in view.reports}
    plans = plans_of(view.events, claims, told, on or last_day(view))
    lines = [
        PlanLine(p, events[p.event], tuple(claims[c] for c in p.claims), tuple(claims[c] for c in p.fulfilled_by))
        for p in plans
    ]
    return sorted(lines, key=_order)


def _order(line: PlanLine) -> tuple[int, date, str]:
    due = line.plan.due
    day = (due.end or due.start) if due else None
    return ORDER.index(line.plan.state), day or date.max, line.event.id
