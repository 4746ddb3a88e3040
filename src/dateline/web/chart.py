"""Where the marks of a curve stand: numbers over days as coordinates, with ticks people can read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
        """Where days are written, as "26 Mar" or, over years, "Mar 2020"."""
        span = (self.last - self.first).days
        step = next((s for s in (1, 2, 7, 14, 31, 61, 92, 183, 366, 731, 3653) if span / s <= most), 36525)
        days = [self.first + timedelta(days=n) for n in range(0, span + 1, step)]
        return [(self.x(d), day_label(d, span)) for d in days]


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
    days = [p.day for p in points if p.day] + [d.day for d in dots]
    axis = axis or Axis(min(days), max(days), LEFT, width - RIGHT)
    top = nice(max([p.value for p in points] + [d.high or d.value for d in dots]))

    def y(value: float) -> float:
        return round(height - BOTTOM - value / top * (height - BOTTOM - TOP), 1) if top else height - BOTTOM

    seen = [d for d in dots if axis.first <= d.day <= axis.last]
    kept = [p for p in points if p.day and axis.first <= p.day <= axis.last]
    steps = [top * n / 4 for n in range(5)]
    return Chart(
        width,
        height,
        axis.start,
        " ".join(f"{'L' if n else 'M'}{axis.x(p.day)} {y(p.value)}" for n, p in enumerate(kept) if p.day),
        tuple((axis.x(d.day), y(d.value), d) for d in seen),
        tuple((axis.x(d.day), y(d.high or d.value), y(d.low or d.value)) for d in seen if d.low or d.high),
        tuple(axis.ticks()),
        tuple((y(v), short(v)) for v in steps),
    )


def nice(value: float) -> float:
    """The next round number: 1, 2, 4, 5 or 8 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(n * power for n in (1, 2, 4, 5, 8, 10) if n * power >= value * (1 - 1e-9))


def short(value: float) -> str:
    """ "7,500", "12k", "1.2m"."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if value >= size:
            return f"{value / (1e3 if letter == 'k' else size):.4g}{letter}"
    return f"{value:,.4g}"


def day_label(d: date, span: int) -> str:
    return f"{MONTHS[d.month - 1]} {d.year}" if span > 400 else f"{d.day} {MONTHS[d.month - 1]}"
