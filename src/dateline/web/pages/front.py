"""`/`: what is new, disputed and due."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.web.pages.common import desks
from dateline.web.templating import render

router = APIRouter()


@router.get("/")
def page(request: Request) -> Response:
    desk = desks(request).current()
    return render(request, "front.html", {"front": desk.front(), "desk": desk})
