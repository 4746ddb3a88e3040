"""dateparser beside our times: its finds become expressions of the text, scored as ours."""

from __future__ import annotations

from datetime import date

import pytest
from bench.times import Document, Timex, by_dateparser

TEXT = "The mayor of Tarvel resigned on 11 March 2020, her office said."


def test_a_date_in_full_is_found_where_it_stands_with_its_value() -> None:
    pytest.importorskip("dateparser")
    at = TEXT.index("11 March 2020")
    gold = Timex(at, at + len("11 March 2020"), "DATE", "2020-03-11")
    scored = by_dateparser([Document("x", TEXT, date(2020, 3, 20), (gold,))])
    assert (scored["gold"], scored["found"]) == (1, 1)
    assert scored["value F1"] == 1.0


def test_a_text_without_dates_gives_none() -> None:
    pytest.importorskip("dateparser")
    assert by_dateparser([Document("x", "Nothing of note.", None, ())])["found"] == 0
