"""What training adds by rule: times over gold trees, facilities, nationalities; and our own sentences."""

from __future__ import annotations

import pytest
from training.name_rules import facility, nationality
from training.records import NAME_TYPES, TIMEX_TYPES, Sentence
from training.timex_rules import label

from training import synthetic


def tree(text: str) -> Sentence:
    """`word/UPOS/head/relation` items, heads from 1, 0 the root."""
    rows = [x.rsplit("/", 3) for x in text.split()]
    words, upos, heads, relations = zip(*rows, strict=True)
    return Sentence(
        "t", "t", 0, list(words), upos=list(upos), xpos=["_"] * len(rows),
        heads=[int(h) - 1 for h in heads], deprels=list(relations),
    )  # fmt: skip


CATCH = [
    ("They/PRON/2/nsubj left/VERB/0/root two/NUM/4/nummod days/NOUN/5/obl:unmarked ago/ADV/2/advmod",
     "two days ago", "DATE"),
    ("They/PRON/2/nsubj left/VERB/0/root late/ADV/5/advmod last/ADJ/5/amod year/NOUN/2/obl:unmarked",
     "late last year", "DATE"),
    ("In/ADP/5/case the/DET/5/det past/ADJ/5/amod 24/NUM/5/nummod hours/NOUN/6/obl nothing/PRON/0/root",
     "the past 24 hours", "DURATION"),
    ("Signed/VERB/0/root on/ADP/3/case Nov./PROPN/1/obl 2/NUM/3/nummod ,/PUNCT/6/punct 1999/NUM/3/nmod",
     "Nov. 2 , 1999", "DATE"),
    ("It/PRON/2/nsubj meets/VERB/0/root every/DET/4/det Monday/PROPN/2/obl:unmarked", "every Monday", "SET"),
    ("They/PRON/2/nsubj came/VERB/0/root at/ADP/4/case 8:30/NUM/2/obl p.m./NOUN/4/nmod:unmarked "
     "Friday/PROPN/2/obl:unmarked", "8:30 p.m. Friday", "TIME"),
    ("The/DET/5/det three/NUM/4/nummod -/PUNCT/4/punct year/NOUN/5/compound war/NOUN/0/root", "three - year",
     "DURATION"),
    ("By/ADP/3/case the/DET/3/det end/NOUN/0/root of/ADP/6/case the/DET/6/det year/NOUN/3/nmod",
     "the end of the year",
     "DATE"),
]  # fmt: skip
LEAVE = [
    "The/DET/3/det second/ADJ/3/amod round/NOUN/0/root",
    "They/PRON/2/nsubj may/AUX/3/aux march/VERB/0/root",
    "1998/NUM/2/nummod soldiers/NOUN/0/root",
    "Mike/PROPN/0/root Day/PROPN/1/flat",
    "Version/NOUN/0/root 2.5/NUM/1/nummod",
]


@pytest.mark.parametrize(("text", "phrase", "kind"), CATCH)
def test_times_that_must_be_caught(text: str, phrase: str, kind: str) -> None:
    s = tree(text)
    assert [(" ".join(s.words[a:b]), k) for a, b, k in label(s)] == [(phrase, kind)]


@pytest.mark.parametrize("text", LEAVE)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert label(tree(text)) == []


@pytest.mark.parametrize(
    ("words", "kind", "wanted"),
    [(["Salar", "Airport"], "LOC", "FAC"), (["Port", "of", "Odran"], "LOC", "FAC"), (["Salar"], "LOC", "LOC"),
     (["Airport"], "LOC", "LOC"), (["Airport", "Holdings"], "ORG", "ORG")],
)  # fmt: skip
def test_facilities(words: list[str], kind: str, wanted: str) -> None:
    assert facility(words, kind) == wanted


@pytest.mark.parametrize(
    ("word", "upos", "wanted"),
    [("Syrian", "ADJ", True), ("Sunnis", "PROPN", True), ("polish", "VERB", False), ("Polish", "VERB", False),
     ("Syria", "PROPN", False)],
)  # fmt: skip
def test_nationalities(word: str, upos: str, wanted: bool) -> None:
    assert nationality(word, upos) is wanted


def test_our_own_sentences_are_annotated_within_bounds_and_the_same_each_time() -> None:
    made = synthetic.sentences(200, seed=3)
    assert [s.words for s in made] == [s.words for s in synthetic.sentences(200, seed=3)]
    for s in made:
        for spans, types in ((s.names or [], NAME_TYPES), (s.timex or [], TIMEX_TYPES)):
            assert all(0 <= a < b <= len(s.words) and k in types for a, b, k in spans)
            assert not any(set(range(*x[:2])) & set(range(*y[:2])) for x in spans for y in spans if x != y)
        assert not any("{" in w or "[" in w or "|" in w for w in s.words), s.words
