"""Questions that the cache answers by its indexes: a page of events, and the part of a ledger that some events are of.

They cost what they give back, not what the ledger holds, and stand for the state that the cache was brought up to
(`Ledger.bring_up`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from dateline.ledger import carrying, corrections, derived, judging, reading, records
from dateline.ledger import schema as s
from dateline.ledger.cache import pieces
from dateline.model import Claim, Event, Kind, LedgerView, Plan, Report
from dateline.reconcile.names import fold

SINGLY = 500  # ids that are looked up one by one; for more, all are read


class Wanted(Protocol):
    """What to keep, as `views.Filters` has it; None keeps all."""

    @property
    def type(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def party(self) -> str | None: ...
    @property
    def report(self) -> str | None: ...
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Some events in order of day, how many there are in all, and of how many reports the ledger is."""

    events: tuple[Event, ...]
    total: int
    reports: int


@dataclass(frozen=True, slots=True)
class Portion:
    """Some reports with their current claims, as people corrected them; `home`: the event of each claim that is in
    one."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    home: Mapping[str, str]


def page(connection: Connection, wanted: Wanted, limit: int | None = None, offset: int = 0) -> Page:
    """Events that pass the filters, by day (undated ones last), type and id, as `views.listed` has them."""
    passing = _passing(wanted)
    query = select(s.events.c.record).where(*passing).order_by(s.events.c.day, s.events.c.type, s.events.c.id)
    found = connection.execute(query.limit(limit).offset(offset)).all()
    total = connection.execute(select(func.count()).select_from(s.events).where(*passing)).scalar_one()
    reports = connection.execute(select(func.count()).select_from(s.heads)).scalar_one()
    return Page(tuple(records.loads(Event, row.record) for row in found), int(total), int(reports))


def count(connection: Connection) -> int:
    """How many events there are."""
    return int(connection.execute(select(func.count()).select_from(s.events)).scalar_one())


def _passing(f: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if f.type is not None:
        kind, _, mode = f.type.partition("/")
        found += [s.events.c.type == kind, *([s.events.c.mode == mode] if mode else [])]
    if f.status is not None:
        found.append(s.events.c.status == f.status)
    if f.place is not None:
        named = _named("place", s.event_names.c.name.contains(fold(f.place), autoescape=True))
        found.append(s.events.c.id.in_(named.union(_named("country", s.event_names.c.name == f.place.upper()))))
    if f.party is not None:
        found.append(s.events.c.id.in_(_named("party", s.event_names.c.name.contains(fold(f.party), autoescape=True))))
    if f.report is not None:
        found.append(s.events.c.id.in_(_of_report(f.report)))
    if f.since is not None:
        found.append(s.events.c.last >= f.since.toordinal())
    if f.until is not None:
        found.append(s.events.c.day <= f.until.toordinal())
    return found


def _named(role: str, condition: ColumnElement[bool]) -> Select[Any]:
    return select(s.event_names.c.event).where(s.event_names.c.role == role, condition)


def _of_report(report: str) -> Select[Any]:
    return (
        select(s.event_claims.c.event)
        .join(s.claims, s.claims.c.id == s.event_claims.c.claim)
        .join(s.heads, s.heads.c.coding == s.claims.c.coding)
        .where(s.heads.c.report == report)
    )


def starting(connection: Connection, start: str) -> tuple[list[str], list[str]]:
    """Ids of events and of reports that begin so, at most six of each; one that is it exactly comes alone. A claim's
    id names its event."""
    home = connection.execute(select(s.event_claims.c.event).where(s.event_claims.c.claim == start)).scalar()
    if home is not None:
        return [home], []
    found = []
    for column in (s.events.c.id, s.heads.c.report):
        exact = connection.execute(select(column).where(column == start)).scalar()
        like = select(column).where(column.startswith(start, autoescape=True)).order_by(column).limit(6)
        found.append([exact] if exact is not None else list(connection.execute(like).scalars()))
    if start in found[0] or start in found[1]:
        return [i for i in found[0] if i == start], [i for i in found[1] if i == start]
    return found[0], found[1]


def named(connection: Connection, starts: Iterable[str]) -> tuple[list[str], list[str]]:
    """The events that any of these words may mean, by their own ids or those of their claims, and the reports of claims
    that are in no event: all of each that begins so, so that what could be several is seen to be."""
    events, reports, home = set[str](), set[str](), s.event_claims.c
    for start in starts:
        like = [column.startswith(start, autoescape=True) for column in (s.events.c.id, home.claim, s.claims.c.id)]
        events.update(connection.execute(select(s.events.c.id).where(like[0])).scalars())
        events.update(connection.execute(select(home.event).where(like[1])).scalars())
        loose = select(s.claims.c.report).outerjoin(s.event_claims, home.claim == s.claims.c.id)
        loose = loose.join(s.heads, s.heads.c.coding == s.claims.c.coding).where(like[2], home.event.is_(None))
        reports.update(connection.execute(loose).scalars())
    return sorted(events), sorted(reports)


def shortened(connection: Connection, ids: Iterable[str], least: int = 5) -> int:
    """How many letters tell each of these events from all others of the ledger."""
    wanted = list(ids)
    if len(wanted) > SINGLY:
        every = connection.execute(select(s.events.c.id).order_by(s.events.c.id)).scalars().all()
        return max([least, *(_shared(a, b) + 1 for a, b in pairwise(every))])
    size = least
    for one in wanted:
        before = select(s.events.c.id).where(s.events.c.id < one).order_by(s.events.c.id.desc()).limit(1)
        after = select(s.events.c.id).where(s.events.c.id > one).order_by(s.events.c.id).limit(1)
        for query in (before, after):
            other = connection.execute(query).scalar()
            size = max(size, _shared(one, other) + 1 if other else 0)
    return size


def _shared(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def around(connection: Connection, event: str) -> list[str]:
    """An event, the larger one that it is part of, and its own parts."""
    part = connection.execute(select(s.events.c.record).where(s.events.c.part_of == event)).all()
    own = connection.execute(select(s.events.c.part_of).where(s.events.c.id == event)).scalar()
    return [event, *([own] if own else []), *(records.loads(Event, row.record).id for row in part)]


def of_report(connection: Connection, report: str) -> list[str]:
    """The events that a report tells."""
    return sorted(set(connection.execute(_of_report(report)).scalars()))


def disputed(connection: Connection) -> list[str]:
    """The events whose claims disagree, in whatever way."""
    return list(connection.execute(select(s.events.c.id).where(s.events.c.disputed.is_(True))).scalars())


def planned(connection: Connection) -> list[str]:
    """The events that some claim announces."""
    return list(connection.execute(select(s.plans.c.event).order_by(s.plans.c.event)).scalars())


def told_of(connection: Connection, kinds: Iterable[tuple[str, Collection[str] | None]]) -> list[str]:
    """The events with a claim of one of these types and modes (None: any), with a figure or with a plan: what the state
    on a day follows from. Of a small ledger, whose claims are not kept by type, all events."""
    linked, home = s.linked.c, s.event_claims.c
    if connection.execute(select(linked.claim).limit(1)).first() is None:
        return list(connection.execute(select(s.events.c.id).order_by(s.events.c.id)).scalars())
    asked = [(linked.type == kind) if modes is None else (linked.type == kind) & linked.mode.in_(sorted(modes))
             for kind, modes in kinds]  # fmt: skip
    found = set(
        connection.execute(select(home.event).join(s.linked, linked.claim == home.claim).where(or_(*asked))).scalars()
    )
    return sorted(found.union(figures(connection), planned(connection)))


def figures(connection: Connection) -> list[str]:
    """The events that are a figure."""
    query = select(s.events.c.id).where(s.events.c.kind == Kind.FIGURE.value).order_by(s.events.c.id)
    return list(connection.execute(query).scalars())


def part(connection: Connection, events: Sequence[str], reports: Sequence[str] = ()) -> LedgerView:
    """The view with these events only and their plans, their claims, these reports with theirs, and the reports that
    the claims are of; judgements are all. The report published last is among them, so that the view's "today" is the
    ledger's: whatever asks about these events gets the answer that the whole view would give."""
    found = [
        records.loads(Event, row.record)
        for some in pieces(sorted(set(events)))
        for row in connection.execute(select(s.events.c.record).where(s.events.c.id.in_(some)))
    ]
    judgements = carrying.carried_now(connection, judging.judgements(connection))
    told = {c.id: c for c in reading.claims_of(connection, sorted({c for e in found for c in e.claims}))}
    told |= {c.id: c for r in reports for c in reading.claims(connection, report=r)}
    names = sorted({c.report for c in told.values()} | set(reports) | set(reading.published_last(connection)))
    return LedgerView(
        reports=derived.in_families(tuple(reading.reports_of(connection, names)), _families(connection, names)),
        claims=corrections.applied([told[c] for c in sorted(told)], judgements),
        judgements=judgements,
        events=tuple(found),
        plans=tuple(_plans(connection, [e.id for e in found])),
    )


