"""Where an event's claims disagree, and in what way: a slip of spelling is not a dispute, nor is a rising
toll."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.model import Conflict, Kind, Place, Status, Support
from dateline.reconcile.distance import nearness, one_place
from dateline.reconcile.features import says_one_day
from dateline.reconcile.joined import Joined
from dateline.reconcile.names import is_unknown, party_likeness, same_name
from dateline.reconcile.origins import support
from dateline.reconcile.placing import best_place
from dateline.reconcile.profile import Profile

ELSEWHERE = ("other-site", "apart", "other-country")
DONE = (Status.HAPPENED.value, Status.ONGOING.value)
Values = Sequence[tuple[str, tuple[Support, ...]]]


def clashes(looks: Sequence[Profile], values: Values) -> tuple[Conflict, ...]:
    """Every conflict of one event, sorted by attribute."""
    by_id = {p.claim.id: p for p in looks}
    table = dict(values)
    found = [
        *_counted(table, by_id),
        *(() if looks[0].claim.kind is Kind.FIGURE else _dated(table.get("when", ()), by_id)),
        *_happened(table.get("status", ()), by_id),
        *_who(table.get("actor", ()), by_id),
        *_spelt(table.get("place", ()), "place"),
        *_placed(table.get("place", ()), by_id),
        *_summed(looks),
        *_spelt(table.get("recipient", ()), "recipient"),
    ]
    return tuple(sorted(found, key=lambda c: (c.attribute, c.kind)))


def _counted(table: Mapping[str, tuple[Support, ...]], by_id: Mapping[str, Profile]) -> Iterator[Conflict]:
    """Different numbers for one thing. Rising with the days they were told: an update, and no dispute."""
    for attribute, given in table.items():
        if attribute.startswith("counts:") and len(given) > 1 and _between_reports(given, by_id):
            yield Conflict(attribute, "update" if _rises(given, by_id) else "different-count", given)


def _between_reports(given: Sequence[Support], by_id: Mapping[str, Profile]) -> bool:
    """Whether different reports give different values; one report's several values are usually parts or a
    range."""
    said: dict[str, set[str]] = defaultdict(set)
    for s in given:
        for c in s.claims:
            said[by_id[c].claim.report].add(s.value)
    return len({frozenset(v) for v in said.values()}) > 1 and not set.intersection(*said.values())


def _rises(given: Sequence[Support], by_id: Mapping[str, Profile]) -> bool:
    return rises((by_id[c].heard, float(s.value)) for s in given for c in s.claims)


def rises(told: Iterable[tuple[int, float]]) -> bool:
    """Whether numbers rise with the days they were told (ordinals, 0 unknown), and never fall."""
    row = sorted(told)
    days = {day for day, _ in row}
    return len(days) > 1 and 0 not in days and all(a[1] <= b[1] for a, b in itertools.pairwise(row))


def _dated(given: Sequence[Support], by_id: Mapping[str, Profile]) -> Iterator[Conflict]:
    """Days that cannot both be right: stretches that do not meet. That a copy printed later says "on Sunday" too is
    no other day."""
    out = [s for s in given if any(_days_apart(s, t, by_id) for t in given if t is not s)]
    if out:
        yield Conflict("when", "different-date", tuple(out))


def _days_apart(s: Support, t: Support, by_id: Mapping[str, Profile]) -> bool:
    a, b = by_id[s.claims[0]], by_id[t.claims[0]]
    if _meet(a, b):
        return False
    copied = all(any(says_one_day(by_id[x], by_id[y]) for y in t.claims) for x in s.claims)
    return not copied and not all(any(says_one_day(by_id[x], by_id[y]) for y in s.claims) for x in t.claims)


def _meet(a: Profile, b: Profile) -> bool:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _placed(given: Sequence[Support], by_id: Mapping[str, Profile]) -> Iterator[Conflict]:
    """Sites or towns that are not one: each given by some report that gives no other."""
    sides = _one_side_each(given, _places(given, by_id), by_id)
    found = _places(sides, by_id)
    out = {s.value for s in sides if any(_elsewhere(found[s.value], found[t.value]) for t in sides if s is not t)}
    if len(out) > 1:
        yield Conflict("place", "different-place", tuple(s for s in sides if s.value in out))


def _elsewhere(one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Whether no place of one side may be, hold or lie in any place of the other."""
    return bool(one and other) and all(nearness(a, b) in ELSEWHERE for a in one for b in other)


