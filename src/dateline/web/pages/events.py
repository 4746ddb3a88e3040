"""`/events`: events in order of time, narrowed by the filters of the command line, with how many each would leave."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.reconcile.names import fold
from dateline.views import Filters
from dateline.web.desk import Desk
from dateline.web.pages.common import PER_PAGE, asked
from dateline.web.query import FARTHEST, Sheet, number
from dateline.web.templating import render

router = APIRouter()
SHOWN = 8  # values of one facet


@router.get("/events")
def page(request: Request) -> Response:
    desk, filters, wanted = asked(request)
    offset = number(request, "offset", 0, FARTHEST)
    newest = request.query_params.get("order", "newest") != "oldest"
    positions = desk.index.positions(filters)
    ordered = positions[::-1] if newest else positions
    chosen = [desk.index.events[n] for n in ordered[offset : offset + PER_PAGE]]
    typed = dict(wanted.typed) if newest else {**wanted.typed, "order": "oldest"}
    return render(
        request,
        "events.html",
        {
            "sheet": Sheet(chosen, len(positions), offset, PER_PAGE),
            "facets": facets(desk, filters),
            "typed": typed,
            "desk": desk,
        },
    )


def facets(desk: Desk, filters: Filters) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Field, heading, and the values that the chosen events have with how many have each."""
    index = desk.index
    among = index.mask(filters)
    rows = (
        ("type", "Type", index.types),
        ("status", "Status", index.statuses),
        ("place", "Place", index.places),
        ("party", "Party", index.parties),
    )
    spelt = desk.once(("spelt",), lambda: _spelt(desk))
    return [
        (field, title, [(spelt.get(key, key), n) for key, n in tags.counted(among)[:SHOWN]])
        for field, title, tags in rows
    ]


def _spelt(desk: Desk) -> dict[str, str]:
    """Folded names of places and parties → how most events write them."""
    names = [*desk.named("places"), *desk.named("parties")]
    return {fold(name): name for n in reversed(names) for name in (*reversed(n.spellings), n.name)}
