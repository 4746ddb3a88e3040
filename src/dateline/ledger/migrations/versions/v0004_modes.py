"""The cache knows each claim's mode and status, so that the state on a day reads no more than it follows from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.ledger.schema import DERIVED

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table in DERIVED:
        table.drop(op.get_bind(), checkfirst=True)
    for table in reversed(DERIVED):
        table.create(op.get_bind())
    op.execute(sa.text("delete from meta where key in ('derived_from', 'today', 'judged')"))
