"""The ledger's tables, the same for SQLite and PostgreSQL.

Every record is kept whole in a `record` column (canonical JSON, see `records.py`); what is asked for by value
stands in a column of its own beside it, and `check` holds the two together. Reports, codings, claims,
passed-over words and judgements are only ever added. `heads` points to the newest revision and coding of each
report. The tables of DERIVED are a cache that `derive` fills; `meta` holds what it was derived from: `events` to
`families` are what is asked for, `linked` to `signatures` what a further report is linked by.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = "0004"
"""The newest migration. See `migrations/versions/`; 0002 is the full-text index (`dialect.py`), 0003 the cache that is
brought up to date piece by piece and read by pages, 0004 the modes in it."""

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

# ---------------------------------------------------------------- the cache: what follows, made anew whenever in doubt

events = Table(
    "events",
    metadata,
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("status", Words, nullable=False),
    Column("day", Integer, nullable=False),  # first day as an ordinal; UNDATED when none is known
    Column("last", Integer, nullable=False),  # last day; 0 when none is known
    Column("block", Integer),  # claims clustered together (`reconcile.blocks`)
    Column("part_of", Words),
    Column("disputed", Boolean, nullable=False),  # bears a conflict of any kind
    Column("record", Words, nullable=False),
    Index("events_day", "day", "type", "id"),
    Index("events_block", "block"),
    Index("events_kind", "kind"),
    Index("events_part_of", "part_of"),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("event", Words, primary_key=True),
    Column("claim", Words, primary_key=True),
    Index("event_claims_claim", "claim"),
    sqlite_with_rowid=False,
)

event_names = Table(
    "event_names",
    metadata,
    Column("role", Words, primary_key=True),  # place, country, party
    Column("name", Words, primary_key=True),  # folded, as filters compare it
    Column("event", Words, primary_key=True),
    Index("event_names_event", "event"),
    sqlite_with_rowid=False,
)

plans = Table(
    "plans",
    metadata,
    Column("event", Words, primary_key=True),
    Column("state", Words, nullable=False),
    Column("record", Words, nullable=False),
)

families = Table(
    "families",
    metadata,
    Column("report", Words, primary_key=True),
    Column("family", Words, nullable=False),
    Index("families_family", "family"),
)

linked = Table(
    "linked",
    metadata,
    Column("claim", Words, primary_key=True),
    Column("report", Words, nullable=False),
    Column("block", Integer),  # none: rejected, in no event
    Column("day", Integer),
    Column("keys", LargeBinary),  # of its shelves, eight bytes each
    Column("ties", Words),  # JSON: claim → points
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("dated", Integer),  # the one day it tells of, if it is one
    Index("linked_report", "report"),
    Index("linked_mode", "type", "mode"),
    Index("linked_dated", "type", "dated"),
    Index("linked_block", "block"),
)

shelves = Table(
    "shelves",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("claim", Words, primary_key=True),
    sqlite_with_rowid=False,
)

series = Table(
    "series",
    metadata,
    Column("event", Words, primary_key=True),  # told as several, so that other events may be its parts
    Column("type", Words, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Index("series_type", "type", "first"),
)

signatures = Table(
    "signatures",
    metadata,
    Column("report", Words, primary_key=True),
    Column("bands", LargeBinary, nullable=False),  # of its words (`reconcile.copies`), eight bytes each
)

meta = Table(
    "meta",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

DERIVED = (event_claims, event_names, events, plans, families, linked, shelves, series, signatures)
"""The cache, in the order in which it can be emptied. A migration drops and makes it as it stands here."""

UNDATED = 3_652_060
"""The day of events without one: after every other."""
