"""What `Ledger.add` does inside one transaction: a report's revision, its coding, its claims, the index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from dateline.errors import LedgerError
from dateline.ledger import dialect, rows, setting_aside
from dateline.ledger import schema as s
from dateline.model import Coded, Issue, Report
from dateline.read.dating import is_inferred

Outcome = Literal["new", "same", "revision", "recoded"]
Known = Literal["new", "same", "revision"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one report did: `claims` counts those stored now (none when the outcome is `same`)."""

    outcome: Outcome
    report_id: str
    revision: int
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The newest revision and coding of one report, as the ledger has them."""

    number: int
    revision: int
    coding: int
    digest: str
    coder: str
    ordinal: int


def head_of(connection: Connection, report_id: str) -> Head | None:
    row = connection.execute(
        select(
            s.heads.c.number,
            s.heads.c.revision,
            s.heads.c.coding,
            s.reports.c.digest,
            s.codings.c.coder,
            s.codings.c.ordinal,
        )
        .join(s.codings, s.codings.c.number == s.heads.c.coding)
        .join(s.reports, (s.reports.c.id == s.heads.c.report) & (s.reports.c.revision == s.heads.c.revision))
        .where(s.heads.c.report == report_id)
    ).first()
    return Head(*row) if row else None


def known(connection: Connection, head: Head | None, report_id: str, text: str, locator: str | None) -> Known:
    """Whether a text is new, the current one, or a revision.

    A file is read again in every run, so a text that the same file gave before is `same` even when another
    file gave the report a later text meanwhile. A live address that returns to an earlier text has really
    changed: `revision`.
    """
    if head is None:
        return "new"
    digest = rows.text_digest(text)
    if digest == head.digest:
        return "same"
    if locator is None or "://" in locator:
        return "revision"
    place = (s.reports.c.id == report_id) & (s.reports.c.digest == digest) & (s.reports.c.locator == locator)
    return "same" if connection.execute(select(s.reports.c.revision).where(place)).first() else "revision"


def judged(connection: Connection, head: Head | None, report: Report) -> Known:
    """As `known`, and a better word on the day of publication is a revision too: what was coded by the older day stays
    readable. A person's word always wins; a stated day wins over an inferred one; and what the ledger itself infers
    anew (`published_by="ledger"`) takes the place of what was inferred before."""
    what = known(connection, head, report.id, report.text, report.source.locator)
    if head is None or what != "same" or report.published is None:
        return what
    return "revision" if _better(stored(connection, head, report.id), report) else "same"


def stored(connection: Connection, head: Head, report_id: str) -> Report:
    """The newest revision of a report, as the ledger has it."""
    place = (s.reports.c.id == report_id) & (s.reports.c.revision == head.revision)
    return rows.report_of(connection.execute(select(s.reports).where(place)).one())


def _better(old: Report, new: Report) -> bool:
    """Whether the new report's day takes the place of the old one's."""
    assert new.published is not None
    same_days = old.published is not None and (old.published.start, old.published.end) == (
        new.published.start,
        new.published.end,
    )
    guessed = old.published_by != "user" and is_inferred(old.published)
    if new.published_by == "user":
        return not same_days or guessed
    if new.published_by == "ledger":
        return guessed and not same_days
    return guessed and not is_inferred(new.published) and old.text == new.text


def add(connection: Connection, report: Report, coded: Coded) -> Added:
    """Store one coded report. Call it within a writer's transaction (or a savepoint of one)."""
    if coded.report != report.id:
        raise LedgerError(f"a coding of {coded.report!r} was given with report {report.id!r}: a fault in the program")
    head = head_of(connection, report.id)
    what = judged(connection, head, report)
    setting_aside.resolve(connection, report.source.locator)
    if head is None or what == "revision":
        return _add_revision(connection, head, report, coded)
    if rows.text_digest(report.text) != head.digest or coded.coder == head.coder:
        return Added("same", report.id, head.revision)
    coded = rows.at_revision(coded, head.revision)
    _move_head(connection, head, head.revision, insert_coding(connection, coded, head.ordinal + 1))
    return Added("recoded", report.id, head.revision, len(coded.claims))


