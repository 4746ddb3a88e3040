"""The state on a day: who holds what, who is where, what is suspended, in force, planned; each line by its
claims.

A line follows from the last change that claims tell of its subject; see `data/state/rules.yaml`. What is said
against it (another day, another outcome, a denial) is a line of its own, marked as contradicting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from dateline.model import Claim, Event, Interval, Kind, LedgerView, StateLine
from dateline.reconcile.names import fold
from dateline.views.figures import Series, series
from dateline.views.holders import holders
from dateline.views.movements import movements
from dateline.views.plans import PlanLine, plan_lines
from dateline.views.rules import rules
from dateline.views.standing import PEOPLE, Subject, lines
from dateline.views.strength import strengths
from dateline.views.tellings import Telling, tellings
from dateline.views.turns import Turn, turns

SECTIONS = ("holder", "presence", "activity", "office", "custody", "threat", "demand", "figure", "plan")
OF_PERSONS = ("office", "custody")  # "the hostages", "a man": of nobody in particular no line can be kept
OF_TWO = ("threat", "demand")  # of nobody that is told, they say nothing
OPEN = ("pending", "due", "overdue")
STALE = 60  # days: a figure is shown no longer than this after the day it is of

Key = tuple[str, ...]


def state(view: LedgerView, on: date | None = None) -> tuple[StateLine, ...]:
    """The state on `on` (default: as of everything the ledger holds), by section and subject."""
    return Grounds(view).state(on)


class Grounds:
    """What the state follows from whatever the day, worked out once: for those who ask about many days of one view."""

    def __init__(self, view: LedgerView) -> None:
        self.view = view
        self.told, self.denied = list(tellings(view)), list(tellings(view, denied=True))
        self.planned = list(tellings(view, planned=True))
        bearing = {t.claim.id: t.claim for t in (*self.told, *self.planned, *self.denied)}
        self.claims = tuple(bearing[c] for c in sorted(bearing))  # all that any line but figures and plans is about
        self.names = _names(self.claims)
        self.others = _others([t for t in self.told if t.rule.about is None], self.denied, self.names)

    def state(self, on: date | None = None) -> tuple[StateLine, ...]:
        """The state on a day, as `state` gives it."""
        about = self._about
        held = list(holders(about("site"), self.planned, self.denied, on, self.names))
        used = {c for line in held for c in line.claims}
        forces = [t for t in about("force") if t.claim.id not in used]
        found = [
            *held,
            *movements(forces, self.denied, on, self.names, self.claims),
            *(s for o in self.others for s in lines(o.subject, o.made, o.against, on, self.names)),
            *_counted(self.view, on),
            *_plans(self.view, on),
        ]
        return tuple(sorted(found, key=_order))

    def _about(self, what: str) -> list[Telling]:
        return [t for t in self.told if t.rule.about == what]


@dataclass(frozen=True, slots=True)
class Other:
    """An activity, an office, custody, a threat or a demand: its changes, and what was said against it."""

    subject: Subject
    made: list[Turn]
    against: Sequence[Telling]


def kinds() -> tuple[tuple[str, frozenset[str] | None], ...]:
    """Types and modes (None: any) of the claims that rules speak of: with figures and plans all that state needs."""
    return tuple(dict.fromkeys((rule.type.value, rule.modes) for rule in rules()))


def _names(claims: Iterable[Claim]) -> dict[str, str]:
    """Party id → the name most of these claims give it, so that one body has one name on all lines."""
    said: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for claim in claims:
        for party in (*claim.actor, *claim.recipient):
            if party.id:
                said[party.id][party.name] += 1
    return {i: max(sorted(given), key=lambda n: given[n]) for i, given in sorted(said.items())}


def _others(told: Iterable[Telling], denied: Sequence[Telling], names: Mapping[str, str]) -> list[Other]:
    """Activities, offices, custody, threats, demands, by name."""
    rows: dict[Key, list[Telling]] = defaultdict(list)
    against: dict[Key, list[Telling]] = defaultdict(list)
    for group, into in ((told, rows), (denied, against)):
        for t in group:
            if key := _key(t):
                into[key].append(t)
    return [
        Other(Subject(_subject(rows[key][0], names) or ""), turns(rows[key]), against.get(key, ()))
        for key in sorted(rows)
    ]


def _key(t: Telling) -> Key | None:
    subject = _subject(t, {})
    if t.rule.attribute in OF_TWO and not t.recipient:
        return None
    if subject is None or (t.rule.attribute in OF_PERSONS and (subject[:1].islower() or _of_a_state(t))):
        return None
    return (t.rule.key, fold(subject), *(fold(_scoped(t, s)) for s in t.rule.scope))


def _of_a_state(t: Telling) -> bool:
    """Whether a whole state would be in custody, or resign: what was said of someone of it was misread."""
    if t.rule.key == "power":
        return False
    parties = next((t.party(r) for r in t.rule.subject if r != "place" and t.party(r)), ())
    return any((p.id or "").startswith("state:") and "/" not in (p.id or "") for p in parties[:1])


def _subject(t: Telling, names: Mapping[str, str]) -> str | None:
    """The first of the rule's subjects that is told; a place only when the report states it."""
    for role in t.rule.subject:
        if role == "place" and t.place:
            return t.place.name
        if role != "place" and t.party(role):
            party = t.party(role)[0]
            return names.get(party.id or "", party.name)
    return None


