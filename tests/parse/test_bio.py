"""Spans from begin/inside/outside scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.parse.bio import BioLabels, best_tags, spans

LABELS = ("O", "B-x", "I-x", "B-y", "I-y")
BIO = BioLabels.of(LABELS)


def valid(tags: tuple[int, ...]) -> bool:
    before = "O"
    for t in tags:
        label = LABELS[t]
        if label[0] == "I" and before[2:] != label[2:]:
            return False
        before = label
    return True


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 6), st.integers(0, 10_000), st.sampled_from((0.0, 1.5, 4.0)))
def test_the_best_valid_sequence(words: int, seed: int, outside: float) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(1, words, 5)).astype(np.float32)
    scores[0, rng.random(words) < 0.5, 0] += outside  # so that sure O's cut the row into stretches
    tags = tuple(best_tags(scores, np.array([words]), BIO)[0].tolist())
    assert valid(tags)
    best = max(sum(scores[0, i, t] for i, t in enumerate(p)) for p in product(range(5), repeat=words) if valid(p))
    assert sum(scores[0, i, t] for i, t in enumerate(tags)) == pytest.approx(best, abs=1e-5)


def test_rows_do_not_touch_each_other() -> None:
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(6, 9, 5)).astype(np.float32)
    length = np.array([9, 1, 4, 7, 2, 9])
    together = best_tags(scores, length, BIO)
    for i, n in enumerate(length):
        alone = best_tags(scores[i : i + 1, :n], np.array([n]), BIO)[0]
        assert (together[i, :n] == alone).all()
        assert not together[i, n:].any()


def test_neighbours_of_one_type_stay_apart() -> None:
    assert spans(np.array([1, 2, 1, 0, 3, 4]), BIO) == [(0, 2, "x"), (2, 3, "x"), (4, 6, "y")]
