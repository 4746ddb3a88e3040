"""What is new between two moments of one ledger: events, changed values, disputes, plans come due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model import Conflict, Event, LedgerView
from dateline.views.conflicts import DISPUTES
from dateline.views.plans import PlanLine, plan_lines

OPEN = ("due", "overdue")
SHOWN = ("status", "when", "place", "actor", "recipient", "counts")


@dataclass(frozen=True, slots=True)
class Change:
    """One derived value of an event that a new report moved."""

    event: Event
    attribute: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class News:
    """What the second moment has that the first had not."""

    events: tuple[Event, ...] = ()
    changed: tuple[Change, ...] = ()
    disputed: tuple[tuple[Event, Conflict], ...] = ()
    due: tuple[PlanLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.events or self.changed or self.disputed or self.due)


def news(before: LedgerView, after: LedgerView, last_look: date | None, today: date | None) -> News:
    """Compare two views. Events are matched by their claims: an id may change as claims join. last_look, today: the
    days on which plans are judged due."""
    old = {c: e for e in before.events for c in e.claims}
    pairs = [(e, {id(o): o for c in e.claims if (o := old.get(c))}) for e in after.events]
    return News(
        tuple(e for e, olds in pairs if not olds),
        tuple(change for e, olds in pairs if len(olds) == 1 for o in olds.values() for change in _changes(o, e)),
        tuple(
            (e, c)
            for e, olds in pairs
            for c in e.conflicts
            if c.kind in DISPUTES and not any(_same(c, other) for o in olds.values() for other in o.conflicts)
        ),
        _due(before, after, last_look, today),
    )


def _changes(old: Event, new: Event) -> list[Change]:
    """The chosen value of each attribute, where it is another than before; a value that was unknown is no change."""
    first, second = _best(old), _best(new)
    return [
        Change(new, name, first[name], value)
        for name, value in second.items()
        if name in first and first[name] != value
    ]


def _best(event: Event) -> dict[str, str]:
    return {name: said[0].value for name, said in event.values if said and name.split(":")[0] in SHOWN}


def _same(a: Conflict, b: Conflict) -> bool:
    return (a.attribute, a.kind) == (b.attribute, b.kind) and {v.value for v in a.values} == {v.value for v in b.values}


def _due(before: LedgerView, after: LedgerView, last_look: date | None, today: date | None) -> tuple[PlanLine, ...]:
    known = {c for line in plan_lines(before, last_look) if line.plan.state in OPEN for c in line.plan.claims}
    lines = (line for line in plan_lines(after, today) if line.plan.state in OPEN)
    return tuple(line for line in lines if not known & set(line.plan.claims))
