"""Which of the places that claims of one event name is shown: the one most origins bear out, as finely as it is told.

A stray claim must not win by being finer: whoever names a base in another province is outvoted by those who name the
town. Places are followed from the widest inwards: of those that lie in what is believed so far, the one that most
origins name, themselves or by something within it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.model import Place
from dateline.reconcile.distance import TOWN, WIDE, km, nearness, one_place
from dateline.reconcile.names import fold
from dateline.reconcile.origins import origins
from dateline.reconcile.profile import Profile

FINENESS = {"site": 0, "city": 2, "admin1": 3, "country": 4, "region": 5}
UNLOCATED = 1  # a site put at its town's point: "a base in Kirkuk" is less than a base by name, more than the town
BULGE = {"admin1": 1.5, "region": 10.0}
"""How many times its uncertainty from its point something may lie and still be in it: a province is no circle, and of
a region the gazetteer knows no size at all."""
WITHIN = ("contains", "same-city", "same-site", "same-country")


def best_place(looks: Sequence[Profile]) -> Place | None:
    """Rule: of the widest places the one with most origins, counting those who name a place in it; then inwards by the
    same measure as long as anything finer within is told; of equals the finer. None when no claim names a place."""
    groups: dict[str, list[Profile]] = defaultdict(list)
    for p in looks:
        if p.claim.place:
            groups[p.claim.place.id or fold(p.claim.place.name)].append(p)
    places = {key: place for key, g in groups.items() if (place := g[0].claim.place)}
    if len(places) < 2:
        return next(iter(places.values()), None)
    backed = {key: origins(_backing(key, places, groups)) for key in places}

    def worth(key: str) -> tuple[int, int, int, str]:
        return backed[key], -fineness(places[key]), origins(groups[key]), key

    best = max(places, key=worth)
    while finer := [key for key in places if inside(places[key], places[best])]:
        best = max(finer, key=worth)
    return places[best]


def _backing(key: str, places: Mapping[str, Place], groups: Mapping[str, Sequence[Profile]]) -> list[Profile]:
    """The claims that name a place, another name of it, or something in it."""
    here = places[key]
    names = [k for k, p in places.items() if k == key or inside(p, here) or _equal(p, here)]
    return [look for k in names for look in groups[k]]


def _equal(a: Place, b: Place) -> bool:
    return fineness(a) == fineness(b) and one_place(a, b)


def fineness(place: Place) -> int:
    """How finely a place is told, 0 the finest; a site known no better than its province counts as that."""
    if place.precision == "site" and place.id is None and place.uncertainty_km:
        return FINENESS["admin1"] if place.uncertainty_km > WIDE else UNLOCATED
    return FINENESS[place.precision]


def inside(fine: Place, wide: Place) -> bool:
    """Whether a place is finer than another and may lie in it."""
    if fineness(fine) >= fineness(wide):
        return False
    if one_place(fine, wide) or _may_be(fine, wide):
        return True
    return nearness(fine, wide) in WITHIN and not _too_far(fine, wide)


def _may_be(site: Place, wide: Place) -> bool:
    """Whether a site that is known may be the one told by its town only ("a base in Kirkuk")."""
    if fineness(wide) != UNLOCATED or (site.country and wide.country and site.country != wide.country):
        return False
    away = km(site, wide)
    return away is not None and away <= TOWN


def _too_far(fine: Place, wide: Place) -> bool:
    """Whether a point lies beyond a province or region. Countries are told by their code."""
    if wide.precision not in BULGE or (wide.admin1 and wide.admin1 == fine.admin1):
        return False
    away = km(fine, wide)
    return away is not None and wide.uncertainty_km is not None and away > BULGE[wide.precision] * wide.uncertainty_km
