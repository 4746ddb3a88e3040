"""What follows from the ledger, and the stamp that says from which state of it: `cache` keeps it, `linking` brings it
up to date."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, func, select

from dateline import __version__
from dateline.ledger import carrying, corrections, judging, reading
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


def derive(reconcile: Reconcile, seen: LedgerView) -> Settled:
    """What follows from a view: events and plans as reconciled, with the values that people settled."""
    return Settled(reconcile(seen.reports, seen.claims, seen.judgements), seen.claims, seen.judgements)


class Settled:
    """What a reconciler found, its events with settled values. `book`: what it found it by, if it says so."""

    def __init__(self, found: Reconciled, claims: tuple[Claim, ...], judgements: tuple[Judgement, ...]) -> None:
        self.events = corrections.settled(found.events, claims, judgements)
        self.plans, self.families = found.plans, found.families
        self.book: object = getattr(found, "book", None)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One state of a ledger under one reconciler. Whatever is added is a coding or a judgement, and neither is ever
    changed, so the last number of the one and the count of the other name the state."""

    version: str
    coding: int
    judgements: int

    def __str__(self) -> str:
        return json.dumps([self.version, self.coding, self.judgements])


def stamp(connection: Connection, version: str) -> Stamp:
    """The ledger as it is now. Two look-ups, however large it is."""
    coding = connection.execute(select(func.max(s.codings.c.number))).scalar()
    judged = connection.execute(select(func.count()).select_from(s.judgements)).scalar()
    return Stamp(f"{__version__} {version}", int(coding or 0), int(judged or 0))


def stored_stamp(connection: Connection) -> Stamp | None:
    """The state that the cache stands for; None when it stands for none."""
    told = connection.execute(select(s.meta.c.value).where(s.meta.c.key == "derived_from")).scalar()
    try:
        return Stamp(*json.loads(told)) if told else None
    except (ValueError, TypeError):
        return None


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
        in_families(seen.reports, dict(found.families)),
        seen.claims,
        seen.judgements,
        found.events,
        found.plans,
    )


def in_families(reports: tuple[Report, ...], families: Mapping[str, str]) -> tuple[Report, ...]:
    return tuple(replace(r, family=families[r.id]) if r.id in families else r for r in reports)
