"""`/judgements`: what people decided, and deciding."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.web.api.common import desks, jsonable, paged
from dateline.web.judging import Decision, judge
from dateline.web.openapi import page_of, told
from dateline.web.problems import problem
from dateline.web.query import LimitQuery, OffsetQuery

router = APIRouter(tags=["judgements"])
Words = Annotated[str, Field(max_length=2000)]
Id = Annotated[str, Field(min_length=1, max_length=200)]


class JudgementIn(BaseModel):
    """A decision, as `dateline judge` and `dateline correct` take it. Subjects are claims or events (for undo,
    judgements; for split, the event and then the claims that do not belong to it)."""

    model_config = ConfigDict(extra="forbid")
    verdict: Literal["same", "not-same", "merge", "split", "accept", "reject", "right", "wrong", "correct", "undo"]
    subjects: Annotated[list[Id], Field(min_length=1, max_length=500)]
    reason: Words = ""
    attribute: Id | None = Field(
        None,
        description="For right, wrong and correct: status, type, mode, place, when, actor, recipient, counts:WHAT.",
    )
    value: Words | None = Field(
        None,
        description="For correct: a day or stretch, a number, names parted by ;, a place or NAME@LAT,LON; - for none.",
    )


@router.get("/judgements", responses=told(page_of("Judgement"), "By instant."))
def judgements(
    request: Request,
    every: Annotated[bool, Query(description="Also those taken back, and the taking back.")] = False,
    limit: LimitQuery = 50,
    offset: OffsetQuery = 0,
) -> Response:
    """Judgements in force."""
    return paged(request, desks(request).ledger.judgements(active=not every), offset, limit)


@router.post("/judgements", status_code=201, responses={
    **{k: v for k, v in told({}, "").items() if k != 200},
    201: {"description": "It stands.", "content": {"application/json": {"schema": {
        "type": "object", "required": ["judgements", "pending"], "properties": {
            "judgements": {"type": "array", "items": {"$ref": "#/components/schemas/Judgement"}},
            "pending": {"type": "boolean", "description": "Whether what follows from it is still being worked out."},
        }}}}},
    403: {"description": "This visitor may not judge.", "content": told({}, "")[400]["content"]},
})  # fmt: skip
def add(request: Request, given: JudgementIn) -> Response:
    """Judge. It is added to the ledger, holds from then on, and can be taken back."""
    visitor = request.state.visitor
    if not visitor.may_review:
        return problem(403, "This server is read-only, or your token is for reading.")
    clock = request.app.state.settings.clock
    decision = Decision(given.verdict, tuple(given.subjects), given.reason, given.attribute, given.value)
    made = judge(desks(request), decision, visitor.name, clock())
    desks(request).current(look=True)
    return JSONResponse({"judgements": [jsonable(j) for j in made], "pending": desks(request).pending}, 201)
