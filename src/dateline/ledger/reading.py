"""The ledger's questions: reports, claims, codings, judgements and words, each in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from dateline.errors import UsageError
from dateline.ledger import dialect, records, rows
from dateline.ledger import schema as s
from dateline.model import Claim, Coded, Issue, PassedOver, Report, Span
from dateline.read.dating import INFERRED

BATCH = 500
STREAMED = {"yield_per": BATCH}  # for one statement: set on the connection it would hold for all that follow


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds all words of a query: where they stand in its title and its text, and a piece to
    show."""

    report: str
    revision: int
    title: str
    spans: tuple[Span, ...]  # in the text
    title_spans: tuple[Span, ...]
    snippet: str
    snippet_start: int  # offset of the snippet in the text


def reports(connection: Connection, *, current: bool = True) -> Iterator[Report]:
    """By id, then revision."""
    query = select(s.reports).order_by(s.reports.c.id, s.reports.c.revision)
    if current:
        query = query.join(s.heads, _is_head())
    for row in connection.execute(query, execution_options=STREAMED):
        yield rows.report_of(row)


def _is_head() -> ColumnElement[bool]:
    return (s.heads.c.report == s.reports.c.id) & (s.heads.c.revision == s.reports.c.revision)


def has_undated(connection: Connection) -> bool:
    """Whether a current report has no stated day. A reason is looked for in the record, which is canonical JSON."""
    day = (s.reports.c.published_start == s.reports.c.published_end) & s.reports.c.record.not_like(
        f'%"reason":"{INFERRED}%'
    )
    unknown = s.reports.c.published_start.is_(None) | s.reports.c.published_end.is_(None)
    query = select(s.heads.c.report).join(s.reports, _is_head()).where(unknown | ~day)
    return connection.execute(query.limit(1)).first() is not None


def report(connection: Connection, report_id: str, revision: int | None = None) -> Report:
    query = select(s.reports).where(s.reports.c.id == report_id).order_by(s.reports.c.revision.desc()).limit(1)
    if revision is not None:
        query = query.where(s.reports.c.revision == revision)
    row = connection.execute(query).first()
    if row is None:
        which = "" if revision is None else f", revision {revision}"
        raise UsageError(f"no report {report_id!r}{which} in this ledger; `dateline print` shows what it holds")
    return rows.report_of(row)


def claims(connection: Connection, *, current: bool = True, report: str | None = None) -> Iterator[Claim]:
    """By id; superseded ones, when asked for, beside those that replaced them (by revision and coding)."""
    query = select(s.claims.c.record).order_by(s.claims.c.id, s.claims.c.coding)
    if current:
        query = query.join(s.heads, s.heads.c.coding == s.claims.c.coding)
    if report is not None:
        query = query.where((s.heads.c.report if current else s.claims.c.report) == report)
    for row in connection.execute(query, execution_options=STREAMED):
        yield rows.claim_of(row)


def claims_of(connection: Connection, ids: Sequence[str]) -> Iterator[Claim]:
    """The current claims among these ids."""
    query = select(s.claims.c.record).join(s.heads, s.heads.c.coding == s.claims.c.coding)
    for n in range(0, len(ids), BATCH):
        for row in connection.execute(query.where(s.claims.c.id.in_(ids[n : n + BATCH]))):
            yield rows.claim_of(row)


def reports_of(connection: Connection, ids: Sequence[str]) -> Iterator[Report]:
    """The newest revisions of these reports."""
    query = select(s.reports).join(s.heads, _is_head())
    for n in range(0, len(ids), BATCH):
        for row in connection.execute(query.where(s.heads.c.report.in_(ids[n : n + BATCH]))):
            yield rows.report_of(row)


def last_day(connection: Connection) -> date | None:
    """The latest day of publication of a current report: the ledger's own "today"."""
    last = published_last(connection)
    found = next(reports_of(connection, last), None)
    return found.published.end if found and found.published else None


def published_last(connection: Connection) -> list[str]:
    """The current report with the latest day of publication; none when no report has one."""
    query = select(s.heads.c.report).join(s.reports, _is_head()).where(s.reports.c.published_end.is_not(None))
    last = query.order_by(s.reports.c.published_end.desc(), s.heads.c.report).limit(1)
    return list(connection.execute(last).scalars())


