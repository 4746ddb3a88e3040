"""Where a curve's marks stand, and what stands at its axes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.views import Series
from dateline.views.curves import Dot
from dateline.views.figures import FigurePoint
from dateline.web.chart import Axis, chart, nice, vertices

DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


def labels(first: str, last: str, most: int = 7) -> list[str]:
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last), 0, 100)
    return [words for _, words in axis.ticks(most)]


@pytest.mark.parametrize(
    ("first", "last", "want"),
    [
        ("2020-03-16", "2020-03-20", ["16 Mar 2020", "17 Mar", "18 Mar", "19 Mar", "20 Mar"]),
        ("2019-12-28", "2020-01-07", ["28 Dec 2019", "30 Dec", "1 Jan 2020", "3 Jan", "5 Jan", "7 Jan"]),
        ("2019-10-05", "2020-03-01", ["Nov 2019", "Dec", "Jan 2020", "Feb", "Mar"]),
        ("2010-06-01", "2020-06-01", ["Jan 2012", "Jan 2014", "Jan 2016", "Jan 2018", "Jan 2020"]),
        ("2020-03-16", "2020-03-16", ["16 Mar 2020"]),
    ],
)  # fmt: skip
def test_days_are_named_with_their_year_where_it_begins(first: str, last: str, want: list[str]) -> None:
    assert labels(first, last) == want


@given(DAYS, st.integers(0, 20_000), st.integers(3, 10))
def test_an_axis_names_few_days_in_order_and_inside(first: date, span: int, most: int) -> None:
    axis = Axis(first, first + timedelta(days=span), 10, 90)
    at = [x for x, _ in axis.ticks(most)]
    assert len(at) <= most + 2
    assert at == sorted(set(at)) or span < len(at)
    assert all(10 <= x <= 90 for x in at)


@given(st.floats(0.01, 1e12))
def test_steps_are_round_and_reach_the_value(value: float) -> None:
    step = nice(value)
    assert step >= value * (1 - 1e-9)
    assert step == int(step)
    assert step <= max(1.0, value * 2.6)


def dot(day: int, value: float, event: str, chosen: bool = True) -> Dot:
    return Dot(date(2020, 3, day), value, None, None, None, "Wire", f"r{day}", f"c{day}{value}", event, chosen)


def series(*points: tuple[int, float, str, int, str]) -> Series:
    made = (FigurePoint(date(2020, 3, d), v, None, e, o, (), note) for d, v, e, o, note in points)
    return Series("Iraq", "cases", "", tuple(made))


def test_the_line_joins_one_chosen_value_a_day() -> None:
    row = series((1, 10, "a", 1, ""), (2, 23, "b", 1, "falls below 40"), (2, 42, "c", 1, ""), (3, 50, "d", 2, ""))
    dots = [dot(1, 10, "a"), dot(2, 23, "b"), dot(2, 42, "c"), dot(3, 48, "d", chosen=False), dot(3, 50, "d")]
    assert [(d.day.day, d.value) for d in vertices(row, dots)] == [(1, 10), (2, 42), (3, 50)]


def test_a_figure_told_again_later_stays_on_the_line() -> None:
    row = series((20, 7500, "a", 3, ""))
    dots = [dot(17, 7500, "a"), dot(20, 7500, "a"), dot(20, 2500, "a", chosen=False), dot(27, 7500, "a")]
    made = chart(row, dots)
    assert made is not None
    assert len(made.line.split("L")) == 3, "through every telling of the chosen value"
    assert [d.chosen for _, _, d in made.dots] == [True, True, False, True]
    on_line = [f"{x} {y}" for x, y, d in made.dots if d.chosen]
    assert made.line == "M" + " L".join(on_line)


def test_a_range_is_drawn_as_a_band_and_the_scale_starts_at_nothing() -> None:
    wide = Dot(date(2020, 3, 2), 30, 20, 40, None, "Wire", "r", "c", "a", True)
    made = chart(series((2, 30, "a", 1, "")), [wide])
    assert made is not None
    ((_, high, low),) = made.bands
    assert high < made.dots[0][1] < low
    assert [words for _, words in made.y_ticks] == ["0", "10", "20", "30", "40"]
