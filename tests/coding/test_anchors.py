"""Days told by another event: the stretch between two events, and which way it leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.anchors import Stretch, moved, stretch_before
from dateline.model import Interval
from tests.coding.build import view_of

DAY = date(2024, 3, 11)
ON = Interval(DAY, DAY, "day")
AFTER = """
{first} {pos} {dep} 1 {tag}
{unit} NOUN obl:unmarked 4 NNS {lemma}
after SCONJ mark 4
rebels NOUN nsubj 4 NNS rebel
attacked VERB root 4 VBD attack
"""


def stretch(
    first: str, unit: str, lemma: str, pos: str = "NUM", dep: str = "nummod", tag: str = "CD"
) -> Stretch | None:
    view = view_of(AFTER.format(first=first, unit=unit, lemma=lemma, pos=pos, dep=dep, tag=tag))
    return stretch_before(view, view.doc[2])


@pytest.mark.parametrize(
    ("first", "unit", "lemma", "low", "high"),
    [("two", "days", "day", 2, 2), ("12", "hours", "hour", 12, 12), ("several", "weeks", "week", 2, 6)],
)
def test_a_count_of_time_before_after_is_a_stretch(first: str, unit: str, lemma: str, low: int, high: int) -> None:
    found = stretch(first, unit, lemma)
    assert found is not None
    assert (found.low, found.high, found.way) == (low, high, 1)


def test_a_count_of_other_things_is_none() -> None:
    assert stretch("two", "raids", "raid") is None


def test_less_than_begins_at_the_event_itself() -> None:
    found = moved(ON, Stretch(1, 0, 2, "W", "less than two weeks"), -1)
    assert found is not None
    assert (found.start, found.end) == (DAY - timedelta(days=14), DAY)


@pytest.mark.parametrize(
    ("unit", "count", "start", "end"),
    [
        ("H", 5, DAY, DAY),
        ("D", 2, DAY - timedelta(days=2), DAY - timedelta(days=2)),
        ("W", 1, DAY - timedelta(days=8), DAY - timedelta(days=6)),
        ("M", 2, date(2024, 1, 1), date(2024, 1, 31)),
        ("Y", 3, date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_stretch_is_as_fine_as_its_unit(unit: str, count: int, start: date, end: date) -> None:
    found = moved(ON, Stretch(1, count, count, unit, "so long after"), -1)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_there_and_back_by_days_is_where_one_began(day: date, count: int) -> None:
    stretch = Stretch(1, count, count, "D", "days after")
    there = moved(Interval(day, day, "day"), stretch, 1)
    assert there is not None
    back = moved(there, stretch, -1)
    assert back is not None
    assert (back.start, back.end) == (day, day)


def test_an_open_stretch_of_days_gives_none() -> None:
    assert moved(Interval(None, DAY), Stretch(1, 1, 1, "D", "a day after"), 1) is None
