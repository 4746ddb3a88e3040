"""What went wrong, as RFC 9457 problem details for programs and as a designed page for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors import DatelineError, LedgerError, UsageError
from dateline.web.desk import Pending
from dateline.web.hostile import plain

API = "/api/"
MEDIA = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457: what went wrong, in the form every error of the API has."""

    type: str = Field("about:blank", description="A name for the kind of problem.")
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field("", description="What is wrong with this request, and what to do.")


class Missing(UsageError):
    """What was asked for by its id is not there."""


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer for programs."""
    told = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=plain(detail))
    return JSONResponse(told.model_dump(), status, headers=headers, media_type=MEDIA)


def answer(request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """The problem in the form that the address asked calls for."""
    if request.url.path.startswith(API) or request.url.path.endswith(".json"):
        return problem(status, detail, headers)
    from dateline.web.templating import render

    context = {"status": status, "title": HTTPStatus(status).phrase, "detail": detail}
    waiting = "retry-after" in (headers or {})
    return render(request, "waiting.html" if waiting else "problem.html", context, status, headers)


async def on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    return answer(request, error.status_code, detail, dict(error.headers or {}))


async def on_ours(request: Request, error: Exception) -> Response:
    """What a user can mend is a 4xx; trouble with the ledger is a 503: the program is not at fault."""
    assert isinstance(error, DatelineError)
    if isinstance(error, Pending):
        return answer(request, 503, str(error), {"retry-after": "5"})
    status = 404 if isinstance(error, Missing) else 503 if isinstance(error, LedgerError) else 400
    return answer(request, status, str(error))


async def on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(request, 422, "; ".join(_line(e) for e in error.errors()[:5]))


def _line(error: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in error.get("loc", ())[1:])
    return f"{where}: {error.get('msg', 'is wrong')}" if where else str(error.get("msg", "is wrong"))


async def on_fault(request: Request, error: Exception) -> Response:
    """A fault of the program: nothing of it is told to the asker; the server's log has it."""
    return answer(request, 500, "A fault of the program; its log has the trace.")
