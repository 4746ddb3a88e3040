"""Keeping a whole derivation, with the book it was found by when there is one, so that further reports can be linked
from where it ends (`linking`)."""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.ledger import cache
from dateline.ledger.derived import Settled, Stamp
from dateline.model import LedgerView


def keep(connection: Connection, found: Settled, seen: LedgerView, stamp: Stamp) -> None:
    """Replace the cache. Call it within a writer's transaction."""
    claims = {c.id: c for c in seen.claims}
    cache.store(connection, found, claims, lambda event: None, stamp)
