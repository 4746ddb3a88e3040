"""How near two places are, given how finely each is known."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from dateline.model import Place
from dateline.reconcile.names import alike, same_name

Nearness = Literal["same-site", "same-city", "near", "contains", "same-country", "other-site", "apart", "other-country"]
FINE = ("site", "city")
WIDE = 30.0  # km: a site known no better than this is known like a province
ONE_SITE = 8.0  # km within which two sites of alike names are one
TOWN = 40.0  # km from a town, or from where an unlocated site is put, to the site it may stand for
EARTH = 12742.0  # km, mean diameter


def km(a: Place, b: Place) -> float | None:
    """Great-circle distance in kilometres (haversine); None when either has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la, lo, lb, ob = map(radians, (a.lat, a.lon, b.lat, b.lon))
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin((ob - lo) / 2) ** 2
    return EARTH * asin(sqrt(min(1.0, h)))


@lru_cache(maxsize=65536)
def nearness(a: Place, b: Place) -> Nearness:
    """Containment is told by country and precision: "in Iraq" may be any base in Iraq."""
    if a.id and a.id == b.id:
        return _same(a)
    if a.country and b.country and a.country != b.country:
        return "other-country"  # before names: Niger and Nigeria, Tripoli and Tripoli
    if a.precision == b.precision and same_name(a.name, b.name):
        return _same(a)
    if a.precision not in FINE or b.precision not in FINE:
        return _coarse(a, b)
    away = km(a, b)
    if away is None:
        return "same-city" if same_name(a.name, b.name) else "apart"
    spread = max(_spread(a), _spread(b))
    if spread > WIDE and away <= spread:
        return "contains"
    return _by_km(away, both_sites=a.precision == b.precision == "site" and not spread)


def one_place(a: Place, b: Place) -> bool:
    """Whether two sites or towns are one under two names: a base called after its town, another spelling of it.

    Names must be alike and the points, where both have one, near: two sites within `ONE_SITE` km, a town and its site
    within `TOWN` km or within what the unlocated one is uncertain by.
    """
    if a.precision not in FINE or b.precision not in FINE or (a.country and b.country and a.country != b.country):
        return False
    away, spread = km(a, b), max(_spread(a), _spread(b))
    reach = ONE_SITE if a.precision == b.precision == "site" and not spread else max(TOWN, spread)
    return alike(a.name, b.name) and (away is None or away <= reach)


def _spread(place: Place) -> float:
    """Within how many km a site lies that no gazetteer has ("base in Kirkuk" is at the town's point); 0 for others."""
    return (place.uncertainty_km or 0.0) if place.precision == "site" and place.id is None else 0.0


def _same(a: Place) -> Nearness:
    if a.precision == "site":
        return "same-site"
    return "same-city" if a.precision == "city" else "same-country"


def _coarse(a: Place, b: Place) -> Nearness:
    if "region" in (a.precision, b.precision) or not (a.country and b.country):
        return "contains"
    if a.admin1 and b.admin1 and a.admin1 != b.admin1 and "country" not in (a.precision, b.precision):
        return "apart"
    return "contains"


def _by_km(away: float, *, both_sites: bool) -> Nearness:
    if both_sites:
        return "same-site" if away <= 1.5 else "other-site"
    if away <= 15:
        return "same-city"
    return "near" if away <= 50 else "apart"
