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

Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point, so that every database prints the same ledger the same."""

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", Words, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("digest", Words, nullable=False),  # sha256 of the text in UTF-8, hex
    Column("locator", Words, nullable=False),
    Column("outlet", Words),
    Column("published_start", Date),
    Column("published_end", Date),
    Column("title", Words),
    Column("text", Words, nullable=False),
    Column("record", Words, nullable=False),  # the report without its text
    Index("reports_published_end", "published_end"),
)

codings = Table(
    "codings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("report", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),  # 1 is the first coding of this revision
    Column("coder", Words, nullable=False),
    Column("notes", Words, nullable=False),  # JSON list of the issues met while coding
    ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"]),
    UniqueConstraint("report", "revision", "ordinal", name="codings_place"),
)

claims = Table(
    "claims",
    metadata,
    Column("coding", Integer, ForeignKey("codings.number"), primary_key=True, autoincrement=False),
    Column("id", Words, primary_key=True),  # unique within a coding: two coders may make the same claim
    Column("report", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("record", Words, nullable=False),
    Index("claims_id", "id"),
)

passed_over = Table(
    "passed_over",
    metadata,
    Column("coding", Integer, ForeignKey("codings.number"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("entry", Words),
    Column("reason", Words, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),  # the full-text index knows reports by it
    Column("report", Words, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("coding", Integer, ForeignKey("codings.number"), nullable=False, unique=True),
    ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"]),
)

issues = Table(
    "issues",
    metadata,
    Column("locator", Words, primary_key=True),
    Column("digest", Words, primary_key=True),
    Column("code", Words, primary_key=True),
    Column("stage", Words, nullable=False),
    Column("message", Words, nullable=False),
    Column("resolved", Boolean, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Words, primary_key=True),
    Column("verdict", Words, nullable=False),
    Column("person", Words, nullable=False),
    Column("at", Words, nullable=False),
    Column("takes_back", Words, ForeignKey("judgements.id")),
    Column("record", Words, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("record", Words, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("event", Words, ForeignKey("events.id"), primary_key=True),
    Column("claim", Words, primary_key=True),
    Index("event_claims_claim", "claim"),
)

plans = Table(
    "plans",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("record", Words, nullable=False),
)

families = Table(
    "families",
    metadata,
    Column("report", Words, primary_key=True),
    Column("family", Words, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

DERIVED = (event_claims, events, plans, families)
"""The cache, in the order in which it can be emptied."""
