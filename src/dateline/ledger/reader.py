"""All that can be asked of a ledger without changing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from dateline.errors import UsageError
from dateline.ledger import dialect, judging, reading, rows, setting_aside, trouble, writing
from dateline.ledger.reading import Hit
from dateline.ledger.writing import Known
from dateline.model import Claim, Coded, Issue, Judgement, PassedOver, Report
from dateline.read.dating import is_inferred


class Reader:
    """The reading half of `Ledger`. Every answer is in a fixed order, and of one moment."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @property
    def readonly(self) -> bool:
        return bool(self._engine.get_execution_options().get("readonly"))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as of one moment."""
        with self._trouble(), self._engine.connect() as connection:
            yield dialect.of_one_moment(connection)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise trouble.told(self.name, error) from error

    # ------------------------------------------------------------------------------------------------ asking

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
            what = writing.judged(connection, head, report)
            if head is None or what != "same" or setting_aside.waits(connection, report.source.locator):
                return False
            return head.coder == coder or rows.text_digest(report.text) != head.digest

    def as_dated(self, report: Report) -> Report:
        """An undated report with the days that the ledger has inferred for this same text; any other as it is."""
        if report.published_by is not None or not is_inferred(report.published):
            return report
        with self.reading() as connection:
            head = writing.head_of(connection, report.id)
            kept = writing.stored(connection, head, report.id) if head else None
        if kept is None or kept.published_by != "ledger" or kept.text != report.text:
            return report
        return replace(report, published=kept.published, published_by="ledger")

    def has_undated(self) -> bool:
        """Whether a current report's day of publication is inferred or unknown."""
        with self.reading() as connection:
            return reading.has_undated(connection)

    def all_known_by(self, day: date) -> bool:
        """Whether the ledger as known on a day is the ledger as it is now."""
        with self.reading() as connection:
            return reading.all_known_by(connection, day)

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
            return setting_aside.issues(connection, include_resolved=include_resolved)

    def judgements(self, active: bool = True) -> tuple[Judgement, ...]:
        """By instant, then id; active: those that decide something and are not taken back."""
        with self.reading() as connection:
            return judging.judgements(connection, active=active)

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """Current reports that hold all words ("in quotes": together), best first."""
        with self.reading() as connection:
            return reading.search(connection, query, limit)

    def count(self) -> int:
        """How many reports there are."""
        with self.reading() as connection:
            return writing.counted(connection)
