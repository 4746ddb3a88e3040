"""Turns: the claims that tell one change of one thing, with the day most origins give it.

A handover told again is no second handover: a change that puts in place whom the last one put there joins it, and a
day that does not meet the chosen one stays beside it as a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateline.model import Interval, Party
from dateline.reconcile.names import fold, party_likeness
from dateline.reconcile.origins import origins
from dateline.views.rules import Rule
from dateline.views.tellings import Telling

REBELS = ("REB", "UAF")  # sectors whose parties never hold for the state that they are of
SHORT = 8  # days: a longer stretch ("in March") is a day's background, and gives way to any shorter one


@dataclass(slots=True)
class Turn:
    """Tellings of one change, in order of their days."""

    told: list[Telling] = field(default_factory=list)
    last: date = date.min  # the last day on which it was told to hold: what a lapse counts from
    expected: tuple[Interval, ...] = ()  # days for which it was announced: they settle a tie
    put: dict[str, Party] = field(default_factory=dict)  # role → the first party told in it
    _most: dict[str, Party | None] = field(default_factory=dict)  # role → what `party` found
    _since: list[Interval | None] = field(default_factory=list)  # what `since` found, once it was asked

    def add(self, telling: Telling) -> None:
        self._most.clear()
        self._since.clear()
        self.told.append(telling)
        self.last = max(self.last, telling.last)
        for role in ("actor", "recipient"):
            for party in telling.party(role)[:1]:
                self.put.setdefault(role, party)

    def expect(self, announced: tuple[Interval, ...]) -> None:
        self._since.clear()
        self.expected = announced

    @property
    def rule(self) -> Rule:
        """The rule that says most: one that names a new holder before one that only says who left."""
        named = [t for t in self.told if t.rule.new and t.party(t.rule.new)]
        return (named or self.told)[0].rule

    def party(self, role: str) -> Party | None:
        """The party most origins name in this role; one with an id stands for those of its name without."""
        if role not in self._most:
            self._most[role] = self._named(role)
        return self._most[role]

    def _named(self, role: str) -> Party | None:
        groups: dict[str, list[Telling]] = defaultdict(list)
        first: dict[str, Party] = {}
        for t in sorted(self.told, key=lambda t: (not any(p.id for p in t.party(role)[:1]), t.claim.id)):
            for p in t.party(role)[:1]:
                key = next(
                    (k for k, known in first.items() if party_likeness(known, p) == "same"), p.id or fold(p.name)
                )
                first.setdefault(key, p)
                groups[key].append(t)
        if not groups:
            return None
        return first[max(sorted(groups), key=lambda k: (origins(t.look for t in groups[k]), ":" in k))]

    def since(self) -> Interval | None:
        """The stated day of most origins, short stretches first (of what lasts: the first day on which it was so);
        else the day it was first told."""
        if not self._since:
            self._since.append(self._stated())
        return self._since[0]

    def _stated(self) -> Interval | None:
        if not (dated := _by_day(self.told)):
            days = [t.told for t in self.told if t.told]
            return Interval(None, min(days), "day", "told by then") if days else None
        if self.rule.lasting:
            return next((g for g in dated if _length(g[0].when) < SHORT), dated[0])[0].when
        return max(dated, key=self._worth)[0].when

    def _worth(self, group: list[Telling]) -> tuple[bool, int, bool, int, int]:
        """Short before long, then origins, then a day that was announced, then the shorter, then the earlier told."""
        length = _length(group[0].when)
        told = min((t.told for t in group if t.told), default=date.max)
        kept = any(_meet(group[0].when, e) for e in self.expected)
        return length < SHORT, origins(t.look for t in group), kept, -length, -told.toordinal()

    def otherwise(self) -> list[list[Telling]]:
        """Tellings that give days which do not meet the chosen one, a list for each stretch of days. A report that
        gives the chosen day as well speaks of something else with the other, and contradicts nothing."""
        chosen = None if self.rule.lasting else self.since()
        if chosen is None:
            return []
        agreed = {t.claim.report for t in self.told if t.when and _meet(t.when, chosen) and _length(t.when) < SHORT}
        apart = [t for t in self.told if not _meet(t.when, chosen) and t.claim.report not in agreed]
        return _by_day(apart)

    @property
    def day(self) -> date:
        since = self.since()
        return (since and (since.start or since.end)) or date.min


def _by_day(told: Iterable[Telling]) -> list[list[Telling]]:
    groups: dict[tuple[date | None, date | None], list[Telling]] = defaultdict(list)
    for t in told:
        if t.when:
            groups[t.when.start, t.when.end].append(t)
    return [groups[k] for k in sorted(groups, key=lambda k: (k[0] or date.min, k[1] or date.max))]


def _length(when: Interval | None) -> int:
    return (when.end - when.start).days if when and when.start and when.end else 3650


def _meet(a: Interval | None, b: Interval) -> bool:
    if a is None:
        return True
    return (a.start or date.min) <= (b.end or date.max) and (b.start or date.min) <= (a.end or date.max)


def turns(told: Sequence[Telling], expected: Iterable[Telling] = ()) -> list[Turn]:
    """The tellings of one thing as changes in order of day. Those with stated days come first; one without a day
    is taken for the last change of its kind that its report can have known. `expected` are plans for such changes."""
    order = sorted(told, key=lambda t: (t.when is None, t.day, t.claim.id))
    made: list[Turn] = []
    for t in order:
        home = _home(made, t)
        if home is None:
            home = Turn()
            made.append(home)
        home.add(t)
    announced = tuple(t.when for t in expected if t.when and _length(t.when) < SHORT)
    for turn in made:
        turn.expect(announced)
    return sorted(made, key=lambda turn: (turn.day, turn.told[0].claim.id))


def _home(made: list[Turn], t: Telling) -> Turn | None:
    """The turn that a telling tells again; None when it tells a change of its own."""
    if t.when is None:
        return next((m for m in reversed(made) if m.told[0].day <= t.day and _agree(m, t)), None)
    before = made[-1] if made else None
    if before is None or not _agree(before, t):
        return None
    return None if t.rule.anew is not None and t.day > before.last + timedelta(days=t.rule.anew) else before


def _agree(turn: Turn, t: Telling) -> bool:
    """One sense, and no other party put in place."""
    first = turn.told[0]
    if first.rule.sense != t.rule.sense:
        return False
    return t.rule.new is None or not _rivals(turn.put.get(t.rule.new), next(iter(t.party(t.rule.new)), None))


def _rivals(a: Party | None, b: Party | None) -> bool:
    if a is None or b is None:
        return False
    found = party_likeness(a, b)
    return found == "different" or (found == "related" and (a.sector in REBELS) != (b.sector in REBELS))


def by_thing(told: Iterable[tuple[tuple[str, ...], Telling]]) -> Iterator[tuple[tuple[str, ...], list[Turn]]]:
    """Key → its turns, in order of the keys."""
    rows: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for key, telling in told:
        rows[key].append(telling)
    for key in sorted(rows):
        yield key, turns(rows[key])
