"""Events in order of time, narrowed by what a reader asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.model import Event, LedgerView, Place
from dateline.reconcile.names import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; None keeps all. Text filters match a part of a name, whatever its case or accents."""

    type: str | None = None  # "assault" or "assault/rocket"
    status: str | None = None
    place: str | None = None
    party: str | None = None
    report: str | None = None
    since: date | None = None
    until: date | None = None


def listed(view: LedgerView, filters: Filters = Filters()) -> list[Event]:
    """Events that pass, by day, undated ones last."""
    claims = {c.id: c for c in view.claims}
    places = {e.id: [claims[c].place for c in e.claims if c in claims] for e in view.events}
    return sorted((e for e in view.events if passes(e, filters, places[e.id])), key=by_day)


def by_day(event: Event) -> tuple[date, str, str]:
    start = event.when.start or event.when.end if event.when else None
    return start or date.max, event.type.value, event.id


def passes(event: Event, f: Filters, places: Iterable[Place | None] = ()) -> bool:
    """Whether one event is wanted. A place or party counts when any claim of the event names it."""
    return (
        _typed(event, f.type)
        and (f.status is None or event.status.value == f.status)
        and (f.report is None or f.report in event.reports)
        and _placed(event, f.place, places)
        and _partied(event, f.party)
        and _timed(event, f)
    )


def _typed(event: Event, wanted: str | None) -> bool:
    if wanted is None:
        return True
    kind, _, mode = wanted.partition("/")
    return event.type.value == kind and (not mode or event.mode == mode)


def _placed(event: Event, wanted: str | None, places: Iterable[Place | None]) -> bool:
    if wanted is None:
        return True
    found = [p for p in (event.place, *places) if p]
    return any(fold(wanted) in fold(p.name) or wanted.upper() == p.country for p in found)


def _partied(event: Event, wanted: str | None) -> bool:
    if wanted is None:
        return True
    said = {s.value for attribute, supports in event.values if attribute in ("actor", "recipient") for s in supports}
    said |= {p.name for p in (*event.actor, *event.recipient)}
    return any(fold(wanted) in fold(name) for name in said)


def _timed(event: Event, f: Filters) -> bool:
    """An event without a day passes only when no day is asked for."""
    if f.since is None and f.until is None:
        return True
    start, end = (event.when.start, event.when.end) if event.when else (None, None)
    if start is None and end is None:
        return False
    first, last = (start or end), (end or start)
    assert first is not None
    assert last is not None
    return (f.since is None or last >= f.since) and (f.until is None or first <= f.until)
