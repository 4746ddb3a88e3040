"""Shelves: claims laid together under every key they have, so that a claim meets the few it may be one event with.

A small shelf is compared all with all; on a crowded one only neighbours in time meet, so that the work grows with
the number of claims. Who meets whom follows from what lies on the shelves, never from the order of laying: `lay`
and `take` say which earlier claims have been pushed apart or moved together by it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

Row = tuple[int, str]  # day as an ordinal (MAX_DAY when unknown), claim id
Pair = tuple[str, str]
CROWD = 40  # claims of one shelf up to which all meet all
NEIGHBOURS = 8  # on a crowded shelf: so many before and as many after meet
MAX_DAY = 4_000_000


class Rack(Protocol):
    """Where the rows lie: in memory (`Lists`), or with the ledger."""

    def about(self, key: int, row: Row, reach: int) -> tuple[Sequence[Row], Sequence[Row]]:
        """The rows next to a row's place on a shelf, at most `reach` before and after it, in order, itself left out."""
        ...

    def first(self, key: int, most: int) -> Sequence[Row]:
        """The first rows of a shelf, at most so many: tells small shelves from crowded ones."""
        ...

    def put(self, key: int, rows: list[Row]) -> None: ...

    def remove(self, key: int, row: Row) -> None: ...

    def place(self, name: str) -> tuple[int, tuple[int, ...]] | None:
        """Day and keys of a claim that lies here."""
        ...

    def settle(self, name: str, day: int, keys: tuple[int, ...]) -> None: ...

    def unsettle(self, name: str) -> None: ...


class Lists:
    """A rack in memory: a sorted list for every key."""

    def __init__(self) -> None:
        self._shelf: dict[int, list[Row]] = {}
        self._place: dict[str, tuple[int, tuple[int, ...]]] = {}

    def about(self, key: int, row: Row, reach: int) -> tuple[Sequence[Row], Sequence[Row]]:
        shelf = self._shelf.get(key, [])
        at = bisect_left(shelf, row)
        after = at + 1 if at < len(shelf) and shelf[at] == row else at
        return shelf[max(0, at - reach) : at], shelf[after : after + reach]

    def first(self, key: int, most: int) -> Sequence[Row]:
        return self._shelf.get(key, [])[:most]

    def put(self, key: int, rows: list[Row]) -> None:
        shelf = self._shelf.get(key)
        if shelf is None:
            self._shelf[key] = sorted(rows)
        elif len(rows) > 4:
            shelf.extend(rows)
            shelf.sort()
        else:
            for row in rows:
                insort(shelf, row)

    def remove(self, key: int, row: Row) -> None:
        shelf = self._shelf[key]
        del shelf[bisect_left(shelf, row)]
        if not shelf:
            del self._shelf[key]

    def place(self, name: str) -> tuple[int, tuple[int, ...]] | None:
        return self._place.get(name)

    def settle(self, name: str, day: int, keys: tuple[int, ...]) -> None:
        self._place[name] = day, keys

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row with its key, in order."""
        for key in sorted(self._shelf):
            for row in self._shelf[key]:
                yield key, row

    def unsettle(self, name: str) -> None:
        del self._place[name]


class Shelves:
    """Claims by key. Ids are unique; a claim lies on each of its keys' shelves once."""

    def __init__(self, rack: Rack | None = None) -> None:
        self.rack: Rack = rack or Lists()

    def __contains__(self, name: str) -> bool:
        return self.rack.place(name) is not None

    def lay(self, claims: Mapping[str, tuple[int, tuple[int, ...]]]) -> set[Pair]:
        """Lay claims (id → day, keys, each once). Returns pairs of earlier claims that meet no more on some shelf."""
        fresh: dict[int, list[Row]] = {}
        for name, (day, keys) in claims.items():
            self.rack.settle(name, day, keys)
            row = (day, name)  # one for all its shelves
            for key in keys:
                fresh.setdefault(key, []).append(row)
        parted = set[Pair]()
        for key, rows in fresh.items():
            before = list(self.rack.first(key, CROWD + 1))
            near = self._near(key, rows) if len(before) > CROWD else before
            was = self._pairs(key, near) if len(before) + len(rows) > CROWD and near else set()
            self.rack.put(key, rows)
            parted |= was - self._pairs(key, near) if was else set()
        return parted

    def take(self, name: str) -> set[Pair]:
        """Take a claim away. Returns pairs of others that meet now on some shelf where they did not."""
        found = self.rack.place(name)
        assert found is not None
        day, keys = found
        row, met = (day, name), set[Pair]()
        for key in keys:
            many = len(self.rack.first(key, CROWD + 2))
            near = self._near(key, [row]) if many > CROWD + 1 else self.rack.first(key, CROWD + 1)
            near = [r for r in near if r != row] if many > CROWD else []
            was = self._pairs(key, near)
            self.rack.remove(key, row)
            met |= self._pairs(key, near) - was
        self.rack.unsettle(name)
        return met

    def met(self, name: str) -> set[str]:
        """All that a claim meets on any of its shelves. Symmetric."""
        day, keys = self.rack.place(name) or (0, ())
        row, found = (day, name), set[str]()
        for key in keys:
            shelf = self.rack.first(key, CROWD + 1)
            if len(shelf) > CROWD:
                before, after = self.rack.about(key, row, NEIGHBOURS)
                found.update([other for _, other in before], [other for _, other in after])
            elif len(shelf) > 1:
                found.update([other for _, other in shelf])
        found.discard(name)
        return found

    def meet(self, a: str, b: str) -> bool:
        """Whether two claims meet on any shelf."""
        here, there = self.rack.place(a), self.rack.place(b)
        if here is None or there is None:
            return False
        theirs, rows = set(there[1]), [(here[0], a), (there[0], b)]
        return any(self._pairs(key, rows) for key in here[1] if key in theirs)

    def _near(self, key: int, rows: Iterable[Row]) -> list[Row]:
        """The rows of a crowded shelf whose meetings may change when these are laid or taken."""
        found: set[Row] = set()
        for row in rows:
            before, after = self.rack.about(key, row, NEIGHBOURS)
            found.update(before, after)
        return sorted(found)

    def _pairs(self, key: int, rows: Sequence[Row]) -> set[Pair]:
        """Which of these rows meet on one shelf."""
        if not rows:
            return set()
        if len(self.rack.first(key, CROWD + 1)) <= CROWD:
            return {pair(a, b) for (_, a), (_, b) in combinations(rows, 2)}
        wanted, found = {name for _, name in rows}, set[Pair]()
        for row in rows:
            _, after = self.rack.about(key, row, NEIGHBOURS)
            found.update(pair(row[1], other) for _, other in after if other in wanted)
        return found


def pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
