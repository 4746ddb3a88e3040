"""What an address asks for: the filters of the command line, the day known on, and the page of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Query
from starlette.requests import Request

from dateline.errors import UsageError
from dateline.model import EventType, Status
from dateline.views import Filters
from dateline.web.desk import WAIT, Desk, Desks
from dateline.web.problems import Missing

T = TypeVar("T")
NAMES = ("type", "status", "place", "party", "since", "until", "report", "as_known")
LONGEST = 200  # characters of a filter
FARTHEST = 10_000_000  # of a list's offset
PATIENCE = 60.0  # seconds a program waits for what was known on a day; people are told to wait


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters with the day known on. `typed` is what the address said, for forms and links."""

    filters: Filters
    as_known: date | None
    typed: dict[str, str]
    wait: float = WAIT  # seconds, for what was known on a day


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """A stretch of a list: `total` is how many there are in all."""

    items: Sequence[T]
    total: int
    offset: int
    limit: int

    @property
    def before(self) -> int | None:
        return max(0, self.offset - self.limit) if self.offset > 0 else None

    @property
    def after(self) -> int | None:
        last = self.offset + self.limit
        return last if last < self.total else None


def sheet(every: Sequence[T], offset: int, limit: int) -> Sheet[T]:
    return Sheet(every[offset : offset + limit], len(every), offset, limit)


# ---------------------------------------------------------------------------------------------------- from pages


def from_page(request: Request) -> Asked:
    """The filters of a page's address. An empty field asks for nothing. Raises UsageError."""
    typed = {n: v for n in NAMES if (v := request.query_params.get(n, "").strip()[:LONGEST])}
    f = Filters(
        _type(typed.get("type")),
        _one_of(typed.get("status"), Status, "status"),
        typed.get("place"),
        typed.get("party"),
        typed.get("report"),
        day(typed.get("since"), "since"),
        day(typed.get("until"), "until"),
    )
    return Asked(f, day(typed.get("as_known"), "as_known"), typed)


def day(text: str | None, name: str) -> date | None:
    """A day as typed. Raises UsageError naming the field."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is no day; write it as 2020-03-26") from None


def number(request: Request, name: str, default: int, most: int) -> int:
    """A whole number of a page's address; anything else is the default."""
    text = request.query_params.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _type(text: str | None) -> str | None:
    _one_of(text.partition("/")[0] if text else None, EventType, "type")
    return text


def _one_of(text: str | None, kinds: type[Enum], name: str) -> str | None:
    known = [str(k.value) for k in kinds]
    if text is not None and text not in known:
        raise UsageError(f"{name}: there is no {text!r}; one of {', '.join(known)}")
    return text


def address(path: str, typed: dict[str, Any], **changes: Any) -> str:
    """A path with a query: what was typed, with changes; an empty value is left out."""
    kept = {k: v for k, v in {**typed, **changes}.items() if v not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


# ------------------------------------------------------------------------------------------------------ from the API

TypeQuery = Annotated[
    str | None,
    Query(description="Only this type, or type/mode: assault, retreat/handover, figure.", max_length=LONGEST),
]
StatusQuery = Annotated[Status | None, Query(description="Only this status.")]
PlaceQuery = Annotated[
    str | None, Query(description="Part of a place's name, or a country's two letters.", max_length=LONGEST)
]
PartyQuery = Annotated[str | None, Query(description="Part of the name of an actor or recipient.", max_length=LONGEST)]
ReportQuery = Annotated[
    str | None, Query(description="Only what this report speaks of (id or its start).", max_length=LONGEST)
]
SinceQuery = Annotated[date | None, Query(description="From this day.")]
UntilQuery = Annotated[date | None, Query(description="To this day, inclusive.")]
KnownQuery = Annotated[date | None, Query(description="Only from reports published by this day.")]
LimitQuery = Annotated[int, Query(description="At most this many.", ge=1, le=500)]
OffsetQuery = Annotated[int, Query(description="Leave out this many first.", ge=0, le=FARTHEST)]


def from_api(
    type: TypeQuery = None,
    status: StatusQuery = None,
    place: PlaceQuery = None,
    party: PartyQuery = None,
    since: SinceQuery = None,
    until: UntilQuery = None,
    report: ReportQuery = None,
    as_known: KnownQuery = None,
) -> Asked:
    """The filters of the command line as parameters of the API. Raises UsageError."""
    f = Filters(_type(type), status.value if status else None, place, party, report, since, until)
    return Asked(f, as_known, {}, PATIENCE)


# -------------------------------------------------------------------------------------------------------- together


def desk_of(desks: Desks, asked: Asked) -> tuple[Desk, Filters]:
    """The desk asked for and the filters, the report's id completed."""
    desk = desks.as_known(asked.as_known, asked.wait) if asked.as_known else desks.current()
    f = asked.filters
    if f.report is not None:
        f = replace(f, report=one_of(f.report, desk.index.report, "report"))
    return desk, f


def one_of(start: str, ids: Iterable[str], what: str) -> str:
    """The one id that is `start` or begins with it. Raises Missing when none does, UsageError when several do."""
    found = []
    for one in ids:
        if one == start:
            return one
        if one.startswith(start):
            found.append(one)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Missing(f"There is no {what} {start!r} in this ledger.")
    raise UsageError(f"{start!r} could be {len(found)} {what}s: {', '.join(sorted(found)[:5])}; type more of it")
