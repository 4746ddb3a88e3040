"""The first ledger: reports, codings, claims, issues, judgements, and the cache of what is derived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Words = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _reports()
    _codings()
    _people()
    _cache()


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", Words, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", Words, nullable=False),
        sa.Column("locator", Words, nullable=False),
        sa.Column("outlet", Words),
        sa.Column("published_start", sa.Date),
        sa.Column("published_end", sa.Date),
        sa.Column("title", Words),
        sa.Column("text", Words, nullable=False),
        sa.Column("record", Words, nullable=False),
    )
    op.create_index("reports_published_end", "reports", ["published_end"])


def _codings() -> None:
    report = sa.ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"])
    op.create_table(
        "codings",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report", Words, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("coder", Words, nullable=False),
        sa.Column("notes", Words, nullable=False),
        report,
        sa.UniqueConstraint("report", "revision", "ordinal", name="codings_place"),
    )
    op.create_table(
        "claims",
        sa.Column("coding", sa.Integer, sa.ForeignKey("codings.number"), primary_key=True, autoincrement=False),
        sa.Column("id", Words, primary_key=True),
        sa.Column("report", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("type", Words, nullable=False),
        sa.Column("status", Words, nullable=False),
        sa.Column("record", Words, nullable=False),
    )
    op.create_index("claims_id", "claims", ["id"])
    op.create_table(
        "passed_over",
        sa.Column("coding", sa.Integer, sa.ForeignKey("codings.number"), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("entry", Words),
        sa.Column("reason", Words, nullable=False),
    )
    op.create_table(
        "heads",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report", Words, nullable=False, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("coding", sa.Integer, sa.ForeignKey("codings.number"), nullable=False, unique=True),
        sa.ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"]),
    )


def _people() -> None:
    op.create_table(
        "issues",
        sa.Column("locator", Words, primary_key=True),
        sa.Column("digest", Words, primary_key=True),
        sa.Column("code", Words, primary_key=True),
        sa.Column("stage", Words, nullable=False),
        sa.Column("message", Words, nullable=False),
        sa.Column("resolved", sa.Boolean, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("id", Words, primary_key=True),
        sa.Column("verdict", Words, nullable=False),
        sa.Column("person", Words, nullable=False),
        sa.Column("at", Words, nullable=False),
        sa.Column("takes_back", Words, sa.ForeignKey("judgements.id")),
        sa.Column("record", Words, nullable=False),
    )


def _cache() -> None:
    op.create_table(
        "events",
        sa.Column("id", Words, primary_key=True),
        sa.Column("kind", Words, nullable=False),
        sa.Column("type", Words, nullable=False),
        sa.Column("status", Words, nullable=False),
        sa.Column("record", Words, nullable=False),
    )
    op.create_table(
        "event_claims",
        sa.Column("event", Words, sa.ForeignKey("events.id"), primary_key=True),
        sa.Column("claim", Words, primary_key=True),
    )
    op.create_index("event_claims_claim", "event_claims", ["claim"])
    op.create_table(
        "plans",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("record", Words, nullable=False),
    )
    op.create_table(
        "families",
        sa.Column("report", Words, primary_key=True),
        sa.Column("family", Words, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("key", Words, primary_key=True),
        sa.Column("value", Words, nullable=False),
    )
