"""What follows from the records: state, plans and figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from dateline.commands.plans import title
from dateline.reconcile.names import fold
from dateline.views import PlanLine, Series
from dateline.views.evidence import Evidence
from dateline.views.state import OPEN
from dateline.web.api.common import desks, jsonable, listed, paged
from dateline.web.desk import Desk
from dateline.web.openapi import list_of, page_of, told
from dateline.web.query import (
    LONGEST,
    PATIENCE,
    Asked,
    KnownQuery,
    LimitQuery,
    OffsetQuery,
    PlaceQuery,
    desk_of,
    from_api,
)

router = APIRouter(tags=["what follows"])
OnQuery = Annotated[date | None, Query(description="On this day; the last report's day unless told.")]


@router.get("/state", responses=told(list_of("StateLine"), "Lines by section and subject."))
def state(
    request: Request,
    on: OnQuery = None,
    as_known: KnownQuery = None,
    about: Annotated[
        str | None, Query(description="Only lines whose subject or value holds this.", max_length=LONGEST)
    ] = None,
) -> Response:
    """The state on a day, as `dateline state --json`."""
    desk = _desk(request, as_known)
    lines = desk.state(on or desk.today)
    return listed([s for s in lines if about is None or fold(about) in fold(f"{s.subject} {s.value}")])


@router.get("/plans", responses=told(page_of("Plan"), "Plans, open ones first."))
def plans(
    request: Request,
    asked: Annotated[Asked, Depends(from_api)],
    on: OnQuery = None,
    open: Annotated[bool, Query(description="Only those not settled yet.")] = False,
    limit: LimitQuery = 50,
    offset: OffsetQuery = 0,
) -> Response:
    """What was announced and what became of it, as `dateline plans --json`. With `on`, only what was reported by
    that day counts."""
    known = replace(asked, as_known=asked.as_known or on)
    desk, f = desk_of(desks(request), known)
    wanted = desk.index.mask(f)
    kept = [p for p in desk.plans(on) if wanted[desk.index.position[p.event.id]]]
    chosen = [p for p in kept if not open or p.plan.state in OPEN]
    return paged(request, chosen, offset, limit, lambda p: _plan(p, desk.evidence))


@router.get("/figures", responses=told(list_of("Series"), "Series, longest first."))
def figures(
    request: Request,
    what: Annotated[str | None, Query(description="Only this quantity: cases, troops ...", max_length=LONGEST)] = None,
    place: PlaceQuery = None,
    as_known: KnownQuery = None,
    limit: LimitQuery = 50,
    offset: OffsetQuery = 0,
) -> Response:
    """Quantities over time, as `dateline figures --json`."""
    found = [s for s in _desk(request, as_known).series if wanted(s, what, place)]
    return listed(found[offset : offset + limit])


def wanted(s: Series, what: str | None, place: str | None) -> bool:
    """Whether a series is of this quantity and place."""
    return (what is None or what in (s.what, s.what.removeprefix("other:"))) and (
        place is None or fold(place) in fold(s.place)
    )


def _desk(request: Request, as_known: date | None) -> Desk:
    return desks(request).as_known(as_known, PATIENCE) if as_known else desks(request).current()


def _plan(p: PlanLine, evidence: Evidence) -> dict[str, object]:
    """As the command line has it: both ends with their words."""
    return {
        **jsonable(p.plan),
        "title": title(p),
        "announced": jsonable(evidence.of(c.id for c in p.announced)),
        "fulfilled": jsonable(evidence.of(c.id for c in p.fulfilled)),
    }