def portions(connection: Connection, size: int = 500) -> Iterator[Portion]:
    """All reports in order of id, so many at a time, with their claims and the events these are in: for whoever writes
    all of it out and need not hold it."""
    judgements = carrying.carried_now(connection, judging.judgements(connection))
    names = connection.execute(select(s.heads.c.report).order_by(s.heads.c.report)).scalars().all()
    for some in pieces(names, size):
        told = tuple(reading.reports_of(connection, some))
        claims = tuple(c for r in some for c in reading.claims(connection, report=r))
        home = {
            row.claim: row.event
            for ids in pieces(c.id for c in claims)
            for row in connection.execute(select(s.event_claims).where(s.event_claims.c.claim.in_(ids)))
        }
        reports = derived.in_families(told, _families(connection, some))
        yield Portion(reports, corrections.applied(claims, judgements), home)


def events(connection: Connection) -> Iterator[Event]:
    """All events in order of id, read as they are asked for."""
    query = select(s.events.c.record).order_by(s.events.c.id)
    for row in connection.execute(query, execution_options=reading.STREAMED):
        yield records.loads(Event, row.record)


def _families(connection: Connection, reports: Sequence[str]) -> dict[str, str]:
    query = select(s.families.c.report, s.families.c.family)
    return {
        row.report: row.family
        for some in pieces(reports)
        for row in connection.execute(query.where(s.families.c.report.in_(some)))
    }


def _plans(connection: Connection, events: Sequence[str]) -> Iterable[Plan]:
    query = select(s.plans.c.record)
    for some in pieces(sorted(events)):
        for row in connection.execute(query.where(s.plans.c.event.in_(some)).order_by(s.plans.c.event)):
            yield records.loads(Plan, row.record)
