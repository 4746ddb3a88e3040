"""In which country a place lies that the gazetteer does not know: that of the place it is said to lie in, else the
country in which nearly all the report's places lie. It keeps its name and gets no coordinates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.model import PlaceMention
from dateline.resolve.places.choose import Choice

NEARLY_ALL = 0.75
"""Share of the report's placed names from which its country may be inferred."""
FEWEST = 3


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
