# ruff: noqa: E501  (sample copy is kept on its line)
"""Dating the undated: the truth lies inside, the interval is as narrow as the words allow, and decoys move nothing."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.read.calendar import calendar, parse_calendar
from dateline.read.dating import infer_published

OPEN = None

SNIPPETS = [
    # text, true day, start, end (None: nothing in the words bounds that end)
    ("A convoy was attacked near Orrin on March 11. It came after the killing of Qassem Soleimani on Jan. 3.", "2020-04-30", "2020-03-11", "2020-12-31"),
    ("Troops left the base on Thursday. Training stopped because of COVID-19.", "2020-03-26", "2020-02-11", OPEN),
    ("The strike of Jan. 3 that killed Qassim Soleimani outside the airport still weighs on the talks.", "2020-03-19", "2020-01-03", "2020-12-31"),
    ("The bridge was shut on May 4, 2019, after a flood. It reopened on Tuesday.", "2019-06-04", "2019-05-04", OPEN),
    ("The council met on Wednesday, March 11. The town was shelled on May 4, 2019, and the mill burned down.", "2020-03-13", "2020-03-11", OPEN),
    ("Since Russia invaded Ukraine on Feb. 24, grain has piled up in the silos. A ship sailed on Aug. 1.", "2022-08-01", "2022-08-01", "2022-12-31"),
    ("He was arrested on Dec. 28 in the crackdown that followed the coup in Myanmar on Feb. 1.", "2021-12-30", "2021-02-01", "2021-12-31"),
    ("The Omicron variant was found in the town, a doctor said.", "2021-12-20", "2021-11-26", OPEN),
    ("Since the attacks of Sept. 11, the airport has had a fence.", "2016-02-17", "2001-09-11", OPEN),
    ("The curfew will run until April 11. It was imposed after the WHO declared the coronavirus a pandemic on March 11.", "2020-04-01", "2020-03-11", "2020-04-11"),
    ("The army will leave the valley by the end of 2025. It came in August 2021.", "2024-03-01", "2021-08-01", "2025-12-31"),
    ("The village was hit by the earthquakes that struck Turkey and Syria on Feb. 6.", "2023-02-14", "2023-02-06", "2023-12-31"),
    ("The families have been in the camp since 2017.", "2019-10-01", "2017-01-01", OPEN),
    ("The ceasefire was signed on November 21, 2012, and broken within a week.", "2013-01-02", "2012-11-21", OPEN),
    ("President Joe Biden said on Monday that aid would be sent.", "2022-05-02", "2021-01-20", OPEN),
    ("Grain exports stopped on July 17. The Black Sea Grain Initiative had been signed on July 22 a year earlier.", "2023-07-20", "2022-07-22", OPEN),
    ("The town fell on Oct. 14, a week after the Hamas attack of Oct. 7.", "2023-11-01", "2023-10-14", OPEN),
    ("“The army left on June 3, 2018,” he said. The trial has been postponed to March 9, 2030.", "2019-01-01", "2018-06-03", OPEN),
]  # fmt: skip

DECOYS = [
    "The dam is to be finished by 2030, if money is found.",
    "The novel is set in 2084, when robots have taken over.",
    "The film tells of a coup on May 4, 2031.",
    "Diplomats warned of a possible full-scale invasion in the spring.",
    "The vote is expected on March 9, 2030.",
    "A vice president Trump once had in mind was named.",
    "He has ever given freely to the poor.",
    "The plan would have the army leave on May 4, 2026.",
    "He may run in 2028.",
    "Two people were hurt on Tuesday.",
    "The army has 2020 tanks and 1991 trucks.",
    "Officials fear the fall of Bashar al-Assad and what would come then.",
]


@pytest.mark.parametrize("case", SNIPPETS, ids=lambda case: case[0][:32])
def test_as_narrow_as_the_words_allow(case: tuple[str, str, str, str | None]) -> None:
    text, truth, start, end = case
    found = infer_published(text)
    assert (str(found.start), found.end and str(found.end)) == (start, end), found.reason
    assert start <= truth <= (end or "9999")
    assert found.reason is not None
    assert found.reason.startswith("inferred from the text: ")


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_date_nothing(text: str) -> None:
    assert infer_published(text).start is None


def test_dates_that_do_not_fit_together_claim_little() -> None:
    found = infer_published("The army left on May 4, 2019. The curfew will end on March 1, 2015, the mayor says.")
    assert found.end is None
    assert "do not fit together" in (found.reason or "")


def test_furniture_dates_nothing() -> None:
    from .made import report

    story = "The garrison left its barracks and handed the keys to the council, a spokesman said."
    assert report(f"{story}\n\nCopyright 2019. All rights reserved since 2011.").published.start is None  # type: ignore[union-attr]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_an_interval(text: str) -> None:
    found = infer_published(text)
    assert found.start is None or found.end is None or found.start <= found.end


@pytest.mark.parametrize(
    "unit", ["a", " ", "March ", "killed ", "March 11 ", "since ", "2", ". ", "will ", "President "]
)
def test_hostile_text_takes_no_time(unit: str) -> None:
    started = time.process_time()
    infer_published(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 6.0


def test_the_calendar_keeps_its_schema() -> None:
    assert len(calendar()) >= 60
    assert len({event.name for event in calendar()}) == len(calendar())
    for wrong in ("a: 1", "- {name: x, date: soon, kind: name, phrases: [a]}", "- {name: x, date: 2020-01-01, kind: name}",
                  "- {name: x, date: 2020-01-01, kind: name, phrases: ['(']}"):  # fmt: skip
        with pytest.raises(DataError):
            parse_calendar(wrong, "x.yaml")


def test_the_seeds(shared: object) -> None:
    from pathlib import Path

    for name, truth in (
        ("000_6a3c1aff074121c7.txt", date(2020, 3, 26)),
        ("004_52275156c9721d0a.txt", date(2020, 3, 19)),
    ):
        found = infer_published((Path(str(shared)) / "seeds" / name).read_text("utf-8"))
        assert found.start is not None
        assert found.end is not None
        assert date(2020, 1, 1) <= found.start <= truth <= found.end <= date(2020, 12, 31)
