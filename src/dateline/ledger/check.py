"""Looks for damage: everything a ledger promises, tried on every record, one line for each promise broken."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, text

from dateline.errors import LedgerError, UsageError
from dateline.ledger import cache, check_links, corrections, derived, dialect, records, rows
from dateline.ledger import schema as s
from dateline.ledger.derived import Reconcile
from dateline.ledger.store import Ledger
from dateline.model import Claim, Issue, Judgement, LedgerView, Report, Span

T = TypeVar("T")
RESTORE = "restore a copy of the ledger, or add the report again to a new one"


@dataclass(frozen=True, slots=True)
class Problem:
    """One promise broken: where, what, and what to do."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"


def check(ledger: Ledger, reconcile: Reconcile | None = None) -> Iterator[Problem]:
    """Every problem found, as it is found. Without `reconcile` the derived tables are not derived anew.

    A cache that is out of date (reports added since) is no problem; one that claims to be up to date and is
    not, is.
    """
    with ledger.reading() as connection:
        if connection.dialect.name == "sqlite":
            yield from _file(connection)
        for row in connection.execution_options(yield_per=200).execute(s.reports.select().order_by(s.reports.c.id)):
            yield from _report(connection, row)
        for where, what in check_links.broken(connection):
            yield Problem(where, what, RESTORE)
        yield from _judgements(connection)
        if reconcile is not None:
            yield from _derived(connection, reconcile)
    if not ledger.readonly:
        yield from _index(ledger)


def _all_reports() -> Select[Any]:
    return s.reports.select().order_by(s.reports.c.id, s.reports.c.revision)


def _index(ledger: Ledger) -> Iterator[Problem]:
    """SQLite compares its index with the texts only through a writer's connection."""
    with ledger.writing() as connection:
        agrees = dialect.index_agrees(connection)
    if not agrees:
        yield Problem(
            "full-text index",
            "does not agree with the texts",
            "rebuild it (`Ledger.reindex()`); no report is touched",
        )


