"""Figures as series: one quantity at one place over time, each point with who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from dateline.model import Claim, Count, Event, Interval, Kind, LedgerView
from dateline.reconcile.names import fold
from dateline.reconcile.values import of_key


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One value on one day. `rivals` are other values given for the same day; `note` marks what cannot be."""

    day: date | None
    value: float
    qualifier: str | None
    event: str
    origins: int
    rivals: tuple[float, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A quantity (`what`, `of` whom) at a place, in order of day."""

    place: str
    what: str
    of: str
    points: tuple[FigurePoint, ...]


Point = tuple[tuple[str, str, str], tuple[str, str], FigurePoint]
"""Key of the series, its names (place, of whom), the point."""

FILE = Path(__file__).resolve().parent.parent / "data" / "state" / "figures.en.yaml"
RUNNING = ("cases", "deaths", "tests")
"""Totals since the start: they do not fall."""


def series(view: LedgerView) -> list[Series]:
    """All figure series, longest first."""
    rows: dict[tuple[str, str, str], list[FigurePoint]] = defaultdict(list)
    names: dict[tuple[str, str, str], tuple[str, str]] = {}
    claims = {c.id: c for c in view.claims if c.kind is Kind.FIGURE}
    families = {r.id: r.family or r.id for r in view.reports}
    for event in view.events:
        if event.kind is Kind.FIGURE:
            members = [claims[c] for c in event.claims if c in claims]
            several = len({_day(c.when) for c in members}) > 1
            for key, name, point in _by_days(event, members, families) if several else _points(event):
                rows[key].append(point)
                names[key] = min(names.get(key, name), name, key=lambda n: (len(n[1]), n))
    found = [
        Series(names[k][0], k[1], names[k][1], tuple(_marked(k[1], sorted(points, key=_by_day))))
        for k, points in rows.items()
    ]
    return sorted(found, key=lambda s: (-len(s.points), s.place, s.what, s.of))


def _by_days(event: Event, claims: Sequence[Claim], families: Mapping[str, str]) -> list[Point]:
    """The points of a figure told of several days (a toll that rises, a strength told again): one for each day, with
    the number of most families of copies, the higher on a tie."""
    told: dict[tuple[date | None, str, str], dict[float, list[tuple[Claim, Count]]]] = defaultdict(dict)
    for claim in claims:
        for c in claim.counts:
            told[_day(claim.when), c.what, of_key(c.of)].setdefault(c.value, []).append((claim, c))
    out = []
    for (day, what, _), values in sorted(told.items(), key=lambda kv: (kv[0][0] or date.max, kv[0][1:])):
        behind = {v: len({families.get(c.report, c.report) for c, _ in given}) for v, given in values.items()}
        best = max(values, key=lambda v: (behind[v], v))
        count = values[best][0][1]
        point = FigurePoint(day, best, count.qualifier, event.id, behind[best], tuple(sorted(set(values) - {best})))
        out.append(_placed(event, what, count.of, point))
    return out


def _day(when: Interval | None) -> date | None:
    return (when.end or when.start) if when else None


def _placed(event: Event, what: str, whose: str | None, point: FigurePoint) -> Point:
    """A point with the key of its series and the names that show it."""
    place = event.place.name if event.place else ""
    where = (event.place.id or fold(place)) if event.place else ""
    of = whose if whom(what, whose) else None
    return (where, what, of_key(of)), (place, of or ""), point


def _points(event: Event) -> list[Point]:
    out = []
    for c in event.counts:
        attribute = f"counts:{c.what}" + (f" of {of_key(c.of)}" if c.of else "")
        given = next((s for name, s in event.values if name == attribute), ())
        rivals = tuple(sorted({float(s.value) for s in given} - {c.value}))
        point = FigurePoint(_day(event.when), c.value, c.qualifier, event.id, event.origins, rivals)
        out.append(_placed(event, c.what, c.of, point))
    return out


def whom(what: str, of: str | None) -> tuple[str, ...]:
    """The words of `of` that say more than the quantity does; none for "cases of coronavirus infections"."""
    idle = _idle().get(what.removeprefix("other:"), frozenset()) | _idle()["any"]
    return tuple(w for w in fold(of or "").split() if w not in idle)


@cache
def _idle() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {str(what): frozenset(map(str, words)) for what, words in raw.items()}


def _by_day(point: FigurePoint) -> tuple[date, float, str]:
    return point.day or date.max, point.value, point.event


def _marked(what: str, points: list[FigurePoint]) -> list[FigurePoint]:
    """A running total that falls is marked; one of the two figures must be wrong or count something else."""
    out: list[FigurePoint] = []
    highest = 0.0
    for p in points:
        falls = what in RUNNING and p.day is not None and p.value < highest
        note = f"falls below {highest:g}" if falls else ""
        out.append(FigurePoint(p.day, p.value, p.qualifier, p.event, p.origins, p.rivals, note))
        highest = max(highest, p.value)
    return out
