"""Quantities: everyday sentences with answers, numerals, and laws that hold for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from bench.quantities import check_case
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.resolve.numerals import numerals
from dateline.resolve.quantities import harm_of, is_vague, resolve_quantities

CASES = yaml.safe_load((Path(__file__).parent.parent / "cases" / "quantities.yaml").read_text(encoding="utf-8"))[
    "cases"
]
NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text'][:40]} | {c.get('at', c.get('none'))}")
def test_case(case: dict[str, Any]) -> None:
    assert check_case(case, NLP) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200), ("two dozen", 24), ("a dozen", 12), ("half a dozen", 6), ("twenty-one", 21), ("3.5m", 3.5e6),
        ("one hundred and two", 102), ("three million", 3e6), ("1.2 million", 1.2e6), ("five hundred thousand", 5e5),
        ("nineteen", 19), ("two hundred", 200), ("1.1bn", 1.1e9), ("blue", None),
    ],
)  # fmt: skip
def test_numeral(text: str, value: float | None) -> None:
    assert numerals().value(text) == value


def test_ordinals_are_no_cardinals() -> None:
    assert numerals().ordinal("3rd") == 3
    assert numerals().ordinal("twenty-first") == 21
    assert numerals().value("third") is None


def test_parts_share_the_fate_of_their_total() -> None:
    doc = NLP("Five people died, two of them children.")
    found = resolve_quantities(doc)
    assert [harm_of(doc, q, found) for q in found] == ["killed", "killed"]
    assert harm_of(doc, found[1]) is None  # alone, the part does not say


def test_vague_counts_say_so() -> None:
    doc = NLP("Dozens of rockets and 12 shells hit the camp.")
    assert [is_vague(q) for q in resolve_quantities(doc)] == [True, False]


WORDS = st.sampled_from(
    [
        "three",
        "1,200",
        "dozens",
        "of",
        "people",
        "killed",
        "including",
        "two",
        "$",
        "5m",
        "and",
        "between",
        "15",
        "to",
        "20",
        "-",
        "no",
        "casualties",
        "nobody",
        "a",
        "soldier",
        "aged",
        "26",
        "-year-old",
        "%",
        "km",
        "COVID-19",
        "2014",
        "hundred",
        "million",
        "half",
        "dozen",
        "at",
        "least",
        ",",
        ".",
        "of",
        "them",
        "children",
    ]
)


@given(st.lists(WORDS, max_size=14))
@settings(max_examples=150, deadline=None)
def test_any_jumble_gives_sound_quantities(words: list[str]) -> None:
    """Whatever the text: no exception, spans inside it, parts that point to a greater total, bounds in order."""
    text = " ".join(words)
    doc = NLP(text)
    found = resolve_quantities(doc)
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)
    for quantity in found:
        assert quantity.span.end <= len(text)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert quantity.part_of is None or found[quantity.part_of].value >= quantity.value
        harm_of(doc, quantity, found)
