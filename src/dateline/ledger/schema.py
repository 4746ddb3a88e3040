"""The ledger's tables, the same for SQLite and PostgreSQL.

Every record is kept whole in a `record` column (canonical JSON, see `records.py`); what is asked for by value
stands in a column of its own beside it, and `check` holds the two together. Reports, codings, claims,
passed-over words and judgements are only ever added. `heads` points to the newest revision and coding of each
report. `events`, `event_claims`, `plans` and `families` are a cache that `derive` fills; `meta` holds what
they were derived from.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = "0002"
"""The newest migration. See `migrations/versions/`; 0002 is the full-text index (`dialect.py`)."""

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),  # sha256 of the text in UTF-8, hex
    Column("locator", Text, nullable=False),
    Column("outlet", Text),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("record", Text, nullable=False),  # the report without its text
    Index("reports_published_end", "published_end"),
)

codings = Table(
    "codings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("report", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),  # 1 is the first coding of this revision
    Column("coder", Text, nullable=False),
    Column("notes", Text, nullable=False),  # JSON list of the issues met while coding
    ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"]),
    UniqueConstraint("report", "revision", "ordinal", name="codings_place"),
)

claims = Table(
    "claims",
    metadata,
    Column("coding", Integer, ForeignKey("codings.number"), primary_key=True, autoincrement=False),
    Column("id", Text, primary_key=True),  # unique within a coding: two coders may make the same claim
    Column("report", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("claims_id", "id"),
)

passed_over = Table(
    "passed_over",
    metadata,
    Column("coding", Integer, ForeignKey("codings.number"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("entry", Text),
    Column("reason", Text, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column(
        "number", Integer, primary_key=True, autoincrement=True
    ),  # the full-text index knows reports by it
    Column("report", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("coding", Integer, ForeignKey("codings.number"), nullable=False, unique=True),
    ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"]),
)

issues = Table(
    "issues",
    metadata,
    Column("locator", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("resolved", Boolean, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("takes_back", Text, ForeignKey("judgements.id")),
    Column("record", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("record", Text, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("event", Text, ForeignKey("events.id"), primary_key=True),
    Column("claim", Text, primary_key=True),
    Index("event_claims_claim", "claim"),
)

plans = Table(
    "plans",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("record", Text, nullable=False),
)

families = Table(
    "families",
    metadata,
    Column("report", Text, primary_key=True),
    Column("family", Text, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

DERIVED = (event_claims, events, plans, families)
"""The cache, in the order in which it can be emptied."""
