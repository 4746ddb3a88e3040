"""Judgements: what people decided, added once, taken back by a further one, never overwritten."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from dateline.errors import LedgerError, UsageError
from dateline.ledger import corrections, records, rows
from dateline.ledger import schema as s
from dateline.model import Claim, Judgement


def judge(connection: Connection, judgement: Judgement) -> None:
    """Add a judgement once. Raises UsageError when its id is taken, when it speaks of what is not there, or when its
    value does not fit its attribute."""
    row = rows.judgement_row(judgement)
    there = connection.execute(select(s.judgements.c.record).where(s.judgements.c.id == judgement.id)).scalar()
    if there == row["record"]:
        return
    if there is not None:
        raise UsageError(f"judgement {judgement.id!r} is taken by another one; judgements are never overwritten")
    for claim in judgement.subjects:
        stored = connection.execute(select(s.claims.c.record).where(s.claims.c.id == claim)).scalar()
        if stored is None:
            raise UsageError(f"judgement {judgement.id!r} speaks of claim {claim!r}, which is not in this ledger")
        corrections.fits(records.loads(Claim, stored), judgement)
    back = judgement.takes_back
    if back is not None and not connection.execute(select(s.judgements.c.id).where(s.judgements.c.id == back)).first():
        raise UsageError(f"judgement {judgement.id!r} takes back {back!r}, which is not in this ledger")
    connection.execute(insert(s.judgements), row)


def judgements(connection: Connection, *, active: bool = True) -> tuple[Judgement, ...]:
    """By instant, then id. Active: those that decide something and are not taken back."""
    found = [records.loads(Judgement, row.record) for row in connection.execute(select(s.judgements.c.record))]
    found.sort(key=lambda judgement: (judgement.at, judgement.id))
    return active_ones(found) if active else tuple(found)


def active_ones(found: list[Judgement]) -> tuple[Judgement, ...]:
    """A taking back can be taken back itself, and then the first judgement stands again."""
    undoers: dict[str, list[Judgement]] = {}
    for judgement in found:
        if judgement.takes_back is not None:
            undoers.setdefault(judgement.takes_back, []).append(judgement)
    stands: dict[str, bool] = {}
    for start in found:
        walk = [start]
        while walk:  # depth first, without recursion: a chain may be long
            judgement = walk[-1]
            if len(walk) > len(found):
                raise LedgerError("judgements take each other back in a circle; run `dateline check`")
            open_ones = [u for u in undoers.get(judgement.id, []) if u.id not in stands]
            if open_ones:
                walk.extend(open_ones)
                continue
            stands[judgement.id] = not any(stands[u.id] for u in undoers.get(judgement.id, []))
            walk.pop()
    return tuple(j for j in found if j.takes_back is None and stands[j.id])