def _add_revision(connection: Connection, head: Head | None, report: Report, coded: Coded) -> Added:
    revision = head.revision + 1 if head else 1
    report = replace(report, revision=revision)
    coded = rows.at_revision(coded, revision)
    insert_report(connection, report)
    coding = insert_coding(connection, coded, 1)
    if head is None:
        number = _new_head(connection, report.id, revision, coding)
    else:
        number = head.number
        _unindex_current(connection, number)
        _move_head(connection, head, revision, coding)
    dialect.index(connection, number, report.title, report.text)
    return Added("revision" if head else "new", report.id, revision, len(coded.claims))


def insert_report(connection: Connection, report: Report) -> None:
    connection.execute(insert(s.reports), rows.report_row(report))


def insert_coding(connection: Connection, coded: Coded, ordinal: int) -> int:
    """Store a coding with its claims and what it passed over. Returns the coding's number."""
    values = {
        "report": coded.report,
        "revision": coded.revision,
        "ordinal": ordinal,
        "coder": coded.coder,
        "notes": rows.notes_json(coded),
    }
    key = connection.execute(insert(s.codings), values).inserted_primary_key
    assert key is not None
    number = int(key[0])
    claims = sorted(coded.claims, key=rows.claim_order)
    if doubles := len(claims) - len({claim.id for claim in claims}):
        raise LedgerError(
            f"report {coded.report!r}: {doubles} claims share an id within one coding: a fault in the coder"
        )
    if claims:
        connection.execute(insert(s.claims), [rows.claim_row(claim, number) for claim in claims])
    if coded.passed_over:
        passed = sorted(coded.passed_over, key=rows.passed_order)
        connection.execute(insert(s.passed_over), [rows.passed_row(p, number, i) for i, p in enumerate(passed)])
    return number


def insert_whole(connection: Connection, report: Report, codings: tuple[Coded, ...]) -> None:
    """Store a revision with all its codings as they are (from a printed ledger); `make_heads` must follow."""
    insert_report(connection, report)
    for ordinal, coded in enumerate(codings, 1):
        insert_coding(connection, coded, ordinal)


def make_heads(connection: Connection) -> None:
    """Point to the newest revision and coding of every report, where none is pointed to yet, and index it."""
    newest = select(s.codings).order_by(s.codings.c.report, s.codings.c.revision, s.codings.c.ordinal)
    last: dict[str, tuple[int, int]] = {}
    for row in connection.execute(newest):
        last[row.report] = (row.revision, row.number)
    for report, (revision, coding) in last.items():
        _new_head(connection, report, revision, coding)
    dialect.rebuild_index(connection)


def is_empty(connection: Connection) -> bool:
    return not any(connection.execute(select(table)).first() for table in (s.reports, s.issues, s.judgements))


def _new_head(connection: Connection, report: str, revision: int, coding: int) -> int:
    values = {"report": report, "revision": revision, "coding": coding}
    key = connection.execute(insert(s.heads), values).inserted_primary_key
    assert key is not None
    return int(key[0])


def _move_head(connection: Connection, head: Head, revision: int, coding: int) -> None:
    values = {"revision": revision, "coding": coding}
    connection.execute(update(s.heads).where(s.heads.c.number == head.number).values(values))


def _unindex_current(connection: Connection, number: int) -> None:
    join = (s.reports.c.id == s.heads.c.report) & (s.reports.c.revision == s.heads.c.revision)
    old = connection.execute(
        select(s.reports.c.title, s.reports.c.text).join(s.heads, join).where(s.heads.c.number == number)
    ).one()
    dialect.unindex(connection, number, old.title, old.text)


def add_or_set_aside(connection: Connection, item: tuple[Report, Coded] | Issue) -> Added | Issue:
    """Store one item of a stream; a report that cannot be kept leaves no trace but an issue."""
    if isinstance(item, Issue):
        setting_aside.set_aside(connection, item)
        return item
    try:
        with connection.begin_nested():
            return add(connection, *item)
    except LedgerError as error:
        source = item[0].source
        issue = Issue(source.locator, "ledger", "unstorable", str(error), source.digest)
        setting_aside.set_aside(connection, issue)
        return issue


def counted(connection: Connection) -> int:
    """How many reports the ledger holds."""
    return int(connection.execute(select(func.count()).select_from(s.heads)).scalar_one())
