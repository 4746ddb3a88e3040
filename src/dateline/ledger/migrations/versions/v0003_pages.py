"""The cache of events anew: read by pages, brought up to date piece by piece. Nothing in it is a record of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.ledger.dialect import create_index
from dateline.ledger.schema import DERIVED

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for old in ("event_claims", "events", "plans", "families"):
        op.drop_table(old)
    for table in reversed(DERIVED):
        table.create(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":  # its index of words now leaves marks on letters out
        op.execute(sa.text("drop index report_words"))
        create_index(op.get_bind())
    op.execute(sa.text("delete from meta where key = 'derived_from'"))
