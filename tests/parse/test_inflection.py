"""Lemmas put right by spelling: what must be mended, and what must be left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.inflection import candidates, mend

WORDS = "kill receive study stop plan plane hope hop fire class country big large house shell pass fall use"
RANKS = {word: rank for rank, word in enumerate(WORDS.split())}


@pytest.mark.parametrize(
    ("word", "tag", "given", "lemma"),
    [
        ("killed", "VBN", "kille", "kill"),
        ("received", "VBD", "receiv", "receive"),
        ("studies", "NNS", "studie", "study"),
        ("stopping", "VBG", "stopp", "stop"),
        ("planning", "VBG", "plann", "plan"),
        ("firing", "VBG", "fir", "fire"),
        ("shelled", "VBD", "shel", "shell"),
        ("passed", "VBD", "passe", "pass"),
        ("classes", "NNS", "classe", "class"),
        ("Countries", "NNS", "countrie", "country"),
        ("bigger", "JJR", "bigg", "big"),
        ("largest", "JJS", "larg", "large"),
        # irregular, whatever the model says
        ("withdrew", "VBD", "withdrew", "withdraw"),
        ("struck", "VBD", "stru", "strike"),
        ("left", "VBN", "left", "leave"),
        ("shot", "VBN", "sho", "shoot"),
        ("gunmen", "NNS", "gunme", "gunman"),
        ("crises", "NNS", "crise", "crisis"),
        ("is", "VBZ", "i", "be"),
        ("forecast", "VBD", "foreca", "forecast"),
        # words that nobody knows, by spelling alone
        ("detained", "VBN", "detaine", "detain"),
        ("besieged", "VBN", "besieg", "besiege"),
        ("evicted", "VBN", "evicte", "evict"),
        ("invoking", "VBG", "invok", "invoke"),
        ("encircled", "VBD", "encircl", "encircle"),
        ("drones", "NNS", "drone", "drone"),
        ("militias", "NNS", "militi", "militia"),
        ("i", "PRP", "i", "I"),
    ],
)
def test_mended(word: str, tag: str, given: str, lemma: str) -> None:
    assert mend(word, tag, given, RANKS) == lemma


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("hoped", "VBD", "hope"),
        ("hopped", "VBD", "hop"),
        ("news", "NN", "news"),
        ("troops", "NNS", "troops"),
        ("more", "JJR", "more"),
        ("Islamists", "NNS", "Islamist"),
        ("better", "RBR", "well"),
        ("better", "JJR", "good"),
        ("Brenik", "NNP", "Brenik"),
        ("1990s", "NNS", "1990s"),
        ("F-16s", "NNS", "F-16"),
        ("the", "DT", "the"),
        ("'s", "VBZ", "be"),
        ("'s", "VBZ", "have"),
    ],
)
def test_left_alone(word: str, tag: str, lemma: str) -> None:
    assert mend(word, tag, lemma, RANKS) == lemma


@given(
    st.text(max_size=12),
    st.sampled_from(["VBD", "VBG", "VBZ", "NNS", "JJR", "RBS", "NN", "VB"]),
    st.text(max_size=9),
)
def test_any_word_has_a_lemma(word: str, tag: str, lemma: str) -> None:
    mended = mend(word, tag, lemma, RANKS)
    assert mended or not lemma
    assert all(c for c in candidates(word.lower(), tag))
