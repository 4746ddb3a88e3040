"""Places and parties."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from dateline.reconcile.names import fold
from dateline.views.named import Named
from dateline.web.api.common import desks, paged
from dateline.web.openapi import page_of, told
from dateline.web.query import LONGEST, LimitQuery, OffsetQuery

router = APIRouter(tags=["named"])
NameQuery = Annotated[str | None, Query(description="Part of the name.", max_length=LONGEST)]


@router.get("/places", responses=told(page_of("Named"), "Places, most events first."))
def all_places(request: Request, name: NameQuery = None, limit: LimitQuery = 50, offset: OffsetQuery = 0) -> Response:
    """Places of events."""
    desk = desks(request).current()
    found = desk.named("places")
    return paged(request, [n for n in found if _named(n, name)], offset, limit, as_json)


@router.get("/parties", responses=told(page_of("Named"), "Parties, most events first."))
def all_parties(request: Request, name: NameQuery = None, limit: LimitQuery = 50, offset: OffsetQuery = 0) -> Response:
    """Actors and recipients of events."""
    desk = desks(request).current()
    found = desk.named("parties")
    return paged(request, [n for n in found if _named(n, name)], offset, limit, as_json)


def as_json(n: Named) -> dict[str, object]:
    """A place has its coordinates and precision besides."""
    told: dict[str, object] = {
        "key": n.key,
        "name": n.name,
        "country": n.country,
        "events": n.events,
        "first": str(n.first) if n.first else None,
        "last": str(n.last) if n.last else None,
        "spellings": list(n.spellings),
    }
    if n.place is not None:
        told |= {"lat": n.place.lat, "lon": n.place.lon, "precision": n.place.precision}
    return told


def _named(n: Named, name: str | None) -> bool:
    return name is None or any(fold(name) in fold(one) for one in (n.name, *n.spellings))
