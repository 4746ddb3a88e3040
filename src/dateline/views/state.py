"""The state on a day: who holds what, who is where, what is suspended, in force, planned; each line by its
claims.

A line follows from the latest event that speaks of its subject. Where two events of one day, or two claims of
one event, say what cannot both be, the other value is a line of its own, marked as contradicting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.model import Event, Interval, Kind, LedgerView, StateLine
from dateline.reconcile.names import fold
from dateline.reconcile.profile import inferred
from dateline.views.figures import series
from dateline.views.plans import PlanLine, plan_lines
from dateline.views.rules import Rule, facts, rules, subject_of, value_of

SECTIONS = ("holder", "presence", "activity", "office", "custody", "threat", "demand", "figure", "plan")
OPEN = ("pending", "due", "overdue")
STALE = 60  # days: a plan without a day, or a figure, is shown no longer than this after it was told

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one rule makes of one event."""

    rule: Rule
    event: Event
    subject: str
    value: str
    since: Interval | None

    @property
    def day(self) -> date:
        start = (self.since.start or self.since.end) if self.since else None
        return start or date.min


def state(view: LedgerView, on: date | None = None) -> tuple[StateLine, ...]:
    """The state on `on` (default: as of everything the ledger holds), by section and subject."""
    told = _first_told(view)
    entries = [e for event in view.events for e in _entries(event, told) if on is None or e.day <= on]
    lines = [*_standing(entries, on), *_figures(view, on), *_plans(view, on)]
    return tuple(sorted(lines, key=_order))


def _first_told(view: LedgerView) -> dict[str, date]:
    """Claim id → its report's publication day: an undated deed is in force from the day it was told."""
    day = {r.id: r.published.end for r in view.reports if r.published and r.published.end}
    return {c.id: day[c.report] for c in view.claims if c.report in day}


def _entries(event: Event, told: dict[str, date]) -> Iterator[Entry]:
    for rule in rules():
        if rule.speaks_of(event.type, event.mode, event.status) and (subject := subject_of(rule, event)):
            yield Entry(rule, event, subject, value_of(rule, event), _since(event, told))


def _since(event: Event, told: dict[str, date]) -> Interval | None:
    """The day stated, else the day it was first told."""
    return _when_told(event, told) if event.when is None or inferred(event.when) else event.when


def _when_told(event: Event, told: dict[str, date]) -> Interval | None:
    days = [told[c] for c in event.claims if c in told]
    return Interval(None, min(days), "day", "told by then") if days else None


def _standing(entries: Iterable[Entry], on: date | None) -> Iterator[StateLine]:
    rows: dict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        rows[_key(entry)].append(entry)
    for row in rows.values():
        row.sort(key=lambda e: (e.day, e.event.origins, e.event.id))
        last = row[-1]
        if not _lapsed(last, on):
            yield _line(last)
            yield from (_line(e, last) for e in row[:-1] if e.day == last.day and fold(e.value) != fold(last.value))


def _key(entry: Entry) -> Key:
    known = facts(entry.event)
    return (entry.rule.key, fold(entry.subject), *(fold(known.get(s, "")) for s in entry.rule.scope))


def _lapsed(entry: Entry, on: date | None) -> bool:
    if on is None:
        return False
    end = entry.event.when.end if entry.event.when else None
    if entry.rule.until_end and end and end > entry.day:
        return end < on
    return entry.rule.lasts is not None and entry.day + timedelta(days=entry.rule.lasts) < on


def _line(entry: Entry, against: Entry | None = None) -> StateLine:
    why = f"rule {entry.rule.id}, event {entry.event.id}"
    return StateLine(
        entry.subject,
        entry.rule.attribute,
        entry.value,
        entry.since,
        entry.event.claims,
        contradicts=against is not None,
        reason=why + (f"; against event {against.event.id}" if against else ""),
    )


def _figures(view: LedgerView, on: date | None) -> Iterator[StateLine]:
    """The last value of each series up to the day."""
    events = {e.id: e for e in view.events if e.kind is Kind.FIGURE}
    for row in series(view):
        points = [p for p in row.points if p.day is not None and (on is None or p.day <= on)]
        if not points or (on and points[-1].day and (on - points[-1].day).days > STALE):
            continue
        p = points[-1]
        what = row.what.removeprefix("other:") + (f" of {row.of}" if row.of else "")
        rivals = f" (also given: {', '.join(f'{r:,g}' for r in p.rivals)})" if p.rivals else ""
        value = f"{p.qualifier + ' ' if p.qualifier else ''}{p.value:,.10g}{rivals}"
        since = Interval(p.day, p.day, "day", "as of")
        yield StateLine(
            f"{row.place or 'unplaced'}: {what}",
            "figure",
            value,
            since,
            events[p.event].claims,
            bool(p.rivals),
            f"event {p.event}",
        )


def _plans(view: LedgerView, on: date | None) -> Iterator[StateLine]:
    known = view if on is None else _told_by(view, on)
    for line in plan_lines(known, on):
        if line.plan.state in OPEN:
            yield StateLine(
                plan_text(line),
                "plan",
                line.plan.state,
                line.plan.due,
                line.plan.claims,
                False,
                line.plan.reason,
            )


def _told_by(view: LedgerView, on: date) -> LedgerView:
    """Only plans that were announced by the day, and not yet carried out by it."""
    told = _first_told(view)
    kept = {c.id for c in view.claims if told.get(c.id, date.max) <= on}
    events = tuple(_cut(e, kept) for e in view.events if any(c in kept for c in e.claims))
    return LedgerView(view.reports, view.claims, view.judgements, events, view.plans)


def _cut(event: Event, kept: set[str]) -> Event:
    return replace(event, claims=tuple(c for c in event.claims if c in kept))


def plan_text(line: PlanLine) -> str:
    """ "U.S.-led coalition: retreat/handover, K1 base"."""
    e = line.event
    who = ", ".join(p.name for p in e.actor[:2]) or ", ".join(p.name for p in e.recipient[:2]) or "unknown"
    kind = e.type.value + (f"/{e.mode}" if e.mode else "")
    return f"{who}: {kind}" + (f", {e.place.name}" if e.place else "")


def _order(line: StateLine) -> tuple[int, str, bool, date]:
    start = (line.since.start or line.since.end) if line.since else None
    return SECTIONS.index(line.attribute), line.subject, line.contradicts, start or date.min
