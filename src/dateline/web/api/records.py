"""Reports, claims, events, conflicts and search."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.export.claims import claim_json
from dateline.model import Claim, Report
from dateline.views import Dispute
from dateline.views.evidence import Evidence
from dateline.views.index import Index
from dateline.web.api.common import desks, jsonable, listed, paged
from dateline.web.openapi import list_of, page_of, ref, told
from dateline.web.problems import Missing
from dateline.web.query import LONGEST, Asked, LimitQuery, OffsetQuery, desk_of, from_api, one_of

router = APIRouter(tags=["records"])
Filtered = Annotated[Asked, Depends(from_api)]
CONFLICT: dict[str, Any] = {
    "type": "object",
    "required": ["event", "attribute", "kind", "values", "outlets"],
    "properties": {
        "event": {"type": "string"},
        "attribute": {"type": "string"},
        "kind": {"type": "string"},
        "values": {"type": "array", "items": ref("Support")},
        "outlets": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
    },
}


@router.get("/reports", responses=told(page_of("Report"), "Reports by id; their texts are left out."))
def reports(request: Request, asked: Filtered, limit: LimitQuery = 50, offset: OffsetQuery = 0) -> Response:
    """Reports that speak of an event that passes the filters; all of them without a filter. Without their texts."""
    desk, f = desk_of(desks(request), asked)
    every = list(desk.view.reports)
    if f != type(f)():
        wanted = {r for n in desk.index.positions(f) for r in desk.index.events[n].reports}
        every = [r for r in every if r.id in wanted]
    return paged(request, every, offset, limit, _without_text)


@router.get("/reports/{report_id}", responses=told("Report", "The report with its text."))
def report(request: Request, report_id: str) -> Response:
    """One report, by its id or as much of its start as is unique."""
    index = desks(request).current().index
    return JSONResponse(jsonable(index.report[one_of(report_id, index.report, "report")]))


@router.get("/claims", responses=told("ClaimPage", "Claims by report and place in the text."))
def claims(request: Request, asked: Filtered, limit: LimitQuery = 50, offset: OffsetQuery = 0) -> Response:
    """Claims of the events that pass, as the claims export has them. A rejected claim is in no event."""
    desk, f = desk_of(desks(request), asked)
    found = desk.once(("claims", f), lambda: _claims_of(desk.index, f))
    kept = [c for c in found if f.report is None or c.report == f.report]
    return paged(request, kept, offset, limit, lambda c: _claim(desk.index, c))


@router.get("/claims/{claim_id}", responses=told("Claim", "The claim."))
def claim(request: Request, claim_id: str) -> Response:
    """One claim, by its id."""
    index = desks(request).current().index
    found = index.claim.get(claim_id)
    if found is None:
        raise Missing(f"There is no claim {claim_id!r} in this ledger.")
    return JSONResponse(_claim(index, found))


@router.get("/events", responses=told(page_of("Event"), "Events by day, undated ones last."))
def events(request: Request, asked: Filtered, limit: LimitQuery = 50, offset: OffsetQuery = 0) -> Response:
    """Events that pass the filters, as `dateline events --json` has them."""
    desk, f = desk_of(desks(request), asked)
    chosen = desk.index.positions(f)
    return paged(request, chosen.tolist(), offset, limit, lambda n: jsonable(desk.index.events[n]))


@router.get("/events/{event_id}", responses=told("EventWithClaims", "The event and its claims."))
def event(request: Request, event_id: str) -> Response:
    """One event with its claims, as `dateline show --json` has it. A claim's id names its event."""
    index = desks(request).current().index
    found = index.event(index.home.get(event_id) or one_of(event_id, index.position, "event"))
    assert found is not None
    members = [_claim(index, index.claim[c]) for c in found.claims if c in index.claim]
    return JSONResponse({**jsonable(found), "claim_records": members})


@router.get("/conflicts", responses=told({**page_of("Event"), "properties": {**page_of("Event")["properties"],
    "items": {"type": "array", "items": CONFLICT}}}, "Disagreements, by event."))  # fmt: skip
def conflicts(
    request: Request,
    asked: Filtered,
    all: Annotated[bool, Query(description="Also updates over time and spellings.")] = False,
    limit: LimitQuery = 50,
    offset: OffsetQuery = 0,
) -> Response:
    """Values of one event that cannot all be true, and who gives which."""
    desk, f = desk_of(desks(request), asked)
    mask = desk.index.mask(f)
    found = [d for d in desk.disputes(all) if mask[desk.index.position[d.event.id]]]
    return paged(request, found, offset, limit, lambda d: _conflict(d, desk.evidence))


@router.get("/search", responses=told(list_of("Hit"), "Reports that hold all the words, best first."))
def search(
    request: Request,
    q: Annotated[str, Query(description='Words; "in quotes" for words that stand together.', max_length=LONGEST)],
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    """Full-text search, as `dateline search --json`."""
    return listed(desks(request).ledger.search(q.replace("\0", " "), limit))


def _without_text(r: Report) -> Any:
    return {**jsonable(r), "text": ""}


def _claims_of(index: Index, f: Any) -> list[Claim]:
    ids = (c for n in index.positions(f) for c in index.events[n].claims)
    found = [index.claim[c] for c in ids if c in index.claim]
    return sorted(found, key=lambda c: (c.report, c.evidence.sentence, c.evidence.trigger, c.id))


def _claim(index: Index, c: Claim) -> dict[str, Any]:
    return claim_json(c, index.report[c.report], index.home.get(c.id, ""))


def _conflict(d: Dispute, evidence: Evidence) -> dict[str, Any]:
    """As the command line has it: every value with its words."""
    values = [{**jsonable(v), "words": jsonable(evidence.of(v.claims))} for v in d.conflict.values]
    return {"event": d.event.id, **jsonable(d.conflict), "values": values, "outlets": [list(o) for o in d.outlets]}