def claim(connection: Connection, claim_id: str) -> Claim:
    """The current claim of that id; else the newest superseded one."""
    query = (
        select(s.claims.c.record)
        .outerjoin(s.heads, s.heads.c.coding == s.claims.c.coding)
        .where(s.claims.c.id == claim_id)
        .order_by(s.heads.c.coding.is_(None), s.claims.c.coding.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UsageError(f"no claim {claim_id!r} in this ledger; `dateline print` shows the ids")
    return rows.claim_of(row)


def codings(connection: Connection, report_id: str | None = None, revision: int | None = None) -> Iterator[Coded]:
    """Every coding with all it made, by report, revision and age."""
    query = select(s.codings).order_by(s.codings.c.report, s.codings.c.revision, s.codings.c.ordinal)
    if report_id is not None:
        query = query.where(s.codings.c.report == report_id)
    if revision is not None:
        query = query.where(s.codings.c.revision == revision)
    for row in connection.execute(query, execution_options=STREAMED):
        made = connection.execute(select(s.claims.c.record).where(s.claims.c.coding == row.number))
        yield Coded(
            row.report,
            row.revision,
            row.coder,
            tuple(sorted((rows.claim_of(c) for c in made), key=rows.claim_order)),
            passed_over_of(connection, row.number),
            tuple(records.decode(Issue, note) for note in json.loads(row.notes)),
        )


def passed_over_of(connection: Connection, coding: int) -> tuple[PassedOver, ...]:
    query = select(s.passed_over).where(s.passed_over.c.coding == coding).order_by(s.passed_over.c.seq)
    return tuple(rows.passed_of(row) for row in connection.execute(query))


def known_on(connection: Connection, day: date) -> tuple[list[Report], list[Claim]]:
    """Reports and claims as known on a day: each report's newest revision published by the end of that day,
    with that revision's newest coding. What has no publication day is not known to be known, and is left
    out."""
    newest = (
        select(s.reports.c.id, func.max(s.reports.c.revision))
        .where(s.reports.c.published_end.is_not(None), s.reports.c.published_end <= day)
        .group_by(s.reports.c.id)
    )
    chosen = tuple_(s.reports.c.id, s.reports.c.revision).in_(newest)
    found = connection.execute(select(s.reports).where(chosen).order_by(s.reports.c.id))
    last = select(func.max(s.codings.c.number)).group_by(s.codings.c.report, s.codings.c.revision)
    made = _claims_of(last.where(tuple_(s.codings.c.report, s.codings.c.revision).in_(newest)))
    return [rows.report_of(row) for row in found], [rows.claim_of(row) for row in connection.execute(made)]


def _claims_of(numbers: Select[tuple[int]]) -> Select[tuple[str]]:
    return select(s.claims.c.record).where(s.claims.c.coding.in_(numbers)).order_by(s.claims.c.id)


def all_known_by(connection: Connection, day: date) -> bool:
    """Whether what was known on a day (`known_on`) is all that is known now: every current text was published by
    then."""
    later = s.reports.c.published_end.is_(None) | (s.reports.c.published_end > day)
    return (
        connection.execute(select(s.heads.c.report).join(s.reports, _is_head()).where(later).limit(1)).first() is None
    )


def search(connection: Connection, query: str, limit: int) -> tuple[Hit, ...]:
    return tuple(_hit(*found) for found in dialect.find(connection, query, limit))


def _hit(report_id: str, revision: int, title: str, words: str) -> Hit:
    title, title_spans = _unmark(title)
    text, spans = _unmark(words)
    first = spans[0].start if spans else 0
    start = max(0, text.rfind(" ", 0, max(0, first - 60)) + 1)
    return Hit(report_id, revision, title, spans, title_spans, text[start : start + 180], start)


def _unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without the marks, and what stood between them (nothing when the text itself holds marks)."""
    pieces = marked.split(dialect.MARK)
    spans, at = [], 0
    for number, piece in enumerate(pieces):
        if number % 2:
            spans.append(Span(at, at + len(piece)))
        at += len(piece)
    return "".join(pieces), tuple(spans)