def _file(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(text("pragma integrity_check(100)")):
        if row[0] != "ok":
            yield Problem("database file", str(row[0]), RESTORE)
    for row in connection.execute(text("pragma foreign_key_check")):
        yield Problem(f"table {row[0]}, row {row[1]}", f"points to a row of {row[2]} that is not there", RESTORE)


# ------------------------------------------------------------------------------------------- reports, claims


def _report(connection: Connection, row: Row[Any]) -> Iterator[Problem]:
    where = f"report {row.id!r} revision {row.revision}"
    if rows.text_digest(row.text) != row.digest:
        yield Problem(where, "its text is not the text that was stored (digest differs)", RESTORE)
    try:
        report = rows.report_of(row)
    except LedgerError as error:
        yield Problem(where, str(error), RESTORE)
    else:
        yield from _columns(where, row, rows.report_row(report))
        yield from _spans(where, report, report.text)
    codings = s.codings.select().where(s.codings.c.report == row.id, s.codings.c.revision == row.revision)
    for coding in connection.execute(codings).all():
        yield from _coding(connection, coding, row)


def _coding(connection: Connection, coding: Row[Any], report: Row[Any]) -> Iterator[Problem]:
    where = f"report {report.id!r} revision {report.revision} coding {coding.ordinal}"
    try:
        for note in json.loads(coding.notes):
            records.decode(Issue, note)
    except (LedgerError, ValueError, TypeError) as error:
        yield Problem(where, f"its notes cannot be read: {error}", RESTORE)
    for row in connection.execute(s.claims.select().where(s.claims.c.coding == coding.number)):
        yield from _claim(row, report)
    for row in connection.execute(s.passed_over.select().where(s.passed_over.c.coding == coding.number)):
        if not 0 <= row.start < row.end <= len(report.text):
            yield Problem(where, f"passed over @{row.start}-{row.end}, which is not in the text", RESTORE)


def _claim(row: Row[Any], report: Row[Any]) -> Iterator[Problem]:
    where = f"claim {row.id!r} of report {report.id!r} revision {report.revision}"
    try:
        claim = rows.claim_of(row)
    except LedgerError as error:
        yield Problem(where, str(error), RESTORE)
        return
    yield from _columns(where, row, {**rows.claim_columns(claim), "record": records.dumps(claim)})
    if (claim.report, claim.revision) != (report.id, report.revision):
        yield Problem(where, f"says it is of {claim.report!r} revision {claim.revision}", RESTORE)
    yield from _spans(where, claim, report.text)


def _columns(where: str, row: Row[Any], expected: dict[str, Any]) -> Iterator[Problem]:
    for name, value in expected.items():
        if name != "digest" and getattr(row, name) != value:
            what = f"column {name} says {getattr(row, name)!r:.60}, its record {value!r:.60}"
            yield Problem(where, what, RESTORE)


def _spans(where: str, record: Report | Claim, words: str) -> Iterator[Problem]:
    for path, span in spans_of(record):
        if not span.start < span.end <= len(words):
            what = f"{path} points to @{span.start}-{span.end} of a text of {len(words)} characters"
            yield Problem(where, what, "code the report anew, and report the coder's fault")


def spans_of(record: Any, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every span anywhere within a record, with the way to it (`actor.0.span`)."""
    if isinstance(record, Span):
        yield path, record
    elif isinstance(record, tuple):
        for number, one in enumerate(record):
            yield from spans_of(one, f"{path}.{number}")
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans_of(getattr(record, field.name), f"{path}.{field.name}".lstrip("."))


# --------------------------------------------------------------------------------------- judgements, derived


def _judgements(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(s.judgements.select().order_by(s.judgements.c.id)):
        where = f"judgement {row.id!r}"
        try:
            judgement = records.loads(Judgement, row.record)
        except LedgerError as error:
            yield Problem(where, str(error), RESTORE)
            continue
        yield from _columns(where, row, rows.judgement_row(judgement))
        for claim in judgement.subjects:
            yield from _judged(connection, where, judgement, claim)


def _judged(connection: Connection, where: str, judgement: Judgement, claim: str) -> Iterator[Problem]:
    stored = connection.execute(s.claims.select().where(s.claims.c.id == claim)).first()
    if stored is None:
        yield Problem(where, f"speaks of claim {claim!r}, which is not in the ledger", RESTORE)
        return
    try:
        corrections.fits(records.loads(Claim, stored.record), judgement)
    except (LedgerError, UsageError) as error:
        yield Problem(where, f"does not fit claim {claim!r}: {error}", "take it back with `dateline judge undo`")


def _derived(connection: Connection, reconcile: Reconcile) -> Iterator[Problem]:
    """The cache against a derivation made anew, where the cache says it is up to date."""
    version = derived.version_of(reconcile)
    if derived.stored_stamp(connection) != derived.stamp(connection, version):
        return
    remedy = "add any report, or delete the row `derived_from` of table meta: it will be derived anew"
    try:
        seen: LedgerView = derived.view(connection)
        cached = cache.Cached(connection)
    except LedgerError as error:
        yield Problem("derived tables", str(error), remedy)
        return
    found = derived.derive(reconcile, seen)
    for name in ("events", "plans", "families"):
        told = sorted(map(repr, getattr(cached, name)))
        anew = sorted(map(repr, getattr(found, name)))
        if told != anew:
            differ = sum((Counter(told) - Counter(anew)).values()) + sum((Counter(anew) - Counter(told)).values())
            yield Problem(f"derived table {name}", f"{differ} rows are not what deriving anew gives", remedy)
    members = {(event.id, claim) for event in found.events for claim in event.claims}
    kept = {(row.event, row.claim) for row in connection.execute(s.event_claims.select())}
    if members != kept:
        yield Problem("derived table event_claims", f"{len(members ^ kept)} rows differ", remedy)
