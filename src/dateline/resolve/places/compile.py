"""The compact index: one SQLite file in the user's cache folder, compiled once per version of the data."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

from dateline.resolve.places.overlays import shipped
from dateline.resolve.places.romanise import fold, loose
from dateline.resolve.places.sources import TABLES, Named, everything, package_versions

LAYOUT = 8
"""Raised with every change of the tables or of the keys."""

_TABLES = """
create table place (n integer primary key, id text, name text, kind text, lat real, lon real, country text,
                    admin1 text, people integer, near text);
create table name (key text, place integer, match integer, primary key (key, place)) without rowid;
create table loose (key text, place integer, primary key (key, place)) without rowid;
"""
_ASIDE = """
create temp table aside (key text, place integer, match integer);
create temp table aside_loose (key text, place integer);
"""
_PLACED = """
insert or ignore into name select key, place, match from aside order by key, place;
insert or ignore into loose select key, place from aside_loose order by key, place;
create index by_id on place (id);
create index by_country on place (country, kind);
drop table aside;
drop table aside_loose;
"""
AT_ONCE = 20_000  # places held in memory


@cache
def fingerprint() -> str:
    """Twelve hex digits that name the shipped data: package versions, our files, the layout. Read once a process."""
    parts = [str(LAYOUT), *package_versions()]
    folder = files("dateline.data.places")
    for name in sorted([*TABLES, "countries.yaml", *(f.name for f in shipped())]):
        parts.append((folder / name).read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def cache_folder() -> Path:
    """DATELINE_CACHE, else XDG_CACHE_HOME/dateline, else ~/.cache/dateline; made if absent."""
    root = os.environ.get("DATELINE_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = (
        Path(root) if root and "DATELINE_CACHE" in os.environ else Path(root or Path.home() / ".cache") / "dateline"
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / "dateline"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def index_path() -> Path:
    """Where the compiled index of this version of the data is, or will be."""
    return cache_folder() / f"gazetteer-{fingerprint()}.sqlite"


def index_file() -> Path:
    """The compiled index of this version of the data; compiles it (some 20 s) when it is not there yet."""
    path = index_path()
    if not path.exists():
        compile_index(everything(), path)
    return path


def compile_index(entries: Iterable[Named], path: Path, mark: Callable[[], int] = lambda: 0) -> int:
    """Write an index of `entries` to `path`, whole or not at all: two processes may do so at once. Their number.
    `mark`, asked when all are in, is kept with it (31 bits) and names its content."""
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        with sqlite3.connect(name) as db:
            db.executescript(f"pragma journal_mode = off; pragma synchronous = off; {_TABLES}")
            count = _fill(db, entries)
            db.execute(f"pragma user_version = {mark() & 0x7FFF_FFFF}")
        db.close()
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    return count


def _fill(db: sqlite3.Connection, entries: Iterable[Named]) -> int:
    """Rows for every entry, some thousands at a time. The keys are kept aside and sorted on disk before they are put in
    place: filling a tree in order is many times faster, and a dump of the world has fifty million of them."""
    db.executescript(_ASIDE)
    numbered, count = enumerate(entries), 0
    while part := list(islice(numbered, AT_ONCE)):
        count += len(part)
        db.executemany(
            "insert into place values (?,?,?,?,?,?,?,?,?,?)",
            ((n, e.id, e.name, e.kind, e.lat, e.lon, e.country, e.admin1, e.people, e.near) for n, (e, _) in part),
        )
        db.executemany("insert into aside values (?,?,?)", _keys(part))
        db.executemany("insert into aside_loose values (?,?)", _loose_keys(part))
    db.executescript(_PLACED)
    return count


def _keys(part: list[tuple[int, Named]]) -> Iterator[tuple[str, int, int]]:
    for n, (entry, aliases) in part:
        keys = {fold(alias): 2 for alias in aliases} | {fold(entry.name): 3}
        yield from ((key, n, match) for key, match in keys.items() if key)


def _loose_keys(part: list[tuple[int, Named]]) -> Iterator[tuple[str, int]]:
    for n, (entry, aliases) in part:
        yield from ((key, n) for key in {loose(alias) for alias in (entry.name, *aliases)} if key)
