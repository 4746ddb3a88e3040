"""Places told from another place: "17 miles north of Baghdad", "southern Turkey", "northern Rakhine
state"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.model import Place, PlaceMention, Span
from dateline.resolve.places.cues import UNITS_KM
from dateline.resolve.places.gazetteer import Gazetteer
from dateline.resolve.places.sphere import BEARINGS, offset

_UNIT = "|".join(sorted(UNITS_KM, key=len, reverse=True))
_BEARING = "|".join(sorted(BEARINGS, key=len, reverse=True))
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,  # noqa: E501
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a dozen": 12, "dozen": 12, "a few": 4, "several": 5,
    "a couple of": 2,
}  # fmt: skip
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
AWAY = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{_WORDS}))[\s-]+(?P<unit>{_UNIT})\b\s*(?:\([^)]{{1,20}}\)\s*)?"
    rf"(?:to\s+the\s+)?(?P<bearing>{_BEARING})?(?:wards?)?\s*(?:of|from|outside)\s+"
    rf"(?:(?:the|its|a)\s+)?(?:(?:capital|city|town|village|border|port)\s+(?:of\s+)?)?(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
"""Before a place: how far and which way ("some 60 km (37 miles) south of")."""

PART = re.compile(
    rf"\b(?P<part>(?:{_BEARING})(?:ern)?|central|north-?central|the\s+(?:{_BEARING})\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SHARE_OF_SPREAD = {"country": 0.5, "division": 0.5, "city": 0.6}


def told_from(text: str, mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention | None:
    """The mention moved by what stands before it, with its span widened to those words; None when nothing
    does."""
    place, start = mention.place, mention.span.start
    before = text[max(0, start - 90) : start]
    if away := AWAY.search(before):
        return _moved(text, mention, away, start - len(before) + away.start())
    part = PART.search(before)
    if part and place.lat is not None and place.precision in ("country", "admin1", "city"):
        return _part(text, mention, part, start - len(before) + part.start("part"), gazetteer)
    return None


def _moved(text: str, mention: PlaceMention, away: re.Match[str], start: int) -> PlaceMention | None:
    """A computed point; without a bearing, the town itself with the distance as its uncertainty."""
    number, place = away["number"].lower(), mention.place
    far = (float(number.replace(",", "")) if number[0].isdigit() else _NUMBERS[number]) * UNITS_KM[away["unit"].lower()]
    if place.lat is None or place.lon is None or far > 1500:
        return None
    span = Span(start, mention.span.end)
    own = place.uncertainty_km or 0.0
    if not away["bearing"]:
        reason = f"{far:.0f} km from {place.name}, direction not told; {place.reason}"
        return replace(mention, place=replace(place, uncertainty_km=round(far + own, 1), reason=reason), span=span)
    lat, lon = offset(place.lat, place.lon, BEARINGS[away["bearing"].lower()], far)
    reason = f"computed: {far:.0f} km {away['bearing'].lower()} of {place.name}; {place.reason}"
    moved = Place(span.of(text), "city", None, place.country, place.admin1, lat, lon, span, reason,
                  round(own + far * 0.35, 1))  # fmt: skip
    return replace(mention, place=moved, span=span)


def _part(text: str, mention: PlaceMention, part: re.Match[str], start: int, gazetteer: Gazetteer) -> PlaceMention:
    """A part of a country, division or town: its middle is moved towards that side."""
    place, span = mention.place, Span(start, mention.span.end)
    side = re.sub(r"^the\s+|\s+of$", "", part["part"].lower())
    bearing = BEARINGS.get(side.removesuffix("ern").removesuffix("-"), BEARINGS.get(side))
    if place.lat is None or place.lon is None:
        return mention
    lat, lon, spread = place.lat, place.lon, place.uncertainty_km or 10.0
    if bearing is not None and place.precision == "country" and place.country:
        lat, lon, spread = gazetteer.part_of_country(place.country, bearing, (lat, lon, spread))
    elif bearing is not None:
        lat, lon = offset(lat, lon, bearing, spread * 0.5)
    precision = "admin1" if place.precision == "country" else place.precision
    name = re.sub(r"\s+", " ", span.of(text))
    made = Place(name, precision, None, place.country, place.admin1, lat, lon, span,
                 f"the {side} part of {place.name}; {place.reason}", round(spread * 0.7, 1))  # fmt: skip
    return replace(mention, place=made, span=span)
