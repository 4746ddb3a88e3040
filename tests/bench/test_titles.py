"""The headline linkers that stand beside ours: what they join, and what they cannot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bench.titles import Headed, jaccard, joined, letters, pairs_of, rarity, scored

DAY = date(2024, 3, 15)


def headed(*titles: str, apart: int = 0) -> list[Headed]:
    return [Headed(str(n), t, DAY + timedelta(days=n * apart)) for n, t in enumerate(titles)]


def test_one_headline_in_other_words_is_not_joined_and_two_alike_are() -> None:
    reports = headed("Rebels seize Orvan bridge", "Rebels seize the Orvan bridge", "Crossing falls to insurgents")
    groups = joined(3, scored(reports, jaccard), 0.5)
    assert groups[0] == groups[1] != groups[2]


def test_what_is_linked_through_another_is_one_group_whatever_the_order() -> None:
    assert len(set(joined(3, [(0.9, 0, 1), (0.9, 1, 2)], 0.5))) == 1
    assert len(set(joined(3, [(0.9, 1, 2), (0.4, 0, 1)], 0.5))) == 2


def test_days_far_apart_are_never_compared() -> None:
    same = ("Blast in Tarvel market", "Blast in Tarvel market")
    assert scored(headed(*same, apart=3), jaccard) == [(1.0, 0, 1)]
    assert scored(headed(*same, apart=4), jaccard) == []


@pytest.mark.parametrize("alike", [jaccard, letters])
def test_equal_titles_are_wholly_alike_and_others_less(alike: object) -> None:
    assert callable(alike)
    assert alike("Troops leave Dorvale", "Troops leave Dorvale") == pytest.approx(1)
    assert alike("Troops leave Dorvale", "Floods in Halmar") < 0.5


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    reports = headed("Blast hits Tarvel", "Blast hits Orvan", "Blast hits Dorvale", "Strike in Tarvel")
    cosine = rarity(reports)
    assert cosine("Blast Tarvel", "Strike Tarvel") > cosine("Blast Tarvel", "Blast Orvan")


def test_pairs_are_scored_by_what_is_right_among_them() -> None:
    told = pairs_of({(0, 1), (1, 2)}, {(0, 1), (0, 3)})
    assert (told["p"], told["r"], told["f1"]) == (0.5, 0.5, 0.5)
