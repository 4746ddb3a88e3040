"""What must hold between tables beyond foreign keys: counting without gaps, heads, ids that name one
claim."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

RULES: tuple[tuple[str, str, str], ...] = (
    (
        "report {0!r}",
        "has {1} revisions, numbered {2} to {3}: one is missing",
        "select id, count(*), min(revision), max(revision) from reports group by id"
        " having min(revision) <> 1 or max(revision) <> count(*) order by id",
    ),
    (
        "report {0!r} revision {1}",
        "has {2} codings, numbered {3} to {4}: one is missing",
        "select report, revision, count(*), min(ordinal), max(ordinal) from codings group by report, revision"
        " having min(ordinal) <> 1 or max(ordinal) <> count(*) order by report, revision",
    ),
    (
        "report {0!r} revision {1}",
        "was never coded",
        "select id, revision from reports where not exists (select 1 from codings"
        " where codings.report = reports.id and codings.revision = reports.revision) order by id, revision",
    ),
    (
        "report {0!r}",
        "has no entry among the newest",
        "select distinct id from reports where id not in (select report from heads) order by id",
    ),
    (
        "report {0!r}",
        "revision {1} is taken for the newest, and is not",
        "select report, revision from heads where revision <>"
        " (select max(reports.revision) from reports where reports.id = heads.report) order by report",
    ),
    (
        "report {0!r}",
        "an older coding, or another report's, is taken for the newest",
        "select heads.report from heads where not exists (select 1 from codings"
        " where codings.number = heads.coding and codings.report = heads.report"
        " and codings.revision = heads.revision and codings.ordinal = (select max(other.ordinal)"
        " from codings other where other.report = heads.report and other.revision = heads.revision))"
        " order by heads.report",
    ),
    (
        "claim {0!r}",
        "names claims of {1} reports",
        "select claims.id, count(*) from claims join heads on heads.coding = claims.coding"
        " group by claims.id having count(*) > 1 order by claims.id",
    ),
    (
        "claim {0!r}",
        "belongs to coding {1}, which is not there",
        "select id, coding from claims where coding not in (select number from codings) order by id",
    ),
)
"""Where, what, and the query whose rows break the rule; the same SQL for SQLite and PostgreSQL."""


def broken(connection: Connection) -> Iterator[tuple[str, str]]:
    """Where and what, for every row that breaks a rule."""
    for where, what, query in RULES:
        for row in connection.execute(text(query)).all():
            yield where.format(*row), what.format(*row)
