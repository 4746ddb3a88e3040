"""The cache of what follows from the ledger: events, plans, families, and the fingerprint of what they follow
from."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, insert, select

from dateline import __version__
from dateline.ledger import carrying, corrections, judging, reading, records, rows, writing
from dateline.ledger import schema as s
from dateline.model import Claim, Event, Judgement, LedgerView, Plan, Report


class Reconciled(Protocol):
    """What a reconciler gives back, whatever else it carries (see `dateline.reconcile`)."""

    @property
    def events(self) -> tuple[Event, ...]: ...
    @property
    def plans(self) -> tuple[Plan, ...]: ...
    @property
    def families(self) -> tuple[tuple[str, str], ...]: ...


Reconcile = Callable[[tuple[Report, ...], tuple[Claim, ...], tuple[Judgement, ...]], Reconciled]
"""A pure function of current reports, current claims and active judgements."""


def view(connection: Connection, as_known: date | None = None) -> LedgerView:
    """Reports, claims as people corrected them, and active judgements; events and plans are `derive`'s."""
    if as_known is not None:
        reports, claims = reading.known_on(connection, as_known)
    else:
        reports, claims = list(reading.reports(connection)), list(reading.claims(connection))
    judgements = carrying.carried(connection, judging.judgements(connection), claims)
    return LedgerView(tuple(reports), corrections.applied(claims, judgements), judgements)


def derive(reconcile: Reconcile, seen: LedgerView) -> Reconciled:
    """What follows from a view: events and plans as reconciled, with the values that people settled."""
    return Settled(reconcile(seen.reports, seen.claims, seen.judgements), seen.claims, seen.judgements)


class Settled:
    """What a reconciler found, its events with settled values."""

    def __init__(self, found: Reconciled, claims: tuple[Claim, ...], judgements: tuple[Judgement, ...]) -> None:
        self.events = corrections.settled(found.events, claims, judgements)
        self.plans, self.families = found.plans, found.families


def fingerprint(connection: Connection, version: str) -> str:
    """Names the inputs of the derivation. Claims never change within a coding, so naming the codings names
    them."""
    digest = hashlib.sha256(f"{__version__} {version}".encode())
    heads = (
        select(s.heads.c.report, s.heads.c.revision, s.reports.c.digest, s.codings.c.coder, s.codings.c.ordinal)
        .join(s.reports, (s.reports.c.id == s.heads.c.report) & (s.reports.c.revision == s.heads.c.revision))
        .join(s.codings, s.codings.c.number == s.heads.c.coding)
        .order_by(s.heads.c.report)
    )
    for row in connection.execute(heads):
        digest.update(records.to_json(list(row)).encode())
    for judgement in judging.judgements(connection):
        digest.update(records.dumps(judgement).encode())
    return digest.hexdigest()


@cache
def version_of(reconcile: Reconcile) -> str:
    """Names a reconciler by its code: its package's modules and its data (`data/PACKAGE`), or its one file. A
    reconciler that says its own `version` is taken at its word."""
    told = getattr(reconcile, "version", None)
    if told is not None:
        return str(told)
    module = inspect.getmodule(reconcile)
    file = Path(getattr(module, "__file__", None) or __file__)
    files = [file]
    if hasattr(module, "__path__"):
        folder = file.parent
        files = [*folder.rglob("*.py"), *(folder.parent / "data" / folder.name).rglob("*")]
    digest = hashlib.sha256()
    for one in sorted(files):
        if one.is_file():
            digest.update(one.name.encode() + b"\0" + one.read_bytes())
    return digest.hexdigest()


def completed(seen: LedgerView, found: Reconciled) -> LedgerView:
    """The view with events, plans and every report's family."""
    return LedgerView(
        _in_families(seen.reports, dict(found.families)),
        seen.claims,
        seen.judgements,
        found.events,
        found.plans,
    )


def _in_families(reports: tuple[Report, ...], families: Mapping[str, str]) -> tuple[Report, ...]:
    return tuple(replace(r, family=families[r.id]) if r.id in families else r for r in reports)


def stored_fingerprint(connection: Connection) -> str | None:
    query = select(s.meta.c.value).where(s.meta.c.key == "derived_from")
    return connection.execute(query).scalar()


def store(connection: Connection, found: Reconciled, derived_from: str) -> None:
    """Replace the cache. Call it within a writer's transaction."""
    writing.forget_derived(connection)
    members = [{"event": event.id, "claim": claim} for event in found.events for claim in sorted(set(event.claims))]
    batches = (
        (s.events, [rows.event_row(event) for event in found.events]),
        (s.event_claims, members),
        (s.plans, [rows.plan_row(plan, seq) for seq, plan in enumerate(found.plans)]),
        (s.families, [{"report": r, "family": f} for r, f in found.families]),
        (s.meta, [{"key": "derived_from", "value": derived_from}]),
    )
    for table, values in batches:
        if values:
            connection.execute(insert(table), values)


class Cached:
    """What the cache holds, as a reconciler would have given it back."""

    def __init__(self, connection: Connection) -> None:
        events = connection.execute(select(s.events.c.record).order_by(s.events.c.id))
        plans = connection.execute(select(s.plans.c.record).order_by(s.plans.c.seq))
        families = connection.execute(select(s.families.c.report, s.families.c.family))
        self.events = tuple(records.loads(Event, row.record) for row in events)
        self.plans = tuple(records.loads(Plan, row.record) for row in plans)
        self.families = tuple(sorted((row.report, row.family) for row in families))
