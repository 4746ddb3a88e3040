"""`/search`: the words of the reports, with facets; an id goes straight to its page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.ledger import Hit
from dateline.model import Event, Report
from dateline.reconcile.names import fold
from dateline.web.desk import Desk
from dateline.web.pages.common import PER_PAGE, asked, desks
from dateline.web.query import FARTHEST, LONGEST, number, sheet
from dateline.web.templating import render

router = APIRouter()
MOST = 500  # reports of one answer


@dataclass(frozen=True, slots=True)
class Found:
    """A report that holds the words: the piece of text shown, in parts, every second of which is a hit."""

    report: Report
    parts: tuple[str, ...]
    events: tuple[Event, ...]


@router.get("/search")
def page(request: Request) -> Response:
    desk, filters, given = asked(request)
    q = request.query_params.get("q", "").strip()[:LONGEST].replace("\0", " ")
    if q in desk.index.position:
        return RedirectResponse(f"/events/{q}", 303)
    outlet = request.query_params.get("outlet", "").strip()[:LONGEST]
    hits = desks(request).ledger.search(q, MOST) if q else ()
    mask = desk.index.mask(filters)
    told = [found(desk, h, mask) for h in hits if h.report in desk.index.report]
    if any(v for v in given.typed.values()):
        told = [f for f in told if f.events]
    outlets = Counter(f.report.outlet or f.report.id for f in told)
    kept = [f for f in told if not outlet or f.report.outlet == outlet]
    return render(
        request,
        "search.html",
        {
            "q": q,
            "sheet": sheet(kept, number(request, "offset", 0, FARTHEST), PER_PAGE // 2),
            "cut": len(hits) == MOST,
            "outlets": outlets.most_common(8),
            "types": Counter(e.type.value for f in kept for e in f.events).most_common(8),
            "names": named(desk, q),
            "typed": {**given.typed, "q": q, "outlet": outlet},
        },
    )


def found(desk: Desk, hit: Hit, mask: object) -> Found:
    """The hit with its report and those of the report's events that pass."""
    ids = dict.fromkeys(desk.index.home[c.id] for c in desk.index.stated.get(hit.report, ()) if c.id in desk.index.home)
    passing = [n for n in (desk.index.position[i] for i in ids) if mask[n]]  # type: ignore[index]
    return Found(desk.index.report[hit.report], parts(hit), tuple(desk.index.events[n] for n in passing))


def parts(hit: Hit) -> tuple[str, ...]:
    """The snippet cut at the hits: plain, hit, plain, hit ..."""
    start, end = hit.snippet_start, hit.snippet_start + len(hit.snippet)
    out, at = [], start
    for s in hit.spans:
        if at <= s.start and s.end <= end:
            out += [hit.snippet[at - start : s.start - start], hit.snippet[s.start - start : s.end - start]]
            at = s.end
    return (*out, hit.snippet[at - start :])


def named(desk: Desk, q: str) -> list[tuple[str, str, str, int]]:
    """Parties and places whose name holds the query: kind, key, name, events."""
    if not fold(q):
        return []
    rows = (("parties", desk.named("parties")), ("places", desk.named("places")))
    return [(k, n.key, n.name, n.events) for k, every in rows for n in every if fold(q) in fold(n.name)][:10]
