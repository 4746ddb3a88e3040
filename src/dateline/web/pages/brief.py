"""`/brief`: the situation report to print, as `dateline brief` writes it, of the days asked for."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dateline.views import briefing
from dateline.views.brief_html import page as printed
from dateline.web.desk import Pending
from dateline.web.pages.common import asked, desks

router = APIRouter()
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The page carries its own style and nothing else: it can be saved and sent as it is."""


@router.get("/brief")
def page(request: Request) -> Response:
    """With `since`, what has changed against the ledger as known on that day stands in it too."""
    desk, filters, _ = asked(request)
    since, until = filters.since, filters.until
    before = desks(request).as_known(since).view if since else None
    made = desk.soon(("brief", since, until), lambda: printed(briefing(desk.view, since, until, before)))
    if made is None:
        raise Pending("The brief is being written; ask again in a moment.")
    return HTMLResponse(made, headers={"content-security-policy": POLICY})
