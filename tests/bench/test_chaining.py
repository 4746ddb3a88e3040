"""Names compared, samples drawn, counts to scores: what the corpus benchmarks share."""

from __future__ import annotations

import pytest
from bench.__main__ import benchmarks
from bench.chaining import alpha2, same_words, sample, scores, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Marta Olin", "Marta Olin"),
        ("Veltish police", "police of Veltish"),
        ("the government", "government"),
        ("U.S. troops", "US"),
    ],
)
def test_names_that_share_a_telling_word_are_one(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veltish troops", "Ordan troops"),
        ("the president", "the army"),
        ("police", "Ordan police"),
        ("", "Ordan"),
    ],
)
def test_titles_and_kinds_alone_do_not_make_names_one(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_words_drop_accents_and_points_of_abbreviations() -> None:
    assert words("The U.S. in Mérida") == ("the", "us", "in", "merida")


def test_a_sample_is_the_same_each_time_and_keeps_the_order() -> None:
    first = sample(range(100), 10)
    assert first == sample(range(100), 10) == sorted(first)
    assert len(first) == 10
    assert sample(range(5), 0) == sample(range(5), 9) == list(range(5))


def test_scores_of_nothing_are_nought_and_not_an_error() -> None:
    assert scores(0, 0, 0)["f1"] == 0.0
    assert scores(1, 2, 4) == {"gold": 4, "ours": 2, "p": 0.5, "r": 0.25, "f1": pytest.approx(1 / 3)}


def test_countries_by_code() -> None:
    assert alpha2("IRQ") == "IQ"
    assert alpha2("IGO") is None


def test_every_benchmark_of_claims_is_offered() -> None:
    names = {"plover", "case2021", "police", "muc4", "attribution", "incidents", "decoys"}
    assert names <= benchmarks().keys()
