"""`/events`: events in order of time, narrowed by the filters of the command line, with how many each would leave."""

from __future__ import annotations

from dataclasses import replace

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
    """Field, heading, and the commonest values of the chosen events, each with how many events its filter leaves: a
    part of a name is found in longer names too."""
    index = desk.index
    among = index.mask(filters)
    spelt = desk.once(("spelt",), lambda: _spelt(desk))
    kinds = [("type", "Type", index.types), ("status", "Status", index.statuses)]
    named = [("place", "Place", index.places), ("party", "Party", index.parties)]
    exact = [(field, title, tags.counted(among)[:SHOWN]) for field, title, tags in kinds]
    return exact + [
        (field, title, _left(desk, filters, field, [spelt.get(key, key) for key, _ in tags.counted(among)[:SHOWN]]))
        for field, title, tags in named
    ]


def _left(desk: Desk, filters: Filters, field: str, names: list[str]) -> list[tuple[str, int]]:
    mask = desk.index.mask
    if field == "place":
        others = mask(replace(filters, place=None))
        counted = [(name, int((others & mask(Filters(place=name))).sum())) for name in names]
    else:
        others = mask(replace(filters, party=None))
        counted = [(name, int((others & mask(Filters(party=name))).sum())) for name in names]
    return sorted(counted, key=lambda pair: -pair[1])


def _spelt(desk: Desk) -> dict[str, str]:
    """Folded names of places and parties → how most events write them."""
    names = [*desk.named("places"), *desk.named("parties")]
    return {fold(name): name for n in reversed(names) for name in (*reversed(n.spellings), n.name)}
