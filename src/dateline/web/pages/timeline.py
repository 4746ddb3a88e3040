"""`/timeline`: lanes over time by type, place or party; plans with their fulfilment; figures on the same axis."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.reconcile.names import fold
from dateline.views import Filters, PlanLine, Series
from dateline.views.curves import dots
from dateline.views.lanes import LANES, Bundle, Lane, Lanes, Mark, lanes
from dateline.web.chart import Axis, Chart, chart
from dateline.web.desk import Desk
from dateline.web.pages.common import asked
from dateline.web.templating import render

router = APIRouter()
BYS = ("type", "place", "party")
WIDTH, NAMES, RIGHT = 1120, 184, 16
HIGH, ROW, TOP = 58, 17, 13  # of a lane, of a row within it, and of the first row
CURVES = 3
MANY = 100  # lanes at most, where all are asked for


@dataclass(frozen=True, slots=True)
class Drawn:
    """One lane with coordinates; `links` are plans: x of announcement and x of the end, y, state, event."""

    lane: Lane
    name: str
    y: int
    marks: tuple[tuple[float, float, float, Mark], ...]
    bundles: tuple[tuple[float, float, float, Bundle], ...]  # x, width, height
    links: tuple[tuple[float, float, float, PlanLine], ...]


@router.get("/timeline")
def page(request: Request) -> Response:
    desk, filters, given = asked(request)
    by = request.query_params.get("by", "type")
    by = by if by in BYS else "type"
    wide = Filters(filters.type, filters.status, filters.place, filters.party, filters.report)
    every = request.query_params.get("lanes") == "all"
    found = lanes(desk.index, desk.index.mask(wide), by, filters.since, filters.until, MANY if every else LANES)
    typed = {**given.typed, "by": by, **({"lanes": "all"} if every else {})}
    context: dict[str, object] = {"found": found, "typed": typed, "by": by, "width": WIDTH, "left": NAMES}
    if found is not None:
        axis = Axis(found.first, found.last, NAMES, WIDTH - RIGHT)
        context |= {
            "axis": axis,
            "ticks": axis.ticks(10),
            "drawn": drawn(desk, found, by, axis),
            "height": HIGH * len(found.lanes) + 8,
            "high": HIGH,
            "curves": curves(desk, filters, axis),
            "windows": windows(found),
        }
    return render(request, "timeline.html", context)


def drawn(desk: Desk, found: Lanes, by: str, axis: Axis) -> list[Drawn]:
    names = _names(desk, by)
    plans = {p.event.id: p for p in desk.plans(None)}
    return [
        _lane(lane, names.get(lane.key, lane.key), n * HIGH, axis, plans, desk) for n, lane in enumerate(found.lanes)
    ]


def _lane(lane: Lane, name: str, y: int, axis: Axis, plans: Mapping[str, PlanLine], desk: Desk) -> Drawn:
    marks = tuple((*_span(axis, m.first, m.last), y + TOP + m.row * ROW, m) for m in lane.marks)
    bundles = tuple((*_bar(axis, b), _size(b.events), b) for b in lane.bundles)
    links = []
    for x, end, at, m in marks:
        plan = plans.get(m.event.id)
        if plan is not None and (told := _announced(plan, desk)) is not None and told != m.first:
            links.append((_in(axis, told), x if told < m.first else end, at, plan))
    return Drawn(lane, name, y, marks, bundles, tuple(links))


def _span(axis: Axis, first: date, last: date) -> tuple[float, float]:
    return _in(axis, first), _in(axis, last)


def _bar(axis: Axis, b: Bundle) -> tuple[float, float]:
    """Where a bundle's bar begins and how wide it is: up to the next column's."""
    x, end = _span(axis, b.first, b.last + timedelta(days=1))
    return x, max(7.0, round(end - x - 1, 1))


def _in(axis: Axis, day: date) -> float:
    return axis.x(min(max(day, axis.first), axis.last))


def _size(events: int) -> float:
    """Height of a bundle: grows with the root of its events, up to the lane's."""
    return round(min(HIGH - 10.0, 13 + 3 * math.sqrt(events - 3)), 1)


def _announced(plan: PlanLine, desk: Desk) -> date | None:
    reports = (desk.index.report[c.report] for c in plan.announced)
    return min((r.published.end for r in reports if r.published and r.published.end), default=None)


def _names(desk: Desk, by: str) -> dict[str, str]:
    if by == "type":
        return {}
    return {n.key: n.name for n in desk.named("places" if by == "place" else "parties")}


def curves(desk: Desk, filters: Filters, axis: Axis) -> list[tuple[Series, Chart]]:
    """The longest series within the window, of the place asked for."""
    out = []
    for row in desk.series:
        inside = [p for p in row.points if p.day and axis.first <= p.day <= axis.last]
        if len(inside) < 2 or (filters.place and fold(filters.place) not in fold(row.place)):
            continue
        made = chart(row, dots(row, desk.index), axis, WIDTH, 150)
        out += [(row, made)] if made else []
        if len(out) == CURVES:
            break
    return out


def windows(found: Lanes) -> dict[str, tuple[date, date]]:
    """Where to go from here: half as long, twice as long, half a window earlier and later."""
    first, last = found.first.toordinal(), found.last.toordinal()
    length = max(2, last - first)
    half, quarter = length // 2, max(1, length // 4)
    moves = {
        "nearer": (first + quarter, last - quarter),
        "farther": (first - half, last + half),
        "earlier": (first - half, last - half),
        "later": (first + half, last + half),
    }
    low, high = date.min.toordinal(), date.max.toordinal()
    return {k: (_day(a, low, high), _day(max(a, b), low, high)) for k, (a, b) in moves.items()}


def _day(ordinal: int, low: int, high: int) -> date:
    return date.fromordinal(min(max(ordinal, low), high))
