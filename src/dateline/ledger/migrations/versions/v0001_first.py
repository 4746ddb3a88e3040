"""The first ledger: reports, codings, claims, issues, judgements, and the cache of what is derived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _reports()
    _codings()
    _people()
    _cache()


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("published_start", sa.Date),
        sa.Column("published_end", sa.Date),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("reports_published_end", "reports", ["published_end"])


def _codings() -> None:
    report = sa.ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"])
    op.create_table(
        "codings",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        report,
        sa.UniqueConstraint("report", "revision", "ordinal", name="codings_place"),
    )
    op.create_table(
        "claims",
        sa.Column(
            "coding", sa.Integer, sa.ForeignKey("codings.number"), primary_key=True, autoincrement=False
        ),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("claims_id", "claims", ["id"])
    op.create_table(
        "passed_over",
        sa.Column(
            "coding", sa.Integer, sa.ForeignKey("codings.number"), primary_key=True, autoincrement=False
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("entry", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "heads",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report", sa.Text, nullable=False, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("coding", sa.Integer, sa.ForeignKey("codings.number"), nullable=False, unique=True),
        sa.ForeignKeyConstraint(["report", "revision"], ["reports.id", "reports.revision"]),
    )


def _people() -> None:
    op.create_table(
        "issues",
        sa.Column("locator", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("resolved", sa.Boolean, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("takes_back", sa.Text, sa.ForeignKey("judgements.id")),
        sa.Column("record", sa.Text, nullable=False),
    )


def _cache() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "event_claims",
        sa.Column("event", sa.Text, sa.ForeignKey("events.id"), primary_key=True),
        sa.Column("claim", sa.Text, primary_key=True),
    )
    op.create_index("event_claims_claim", "event_claims", ["claim"])
    op.create_table(
        "plans",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "families",
        sa.Column("report", sa.Text, primary_key=True),
        sa.Column("family", sa.Text, nullable=False),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