def _places(given: Sequence[Support], by_id: Mapping[str, Profile]) -> dict[str, list[Place]]:
    """Value → the places that its claims state, each once."""
    told = {s.value: (by_id[c].place for c in s.claims) for s in given}
    return {value: list(dict.fromkeys(p for p in places if p is not None)) for value, places in told.items()}


def _one_side_each(
    given: Sequence[Support], found: Mapping[str, Sequence[Place]], by_id: Mapping[str, Profile]
) -> list[Support]:
    """Names that are one place ("Al Qa'im", "al-Qaim base") together, under the one an event of them would show."""
    joined = Joined(s.value for s in given)
    for a, b in itertools.combinations(joined.names(), 2):
        if any(one_place(p, q) for p in found[a] for q in found[b]):
            joined.join(a, b)
    sides: dict[str, list[Support]] = defaultdict(list)
    for s in given:
        sides[joined.find(s.value)].append(s)
    return [side[0] if len(side) == 1 else _together(side, by_id) for side in sides.values()]


def _together(side: Sequence[Support], by_id: Mapping[str, Profile]) -> Support:
    """Several names of one place with all their claims, under the best of them."""
    looks = [by_id[c] for c in sorted({c for s in side for c in s.claims})]
    best = best_place(looks)
    return support(best.name if best else side[0].value, looks)


def _summed(looks: Sequence[Profile]) -> Iterator[Conflict]:
    """A total below the sum of its own parts, claim by claim."""
    for p in looks:
        for n, total in enumerate(p.claim.counts):
            parts = sum(c.value for c in p.claim.counts if c.part_of == n and c.what == total.what)
            if parts > total.value and total.qualifier not in ("at least", "more than"):
                told = (support(f"{total.value:.15g}", [p]), support(f"{parts:.15g} in parts", [p]))
                yield Conflict(f"counts:{total.what}", "parts-exceed-total", told)


def _happened(given: Sequence[Support], by_id: Mapping[str, Profile]) -> Iterator[Conflict]:
    """Told as done by some, denied by others. What was denied before the day it was done on contradicts nothing, nor
    does a word that it may be."""
    deeds = [s for s in given if s.value in DONE]
    denials = [s for s in given if s.value == Status.DENIED.value]
    days = [by_id[c].first for s in deeds for c in s.claims]
    first = min(days) if days and all(days) else 0
    if deeds and any(by_id[c].heard >= first or not by_id[c].heard for s in denials for c in s.claims):
        yield Conflict("status", "happened-or-not", tuple(s for s in given if s in deeds or s in denials))


def _who(given: Sequence[Support], by_id: Mapping[str, Profile]) -> Iterator[Conflict]:
    """Different doers. Parties named together by one claim acted together and do not conflict."""
    known = [s for s in given if not is_unknown(s.value)]
    rival = [s for s in known if all(_rivals(s, t, by_id) for t in known if t is not s)]
    if len(known) > 1 and len(rival) > 1:
        yield Conflict("actor", "who-did-it", tuple(rival))
    yield from _spelt(known, "actor")


def _rivals(s: Support, t: Support, by_id: Mapping[str, Profile]) -> bool:
    if set(s.claims) & set(t.claims):
        return False
    a = next(p for p in by_id[s.claims[0]].claim.actor if p.name == s.value)
    b = next(p for p in by_id[t.claims[0]].claim.actor if p.name == t.value)
    return party_likeness(a, b) == "different"


def _spelt(given: Sequence[Support], attribute: str) -> Iterator[Conflict]:
    """Two spellings of one name."""
    out = [
        s
        for s in given
        if any(s.value != t.value and same_name(s.value, t.value) and _as_long(s.value, t.value) for t in given)
    ]
    if out:
        yield Conflict(attribute, "spelling-only", tuple(out))


def _as_long(a: str, b: str) -> bool:
    """Spelling variants have as many words; "Baghdad" and "Baghdad airport" are two names."""
    return len(a.split()) == len(b.split())
