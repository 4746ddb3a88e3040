"""`/plans`: what was announced, when it falls due, and what became of it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.views.plans import ORDER
from dateline.views.state import OPEN
from dateline.web.pages.common import PER_PAGE, asked, desks
from dateline.web.query import FARTHEST, day, number, sheet
from dateline.web.templating import render

router = APIRouter()


@router.get("/plans")
def page(request: Request) -> Response:
    desk, filters, given = asked(request)
    on = day(request.query_params.get("on"), "on")
    if on is not None and given.as_known is None:  # as on the command line: only what was reported by that day
        desk = desks(request).as_known(on)
    state = request.query_params.get("state", "")
    only_open = request.query_params.get("open", "") not in ("", "0")
    mask = desk.index.mask(filters)
    lines = [p for p in desk.plans(on) if mask[desk.index.position[p.event.id]]]
    counts = [(s, sum(p.plan.state == s for p in lines)) for s in ORDER]
    kept = [p for p in lines if (not only_open or p.plan.state in OPEN) and (not state or p.plan.state == state)]
    return render(
        request,
        "plans.html",
        {
            "sheet": sheet(kept, number(request, "offset", 0, FARTHEST), PER_PAGE),
            "counts": [pair for pair in counts if pair[1]],
            "index": desk.index,
            "on": on or desk.today,
            "typed": {**given.typed, "on": str(on or ""), "open": "1" if only_open else "", "state": state},
        },
    )