def _scoped(t: Telling, scope: str) -> str:
    if scope == "thing":
        return t.thing or ""
    if scope == "mode":
        return t.claim.mode or ""
    return t.party(scope)[0].name if t.party(scope) else ""


def _counted(view: LedgerView, on: date | None) -> Iterator[StateLine]:
    """Troops among the forces, every other quantity among the figures."""
    every = series(view)
    claims = {e.id: e.claims for e in view.events if e.kind is Kind.FIGURE}
    yield from strengths(view, on, STALE)
    yield from _figures([s for s in every if s.what.removeprefix("other:") not in PEOPLE], claims, on)


def _figures(given: Iterable[Series], claims: Mapping[str, tuple[str, ...]], on: date | None) -> Iterator[StateLine]:
    """The last value of each series up to the day."""
    for row in given:
        points = [p for p in row.points if p.day is not None and (on is None or p.day <= on)]
        if not points or (on and points[-1].day and (on - points[-1].day).days > STALE):
            continue
        p = points[-1]
        what = row.what.removeprefix("other:") + (f" of {row.of}" if row.of else "")
        rivals = f" (also given: {', '.join(f'{r:,g}' for r in p.rivals)})" if p.rivals else ""
        value = f"{p.qualifier + ' ' if p.qualifier else ''}{p.value:,.10g}{rivals}"
        yield StateLine(
            f"{row.place or 'unplaced'}: {what}",
            "figure",
            value,
            Interval(p.day, p.day, "day", "as of"),
            claims.get(p.event, ()),
            bool(p.rivals),
            f"event {p.event}" + (f"; {p.note}" if p.note else ""),
            (("number", f"{p.value:.15g}"), ("place", row.place), ("what", row.what)),
        )


def _plans(view: LedgerView, on: date | None) -> Iterator[StateLine]:
    known = view if on is None else known_by(view, on)
    for line in plan_lines(known, on):
        if line.plan.state in OPEN:
            due, claims = line.plan.due, line.plan.claims
            yield StateLine(plan_text(line), "plan", line.plan.state, due, claims, False, line.plan.reason)


def known_by(view: LedgerView, on: date) -> LedgerView:
    """The view with only those claims in its events that were published by a day."""
    day = {r.id: r.published.end for r in view.reports if r.published and r.published.end}
    later = {c.id for c in view.claims if day.get(c.report, date.max) > on}
    cut = (_without(e, later) for e in view.events)
    return replace(view, events=tuple(e for e in cut if e.claims))


def _without(event: Event, claims: Set[str]) -> Event:
    if claims.isdisjoint(event.claims):
        return event
    return replace(event, claims=tuple(c for c in event.claims if c not in claims))


def plan_text(line: PlanLine) -> str:
    """ "U.S.-led coalition: retreat/handover, K1 base"."""
    e = line.event
    who = ", ".join(p.name for p in e.actor[:2]) or ", ".join(p.name for p in e.recipient[:2]) or "unknown"
    kind = e.type.value + (f"/{e.mode}" if e.mode else "")
    return f"{who}: {kind}" + (f", {e.place.name}" if e.place else "")


def _order(line: StateLine) -> tuple[int, str, bool, date, str]:
    start = (line.since.start or line.since.end) if line.since else None
    return SECTIONS.index(line.attribute), line.subject, line.contradicts, start or date.min, line.value
