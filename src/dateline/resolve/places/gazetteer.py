"""The gazetteer: every place a name may mean, from a compiled index and the user's own overlays."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from dateline.resolve.numerals import either
from dateline.resolve.own import own_files, own_text
from dateline.resolve.places.compile import fingerprint, index_file
from dateline.resolve.places.imports import imported, mark_of
from dateline.resolve.places.overlays import Country, countries, overlays
from dateline.resolve.places.records import Entry
from dateline.resolve.places.romanise import fold, loose
from dateline.resolve.places.sources import Named, capitals, of_overlays
from dateline.resolve.places.sphere import side_of

_COLUMNS = "id, place.name, kind, lat, lon, country, admin1, people"
_EXACT = (
    f"select {_COLUMNS}, match, near from name join place on n = place where name.key = ? "
    "order by kind in ('country', 'division', 'site', 'region', 'sea') desc, people desc limit 80"
)
_LOOSE = (
    f"select {_COLUMNS}, 1, near from loose join place on n = place where loose.key = ? order by people desc limit 40"
)
_BY_ID = f"select {_COLUMNS}, 3, near from place where id = ?"
_TOWNS = "select lat, lon from place where country = ? and kind = 'city'"
MEMORY = 50_000
"""Names whose candidates are kept in memory."""


class Gazetteer:
    """Look names up; see `lookup`. Safe to use after a fork and to pickle: the file is opened anew in each
    process."""

    def __init__(self, path: Path, extra: Iterable[Named] = (), version: str = "", more: Sequence[Path] = ()) -> None:
        self.paths, self.version = (path, *more), version
        self._extra: dict[str, list[Entry]] = defaultdict(list)
        self._extra_loose: dict[str, list[Entry]] = defaultdict(list)
        for entry, aliases in extra:
            self._remember(entry, aliases)
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._known: dict[str, tuple[Entry, ...]] = {}
        self._ids: dict[str, Entry | None] = {}
        self._parts: dict[tuple[str, float], tuple[float, float, float]] = {}
        self._db: tuple[int, list[sqlite3.Connection]] | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_db": None, "_found": {}, "_known": {}}

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Candidates for a name as written, the greatest first: exact ones, else other romanisations, else
        none."""
        if name not in self._found:
            if len(self._found) > MEMORY:
                self._found.clear()
            self._found[name] = self.exact(name) or self._loose(name)
        return self._found[name]

    def exact(self, name: str) -> tuple[Entry, ...]:
        """Candidates that bear this very name (fold's likeness only), the greatest first."""
        if name not in self._known:
            if len(self._known) > MEMORY:
                self._known.clear()
            self._known[name] = self._exact(name)
        return self._known[name]

    def by_id(self, identity: str) -> Entry | None:
        """The entry with this id ("geonames:IQ.15", "iso:IQ"), if it is known."""
        if identity not in self._ids:
            self._ids[identity] = next(iter(self._rows(_BY_ID, identity)), None)
        return self._ids[identity]

    def division_name(self, code: str | None) -> str | None:
        """The name of a first-level division by its code ("IQ.13" -> "Kirkuk")."""
        entry = self.by_id(f"geonames:{code}") if code else None
        return entry.name if entry else None

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Countries and territories by ISO code."""
        return {c.iso: c for c in countries()}

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """ISO codes by adjective or demonym, as written ("Iraqi", "U.S.")."""
        return {word: c.iso for c in reversed(self.countries.values()) for word in c.people}

    @cached_property
    def demonym_pattern(self) -> re.Pattern[str]:
        """Finds demonyms as words of their own, the longest first; "US" and "U.S." only as written."""
        return re.compile(rf"(?<![\w.])(?:{either(self.demonyms, space=' ')})(?!\w)(?!\.\w)")

    def part_of_country(
        self, iso: str, bearing: float, whole: tuple[float, float, float]
    ) -> tuple[float, float, float]:
        """(lat, lon, spread in km) of the side of a country that `bearing` (degrees from north) points to.

        Half way from its middle to where its towns end; `whole` (lat, lon, spread) when too few lie that way.
        """
        key = iso, bearing
        if key not in self._parts:
            rows = self._connections()[0].execute(_TOWNS, (iso,)).fetchall()
            self._parts[key] = side_of(rows, bearing, whole[:2]) or whole
        return self._parts[key]

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Ids of capitals and seats of governments."""
        seats = {(c.iso, seat) for c in self.countries.values() for seat in c.seat} | set(capitals().items())
        found = ([e for e in self._exact(seat) if e.kind == "city" and e.country == iso][:1] for iso, seat in seats)
        return frozenset(e.id for towns in found for e in towns)

    def capital_of(self, iso: str) -> Entry | None:
        """The capital of a country, or the seat of its government, if one is known."""
        land = self.countries.get(iso)
        seats = (*land.seat, capitals().get(iso, "")) if land else ()
        towns = (e for seat in seats if seat for e in self.exact(seat) if e.kind == "city" and e.country == iso)
        return next(towns, None)

    def _exact(self, name: str) -> tuple[Entry, ...]:
        key = fold(name)
        return (*self._extra.get(key, ()), *self._rows(_EXACT, key)) if key else ()

    def _loose(self, name: str) -> tuple[Entry, ...]:
        key = loose(name)
        if not key:
            return ()
        return (*(replace(e, match=1) for e in self._extra_loose.get(key, ())), *self._rows(_LOOSE, key))

    def _remember(self, entry: Entry, aliases: Iterable[str]) -> None:
        for name in (entry.name, *aliases):
            self._extra[fold(name)].append(entry)
            self._extra_loose[loose(name)].append(entry)

    def _rows(self, query: str, key: str) -> list[Entry]:
        found: dict[str, Entry] = {}
        for connection in self._connections():
            for row in connection.execute(query, (key,)):
                found.setdefault(row[0], Entry(*row))
        return list(found.values())

    def _connections(self) -> list[sqlite3.Connection]:
        if self._db is None or self._db[0] != os.getpid():
            self._db = os.getpid(), [_open(path) for path in self.paths]
        return self._db[1]


def _open(path: Path) -> sqlite3.Connection:
    """A read-only connection to a compiled index, mapped into memory."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute(f"pragma mmap_size = {256 * 1024 * 1024}")
    return connection


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """The shipped gazetteer with a user's own `places/*.yaml` and imported GeoNames dumps from `extra` on
    top.

    The first call of a version compiles the index into the cache folder; later calls take well under a
    second.
    """
    mine = own_files(extra, "places")
    version = fingerprint()
    if mine:
        text = "\0".join(map(own_text, mine))
        version += "+" + hashlib.sha256(text.encode()).hexdigest()[:8]
    dumps = imported(extra)
    for dump in dumps:
        version += "+" + mark_of(dump)
    return Gazetteer(index_file(), of_overlays(overlays(mine)), version, dumps)
