"""What one event's claims say: every value with its support, the best by a named rule, and where they
disagree."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dateline.model import Claim, Count, Event, EventType, Interval, Party, Place, Report, Status, Support
from dateline.reconcile.clashes import clashes, rises
from dateline.reconcile.judged import Judged
from dateline.reconcile.knowledge import vocabulary
from dateline.reconcile.names import party_likeness, telling
from dateline.reconcile.origins import origins, support
from dateline.reconcile.placing import best_place
from dateline.reconcile.profile import Profile, inferred

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, without i, l, o, u
DEEDS = (Status.HAPPENED, Status.ONGOING)
V = TypeVar("V")
Values = tuple[tuple[str, tuple[Support, ...]], ...]


def event_id(claim: str) -> str:
    """Short enough to type, the same everywhere: "e" and ten letters (50 bits) from a claim's id."""
    bits = int.from_bytes(hashlib.blake2b(claim.encode(), digest_size=8).digest(), "big")
    return "e" + "".join(ALPHABET[(bits >> (5 * i)) & 31] for i in range(10))


def event_of(
    members: Sequence[Profile],
    told: Mapping[str, Report],
    family: Mapping[str, str],
    words: Judged,
    reasons: tuple[str, ...] = (),
) -> Event:
    """One event from its claims. The first in telling (by publication day, then id) gives the id."""
    looks = sorted(members, key=lambda p: p.order)
    claims = [p.claim for p in looks]
    told_of = [p for p in looks if not p.calls_off] or looks  # a word that calls it off is no deed of its own
    deeds = [p for p in told_of if p.claim.status in DEEDS] or told_of
    status = _status([p.claim for p in told_of], called_off=len(told_of) < len(looks))
    chosen_type, chosen_mode = _kind(deeds)
    values = _values(looks, deeds)
    return Event(
        id=event_id(looks[0].claim.id),
        kind=claims[0].kind,
        type=chosen_type,
        mode=chosen_mode,
        status=status,
        claims=tuple(sorted(c.id for c in claims)),
        reports=tuple(sorted({c.report for c in claims})),
        origins=origins(looks),
        actor=_parties(deeds, lambda p: p.actor) or _parties(looks, lambda p: p.actor),
        recipient=_parties(deeds, lambda p: p.recipient) or _parties(looks, lambda p: p.recipient),
        place=_corrected_place(looks, words) or _first(best_place, *_stated(deeds, looks, "place")),
        when=_first(best_when, *_stated(deeds, looks, "when")),
        counts=best_counts(looks),
        values=values,
        conflicts=clashes(looks, values),
        reasons=reasons,
    )


def _status(claims: Sequence[Claim], *, called_off: bool) -> Status:
    """A deed told by anyone outweighs plans for it; a denial, or that it was called off, stands only where nobody tells
    the deed."""
    found = {c.status for c in claims} | ({Status.DENIED} if called_off else set())
    order = (
        Status.HAPPENED,
        Status.ONGOING,
        Status.DENIED,
        Status.PLANNED,
        Status.THREATENED,
        Status.POSSIBLE,
    )
    return next(s for s in order if s in found)


def _kind(looks: Sequence[Profile]) -> tuple[EventType, str | None]:
    """The type and mode most origins use."""
    groups: dict[tuple[EventType, str | None], list[Profile]] = defaultdict(list)
    for p in looks:
        groups[p.claim.type, p.claim.mode].append(p)
    return max(groups, key=lambda k: (origins(groups[k]), k[1] is not None, k[0].value, k[1] or ""))


def _first(best: Callable[[Sequence[Profile]], V | None], *groups: Sequence[Profile]) -> V | None:
    """The best value of the first group of claims that has one."""
    return next((v for v in map(best, groups) if v is not None), None)


def _stated(deeds: Sequence[Profile], looks: Sequence[Profile], attribute: str) -> Iterable[Sequence[Profile]]:
    """Claims in the order their day or place is believed: stated of deeds, stated at all, inferred."""
    for group in (deeds, looks):
        yield [p for p in group if not inferred(getattr(p.claim, attribute))]
    yield from (deeds, looks)


def best_when(looks: Sequence[Profile]) -> Interval | None:
    """Rule: most origins, then the shortest stretch of days, then the earliest told."""
    groups: dict[tuple[object, object], list[Profile]] = defaultdict(list)
    for p in looks:
        if p.claim.when and (p.claim.when.start or p.claim.when.end):
            groups[p.claim.when.start, p.claim.when.end].append(p)
    if not groups:
        return None
    return min(groups.values(), key=lambda g: (_length(g[0]) >= 8, -origins(g), _length(g[0]), _first_heard(g)))[
        0
    ].claim.when


def _first_heard(group: Sequence[Profile]) -> tuple[int, int]:
    """The day on which a value was first told (one that nobody knows: last), then the first day that it names."""
    return min(p.heard or date.max.toordinal() for p in group), group[0].first


def _length(p: Profile) -> int:
    w = p.claim.when
    return (w.end - w.start).days if w and w.start and w.end else 3650


