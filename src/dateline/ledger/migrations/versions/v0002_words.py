"""The full-text index over the current texts, filled from the reports that are there."""

from __future__ import annotations

from alembic import op

from dateline.ledger.dialect import create_index

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    create_index(op.get_bind())
