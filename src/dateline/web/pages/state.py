"""`/state`: the state on a day, with a slider over days, and as known on a day."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.commands.state import TITLES
from dateline.model import Event, StateLine
from dateline.reconcile.names import fold
from dateline.web.desk import Desk
from dateline.web.pages.common import asked, desks
from dateline.web.query import LONGEST, day
from dateline.web.templating import render

router = APIRouter()
SHOWN = 100  # lines of one section, unless it is asked for
HEADINGS = {
    "holder": ("Site", "Held by", "Since"), "presence": ("Force", "Where, how many", "Since"),
    "activity": ("Whose", "What", "Since"), "office": ("Who", "What", "Since"), "custody": ("Who", "What", "Since"),
    "threat": ("Who", "What", "Since"), "demand": ("Who", "What", "Since"),
    "figure": ("Where and what", "Value", "Day"), "plan": ("Plan", "Stands", "Due"),
}  # fmt: skip


@router.get("/state")
def page(request: Request) -> Response:
    desk, _, given = asked(request)
    about = request.query_params.get("about", "").strip()[:LONGEST]
    on = day(request.query_params.get("on"), "on") or desk.today
    every = desk.soon(("state page", on), lambda: desk.state(on))
    lines = [s for s in every or () if not about or fold(about) in fold(f"{s.subject} {s.value}")]
    first, last = reach(desks(request).current())
    return render(
        request,
        "state.html",
        {
            "sections": sections(lines, request.query_params.get("section", "")),
            "waiting": every is None,
            "total": len(lines),
            "on": on,
            "first": first,
            "last": last,
            "headings": HEADINGS,
            "event_of": lambda s: event_of(desk, s),
            "reports": lambda s: reports(desk, s),
            "typed": {**given.typed, "on": str(on or ""), "about": about},
        },
    )


def sections(lines: list[StateLine], whole: str) -> list[tuple[str, str, list[StateLine], int]]:
    """Key, heading, lines shown and how many are left out; of the section asked for, all are shown."""
    found = []
    for key, rows in groupby(lines, lambda s: s.attribute):
        every = list(rows)
        shown = every if key == whole else every[:SHOWN]
        found.append((key, TITLES.get(key, key), shown, len(every) - len(shown)))
    return found


def reach(desk: Desk) -> tuple[date | None, date | None]:
    """The first and the last day that the slider goes to: of the reports' publication, and of what is planned."""
    days = [r.published.end for r in desk.view.reports if r.published and r.published.end]
    return (min(days), max(days)) if days else (None, None)


def event_of(desk: Desk, line: StateLine) -> Event | None:
    """The event of the line's first claim."""
    return desk.index.event(desk.index.home.get(line.claims[0], "")) if line.claims else None


def reports(desk: Desk, line: StateLine) -> list[tuple[str, str]]:
    """Id and outlet of the reports behind a line, each once."""
    found = dict.fromkeys(desk.index.claim[c].report for c in line.claims if c in desk.index.claim)
    return [(r, desk.index.report[r].outlet or r) for r in found]
