"""`/disputes`: where the reports disagree, every value beside the others with who gives it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.views.conflicts import DISPUTES
from dateline.web.pages.common import asked
from dateline.web.query import FARTHEST, number, sheet
from dateline.web.templating import render

router = APIRouter()
PER_PAGE = 30


@router.get("/disputes")
def page(request: Request) -> Response:
    desk, filters, given = asked(request)
    kind = request.query_params.get("kind", "")
    mask = desk.index.mask(filters)
    found = [d for d in desk.disputes() if mask[desk.index.position[d.event.id]]]
    events = dict.fromkeys(d.event.id for d in found if kind not in DISPUTES or d.conflict.kind == kind)
    told = [desk.index.events[desk.index.position[e]] for e in events]
    return render(
        request,
        "disputes.html",
        {
            "sheet": sheet(told, number(request, "offset", 0, FARTHEST), PER_PAGE),
            "kinds": DISPUTES,
            "index": desk.index,
            "typed": {**given.typed, "kind": kind},
        },
    )
