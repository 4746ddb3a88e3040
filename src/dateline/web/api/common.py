"""What the API's modules share: a list in pages, and the JSON of a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse

from dateline.commands.screen import jsonable
from dateline.web.desk import Desks

T = TypeVar("T")


def desks(request: Request) -> Desks:
    found = request.app.state.desks
    assert isinstance(found, Desks)
    return found


def paged(
    request: Request, every: Sequence[T], offset: int, limit: int, one: Callable[[T], Any] = jsonable
) -> JSONResponse:
    """The items from `offset`, with how many there are and where the rest is."""
    last = offset + limit
    following = str(request.url.include_query_params(offset=last, limit=limit).replace(scheme="", netloc=""))
    return JSONResponse(
        {
            "total": len(every),
            "offset": offset,
            "limit": limit,
            "next": following if last < len(every) else None,
            "items": [one(item) for item in every[offset:last]],
        }
    )


def listed(items: Sequence[Any]) -> JSONResponse:
    return JSONResponse([jsonable(item) for item in items])


__all__ = ["desks", "jsonable", "listed", "paged"]
