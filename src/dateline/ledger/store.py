"""The ledger: what reports state, kept so that nothing once stored is lost or changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerError, UsageError
from dateline.ledger import derived, dialect, reading, rows, versions, writing
from dateline.ledger.derived import Reconcile
from dateline.ledger.reading import Hit
from dateline.ledger.writing import Added, Known
from dateline.model import Claim, Coded, Issue, Judgement, LedgerView, PassedOver, Report


class Ledger:
    """A ledger in a SQLite file or a PostgreSQL database. Use `Ledger.open`, and close it or use `with`.

    Reading gives records in a fixed order. Every method is one transaction, except `add_many` (one per
    batch). Trouble with the database is a LedgerError; asking for what is not there is a UsageError.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True, readonly: bool = False) -> Ledger:
        """Open a path, `:memory:` or a `postgresql://` address; make it when `create`; bring an old one
        forward.

        An older SQLite ledger is copied to `NAME.bak-vN` before it is migrated. Raises LedgerError for a file
        that is no ledger, a newer ledger, or none when `create` is false.
        """
        path = Path(where) if ":" not in str(where) else None
        if path is not None and (readonly or not create) and not path.exists():
            raise LedgerError(f"{where}: no ledger here; `dateline add` makes one")
        engine = dialect.connect(where, readonly=readonly)
        try:
            versions.ready(engine, str(where), create=create, readonly=readonly)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, str(where))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as of one moment."""
        with self._trouble(), self._engine.connect() as connection:
            yield connection

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

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            words = str(error.orig)
            remedy = "run `dateline check`, or restore a copy"
            if "locked" in words:
                remedy = (
                    f"another program has been writing for {dialect.BUSY_SECONDS} s; wait for it or end it"
                )
            elif "readonly" in words:
                remedy = "it was opened for reading only"
            raise LedgerError(f"{self.name}: {words}; {remedy}") from error

    # ------------------------------------------------------------------------------------------------- adding

    def known(self, report_id: str, text: str, locator: str | None = None) -> Known:
        """Whether a text under this id is `new`, the `same` as stored, or a `revision` (see
        `writing.known`)."""
        with self.reading() as connection:
            head = writing.head_of(connection, report_id)
            return writing.known(connection, head, report_id, text, locator)

    def next_revision(self, report_id: str) -> int:
        """The number that a changed text of this report would get; 1 for an unknown report."""
        with self.reading() as connection:
            head = writing.head_of(connection, report_id)
            return head.revision + 1 if head else 1

    def holds(self, report: Report, coder: str) -> bool:
        """Whether adding this report, coded by `coder`, would change nothing: saves coding it again."""
        with self.reading() as connection:
            head = writing.head_of(connection, report.id)
            what = writing.known(connection, head, report.id, report.text, report.source.locator)
            if head is None or what != "same":
                return False
            return head.coder == coder or rows.text_digest(report.text) != head.digest

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
            writing.set_aside(connection, issue)

    def judge(self, judgement: Judgement) -> None:
        """Add a person's judgement; the same again changes nothing. Raises UsageError when it speaks of an
        unknown claim or judgement, or when its id is taken by another."""
        with self.writing() as connection:
            writing.judge(connection, judgement)

    # ------------------------------------------------------------------------------------------------ reading

    def reports(self, current: bool = True) -> tuple[Report, ...]:
        """Newest revisions (or all), by id and revision."""
        with self.reading() as connection:
            return tuple(reading.reports(connection, current=current))

    def report(self, report_id: str, revision: int | None = None) -> Report:
        """One report, newest revision unless told. Raises UsageError."""
        with self.reading() as connection:
            return reading.report(connection, report_id, revision)

    def claims(self, current: bool = True, report: str | None = None) -> tuple[Claim, ...]:
        """Claims by id; with `current=False` the superseded ones too."""
        with self.reading() as connection:
            return tuple(reading.claims(connection, current=current, report=report))

    def claim(self, claim_id: str) -> Claim:
        """One claim, the current one of that id if there is one. Raises UsageError."""
        with self.reading() as connection:
            return reading.claim(connection, claim_id)

    def coded(self, report: str, revision: int | None = None) -> tuple[Coded, ...]:
        """All codings of a report (or of one revision), oldest first, each with all it made."""
        with self.reading() as connection:
            return tuple(reading.codings(connection, report, revision))

    def passed_over(self, report: str) -> tuple[PassedOver, ...]:
        """What the current coding of a report looked at and did not code, in order. Raises UsageError."""
        with self.reading() as connection:
            head = writing.head_of(connection, report)
            if head is None:
                raise UsageError(f"no report {report!r} in this ledger; `dateline print` shows what it holds")
            return reading.passed_over_of(connection, head.coding)

    def issues(self, include_resolved: bool = False) -> tuple[Issue, ...]:
        """What is set aside: by locator. Resolved ones (a report came through from there since) only when
        asked."""
        with self.reading() as connection:
            return reading.issues(connection, include_resolved=include_resolved)

    def judgements(self, active: bool = True) -> tuple[Judgement, ...]:
        """By instant, then id; active: those that decide something and are not taken back."""
        with self.reading() as connection:
            return reading.judgements(connection, active=active)

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """Current reports that hold all words ("in quotes": together), best first."""
        with self.reading() as connection:
            return reading.search(connection, query, limit)

    def count(self) -> int:
        """How many reports there are."""
        with self.reading() as connection:
            return writing.counted(connection)

    # ----------------------------------------------------------------------------------------------- deriving

    def view(self, as_known: date | None = None) -> LedgerView:
        """Current reports, claims and judgements, without events; as known on a day, when one is given."""
        with self.reading() as connection:
            return derived.view(connection, as_known)

    def derive(self, reconcile: Reconcile, *, as_known: date | None = None, version: str = "") -> LedgerView:
        """The view with events, plans and families.

        Taken from the cache when that was derived from these same inputs by the same `version` of the
        reconciler (Dateline's own version counts always), else derived anew and kept. As known on a day is
        never kept.
        """
        with self.reading() as connection:
            seen = derived.view(connection, as_known)
            inputs = derived.fingerprint(connection, version)
            if as_known is None and derived.stored_fingerprint(connection) == inputs:
                return derived.completed(seen, derived.Cached(connection))
        found = reconcile(seen.reports, seen.claims, seen.judgements)
        if as_known is None:
            self._keep(found, inputs, version)
        return derived.completed(seen, found)

    def _keep(self, found: derived.Reconciled, inputs: str, version: str) -> None:
        """Keep what was derived, unless the ledger has changed meanwhile or cannot be written."""
        if self._engine.get_execution_options().get("readonly"):
            return
        with self.writing() as connection:
            if derived.fingerprint(connection, version) == inputs:
                derived.store(connection, found, inputs)
