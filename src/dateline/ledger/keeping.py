"""Keeping a whole derivation, with the book it was found by when there is one, so that further reports can be linked
from where it ends (`linking`)."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import Connection

from dateline.ledger import cache, records
from dateline.ledger import schema as s
from dateline.ledger.derived import Settled, Stamp
from dateline.model import Event, Judgement, LedgerView
from dateline.reconcile.fulfil import last_day
from dateline.reconcile.records import Linked

LEAST = 1_000
"""Claims from which on a ledger is worth going on from; a smaller one is sooner derived anew."""


@runtime_checkable
class Known(Protocol):
    """What a reconciler knows of the claims it has linked (`reconcile.Book`, `reconcile.parted.Parted`)."""

    def known(self) -> list[str]: ...
    def linked(self, names: Iterable[str]) -> Iterator[Linked]: ...
    def laid(self) -> Iterator[tuple[int, int, str]]: ...
    def signatures(self) -> Iterator[tuple[str, bytes]]: ...
    def reach(self, event: Event) -> tuple[int, int] | None: ...
    def block(self, event: Event) -> int | None: ...


def keep(connection: Connection, found: Settled, seen: LedgerView, stamp: Stamp) -> None:
    """Replace the cache. Call it within a writer's transaction."""
    claims = {c.id: c for c in seen.claims}
    book = found.book if isinstance(found.book, Known) and len(claims) >= LEAST else None
    cache.store(connection, found, claims, book.block if book else lambda event: None, stamp)
    if book is None:
        return
    cache.put(connection, s.linked, map(linked_row, book.linked(book.known())))
    cache.put(connection, s.shelves, ({"key": k, "day": d, "claim": c} for k, d, c in book.laid()))
    cache.put(connection, s.signatures, ({"report": r, "bands": b} for r, b in book.signatures()))
    cache.put(connection, s.series, series_rows(book, found.events))
    note(connection, seen)


def note(connection: Connection, seen: LedgerView) -> None:
    """What else the cache stands for: the ledger's "today" and the judgements in force."""
    cache.note(connection, "today", str(last_day(seen.reports) or ""))
    cache.note(connection, "judged", judged_text(seen.judgements))


def judged_text(judgements: Iterable[Judgement]) -> str:
    return records.to_json([records.encode(j) for j in judgements])


def series_rows(book: Known, events: Iterable[Event]) -> Iterable[dict[str, Any]]:
    """The events that are told as several, with their days."""
    for event in events:
        if reach := book.reach(event):
            yield {"event": event.id, "type": event.type.value, "first": reach[0], "last": reach[1]}


def linked_row(known: Linked) -> dict[str, Any]:
    return {
        "claim": known.claim,
        "report": known.report,
        "block": known.block,
        "day": known.day,
        "keys": struct.pack(f"<{len(known.keys)}q", *known.keys),
        "ties": json.dumps(known.ties, separators=(",", ":"), sort_keys=True),
        "type": known.type,
        "mode": known.mode,
        "dated": known.dated,
    }


def linked_of(row: Any) -> Linked:
    keys = struct.unpack(f"<{len(row.keys) // 8}q", row.keys)
    ties = json.loads(row.ties)
    return Linked(row.claim, row.report, row.block, row.day, keys, ties, row.type, row.mode, row.dated)
