"""GeoNames dumps (allCountries, a country's file, alternateNames) as a further index of a user's own
gazetteer.

Formats: https://download.geonames.org/export/dump/readme.txt. Nothing is downloaded here: the user has the
files.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.errors import DataError
from dateline.resolve.places.compile import compile_index
from dateline.resolve.places.records import Entry
from dateline.resolve.places.sources import Named

IMPORTED = "geonames.sqlite"
"""The index's name within the `places/` folder of a user's lexicon."""

MAIN_COLUMNS, ALTERNATE_COLUMNS = 19, (4, 8, 10)
_KINDS = {
    "P": "city",
    "A": "district",
    "S": "site",
    "L": "land",
    "H": "water",
    "T": "land",
    "U": "sea",
    "V": "land",
}
_DROPPED = frozenset(("post", "link", "iata", "icao", "faac", "wkdt", "unlc", "phon", "abbr", "tcid"))


def gazetteer_import(files: Iterable[Path], target: Path) -> int:
    """Read GeoNames dumps (.txt or .zip; main tables and alternateNames in any order) and write their index
    to `target`/places/geonames.sqlite, where `load_gazetteer(target)` finds it. Returns how many places it
    holds.

    Raises `DataError` for a file that is neither, naming it and its first bad line.
    """
    rows: list[list[str]] = []
    names: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for row in _table(file):
            if len(row) == MAIN_COLUMNS:
                rows.append(row)
            elif row[2] not in _DROPPED and row[2] != "":
                names[row[1]].append(row[3])
    entries = [_entry(row, names.get(row[0], [])) for row in rows]
    folder = target / "places"
    folder.mkdir(parents=True, exist_ok=True)
    compile_index((e for e in entries if e is not None), folder / IMPORTED)
    return sum(e is not None for e in entries)


def imported(extra: Path | None) -> list[Path]:
    """The index a user has imported, if any."""
    path = extra / "places" / IMPORTED if extra else None
    return [path] if path and path.exists() else []


def _table(file: Path) -> Iterator[list[str]]:
    """The rows of a dump; every one has as many columns as the first, which say what table it is."""
    columns = None
    for number, row in enumerate(csv.reader(_lines(file), delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if columns is None:
            columns = len(row)
            if columns != MAIN_COLUMNS and columns not in ALTERNATE_COLUMNS:
                raise DataError(
                    f"{file.name}: line 1: {columns} columns; GeoNames' tables have 19, alternate names 4 to 10"
                )
        if len(row) != columns:
            raise DataError(f"{file.name}: line {number}: {len(row)} columns, {columns} before")
        yield row


def _lines(file: Path) -> Iterator[str]:
    if not zipfile.is_zipfile(file):
        with file.open(encoding="utf-8", newline="") as stream:
            yield from stream
        return
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith(".txt") and "readme" not in name.lower() and "iso-languagecodes" not in name.lower():
                with archive.open(name) as raw:
                    yield from io.TextIOWrapper(raw, encoding="utf-8", newline="")


def _entry(row: list[str], names: list[str]) -> Named | None:
    """One place; roads, undersea and unnamed ones are left out."""
    kind = "division" if row[7] == "ADM1" else "country" if row[7].startswith("PCL") else _KINDS.get(row[6])
    if kind is None or not row[1]:
        return None
    try:
        lat, lon, people = float(row[4]), float(row[5]), int(row[14] or 0)
    except ValueError as error:
        raise DataError(f"GeoNames {row[0]} ({row[1]}): not a number: {error}") from error
    kind = "airport" if row[7] in ("AIRP", "AIRB") else kind
    entry = Entry(f"geonames:{row[0]}", row[1], kind, lat, lon, row[8] or None, f"{row[8]}.{row[10]}", people)
    return entry, tuple(dict.fromkeys([row[2], *filter(None, row[3].split(",")), *names]))
