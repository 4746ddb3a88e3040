"""Shelves: claims laid together under every key they have, so that a claim meets the few it may be one event with.

A small shelf is compared all with all; on a crowded one only neighbours in time meet, so that the work grows with
the number of claims. Who meets whom follows from what lies on the shelves, never from the order of laying: `lay`
and `take` say whose meetings they have changed.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping

Row = tuple[int, str]  # day as an ordinal (MAX_DAY when unknown), claim id
CROWD = 40  # claims of one shelf up to which all meet all
NEIGHBOURS = 8  # on a crowded shelf: so many before and as many after meet
MAX_DAY = 4_000_000


class Shelves:
    """Claims by key. Ids are unique; a claim lies on each of its keys' shelves once."""

    def __init__(self) -> None:
        self._shelf: dict[str, list[Row]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._row: dict[str, Row] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._row

    def lay(self, claims: Mapping[str, tuple[int, Iterable[str]]]) -> set[str]:
        """Lay claims (id → day, keys). Returns all whose meetings have changed, the new ones among them."""
        fresh: dict[str, list[Row]] = {}
        for name, (day, keys) in claims.items():
            row = self._row[name] = (day, name)
            self._keys[name] = tuple(dict.fromkeys(keys))
            for key in self._keys[name]:
                fresh.setdefault(key, []).append(row)
        changed = set(claims)
        for key, rows in fresh.items():
            changed |= self._lay(key, rows)
        return changed

    def _lay(self, key: str, rows: list[Row]) -> set[str]:
        shelf = self._shelf.setdefault(key, [])
        before = len(shelf)
        if len(rows) > 4:
            shelf.extend(rows)
            shelf.sort()
        else:
            for row in rows:
                insort(shelf, row)
        if len(shelf) <= CROWD:
            return set()  # old ones only gain meetings, and those from the new one's side
        if before <= CROWD:
            return {name for _, name in shelf}
        return {name for row in rows for name in self._about(shelf, row)}

    def take(self, name: str) -> set[str]:
        """Take a claim away. Returns those whose meetings with each other have changed."""
        row, changed = self._row.pop(name), set[str]()
        for key in self._keys.pop(name):
            shelf = self._shelf[key]
            near = self._about(shelf, row)
            del shelf[bisect_left(shelf, row)]
            if len(shelf) == CROWD:
                changed.update(other for _, other in shelf)
            elif len(shelf) > CROWD:
                changed.update(near)
            if not shelf:
                del self._shelf[key]
        changed.discard(name)
        return changed

    def met(self, name: str) -> set[str]:
        """All that a claim meets on any of its shelves. Symmetric."""
        row, found = self._row[name], set[str]()
        for key in self._keys[name]:
            shelf = self._shelf[key]
            if len(shelf) > CROWD:
                found.update(self._about(shelf, row))
            elif len(shelf) > 1:
                found.update([other for _, other in shelf])
        found.discard(name)
        return found

    def _about(self, shelf: list[Row], row: Row) -> Iterator[str]:
        at = bisect_left(shelf, row)
        return (name for _, name in shelf[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
