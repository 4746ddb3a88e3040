"""Where the marks of a curve stand: numbers over days as coordinates, with ticks people can read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dateline.views import Series
from dateline.views.curves import Dot
from dateline.web.wording import MONTHS

LEFT, RIGHT, TOP, BOTTOM = 62, 18, 14, 30


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to x."""

    first: date
    last: date
    start: float
    end: float

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return round(self.start + (day - self.first).days / days * (self.end - self.start), 1)

    def ticks(self, most: int = 7) -> list[tuple[float, str]]:
        """Where days are written: "26 Mar 2020", "9 Apr"; over months "Mar 2020", "May". The first, and the first of
        each year, have the year."""
        months = (self.last - self.first).days > 14 * most
        days = self._months(most) if months else self._days(most)
        years = [d.year for d in days]
        return [(self.x(d), label(d, months, n == 0 or years[n - 1] != d.year)) for n, d in enumerate(days)]

    def _days(self, most: int) -> list[date]:
        span = (self.last - self.first).days
        step = next(s for s in (1, 2, 4, 7, 14) if s == 14 or span / s <= most)
        return [self.first + timedelta(days=n) for n in range(0, span + 1, step)]

    def _months(self, most: int) -> list[date]:
        """First days of months, a round number of months apart."""
        first, last = (d.year * 12 + d.month - 1 for d in (self.first, self.last))
        step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240) if (last - first) / s <= most), 1200)
        start = -(-(first + (self.first.day > 1)) // step) * step
        return [date(n // 12, n % 12 + 1, 1) for n in range(start, last + 1, step) if n >= 12]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn series: `line` is the chosen values, `dots` every report's with its place."""

    width: int
    height: int
    left: float
    line: str
    dots: tuple[tuple[float, float, Dot], ...]
    bands: tuple[tuple[float, float, float], ...]  # x, y of high, y of low
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]


def chart(
    row: Series, dots: Sequence[Dot], axis: Axis | None = None, width: int = 640, height: int = 220
) -> Chart | None:
    """Draw a series; None when no number of it has a day."""
    points = [p for p in row.points if p.day is not None]
    if not points or not dots:
        return None
    days = [d.day for d in dots]
    axis = axis or Axis(min(days), max(days), LEFT, width - RIGHT)
    step = nice(max([p.value for p in points] + [d.high or d.value for d in dots]) / 4)
    top = step * 4

    def y(value: float) -> float:
        return round(height - BOTTOM - value / top * (height - BOTTOM - TOP), 1) if top else height - BOTTOM

    seen = [d for d in dots if axis.first <= d.day <= axis.last]
    kept = [d for d in vertices(row, dots) if axis.first <= d.day <= axis.last]
    return Chart(
        width,
        height,
        axis.start,
        " ".join(f"{'L' if n else 'M'}{axis.x(d.day)} {y(d.value)}" for n, d in enumerate(kept)),
        tuple((axis.x(d.day), y(d.value), d) for d in seen),
        tuple((axis.x(d.day), y(d.high or d.value), y(d.low or d.value)) for d in seen if d.low or d.high),
        tuple(axis.ticks(max(3, width // 110))),
        tuple((y(step * n), short(step * n)) for n in range(5)),
    )


def vertices(row: Series, dots: Sequence[Dot]) -> list[Dot]:
    """What the line goes through: one chosen value for each day. Of several for one day it is one that does not fall
    where a total cannot, else that of the event with most origins, else the one nearest to the day before's."""
    known = {p.event: p for p in row.points}
    line: list[Dot] = []
    for _, rivals in groupby((d for d in dots if d.chosen), key=lambda d: d.day):
        before = line[-1].value if line else 0.0
        line.append(
            max(rivals, key=lambda d: (not known[d.event].note, known[d.event].origins, -abs(d.value - before)))
        )
    return line


def nice(value: float) -> float:
    """The next round number: 1, 2, 2.5, 5 or 10 times a power of ten; whole."""
    if value <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        n * power for n in ((1, 2, 5, 10) if power == 1 else (1, 2, 2.5, 5, 10)) if n * power >= value * (1 - 1e-9)
    )


def short(value: float) -> str:
    """ "7,500", "12k", "1.2m"."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if value >= size:
            return f"{value / (1e3 if letter == 'k' else size):.4g}{letter}"
    return f"{value:,.4g}"


def label(d: date, month: bool, year: bool) -> str:
    told = MONTHS[d.month - 1] if month else f"{d.day} {MONTHS[d.month - 1]}"
    return f"{told} {d.year}" if year else told
