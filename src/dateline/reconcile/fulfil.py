"""Plans: what was announced, when it fell due, and what became of it by the last day anyone reported on.

A plan and its fulfilment are one event, so an event that holds planned claims is a plan; its deeds, told in
the same event, are what fulfilled it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dateline.model import Claim, Event, Interval, Plan, PlanState, Report, Status
from dateline.reconcile.profile import inferred

DEEDS = (Status.HAPPENED, Status.ONGOING)


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
    deeds = sorted(c.id for c in members if c.status in DEEDS)
    denied = [c for c in members if c.status is Status.DENIED]
    state, reason = _state(due, event, bool(deeds), bool(denied), today)
    reason += _slipped(planned, due, told)
    return Plan(event.id, tuple(sorted(c.id for c in planned)), due, state, tuple(deeds), reason)


def _due(planned: Sequence[Claim], told: Mapping[str, Report]) -> Interval | None:
    """The day last announced: a later word on when replaces an earlier one."""
    dated = [c for c in planned if c.when and (c.when.end or c.when.start) and not inferred(c.when)]
    if not dated:
        return None
    return max(dated, key=lambda c: (_told(c, told), c.id)).when


def _slipped(planned: Sequence[Claim], due: Interval | None, told: Mapping[str, Report]) -> str:
    """That an earlier word had named an earlier day, when the last word's begins after that had passed."""
    ends = [(_told(c, told), c.when.end) for c in planned if c.when and c.when.end and not inferred(c.when)]
    if not ends or due is None or due.start is None:
        return ""
    first = min(ends)[1]
    return f"; slipped, first announced for {first} at the latest" if first < due.start else ""


def _told(claim: Claim, told: Mapping[str, Report]) -> str:
    report = told.get(claim.report)
    return str(report.published.end) if report and report.published and report.published.end else ""


def _state(due: Interval | None, event: Event, done: bool, denied: bool, today: date | None) -> tuple[PlanState, str]:
    if done:
        return _kept(due, event.when)
    if denied:
        return "denied", "announced by some, denied by others"
    if due is None or today is None:
        return "pending", "no day was given"
    return _open(due, today)


def _kept(due: Interval | None, when: Interval | None) -> tuple[PlanState, str]:
    if due is None or due.end is None or when is None or when.start is None:
        return "kept", "it happened; no day to hold it against"
    if inferred(when):
        return "kept", "it happened; on which day is not told"
    late = (when.start - due.end).days
    if late > 0:
        return "late", f"{late} {'day' if late == 1 else 'days'} after the day announced"
    return "kept", "it happened by the day announced"


def _open(due: Interval, today: date) -> tuple[PlanState, str]:
    if due.end is not None and due.end < today:
        return "overdue", f"due by {due.end}, not reported by {today}"
    if due.start is not None and due.start <= today:
        return "due", f"from {due.start}"
    return "pending", f"from {due.start}" if due.start else "no day was given"
