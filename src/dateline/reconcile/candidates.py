"""Which claims are worth comparing: those that share a key, never all with all.

A claim has several keys, each a type group with one thing a second telling of the same happening would have
too: a cell of the map, a country within a stretch of days, a party, a telling name, a number. `shelves` says who
meets whom under one key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import product
from math import ceil, floor

from dateline.model import EventType, Kind, Place
from dateline.reconcile.features import comparable
from dateline.reconcile.knowledge import Weights, vocabulary
from dateline.reconcile.names import fold, skeleton, telling
from dateline.reconcile.profile import Profile, ordinal
from dateline.reconcile.shelves import MAX_DAY, Shelves

Pair = tuple[str, str]
STRETCH = 16  # days of one time bucket


def candidates(looks: Mapping[str, Profile], w: Weights) -> tuple[Pair, ...]:
    """Pairs of claim ids to compare, sorted, each once."""
    shelves = Shelves()
    shelves.lay({name: place_of(look, w) for name, look in looks.items()})
    found = ((name, other) for name in sorted(looks) for other in shelves.met(name) if name < other)
    return tuple(sorted(p for p in found if comparable(looks[p[0]], looks[p[1]], w)))


def place_of(look: Profile, w: Weights) -> tuple[int, tuple[int, ...]]:
    """Where a claim lies: its day, and the keys of its shelves."""
    day = look.start or _told(look)
    return (ordinal(day) if day else MAX_DAY), tuple(dict.fromkeys(shelf_of("|".join(k)) for k in keys(look, w)))


@lru_cache(maxsize=1 << 21)
def shelf_of(key: str) -> int:
    """The number of a shelf, the same everywhere: 64 bits, so that no two keys of a ledger share one. Remembered, so
    that all claims on it hold the same object."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def keys(look: Profile, w: Weights) -> Iterator[tuple[str, ...]]:
    """Every key of one claim."""
    for group in _groups(look, w):
        yield from ((group, "cell", *c) for c in _cells(look.claim.place))
        yield from ((group, "where", *k) for k in _country_and_time(look))
        yield from ((group, "who", p) for p in _parties(look))
        yield from ((group, "name", skeleton(n)) for n in look.names)
        yield from ((group, "day", d) for d in _day(look))
        if look.start is None and look.trigger:
            yield group, "word", skeleton(look.trigger.split()[0])
        yield from ((group, "many", c.what, str(c.value)) for c in look.claim.counts if c.value > 2)


def _groups(look: Profile, w: Weights) -> Iterator[str]:
    """The type itself and the groups of near types it belongs to; for figures, what is counted."""
    if look.claim.kind is Kind.FIGURE:
        yield from {f"figure:{c.what}" for c in look.claim.counts}
        return
    if look.calls_off:  # whatever was planned
        yield from (str(i) for i in range(len(w.near_types)))
        yield from (t.value for t in EventType if not any(t.value in g for g in w.near_types))
        return
    kind = look.claim.type.value
    groups = [str(i) for i, g in enumerate(w.near_types) if kind in g]
    yield from groups or [kind]


def _cells(place: Place | None) -> Iterator[tuple[str, ...]]:
    """The four corners of the one-degree square about a point: any two points within a degree share one."""
    if place is None:
        return
    yield ("named", " ".join(telling(place.name)))
    if place.lat is None or place.lon is None or place.precision not in ("site", "city"):
        return
    lats = {floor(place.lat), ceil(place.lat)}
    lons = {floor(place.lon), ceil(place.lon)}
    yield from ((str(la), str(lo)) for la, lo in product(lats, lons))


def _country_and_time(look: Profile) -> Iterator[tuple[str, str]]:
    """Stretches of days in every country that the claim has to do with: a place only supposed keeps no two apart."""
    told = [look.claim.place.country] if look.claim.place else []
    countries = {c for c in (*told, *(p.country for p in (*look.recipient, *look.actor))) if c} or {"??"}
    first, last = (look.start or _told(look)), (look.end or _told(look))
    if first is None or last is None:
        yield from ((c, "undated") for c in sorted(countries))
        return
    low, high = first.toordinal() // STRETCH, last.toordinal() // STRETCH
    if high - low > 4:
        yield from ((c, f"long-{first.year}") for c in sorted(countries))
        return
    yield from ((c, str(n)) for c in sorted(countries) for n in range(low - 1, high + 1))


def _day(look: Profile) -> Iterator[str]:
    if look.start is not None and look.start == look.end:
        yield str(look.start)


def _told(look: Profile) -> date | None:
    return look.told.end if look.told else None


def _parties(look: Profile) -> Iterator[str]:
    for party in (*look.recipient, *look.actor):
        if fold(party.name) not in vocabulary().broad:
            yield skeleton(telling(party.name)[-1])
