"""`/about`: which ledger, how much is in it, what the asker may do; and a 404 in the API's own form."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from dateline import __version__
from dateline.web.api.common import desks
from dateline.web.openapi import told
from dateline.web.problems import problem

router = APIRouter(tags=["about"])


class About(BaseModel):
    """The server and its ledger."""

    version: str
    ledger: str
    reports: int
    claims: int
    events: int
    last_day: str | None
    pending: bool
    may_review: bool


@router.get("/about", responses={k: v for k, v in told({}, "").items() if k in (401, 503)})
def about(request: Request) -> About:
    """How much is in the ledger. `pending`: something was added and is being worked out."""
    desk = desks(request).current()
    return About(
        version=__version__,
        ledger=desks(request).ledger.name,
        reports=len(desk.view.reports),
        claims=len(desk.view.claims),
        events=len(desk.view.events),
        last_day=str(desk.today) if desk.today else None,
        pending=desks(request).pending,
        may_review=request.state.visitor.may_review,
    )


def register_rest(app: FastAPI, prefix: str) -> None:
    """Anything else under the prefix."""

    @app.get(prefix + "/{rest:path}", include_in_schema=False)
    def nothing(rest: str) -> Response:
        return problem(404, f"There is no {prefix}/{rest}; {prefix}/openapi.json says what there is.")
