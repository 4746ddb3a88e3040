"""GeoNames dumps (allCountries, a country's file, alternateNames) as a further index of a user's own
gazetteer.

Formats: https://download.geonames.org/export/dump/readme.txt. Nothing is downloaded here: the user has the
files.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from dateline.errors import DataError
from dateline.resolve.places.compile import compile_index
from dateline.resolve.places.records import Entry
from dateline.resolve.places.sources import Named

Progress = Callable[[str], None]
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError, OverflowError)
"""What Python's zipfile may raise over a file that only looks like a zip archive."""
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


def gazetteer_import(files: Iterable[Path], target: Path, progress: Progress | None = None) -> int:
    """Read GeoNames dumps (.txt or .zip; main tables and alternateNames in any order) and write their index
    to `target`/places/geonames.sqlite, where `load_gazetteer(target)` finds it. Returns how many places it
    holds. `progress` hears of every file and row. Nothing is held in memory but some thousands of places.

    Raises `DataError` for a file that is neither, naming it and its first bad line.
    """
    tables = [(file, _columns(file)) for file in files]
    folder = target / "places"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as aside, closing(sqlite3.connect(Path(aside) / "names")) as names:
        names.executescript("pragma journal_mode = off; create table name (place text, name text)")
        for file in (f for f, columns in tables if columns != MAIN_COLUMNS):
            told = (row for row in _rows(file, progress) if row[2] not in _DROPPED and row[2] != "")
            names.executemany("insert into name values (?,?)", ((row[1], row[3]) for row in told))
        names.execute("create index by_place on name (place)")
        mains = [file for file, columns in tables if columns == MAIN_COLUMNS]
        rows = (row for file in mains for row in _rows(file, progress))
        entries = (_entry(row, _other_names(names, row[0])) for row in rows)
        passed = _Summed(e for e in entries if e is not None)
        return compile_index(passed, folder / IMPORTED, lambda: passed.sum)


class _Summed:
    """Entries as they pass, and the checksum of all so far: it names the index without reading gigabytes again."""

    def __init__(self, entries: Iterator[Named]) -> None:
        self._entries, self.sum = entries, 1

    def __iter__(self) -> Iterator[Named]:
        for entry in self._entries:
            self.sum = zlib.crc32(repr(entry).encode("utf-8", "replace"), self.sum)
            yield entry


def mark_of(index: Path) -> str:
    """What names the content of an imported index, eight hexadecimal digits."""
    with closing(sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro", uri=True)) as db:
        mark: int = db.execute("pragma user_version").fetchone()[0]
    return f"{mark:08x}" if mark else hashlib.sha256(index.read_bytes()).hexdigest()[:8]  # one made by an older program


def _other_names(names: sqlite3.Connection, place: str) -> list[str]:
    return [row[0] for row in names.execute("select name from name where place = ? order by rowid", (place,))]


def imported(extra: Path | None) -> list[Path]:
    """The index a user has imported, if any."""
    path = extra / "places" / IMPORTED if extra else None
    return [path] if path and path.exists() else []


def _columns(file: Path) -> int:
    """How many columns a dump has, which says what table it is."""
    first = next(_table(file), None)
    if first is None:
        raise DataError(f"{file.name}: there is no table in it; give a GeoNames dump, .txt or .zip")
    columns = len(first)
    if columns != MAIN_COLUMNS and columns not in ALTERNATE_COLUMNS:
        raise DataError(f"{file.name}: line 1: {columns} columns; GeoNames' tables have 19, alternate names 4 to 10")
    return columns


def _rows(file: Path, progress: Progress | None) -> Iterator[list[str]]:
    for row in _table(file):
        if progress is not None:
            progress(file.name)
        yield row


def _table(file: Path) -> Iterator[list[str]]:
    """The rows of a dump; every one has as many columns as the first."""
    columns, number = None, 0
    try:
        for number, row in enumerate(csv.reader(_lines(file), delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            columns = columns or len(row)
            if len(row) != columns:
                raise DataError(f"{file.name}: line {number}: {len(row)} columns, {columns} before")
            yield row
    except UnicodeDecodeError:
        raise DataError(f"{file.name}: line {number + 1}: not UTF-8, as GeoNames' tables are") from None
    except (csv.Error, *BROKEN_ZIP) as error:
        raise DataError(f"{file.name}: after line {number}: {error or type(error).__name__}") from None


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
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise DataError(f"GeoNames {row[0]} ({row[1]}): {row[4]}, {row[5]} is nowhere on Earth")
    kind = "airport" if row[7] in ("AIRP", "AIRB") else kind
    entry = Entry(f"geonames:{row[0]}", row[1], kind, lat, lon, row[8] or None, f"{row[8]}.{row[10]}", people)
    return entry, tuple(dict.fromkeys([row[2], *filter(None, row[3].split(",")), *names]))
