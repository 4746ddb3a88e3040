"""Times: everyday phrases, every rule's own examples, undated reports, and laws that hold for any text."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from bench.times import check_phrase
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Interval, TimeMention
from dateline.resolve.times import resolve_times
from dateline.resolve.times.calendar import easter, feast_days, from_hijri, from_persian, hijri_year, orthodox_easter
from dateline.resolve.times.language import fields, language, lowered
from dateline.resolve.times.read import MAKERS

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "times.yaml").read_text(encoding="utf-8"))["cases"]
NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")

KNOWN_WRONG = {"The minister flies to the region on Saturday, aides said on Thursday."}
"""Cases that tokens alone do not decide; a parse does. They still count in `python -m bench times`."""


def read(text: str, published: str | None = "2020-03-26") -> tuple[TimeMention, ...]:
    day = date.fromisoformat(published) if published else None
    return resolve_times(NLP(text), Interval(day, day) if day else None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text'][:40]} | {c.get('phrase', 'no time')}")
def test_phrase(case: dict[str, Any]) -> None:
    if case["text"] in KNOWN_WRONG:
        pytest.xfail("tokens alone do not decide it")
    assert check_phrase(case, NLP) is None


def test_enough_phrases() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("rule", language().rules, ids=lambda r: r.id)
def test_rule_finds_its_examples(rule: Any) -> None:
    """The whole phrase is matched, one of the rule's anchors of each kind stands in it, and its maker exists."""
    assert rule.make in MAKERS
    for phrase in rule.finds:
        hit = rule.pattern.search(lowered(phrase))
        assert hit is not None, phrase
        assert hit.span() == (0, len(phrase))
        for needs in filter(None, (rule.needs, rule.also)):
            assert any(language().anchors[need].search(lowered(phrase)) for need in needs), phrase


@given(st.text())
def test_lower_case_keeps_every_place(text: str) -> None:
    low = lowered(text)
    assert len(low) == len(text)
    assert text.lower() == low or any(len(c.lower()) > 1 for c in text)


@pytest.mark.parametrize("rule", [r for r in language().rules if r.leaves], ids=lambda r: r.id)
def test_rule_leaves_alone(rule: Any) -> None:
    for phrase in rule.leaves:
        hit = rule.pattern.fullmatch(lowered(phrase))
        assert hit is None or fields(rule, hit, phrase, language()) is None, phrase


def test_every_word_list_has_a_reader() -> None:
    lang = language()
    assert set(lang.words) <= set(lang.readers)


def test_undated_report_gets_the_widest_fit() -> None:
    published = Interval(date(2020, 3, 24), date(2020, 3, 26))
    (found,) = resolve_times(NLP("The bridge was hit on Thursday."), published)
    assert found.interval is not None
    assert (found.interval.start, found.interval.end) == (date(2020, 3, 19), date(2020, 3, 26))
    assert found.interval.reason is not None
    assert "published between" in found.interval.reason


def test_unknown_publication_leaves_relative_dates_open() -> None:
    for text in (
        "They met on Thursday.",
        "They met yesterday.",
        "They met on March 3.",
        "They met last week.",
    ):
        (found,) = read(text, None)
        assert found.interval is None
        assert found.value.startswith("XXXX")


def test_wrong_weekday_is_noted() -> None:
    (found,) = read("On Wednesday, March 12, the minister resigned.")
    assert found.value == "2020-03-12"
    assert found.interval is not None
    assert "Thursday" in (found.interval.reason or "")


def test_anchor_without_a_told_date_is_publication() -> None:
    (found,) = read("Two guards had been shot a day earlier.")
    assert found.value == "2020-03-25"


def test_offset_points_at_the_words() -> None:
    text = "The camp was hit on March 11."
    (found,) = read(text)
    assert found.span.of(text) == "March 11"


def test_moving_feasts() -> None:
    assert easter(2019) == date(2019, 4, 21)
    assert easter(2024) == date(2024, 3, 31)
    assert orthodox_easter(2021) == date(2021, 5, 2)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("eid al-fitr", 2020, date(2020, 5, 24)),
        ("ashura", 2020, date(2020, 8, 29)),
        ("lunar new year", 2021, date(2021, 2, 12)),
        ("passover", 2020, date(2020, 4, 9)),
        ("diwali", 2020, date(2020, 11, 14)),
        ("nowruz", 2020, date(2020, 3, 20)),
    ],
)
def test_feasts_of_the_holidays_library(name: str, year: int, day: date) -> None:
    """The tables are classes that `holidays` does not export: a release that moves them must fail here."""
    found = feast_days(language().holidays[name], year)
    assert any(abs((f - day).days) <= 1 for f in found), found


def test_every_feast_has_a_day() -> None:
    for name, rule in language().holidays.items():
        assert feast_days(rule, 2020), name


def test_other_calendars() -> None:
    assert abs((from_hijri(1441, 9, 1) - date(2020, 4, 24)).days) <= 1
    assert abs((from_hijri(1445, 1, 1) - date(2023, 7, 19)).days) <= 1
    assert from_persian(1399, 1, 1) == date(2020, 3, 20)
    assert from_persian(1357, 11, 22) == date(1979, 2, 11)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_hijri_year_holds_its_day(day: date) -> None:
    year = hijri_year(day)
    assert from_hijri(year, 1, 1) <= day < from_hijri(year + 1, 1, 1)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
@settings(max_examples=40, deadline=None)
def test_past_weekdays_lie_in_the_week_before(day: date) -> None:
    (found,) = resolve_times(NLP("Two shells struck the post on Tuesday."), Interval(day, day))
    assert found.interval is not None
    assert found.interval.start is not None
    assert timedelta(0) <= day - found.interval.start <= timedelta(6)
    assert found.interval.start.isoweekday() == 2


WORDS = st.sampled_from(
    [
        "March",
        "May",
        "11",
        "2020",
        "the",
        "of",
        "last",
        "next",
        "week",
        "Thursday",
        "a",
        "day",
        "earlier",
        "24",
        "hours",
        ",",
        ".",
        "7:35",
        "p.m.",
        "in",
        "by",
        "until",
        "99",
        "1990s",
        "Ramadan",
        "30",
        "31",
        "Feb.",
        "fiscal",
        "quarter",
        "third",
        "half",
        "ago",
        "two",
        "morning",
        "every",
        "0130",
        "GMT",
        "9999",
        "31/12/99",
        "'98",
        "century",
    ]
)


@given(st.lists(WORDS, max_size=14), st.none() | st.dates())
@settings(max_examples=150, deadline=None)
def test_any_jumble_gives_ordered_sound_mentions(words: list[str], day: date | None) -> None:
    """Whatever the text: no exception, spans inside the text in order and apart, no day for sets, no inside-out."""
    text = " ".join(words)
    found = resolve_times(NLP(text), Interval(day, day) if day else None)
    reach = 0
    for mention in found:
        assert reach <= mention.span.start < mention.span.end <= len(text)
        reach = mention.span.end
        if mention.kind == "SET":
            assert mention.interval is None
        if mention.interval and mention.interval.start and mention.interval.end:
            assert mention.interval.start <= mention.interval.end
