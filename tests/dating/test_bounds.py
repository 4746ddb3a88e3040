"""Bounds: what agrees is kept, what does not is named, and the order of the evidence never matters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dating.bounds import Bound, agree, ends
from dateline.model import Interval
from tests.reconcile.made import day

OPEN = Interval(None, None)
YEAR = Interval(date(2020, 1, 3), date(2020, 12, 31))


def bound(first: str | None, last: str | None, by: str) -> Bound:
    return Bound(day(first) if first else None, day(last) if last else None, "told", by, ("r1",))


def test_bounds_that_agree_are_all_kept() -> None:
    given_ = [bound("2020-03-19", "2020-03-25", "a"), bound(None, "2020-03-21", "b"), bound("2020-03-16", None, "c")]
    found = agree(YEAR, given_)
    assert ends(found.first, found.last) == "2020-03-19..2020-03-21"
    assert len(found.kept) == 3
    assert found.left_out == ()
    assert {b.given_by for b in found.deciding} == {"a", "b"}


def test_the_odd_one_is_left_out_and_named() -> None:
    given_ = [bound("2020-03-19", "2020-03-25", "a"), bound("2020-03-18", None, "b"), bound(None, "2020-03-02", "odd")]
    found = agree(YEAR, given_)
    assert ends(found.first, found.last) == "2020-03-19..2020-03-25"
    assert [b.given_by for b in found.left_out] == ["odd"]


def test_one_against_one_leaves_the_days_of_both() -> None:
    found = agree(YEAR, [bound("2020-03-19", "2020-03-25", "a"), bound("2020-05-01", "2020-05-07", "b")])
    assert ends(found.first, found.last) == "2020-03-19..2020-05-07"
    assert found.kept == ()
    assert len(found.left_out) == 2


def test_the_text_is_never_overruled() -> None:
    found = agree(YEAR, [bound("2021-02-01", "2021-02-07", n) for n in "abc"])
    assert (found.first, found.last) == (YEAR.start, YEAR.end)
    assert len(found.left_out) == 3


def test_one_giver_has_one_vote() -> None:
    given_ = [bound("2020-03-19", None, "a"), bound("2020-03-20", None, "a"), bound(None, "2020-03-01", "b")]
    found = agree(YEAR, given_)
    assert (found.first, found.last) == (YEAR.start, YEAR.end)


@pytest.mark.parametrize("text", [OPEN, Interval(date(2020, 1, 3), None), Interval(None, date(2020, 12, 31))])
def test_an_end_that_nothing_bounds_stays_open(text: Interval) -> None:
    found = agree(text, [])
    assert (found.first, found.last) == (text.start, text.end)


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 2, 20))
BOUNDS = st.lists(st.builds(Bound, DAYS, DAYS, st.just("told"), st.sampled_from("abcd")), max_size=7)


@given(BOUNDS, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(bounds: list[Bound], chance: object) -> None:
    once = agree(OPEN, bounds)
    again = [*bounds, *bounds[:2]]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert agree(OPEN, again) == once


@given(BOUNDS, st.dates(date(2020, 1, 1), date(2020, 2, 20)))
def test_a_day_that_all_allow_is_inside(bounds: list[Bound], truth: date) -> None:
    right = [b for b in bounds if b.allows(truth)]
    found = agree(OPEN, right)
    assert (found.first or truth) <= truth <= (found.last or truth)
    assert found.left_out == ()
