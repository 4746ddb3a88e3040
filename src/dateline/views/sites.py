"""Which places are one site: a base under two spellings, under its town's name, or told without a name.

Names and distance decide for places that are named as sites. A town ("withdrew from al-Qaim") or a site that the
gazetteer does not know ("a base in Kirkuk") is taken for a site nearby only when exactly one was handed over within
days of it; else a town keeps its own line where it was handed over itself, and none where troops merely left it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model import Place
from dateline.reconcile.distance import ONE_SITE, TOWN, km
from dateline.reconcile.joined import Joined
from dateline.reconcile.names import alike, fold
from dateline.views.tellings import Telling

DEGREE = 110.5  # km of one degree of latitude, at least
DAYS = 10  # days that the two tellings may lie apart
UNLOCATED = "the site is not in the gazetteer"


@dataclass(frozen=True, slots=True)
class Site:
    """One site: its name, and whether it is one at all, or a town."""

    key: str
    name: str
    is_site: bool


def place_key(place: Place) -> str:
    return place.id or f"{fold(place.name)} {place.country or ''} {place.precision}"


def sites(told: Sequence[Telling]) -> dict[str, Site]:
    """Place key → its site, over all tellings that may be of sites. The result depends on the set only."""
    places = {place_key(t.place): t.place for t in sorted(told, key=lambda t: t.claim.id) if t.place}
    joined = Joined(places)
    firm = Nearby({k: p for k, p in places.items() if is_firm(p)})
    for a in firm.keys:
        for b in firm.within(places[a], ONE_SITE):
            if a < b and _one_site(places[a], places[b]):
                joined.join(a, b)
    days = _days(told)
    for key in sorted(set(places) - set(firm.keys)):
        reach = max(TOWN, places[key].uncertainty_km or 0.0)
        found = (f for f in firm.within(places[key], reach) if _stands_for(places[key], places[f]))
        near = {joined.find(f) for f in found if _near(days[key], days[f])}
        if len(near) == 1:
            joined.join(key, near.pop())
    return _named(joined, places, told)


class Nearby:
    """Places by latitude, so that each is compared with those in its strip only; those without a point with all."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.keys = sorted(places)
        self._strip = sorted((p.lat, k) for k, p in places.items() if p.lat is not None)
        self._nowhere = [k for k in self.keys if places[k].lat is None]

    def within(self, place: Place, km_: float) -> list[str]:
        """Keys of the places that may lie within so many kilometres, sorted."""
        if place.lat is None:
            return self.keys
        low = bisect_left(self._strip, (place.lat - km_ / DEGREE, ""))
        high = bisect_left(self._strip, (place.lat + km_ / DEGREE, "\uffff"))
        return sorted([*(k for _, k in self._strip[low:high]), *self._nowhere])


def is_firm(place: Place) -> bool:
    return place.precision == "site" and not (place.reason or "").startswith(UNLOCATED)


def _one_site(a: Place, b: Place) -> bool:
    if a.country and b.country and a.country != b.country:
        return False
    away = km(a, b)
    return alike(a.name, b.name) and (away is None or away <= ONE_SITE)


def _stands_for(loose: Place, site: Place) -> bool:
    """A town for a site of its name; a site without a name for any site near it."""
    if loose.country and site.country and loose.country != site.country:
        return False
    away = km(loose, site)
    if away is None or away > max(TOWN, loose.uncertainty_km or 0.0):
        return False
    return loose.precision == "site" or alike(loose.name, site.name)


def _days(told: Iterable[Telling]) -> dict[str, list[tuple[date, date]]]:
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for t in told:
        if t.place:
            found[place_key(t.place)].append((t.day, t.last))
    return found


def _near(one: Iterable[tuple[date, date]], other: Iterable[tuple[date, date]]) -> bool:
    return any((max(a, c) - min(b, d)).days <= DAYS for a, b in one for c, d in other)


def _named(joined: Joined, places: dict[str, Place], told: Iterable[Telling]) -> dict[str, Site]:
    """Every place key → its site, called by the name most claims give to a firm place of it."""
    said: dict[str, int] = defaultdict(int)
    for t in told:
        if t.place:
            said[place_key(t.place)] += 1
    found: dict[str, Site] = {}
    for group in joined.groups():
        best = max(group, key=lambda k: (is_firm(places[k]), said[k], k))
        made = Site(group[0], places[best].name, places[best].precision == "site")
        found.update(dict.fromkeys(group, made))
    return found
