"""Values as people type them, to the JSON that a judgement keeps: days, numbers, parties, places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.model import LedgerView, Party, Place

T = TypeVar("T")
POINT = re.compile(r"(?P<name>.+)@(?P<lat>-?\d+(?:\.\d+)?),(?P<lon>-?\d+(?:\.\d+)?)")


def as_json(view: LedgerView, claims: Sequence[str], attribute: str, typed: str) -> str:
    """The JSON of what was typed for an attribute; "-" is no value. Raises UsageError when it does not fit."""
    from dateline.ledger.corrections import with_value

    value = None if typed == "-" else _value(view, attribute, typed)
    known = {c.id: c for c in view.claims}
    for claim in claims:
        with_value(known[claim], attribute, value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _value(view: LedgerView, attribute: str, typed: str) -> Any:
    from dateline.ledger import records

    if attribute == "when":
        return _days(typed)
    if attribute.startswith("counts:"):
        return _number(typed)
    if attribute == "place":
        return records.encode(_place(view, typed))
    if attribute in ("actor", "recipient"):
        return [records.encode(_party(view, name.strip())) for name in typed.split(";") if name.strip()]
    return typed


def _days(typed: str) -> dict[str, str]:
    try:
        first, _, last = typed.partition("/")
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise UsageError(f"when: {typed!r} is no day; write 2020-03-29, or 2020-03-20/2020-04-03") from None
    if end < start:
        raise UsageError(f"when: {typed!r} ends before it begins")
    return {"start": str(start), "end": str(end), "precision": "day" if start == end else "range"}


def _number(typed: str) -> float:
    try:
        return float(typed.replace(",", ""))
    except ValueError:
        raise UsageError(f"counts: {typed!r} is no number") from None


def _place(view: LedgerView, typed: str) -> Place:
    """One of the ledger's own places, by name; or a new one with its point."""
    from dateline.model import Place

    if point := POINT.fullmatch(typed):
        return Place(point["name"].strip(), "site", lat=float(point["lat"]), lon=float(point["lon"]))
    known = _named(typed, ((p.name, replace(p, span=None, reason=None)) for c in view.claims if (p := c.place)))
    if known is None:
        raise UsageError(f"place: the ledger knows no {typed!r}; give its point as well, NAME@LATITUDE,LONGITUDE")
    return known


def _party(view: LedgerView, name: str) -> Party:
    """The ledger's own party of this name, or a new one without an id."""
    from dateline.model import Party

    told = (p for c in view.claims for p in (*c.actor, *c.recipient))
    return _named(name, ((p.name, replace(p, span=None, text=None, reason=None)) for p in told)) or Party(name)


def _named(name: str, known: Iterable[tuple[str, T]]) -> T | None:
    """The first of the known by that name, whatever its case or accents."""
    from dateline.reconcile.names import fold

    return next((one for called, one in known if fold(called) == fold(name)), None)
