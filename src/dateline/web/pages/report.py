"""`/reports` and `/reports/ID`: the reports, and one with every claim marked in its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.model import PassedOver, Report
from dateline.reconcile.names import fold
from dateline.views.passages import passages
from dateline.web.pages.common import PER_PAGE, asked, desks
from dateline.web.query import FARTHEST, number, one_of, sheet
from dateline.web.templating import render

router = APIRouter()


@router.get("/reports")
def listing(request: Request) -> Response:
    desk, filters, wanted = asked(request)
    outlet = request.query_params.get("outlet", "").strip()
    newest = desk.once(("reports by day",), lambda: sorted(desk.view.reports, key=_day, reverse=True))
    kept = [r for r in newest if _kept(r, outlet, filters.since, filters.until)]
    outlets = desk.once(("outlets",), lambda: _outlets(desk.view.reports))
    return render(
        request,
        "reports.html",
        {
            "sheet": sheet(kept, number(request, "offset", 0, FARTHEST), PER_PAGE),
            "outlets": outlets,
            "typed": {**wanted.typed, "outlet": outlet},
            "stated": desk.index.stated,
        },
    )


@router.get("/reports/{report_id:path}")
def page(request: Request, report_id: str) -> Response:
    desk, _, wanted = asked(request)
    found = desk.index.report[one_of(report_id, desk.index.report, "report")]
    claims = [c for c in desk.index.stated.get(found.id, ()) if c.id in desk.index.home]
    rejected = [c for c in desk.index.stated.get(found.id, ()) if c.id not in desk.index.home]
    passed = desks(request).ledger.passed_over(found.id)
    copies = [r for r in desk.view.reports if r.family == (found.family or found.id) and r.id != found.id]
    return render(
        request,
        "report.html",
        {
            "report": found,
            "claims": claims,
            "rejected": rejected,
            "pieces": passages(found, claims),
            "home": {c.id: desk.index.event(desk.index.home[c.id]) for c in claims},
            "passed": [(p, p.span.of(found.text)) for p in _telling(passed)],
            "copies": copies,
            "typed": wanted.typed,
        },
    )


def _telling(passed: Sequence[PassedOver]) -> list[PassedOver]:
    return sorted(passed, key=lambda p: (p.span, p.reason))[:200]


def _day(report: Report) -> tuple[date, str]:
    return (report.published.end if report.published else None) or date.min, report.id


def _kept(report: Report, outlet: str, since: date | None, until: date | None) -> bool:
    day = report.published.end if report.published else None
    return (
        (not outlet or fold(outlet) in fold(report.outlet or ""))
        and (since is None or (day is not None and day >= since))
        and (until is None or (day is not None and day <= until))
    )


def _outlets(reports: Sequence[Report]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for r in reports:
        if r.outlet:
            counts[r.outlet] = counts.get(r.outlet, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
