"""The shelves of linking, kept in the ledger's cache: looked at a few rows at a time, changed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, and_, delete, insert, select, tuple_

from dateline.ledger import schema as s
from dateline.reconcile.shelves import Row

Place = tuple[int, tuple[int, ...]]


class KeptRack:
    """As `reconcile.shelves.Lists`. `placed` tells where a claim lay before."""

    def __init__(self, connection: Connection, placed: Callable[[str], Place | None]) -> None:
        self._connection = connection
        self._placed = placed
        self.places: dict[str, Place | None] = {}
        self._firsts: dict[int, tuple[int, Sequence[Row]]] = {}
        self._near: dict[int, dict[tuple[Row, int], tuple[Sequence[Row], Sequence[Row]]]] = {}

    def about(self, key: int, row: Row, reach: int) -> tuple[Sequence[Row], Sequence[Row]]:
        known = self._near.setdefault(key, {})
        found = known.get((row, reach))
        if found is None:
            place, here = tuple_(s.shelves.c.day, s.shelves.c.claim), tuple_(*row)
            rows = select(s.shelves.c.day, s.shelves.c.claim).where(s.shelves.c.key == key).limit(reach)
            before = rows.where(place < here).order_by(s.shelves.c.day.desc(), s.shelves.c.claim.desc())
            after = rows.where(place > here).order_by(s.shelves.c.day, s.shelves.c.claim)
            found = known[row, reach] = self._rows(before)[::-1], self._rows(after)
        return found

    def first(self, key: int, most: int) -> Sequence[Row]:
        asked, rows = self._firsts.get(key, (0, ()))
        if asked < most:
            query = select(s.shelves.c.day, s.shelves.c.claim).where(s.shelves.c.key == key)
            rows = self._rows(query.order_by(s.shelves.c.day, s.shelves.c.claim).limit(most))
            self._firsts[key] = most, rows
        return rows[:most]

    def _rows(self, query: object) -> list[Row]:
        return [(day, claim) for day, claim in self._connection.execute(query)]  # type: ignore[call-overload]

    def put(self, key: int, rows: list[Row]) -> None:
        self._connection.execute(insert(s.shelves), [{"key": key, "day": d, "claim": c} for d, c in rows])
        self._forget(key)

    def remove(self, key: int, row: Row) -> None:
        here = and_(s.shelves.c.key == key, s.shelves.c.day == row[0], s.shelves.c.claim == row[1])
        self._connection.execute(delete(s.shelves).where(here))
        self._forget(key)

    def _forget(self, key: int) -> None:
        self._firsts.pop(key, None)
        self._near.pop(key, None)

    def place(self, name: str) -> Place | None:
        return self.places[name] if name in self.places else self._placed(name)

    def settle(self, name: str, day: int, keys: tuple[int, ...]) -> None:
        self.places[name] = day, keys

    def unsettle(self, name: str) -> None:
        self.places[name] = None
