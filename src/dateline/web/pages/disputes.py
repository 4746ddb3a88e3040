"""`/disputes`: where the reports disagree, every value beside the others with who gives it."""

from __future__ import annotations

import numpy as np
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
    positions = np.flatnonzero(desk.index.mask(filters) & desk.index.disputed)
    events = [desk.index.events[n] for n in sorted(positions, key=lambda n: -int(desk.index.told_last[n]))]
    if kind in DISPUTES:
        events = [e for e in events if any(c.kind == kind for c in e.conflicts)]
    return render(
        request,
        "disputes.html",
        {
            "sheet": sheet(events, number(request, "offset", 0, FARTHEST), PER_PAGE),
            "kinds": DISPUTES,
            "index": desk.index,
            "typed": {**given.typed, "kind": kind},
        },
    )