def _parties(looks: Sequence[Profile], side: Callable[[Profile], tuple[Party, ...]]) -> tuple[Party, ...]:
    """Every party that some claim names in this role, most origins first; of each the name that most origins give,
    the first told on a tie."""
    groups: dict[str, list[Profile]] = defaultdict(list)
    called: dict[str, dict[Party, list[Profile]]] = {}
    for p in looks:
        for party in side(p):
            key = party.id or " ".join(sorted(telling(party.name)))
            alike = (k for k, known in called.items() if party_likeness(next(iter(known)), party) == "same")
            key = key if key in called else next(alike, key)
            groups[key].append(p)
            called.setdefault(key, {}).setdefault(party, []).append(p)
    order = sorted(groups, key=lambda k: (-origins(groups[k]), k))
    return tuple(_called(called[k]) for k in order[:6])


def _called(names: Mapping[Party, Sequence[Profile]]) -> Party:
    """The party as most origins name it; records of one name count together."""
    told: dict[str, list[Profile]] = defaultdict(list)
    for party, looks in names.items():
        told[party.id or party.name] += looks
    return max(names, key=lambda party: origins(told[party.id or party.name]))


def best_counts(looks: Sequence[Profile]) -> tuple[Count, ...]:
    """For each thing counted (and whom): of a number that rises with the days it was told, the last; else the value of
    most origins, on a tie one whose own parts add up to it, then the latest told. Low and high over all."""
    groups: dict[tuple[str, str], list[tuple[Profile, Count]]] = defaultdict(list)
    for p in looks:
        for c in p.claim.counts:
            groups[c.what, of_key(c.of)].append((p, c))
    return tuple(_best_count(groups[k]) for k in sorted(groups))


def _best_count(told: Sequence[tuple[Profile, Count]]) -> Count:
    values: dict[float, list[tuple[Profile, Count]]] = defaultdict(list)
    for p, c in told:
        values[c.value].append((p, c))

    rising = rises((p.heard, c.value) for p, c in told)

    def worth(v: float) -> tuple[float, int, bool, str, float]:
        looks = [p for p, _ in values[v]]
        adds = any(_adds_up(p, c) for p, c in values[v])
        return (v if rising else 0.0), origins(looks), adds, _latest(looks), v

    best = max(values, key=worth)
    count = min((c for _, c in values[best]), key=lambda c: (len(c.of or ""), c.of or "", c.qualifier or ""))
    low, high = min(c.low or c.value for _, c in told), max(c.high or c.value for _, c in told)
    return replace(count, low=low if low != best else None, high=high if high != best else None, part_of=None)


def _adds_up(look: Profile, total: Count) -> bool:
    """Whether a claim's parts of a total are given and add up to it."""
    counts = look.claim.counts
    parts = [c.value for c in counts if c.part_of is not None and counts[c.part_of] == total and c.what == total.what]
    return bool(parts) and sum(parts) == total.value


def _latest(looks: Iterable[Profile]) -> str:
    return max(str(p.told.end if p.told and p.told.end else "") for p in looks)


def of_key(of: str | None) -> str:
    """Whom a count counts, as a key: "American soldiers" and "Americans" are one."""
    if not of:
        return ""
    words = {w for w in telling(of) if w not in vocabulary().folk} or set(telling(of))
    return " ".join(sorted({w.rstrip("s") for w in words}))


def _values(looks: Sequence[Profile], deeds: Sequence[Profile]) -> Values:
    """Every attribute's values with their support: most origins first. Dates of plans are kept from those of
    deeds."""
    found: dict[str, dict[str, list[Profile]]] = defaultdict(lambda: defaultdict(list))
    for p in looks:
        for attribute, value in _said(p, p in deeds):
            if p.calls_off and p not in deeds and attribute == "status":
                value = Status.DENIED.value
            found[attribute][value].append(p)
    return tuple(
        (attribute, tuple(sorted((support(v, g) for v, g in values.items()), key=_weight)))
        for attribute, values in sorted(found.items())
    )


def _weight(s: Support) -> tuple[int, int, str]:
    return -s.origins, -s.reports, s.value


def _said(p: Profile, deed: bool) -> Iterable[tuple[str, str]]:
    c = p.claim
    yield "status", c.status.value
    if c.when and c.when.start and not inferred(c.when):
        yield ("when" if deed else "due"), when_text(c.when)
    if c.place and not inferred(c.place):
        yield "place", c.place.name
    yield from (("actor", party.name) for party in c.actor)
    yield from (("recipient", party.name) for party in c.recipient)
    for count in c.counts:
        yield f"counts:{count.what}" + (f" of {of_key(count.of)}" if count.of else ""), f"{count.value:.15g}"


def when_text(when: Interval) -> str:
    """ "2020-03-26" for a day, "2020-03-26/2020-04-03" for a stretch, ".." for an open end."""
    if when.start == when.end:
        return str(when.start)
    return f"{when.start or '..'}/{when.end or '..'}"


def _corrected_place(looks: Sequence[Profile], words: Judged) -> Place | None:
    ids = {p.claim.id for p in looks}
    for claim, attribute, value in words.corrected:
        if claim in ids and attribute == "place":
            return Place(**json.loads(value))
    return None


__all__ = ["best_counts", "event_id", "event_of", "of_key", "when_text"]
