"""The cache of what follows from the ledger: stored whole, or piece by piece, always with the stamp of what it stands
for. Whoever finds another stamp than the ledger's makes it anew or goes on from it; it is never believed unstamped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from dateline.ledger import records, rows
from dateline.ledger import schema as s
from dateline.ledger.derived import Reconciled, Stamp
from dateline.model import Claim, Event, Place, Plan
from dateline.reconcile.names import fold

BATCH = 2_000  # rows in one statement


def store(
    connection: Connection,
    found: Reconciled,
    claims: Mapping[str, Claim],
    blocks: Callable[[Event], int | None],
    stamp: Stamp,
) -> None:
    """Replace the cache. Call it within a writer's transaction. `blocks`: the block that an event is of, if known."""
    forget(connection)
    put_events(connection, found.events, claims, blocks)
    put_plans(connection, found.plans)
    put(connection, s.families, ({"report": r, "family": f} for r, f in found.families))
    sign(connection, stamp)


def forget(connection: Connection) -> None:
    """Empty the cache."""
    for table in s.DERIVED:
        connection.execute(delete(table))
    connection.execute(delete(s.meta).where(s.meta.c.key.in_(("derived_from", "today", "judged"))))


def sign(connection: Connection, stamp: Stamp) -> None:
    note(connection, "derived_from", str(stamp))


def note(connection: Connection, key: str, value: str) -> None:
    """Keep one word beside the cache."""
    connection.execute(delete(s.meta).where(s.meta.c.key == key))
    connection.execute(insert(s.meta), {"key": key, "value": value})


def noted(connection: Connection, key: str) -> str | None:
    return connection.execute(select(s.meta.c.value).where(s.meta.c.key == key)).scalar()


def put(connection: Connection, table: Table, values: Iterable[dict[str, Any]]) -> None:
    """Insert rows, many at a time."""
    statement, left = insert(table), iter(values)
    while batch := list(islice(left, BATCH)):
        connection.execute(statement, batch)


def put_events(
    connection: Connection,
    events: Sequence[Event],
    claims: Mapping[str, Claim],
    blocks: Callable[[Event], int | None] = lambda event: None,
) -> None:
    """Store events with all that they are found by."""
    put(connection, s.events, (rows.event_row(e, blocks(e)) for e in events))
    put(connection, s.event_claims, ({"event": e.id, "claim": c} for e in events for c in sorted(set(e.claims))))
    put(
        connection,
        s.event_names,
        ({"role": role, "name": name, "event": e.id} for e in events for role, name in sorted(names_of(e, claims))),
    )


def drop_events(connection: Connection, ids: Sequence[str]) -> None:
    """Take events, their plans and all that they are found by out of the cache."""
    for some in pieces(ids):
        connection.execute(delete(s.event_claims).where(s.event_claims.c.event.in_(some)))
        connection.execute(delete(s.event_names).where(s.event_names.c.event.in_(some)))
        connection.execute(delete(s.plans).where(s.plans.c.event.in_(some)))
        connection.execute(delete(s.events).where(s.events.c.id.in_(some)))


def put_part(connection: Connection, event: Event, whole: str | None) -> None:
    """Say of a stored event which larger one it is part of."""
    values = {"part_of": whole, "record": records.dumps(replace(event, part_of=whole))}
    connection.execute(update(s.events).where(s.events.c.id == event.id).values(values))


def put_plans(connection: Connection, plans: Iterable[Plan]) -> None:
    put(connection, s.plans, (rows.plan_row(plan) for plan in plans))


def names_of(event: Event, claims: Mapping[str, Claim]) -> set[tuple[str, str]]:
    """Role and folded name of every place, country and party that an event or any claim of it names."""
    places: list[Place | None] = [event.place, *(claims[c].place for c in event.claims if c in claims)]
    said = {v.value for name, given in event.values if name in ("actor", "recipient") for v in given}
    said |= {p.name for p in (*event.actor, *event.recipient)}
    return {
        *(("place", fold(p.name)) for p in places if p),
        *(("country", p.country) for p in places if p and p.country),
        *(("party", fold(name)) for name in said),
    }


def pieces(ids: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Ids in portions that fit in one statement."""
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some


class Cached:
    """What the cache holds, as a reconciler would have given it back."""

    def __init__(self, connection: Connection) -> None:
        events = connection.execute(select(s.events.c.record).order_by(s.events.c.id))
        plans = connection.execute(select(s.plans.c.record).order_by(s.plans.c.event))
        families = connection.execute(select(s.families.c.report, s.families.c.family))
        self.events = tuple(records.loads(Event, row.record) for row in events)
        self.plans = tuple(records.loads(Plan, row.record) for row in plans)
        self.families = tuple(sorted((row.report, row.family) for row in families))
