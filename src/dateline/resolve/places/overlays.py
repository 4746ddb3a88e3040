"""Place data in YAML: countries, and overlays of divisions, sites, quarters, regions and waters. Strictly
checked.

An overlay is a list of entries `{id, name, kind, at: [lat, lon], country, aliases, admin1, near, people}`; an
entry of kind `division` with a `code` ("IQ.15") and no `at` adds names to a division that is already there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.resolve.own import Readable, own_text
from dateline.resolve.places.records import KINDS

NOT_PLACES = ("countries.yaml", "words.en.yaml")
COUNTRY_KEYS = {"name", "at", "people", "aliases", "seat"}
PLACE_KEYS = {"id", "name", "kind", "at", "country", "aliases", "admin1", "near", "people", "code"}


@dataclass(frozen=True, slots=True)
class Country:
    """One country as countries.yaml has it: `people` are its adjectives and demonyms, `seat` its
    government's."""

    iso: str
    name: str
    lat: float
    lon: float
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    seat: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """One entry of an overlay file."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    admin1: str | None = None
    near: str | None = None
    people: int = 0
    code: str | None = None


def load_yaml(file: Readable) -> Any:
    """The file's content; a broken file is a `DataError` that names it."""
    try:
        return yaml.load(own_text(file), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise DataError(f"{file.name}: not readable as YAML: {error}") from error


@cache
def countries() -> tuple[Country, ...]:
    """All countries and territories of countries.yaml, in file order."""
    file = files("dateline.data.places") / "countries.yaml"
    return tuple(_country(iso, entry) for iso, entry in load_yaml(file).items())


def shipped() -> list[Readable]:
    """The overlay files that come with the package, sorted by name."""
    folder = files("dateline.data.places")
    found = [f for f in folder.iterdir() if f.name.endswith(".yaml") and f.name not in NOT_PLACES]
    return sorted(found, key=lambda f: f.name)


def overlays(sources: Iterable[Readable]) -> Iterator[Overlay]:
    """Every entry of the given files; a bad one is a `DataError` that names file, entry and key."""
    for file in sources:
        content = load_yaml(file) or []
        if not isinstance(content, list):
            raise DataError(f"{file.name}: a list of places is wanted, not {type(content).__name__}")
        for number, entry in enumerate(content, start=1):
            yield _overlay(file.name, number, entry)


def _country(iso: str, entry: dict[str, Any]) -> Country:
    where = f"countries.yaml: {iso}"
    _check_keys(where, entry, COUNTRY_KEYS, {"name", "at", "people"})
    lat, lon = _point(where, entry["at"])
    return Country(iso, entry["name"], lat, lon, tuple(entry["people"]), tuple(entry.get("aliases", ())),
                   tuple(entry.get("seat", ())))  # fmt: skip


def _overlay(file: str, number: int, entry: Any) -> Overlay:
    where = f"{file}: entry {number}"
    if not isinstance(entry, dict):
        raise DataError(f"{where}: a mapping is wanted, not {type(entry).__name__}")
    where = f"{file}: {entry.get('id') or entry.get('code') or entry.get('name') or number}"
    kind = entry.get("kind", "site")
    if kind not in KINDS:
        raise DataError(f"{where}: unknown kind {kind!r}; known are {', '.join(sorted(KINDS))}")
    _check_keys(where, entry, PLACE_KEYS, {"name"} if "code" in entry else {"id", "name", "at"})
    lat, lon = _point(where, entry["at"]) if "at" in entry else (None, None)
    identity = entry.get("id") or entry.get("code")
    return Overlay(f"site:{identity}", str(entry["name"]), kind, lat, lon, entry.get("country"),
                   tuple(str(a) for a in entry.get("aliases", ())), entry.get("admin1"), entry.get("near"),
                   int(entry.get("people", 0)), entry.get("code"))  # fmt: skip


def _check_keys(where: str, entry: dict[str, Any], known: set[str], wanted: set[str]) -> None:
    if unknown := set(entry) - known:
        raise DataError(f"{where}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}")
    if missing := wanted - set(entry):
        raise DataError(f"{where}: {', '.join(sorted(missing))} missing")


def _point(where: str, value: Any) -> tuple[float, float]:
    """Latitude and longitude in degrees, checked."""
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, int | float) for v in value)):
        raise DataError(f"{where}: at: [latitude, longitude] is wanted, not {value!r}")
    lat, lon = float(value[0]), float(value[1])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise DataError(f"{where}: at: no such point on earth: {value!r}")
    return lat, lon
