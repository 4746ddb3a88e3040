"""The ledger: what reports state, kept so that nothing once stored is lost or changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from dateline.errors import LedgerError
from dateline.ledger import (
    advancing,
    cache,
    derived,
    dialect,
    judging,
    keeping,
    pages,
    setting_aside,
    versions,
    writing,
)
from dateline.ledger.derived import Reconcile
from dateline.ledger.reader import Reader
from dateline.ledger.writing import Added
from dateline.model import Coded, Issue, Judgement, LedgerView, Report


class Ledger(Reader):
    """A ledger in a SQLite file or a PostgreSQL database. Use `Ledger.open`, and close it or use `with`.

    Reading gives records in a fixed order. Every method is one transaction, except `add_many` (one per
    batch). Trouble with the database is a LedgerError; asking for what is not there is a UsageError.
    """

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True, readonly: bool = False) -> Ledger:
        """Open a path, `:memory:` or a `postgresql://` address; make it when `create`; bring an old one
        forward.

        An older SQLite ledger is copied to `NAME.bak-vN` before it is migrated. Raises LedgerError for a file
        that is no ledger, a newer ledger, or none when `create` is false.
        """
        path = dialect.path_of(where)
        if path is not None and (readonly or not create) and not path.exists():
            raise LedgerError(f"{where}: no ledger here; `dateline add` makes one")
        engine = dialect.connect(where, readonly=readonly)
        try:
            versions.ready(engine, dialect.name_of(where), create=create, readonly=readonly)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, dialect.name_of(where))

    def reindex(self) -> None:
        """Make the full-text index anew from the texts."""
        with self.writing() as connection:
            dialect.rebuild_index(connection)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A writer's transaction: all of it is stored at the end, or none."""
        with (
            self._trouble(),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            dialect.lock_for_writing(connection)
            yield connection

    # ------------------------------------------------------------------------------------------------- adding

    def add(self, report: Report, coded: Coded) -> Added:
        """Store one coded report, whole or not at all. What is there already is not stored again.

        The ledger numbers the revision; `report.revision` and the claims' are set to it. Raises LedgerError
        for a text no database can keep (a NUL character, a lone surrogate).
        """
        with self.writing() as connection:
            return writing.add(connection, report, coded)

    def add_many(
        self,
        items: Iterable[tuple[Report, Coded] | Issue],
        *,
        every: int = 64,
        seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> Iterator[Added | Issue]:
        """Store a stream of coded reports and issues, in batches of `every` items or `seconds`, whichever is
        first.

        What is yielded is stored for good. A report that cannot be kept becomes an issue, set aside like
        those in the stream. Nothing is locked while the stream is being made. When the stream breaks off,
        what came before is stored and the exception goes on.
        """
        waiting: list[tuple[Report, Coded] | Issue] = []
        since = clock()
        try:
            for item in items:
                waiting.append(item)
                if len(waiting) >= every or clock() - since >= seconds:
                    batch, waiting, since = waiting, [], clock()
                    yield from self._store(batch)
        except BaseException:
            self._store(waiting)
            raise
        yield from self._store(waiting)

    def _store(self, batch: list[tuple[Report, Coded] | Issue]) -> list[Added | Issue]:
        if not batch:
            return []
        with self.writing() as connection:
            return [writing.add_or_set_aside(connection, item) for item in batch]

    def set_aside(self, issue: Issue) -> None:
        """Keep what went wrong with one input. Keyed by locator, digest and code: the same again changes
        nothing."""
        with self.writing() as connection:
            setting_aside.set_aside(connection, issue)

    def judge(self, judgement: Judgement) -> None:
        """Add a person's judgement; the same again changes nothing. Raises UsageError when it speaks of an
        unknown claim or judgement, or when its id is taken by another."""
        with self.writing() as connection:
            judging.judge(connection, judgement)

    # ----------------------------------------------------------------------------------------------- deriving

    def view(self, as_known: date | None = None) -> LedgerView:
        """Current reports, claims and judgements, without events; as known on a day, when one is given."""
        with self.reading() as connection:
            return derived.view(connection, as_known)

    def derive(self, reconcile: Reconcile, *, as_known: date | None = None) -> LedgerView:
        """The whole view with events, plans and families. `page` and `part` give less of it for less.

        Taken from the cache when that was derived from these same inputs by this same reconciler (its code
        and data, see `derived.version_of`) or can be brought up to them, else derived anew and kept. As known on a day
        is never kept, unless that is all there is.
        """
        version = derived.version_of(reconcile)
        if as_known is not None and self.all_known_by(as_known):
            as_known = None
        advanced = as_known is None and self._advanced(version)
        while True:
            with self.reading() as connection:
                seen = derived.view(connection, as_known)
                stamp = derived.stamp(connection, version)
                if as_known is None and derived.stored_stamp(connection) == stamp:
                    return derived.completed(seen, cache.Cached(connection))
            if not advanced:
                break
            advanced = self._advanced(version)  # another program has added something meanwhile
        found = derived.derive(reconcile, seen)
        if as_known is None:
            self._keep(found, seen, stamp)
        return derived.completed(seen, found)

    def _keep(self, found: derived.Settled, seen: LedgerView, stamp: derived.Stamp) -> None:
        """Keep what was derived, unless the ledger cannot be written or the cache stands for a later state already."""
        if self.readonly:
            return
        with self.writing() as connection:
            there = derived.stored_stamp(connection)
            if there is None or there.version != stamp.version or there.coding <= stamp.coding:
                keeping.keep(connection, found, seen, stamp)

    def bring_up(self, reconcile: Reconcile) -> bool:
        """See that the cache stands for the ledger as it is now, so that `page` and `part` can be asked: at no cost
        when it does, at the cost of what was added when it stands for an earlier state, else by deriving anew.

        Returns False when it cannot be kept (a ledger opened for reading only): `derive` serves there.
        """
        if self._advanced(derived.version_of(reconcile)):
            return True
        if self.readonly:
            return False
        self.derive(reconcile)
        return True

    def _advanced(self, version: str) -> bool:
        """Whether the cache stands for the ledger as it is now, after what was added since was linked to it, where that
        can be done."""
        with self.reading() as connection:
            there, now = derived.stored_stamp(connection), derived.stamp(connection, version)
        if there == now:
            return True
        if self.readonly or there is None or there.version != now.version:
            return False
        with self.writing() as connection:
            return advancing.advance(connection, derived.stamp(connection, version))

    def page(self, wanted: pages.Wanted, limit: int | None = None, offset: int = 0) -> pages.Page:
        """Events that pass `views.Filters`, in order of day, from the cache; see `bring_up`."""
        with self.reading() as connection:
            return pages.page(connection, wanted, limit, offset)

    def part(self, events: Sequence[str], reports: Sequence[str] = ()) -> LedgerView:
        """The view with these events only, their claims, plans and reports, from the cache; see `bring_up`."""
        with self.reading() as connection:
            return pages.part(connection, events, reports)
