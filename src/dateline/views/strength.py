"""How many troops are where: the last count of each force at each place, for the section "Forces"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateline.model import Interval, StateLine
from dateline.views.figures import Series
from dateline.views.standing import PEOPLE

NOBODY = "Troops (whose is not told)"


def strengths(
    given: list[Series], claims: dict[str, tuple[str, ...]], on: date | None, stale: int
) -> Iterator[StateLine]:
    """A line for every series of troops with a value not older than `stale` days; `claims` by event id."""
    for row in given:
        if row.what.removeprefix("other:") in PEOPLE and (made := _line(row, claims, on, stale)):
            yield made


def _line(row: Series, claims: dict[str, tuple[str, ...]], on: date | None, stale: int) -> StateLine | None:
    points = [p for p in row.points if p.day is not None and (on is None or p.day <= on)]
    if not points or points[-1].day is None or (on and (on - points[-1].day).days > stale):
        return None
    p = points[-1]
    number = f"{p.qualifier + ' ' if p.qualifier else ''}{p.value:,.10g}"
    rivals = f" (also given: {', '.join(f'{r:,.10g}' for r in p.rivals)})" if p.rivals else ""
    return StateLine(
        row.of[:1].upper() + row.of[1:] if row.of else NOBODY,
        "presence",
        f"{number}{rivals} in {row.place}" if row.place else f"{number}{rivals}",
        Interval(p.day, p.day, "day", "as of"),
        claims.get(p.event, ()),
        bool(p.rivals),
        f"event {p.event}",
        (("number", f"{p.value:.15g}"), ("place", row.place)),
    )
