"""`/figures`: quantities over time, each source's points on the curve."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.views import Series
from dateline.views.curves import dots
from dateline.web.api.follow import wanted
from dateline.web.chart import Chart, chart
from dateline.web.desk import Desk
from dateline.web.pages.common import asked
from dateline.web.query import FARTHEST, LONGEST, number, sheet
from dateline.web.templating import render

router = APIRouter()
PER_PAGE = 12


@router.get("/figures")
def page(request: Request) -> Response:
    desk, _, given = asked(request)
    what = request.query_params.get("what", "").strip()[:LONGEST]
    found = [s for s in desk.series if wanted(s, what or None, given.typed.get("place"))]
    part = sheet(found, number(request, "offset", 0, FARTHEST), PER_PAGE)
    kinds = sorted({s.what.removeprefix("other:") for s in desk.series})
    return render(
        request,
        "figures.html",
        {
            "sheet": part,
            "drawn": [(s, drawn(desk, s)) for s in part.items],
            "kinds": kinds[:300],
            "typed": {**given.typed, "what": what},
        },
    )


def drawn(desk: Desk, row: Series) -> Chart | None:
    """The series as a chart, when at least two numbers of it have days."""
    if sum(p.day is not None for p in row.points) < 2:
        return None
    return chart(row, dots(row, desk.index))
