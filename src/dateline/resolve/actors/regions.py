"""Governments below the state: "the Tigray regional government", "Punjab police", "the mayor of Lviv", the KRG.

Federal states, autonomous regions, provinces and cities as a pattern over the gazetteer: a party of a region is named
after its place ("Punjab police"), under the country that the place lies in. Which organs a region has is data
(`regional` in nouns.LANGUAGE.yaml); what the data knows under that name ("Kurdistan Region government") comes first.
"""

from __future__ import annotations

from dateline.model import Party, Place
from dateline.resolve.actors.page import Page

_BELOW = frozenset(["admin1", "admin2", "city", "region"])


def region_at(page: Page, first: int, last: int) -> tuple[int, Place] | None:
    """The last place below the state whose name begins within tokens `first`..`last`, and the token where it ends."""
    within = [(end, p) for start, (end, p) in page.place_at.items() if first <= start and end <= last]
    found = [(end, p) for end, p in within if p.precision in _BELOW and p.lat is not None and p.country]
    return max(found, key=lambda row: row[0], default=None)


def seat_of_state(page: Page, place: Place) -> bool:
    """Whether the place is a capital, whose government is that of the state unless it is said to be the city's."""
    land = page.actors.countries.get(place.country or "")
    return land is not None and place.name in land.seat


def government_of(page: Page, place: Place, reason: str | None = None) -> Party:
    """The government of a region or city."""
    return organ_of(page, place, "government", "GOV", reason)


def organ_of(page: Page, place: Place, key: str, sector: str | None, reason: str | None = None) -> Party:
    """An organ of a region or city: "Punjab police", "Tigray government"."""
    name = f"{place.name} {key}"
    known = page.actors.named(name)
    if known is not None:
        return Party(known.name, known.id, country=known.country, sector=known.sector, parent=known.parent,
                     reason=reason or f"known as {name}")  # fmt: skip
    identity = f"{place.id}/{key.replace(' ', '-')}" if place.id else None
    parent = f"state:{place.country}" if place.country in page.actors.countries else None
    return Party(name, identity, None, place.country, sector, None, reason or f"{key} of {place.name}", parent)
