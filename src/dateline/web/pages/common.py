"""What page modules share."""

from __future__ import annotations

from starlette.requests import Request

from dateline.views import Filters
from dateline.web.desk import Desk, Desks
from dateline.web.query import Asked, desk_of, from_page

PER_PAGE = 50


def desks(request: Request) -> Desks:
    found = request.app.state.desks
    assert isinstance(found, Desks)
    return found


def asked(request: Request) -> tuple[Desk, Filters, Asked]:
    """The desk and the filters that a page's address asks for."""
    wanted = from_page(request)
    desk, filters = desk_of(desks(request), wanted)
    return desk, filters, wanted
