"""Bringing the cache from the state that it stands for to the ledger's own, by what was added in between."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, delete, func, select, update

from dateline.ledger import cache, carrying, corrections, judging, keeping, reading, records
from dateline.ledger import schema as s
from dateline.ledger.derived import Stamp, stored_stamp
from dateline.ledger.lazily import Lazily
from dateline.ledger.linking import KeptBook
from dateline.model import Event, Judgement, Kind, Plan
from dateline.reconcile.copies import signature
from dateline.reconcile.fulfil import OPEN, as_of, plans_of
from dateline.reconcile.parts import whole_of
from dateline.reconcile.profile import Profile

FEW = 100  # reports that are always linked from where the cache ends
SHARE = 0.02  # of all reports; where more were added, deriving anew is the sooner


def advance(connection: Connection, now: Stamp) -> bool:
    """Bring the cache up to a state. Call it within a writer's transaction. False, and nothing done, where it must be
    derived anew: made by another reconciler, without its book, or too long ago."""
    there, judged = stored_stamp(connection), cache.noted(connection, "judged")
    if there is None or there.version != now.version or there.coding > now.coding or judged is None:
        return False
    before = tuple(records.decode(Judgement, j) for j in json.loads(judged))
    after = carrying.carried_now(connection, judging.judgements(connection))
    changed = _changed(connection, there, set(before) ^ set(after))
    if len(changed) > max(FEW, SHARE * connection.execute(select(func.count()).select_from(s.heads)).scalar_one()):
        return False
    book = KeptBook(connection, before, after)
    claims = corrections.applied((c for r in changed for c in reading.claims(connection, report=r)), after)
    book.add(reading.reports_of(connection, changed), claims)
    _write(connection, book, after)
    cache.note(connection, "judged", keeping.judged_text(after))
    cache.sign(connection, now)
    return True


def _changed(connection: Connection, there: Stamp, judged: set[Judgement]) -> list[str]:
    """Reports coded since, and those of whose claims judgements say something else now."""
    found = set(connection.execute(select(s.heads.c.report).where(s.heads.c.coding > there.coding)).scalars())
    subjects = sorted({subject for j in judged for subject in j.subjects})
    for some in cache.pieces(subjects):
        found.update(connection.execute(select(s.linked.c.report).where(s.linked.c.claim.in_(some))).scalars())
    found.update(c.report for c in reading.claims_of(connection, subjects))
    return sorted(found)


def _write(connection: Connection, book: KeptBook, judgements: Sequence[Judgement]) -> None:
    _write_links(connection, book)
    gone = _of_blocks(connection, book.closed)
    unseries = _series_among(connection, gone)
    cache.drop_events(connection, gone)
    _delete(connection, s.series, s.series.c.event, gone)
    block = {e.id: number for number, e in book.found()}
    claims = book.claims(sorted({c for _, e in book.found() for c in e.claims}))
    events = corrections.settled(tuple(e for _, e in book.found()), claims.values(), judgements)
    cache.put_events(connection, events, claims, lambda e: block[e.id])
    cache.put(connection, s.series, keeping.series_rows(book, events))
    _tie_parts(connection, book, events, unseries)
    last = reading.last_day(connection)
    cache.put_plans(connection, plans_of(events, claims, book.told(), last))
    if str(last or "") != cache.noted(connection, "today"):
        _another_day(connection, last)


def _write_links(connection: Connection, book: KeptBook) -> None:
    names, known = book.moved()
    _delete(connection, s.linked, s.linked.c.claim, sorted(names))
    cache.put(connection, s.linked, map(keeping.linked_row, known))
    others, families = book.copies()
    _delete(connection, s.families, s.families.c.report, sorted(others))
    cache.put(connection, s.families, ({"report": r, "family": f} for r, f in sorted(families.items())))
    reports = book.read_anew()
    _delete(connection, s.signatures, s.signatures.c.report, [r.id for r in reports])
    cache.put(connection, s.signatures, ({"report": r.id, "bands": signature(r)} for r in reports))


def _delete(connection: Connection, table: object, column: object, ids: Iterable[str]) -> None:
    for some in cache.pieces(ids):
        connection.execute(delete(table).where(column.in_(some)))  # type: ignore[arg-type, attr-defined]


def _of_blocks(connection: Connection, blocks: Iterable[int]) -> list[str]:
    found: list[str] = []
    for some in cache.pieces(map(str, sorted(blocks))):
        query = select(s.events.c.id).where(s.events.c.block.in_(list(map(int, some))))
        found += connection.execute(query).scalars()
    return sorted(found)


def _another_day(connection: Connection, today: date | None) -> None:
    """Open plans as they stand on the ledger's new last day."""
    rows = connection.execute(select(s.plans.c.record).where(s.plans.c.state.in_(OPEN))).scalars().all()
    for old in (records.loads(Plan, row) for row in rows):
        new = as_of(old, today)
        if new != old:
            here = s.plans.c.event == old.event
            values = {"state": new.state, "record": records.dumps(new)}
            connection.execute(update(s.plans).where(here).values(values))
    cache.note(connection, "today", str(today or ""))


# ------------------------------------------------------------------------------------ parts of events told as several


def _series_among(connection: Connection, events: Iterable[str]) -> list[str]:
    query = select(s.series.c.event)
    return [
        e
        for some in cache.pieces(events)
        for e in connection.execute(query.where(s.series.c.event.in_(some))).scalars()
    ]


def _tie_parts(connection: Connection, book: KeptBook, events: Sequence[Event], unseries: Sequence[str]) -> None:
    """Tie the new events, and the old ones that a series found or lost touches, to the series they are part of."""
    if not unseries and connection.execute(select(s.series.c.event).limit(1)).first() is None:
        return
    found = {e.id for e in events} | set(_parts_of(connection, unseries)) | set(_reached(connection, events))
    stored = Lazily[Event](lambda id: _event(connection, id))
    faces = Lazily[tuple[Profile, ...]](lambda id: book.faces(stored[id]))

    def near(kind: str, day: int) -> Sequence[str]:
        holds = (s.series.c.type == kind) & (s.series.c.first <= day) & (s.series.c.last >= day)
        return connection.execute(select(s.series.c.event).where(holds)).scalars().all()

    for id in sorted(found):
        event = stored[id]
        whole = whole_of(faces[id], near, faces, book.weights()) if event.kind is Kind.EVENT else None
        if whole != event.part_of:
            cache.put_part(connection, event, whole)


def _event(connection: Connection, id: str) -> Event | None:
    record = connection.execute(select(s.events.c.record).where(s.events.c.id == id)).scalar()
    return records.loads(Event, record) if record else None


def _parts_of(connection: Connection, series: Iterable[str]) -> list[str]:
    query = select(s.events.c.id)
    return [
        e
        for some in cache.pieces(series)
        for e in connection.execute(query.where(s.events.c.part_of.in_(some))).scalars()
    ]


def _reached(connection: Connection, events: Iterable[Event]) -> list[str]:
    """Events with a claim on a day that a new series reaches over."""
    found: list[str] = []
    for some in cache.pieces(e.id for e in events):
        for row in connection.execute(select(s.series).where(s.series.c.event.in_(some))).all():
            dated = (s.linked.c.type == row.type) & (s.linked.c.dated >= row.first) & (s.linked.c.dated <= row.last)
            join = s.event_claims.c.claim == s.linked.c.claim
            found += connection.execute(select(s.event_claims.c.event).join(s.linked, join).where(dated)).scalars()
    return found
