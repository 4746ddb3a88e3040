"""In which country a place lies that the gazetteer does not know: that of the place it is said to lie in, else the
country in which nearly all the report's places lie. It keeps its name and gets no coordinates, unless the
report puts it in or near a town that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.model import PlaceMention
from dateline.resolve.places.choose import Choice
from dateline.resolve.places.gazetteer import Gazetteer
from dateline.resolve.places.records import Entry

NEARLY_ALL = 0.75
"""Share of the report's placed names from which its country may be inferred."""
FEWEST = 3
NEAR_KM, IN_KM = 20.0, 12.0
"""How far from a known town's point a place may lie that is said to be near it, or in it."""


def with_neighbours(
    mentions: Sequence[PlaceMention],
    inside: Mapping[int, tuple[str, ...]],
    near: Mapping[int, str],
    choices: Mapping[str, Choice],
    gazetteer: Gazetteer,
) -> list[PlaceMention]:
    """The mentions, unknown ones put at the town they are said to be in or near, with the division they lie in.

    One name is one place: what one mention is told holds for the others.
    """
    told: dict[str, PlaceMention] = {}
    for mention in mentions:
        if not known(mention):
            start = mention.span.start
            around = (*inside.get(start, ()), *((near[start],) if start in near else ()))
            put = beside(mention, around, near.get(start), choices, gazetteer)
            if put is not mention:
                told.setdefault(mention.place.name, put)
    return [m if known(m) else like(m, told.get(m.place.name)) for m in mentions]


def known(mention: PlaceMention) -> bool:
    return mention.place.lat is not None or mention.place.id is not None


def beside(
    mention: PlaceMention, around: Sequence[str], near: str | None, choices: Mapping[str, Choice], gazetteer: Gazetteer
) -> PlaceMention:
    """One unknown place with what the first known name around it tells; a division gives no point."""
    entries = [(n, choices[n].entry) for n in around if n in choices]
    for name, entry in ((n, e) for n, e in entries if e is not None and e.kind not in ("country", "continent", "sea")):
        by, far = ("near", NEAR_KM) if name == near else ("in", IN_KM)
        if by == "in" and entry.kind not in ("division", "district", "quarter"):
            continue  # "Zala, Rama and Bure" is a list
        place = replace(mention.place, country=entry.country, admin1=gazetteer.division_name(entry.admin1))
        reason = f"{mention.place.reason}; said to lie {by} {entry.name}"
        if not is_point(entry):
            return replace(mention, place=replace(place, reason=reason))
        put = replace(place, lat=entry.lat, lon=entry.lon, uncertainty_km=far, reason=f"{reason}, whose point is given")
        return replace(mention, place=put)
    return mention


def is_point(entry: Entry) -> bool:
    return entry.lat is not None and entry.kind in ("city", "quarter", "district", "site", "airport")


def like(mention: PlaceMention, told: PlaceMention | None) -> PlaceMention:
    """A further mention of a place that another mention tells more of."""
    if told is None:
        return mention
    return replace(mention, place=replace(told.place, span=mention.place.span, precision=mention.place.precision))


def with_countries(
    mentions: Sequence[PlaceMention], inside: Mapping[int, tuple[str, ...]], choices: Mapping[str, Choice]
) -> list[PlaceMention]:
    """The mentions, unknown ones with the country they are said to lie in, or that the report is about."""
    country = _of_most(mentions)
    return [_placed(m, inside.get(m.span.start, ()), choices, country) for m in mentions]


def _of_most(mentions: Sequence[PlaceMention]) -> str | None:
    """The country of nearly all towns, regions and sites of the report; None when they are few or spread."""
    fine = [m.place for m in mentions if m.place.lat is not None and m.place.precision != "country" and m.place.country]
    lands = Counter(p.country for p in fine)
    if sum(lands.values()) < FEWEST:
        return None
    iso, most = lands.most_common(1)[0]
    return iso if most >= NEARLY_ALL * sum(lands.values()) else None


def _placed(
    mention: PlaceMention, inside: Sequence[str], choices: Mapping[str, Choice], country: str | None
) -> PlaceMention:
    place = mention.place
    if place.lat is not None or place.country is not None or place.id is not None:
        return mention
    for name in inside:
        entry = choices[name].entry if name in choices else None
        if entry is not None and entry.country:
            where = f"{place.reason}; said to lie in {entry.name}"
            return replace(mention, place=replace(place, country=entry.country, reason=where))
    if country is None:
        return mention
    where = f"{place.reason}; country inferred: nearly all places of the report lie in {country}"
    return replace(mention, place=replace(place, country=country, reason=where))
