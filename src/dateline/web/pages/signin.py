"""`/sign-in` where tokens are asked for, `/api` and `/help`."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.export.formats import ALL
from dateline.web.access import COOKIE
from dateline.web.templating import render

router = APIRouter()
MONTH = 30 * 24 * 3600  # seconds


@router.get("/sign-in")
def form(request: Request) -> Response:
    return render(request, "signin.html", {"to": _home(request.query_params.get("next", "/")), "wrong": False})


@router.post("/sign-in")
async def enter(request: Request) -> Response:
    given = parse_qs((await request.body()).decode("utf-8", "replace"))
    secret, to = given.get("token", [""])[0].strip(), _home(given.get("next", ["/"])[0])
    if request.app.state.settings.access.known(secret) is None:
        return render(request, "signin.html", {"to": to, "wrong": True}, 401)
    answer = RedirectResponse(to, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, secret, MONTH, httponly=True, samesite="strict", secure=secure)
    return answer


def _home(to: str) -> str:
    """An address on this server, never another's."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


@router.get("/api")
def api(request: Request) -> Response:
    paths = request.app.openapi()["paths"]
    rows = [
        (method.upper(), path, one.get("description") or one.get("summary", ""), one.get("parameters", []))
        for path, methods in paths.items()
        for method, one in methods.items()
    ]
    return render(request, "api.html", {"rows": rows, "formats": [f for f in ALL if f.of_event is None]})


@router.get("/help")
def helped(request: Request) -> Response:
    return render(request, "help.html", {})
