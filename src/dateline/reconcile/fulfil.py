"""Plans: what was announced, when it fell due, and what became of it by the last day anyone reported on.

A plan and its fulfilment are one event, so an event that holds planned claims is a plan; its deeds, told in
the same event, are what fulfilled it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.model import Claim, Event, Interval, Plan, PlanState, Report, Status
from dateline.reconcile.outcome import called_off, is_deed, kept, told_on
from dateline.reconcile.profile import inferred

OPEN = ("pending", "due", "overdue")
SLIPPED = "; slipped"


def plans_of(
    events: Iterable[Event], claims: Mapping[str, Claim], told: Mapping[str, Report], on: date | None = None
) -> Iterator[Plan]:
    """One Plan for every event that some claim announces, as it stands on `on` (default: the last report's
    day)."""
    today = on or last_day(told.values())
    for event in events:
        members = [claims[c] for c in event.claims]
        planned = [c for c in members if c.status is Status.PLANNED]
        if planned:
            yield _plan(event, planned, members, told, today)


def as_of(plan: Plan, today: date | None) -> Plan:
    """A plan as it stands on another day, when nothing else has changed; settled ones stay as they are."""
    if plan.state not in OPEN:
        return plan
    state, reason = _open(plan.due, today)
    _, mark, slipped = plan.reason.partition(SLIPPED)
    return replace(plan, state=state, reason=reason + mark + slipped)


def last_day(reports: Iterable[Report]) -> date | None:
    """The latest day of publication: the ledger has no clock but its reports."""
    return max((r.published.end for r in reports if r.published and r.published.end), default=None)


def _plan(
    event: Event,
    planned: Sequence[Claim],
    members: Sequence[Claim],
    told: Mapping[str, Report],
    today: date | None,
) -> Plan:
    due = _due(planned, told)
    deeds = [c for c in members if is_deed(c, told)]
    others = [c for c in members if c not in planned and c not in deeds]
    if deeds:
        state, reason = kept(planned, deeds, due, event.when)
    else:
        state, reason = called_off(planned, others, told) or _open(due, today)
    reason += _slipped(planned, due, told)
    return Plan(event.id, tuple(sorted(c.id for c in planned)), due, state, tuple(sorted(c.id for c in deeds)), reason)


def _due(planned: Sequence[Claim], told: Mapping[str, Report]) -> Interval | None:
    """The day last announced: a later word on when replaces an earlier one. A day that had passed when it was
    told is that of the decision ("decided on Jan. 5 to end ..."), and none on which a thing falls due."""
    dated = [c for c in planned if c.when and (c.when.end or c.when.start) and not inferred(c.when)]
    dated = [c for c in dated if not _past(c.when, told_on(c, told))]
    if not dated:
        return None
    return max(dated, key=lambda c: (told_on(c, told), c.id)).when


def _past(when: Interval | None, told: date) -> bool:
    return when is not None and when.end is not None and told != date.min and when.end < told


def _slipped(planned: Sequence[Claim], due: Interval | None, told: Mapping[str, Report]) -> str:
    """That an earlier word had named an earlier day, when the last word's begins after that had passed."""
    ends = [(told_on(c, told), c.when.end) for c in planned if c.when and c.when.end and not inferred(c.when)]
    if not ends or due is None or due.start is None:
        return ""
    first = min(ends)[1]
    return f"{SLIPPED}, first announced for {first} at the latest" if first < due.start else ""


def _open(due: Interval | None, today: date | None) -> tuple[PlanState, str]:
    if due is None or today is None:
        return "pending", "no day was given"
    if due.end is not None and due.end < today:
        return "overdue", f"due by {due.end}, not reported by {today}"
    if due.start is not None and due.start <= today:
        return "due", f"from {due.start}"
    return "pending", f"from {due.start}" if due.start else "no day was given"
