"""Edit rules make the lemma they were read from, and never fail on another word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.lemmas import apply, rule

WORD = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=1, max_size=12)


@given(WORD, WORD)
def test_a_rule_gives_back_its_lemma(word: str, lemma: str) -> None:
    if len(word.lower()) == len(word):
        assert apply(rule(word, lemma), word) == lemma


@given(WORD, WORD, WORD)
def test_a_rule_never_fails_on_another_word(word: str, lemma: str, other: str) -> None:
    assert isinstance(apply(rule(word, lemma), other), str)


@pytest.mark.parametrize(
    ("word", "lemma", "other", "wanted"),
    [
        ("bases", "base", "cases", "case"),
        ("Withdrew", "withdraw", "outgrew", "outgraw"),
        ("was", "be", "Was", "be"),
        ("Baghdad", "Baghdad", "Mosul", "Mosul"),
        ("The", "the", "BASE", "base"),
    ],
)
def test_rules_travel(word: str, lemma: str, other: str, wanted: str) -> None:
    assert apply(rule(word, lemma), other) == wanted
