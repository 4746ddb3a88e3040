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
    scores = rng.normal(size=(words, 5)).astype(np.float32)
    scores[rng.random(words) < 0.5, 0] += outside  # so that sure O's cut the row into stretches
    tags = tuple(best_tags(scores, np.array([0]), BIO).tolist())
    assert valid(tags)
    best = max(sum(scores[i, t] for i, t in enumerate(p)) for p in product(range(5), repeat=words) if valid(p))
    assert sum(scores[i, t] for i, t in enumerate(tags)) == pytest.approx(best, abs=1e-5)


def test_rows_do_not_touch_each_other() -> None:
    rng = np.random.default_rng(3)
    length = rng.integers(1, 10, 200)  # enough to be searched in several goes
    first = np.cumsum(length) - length
    scores = rng.normal(size=(length.sum(), 5)).astype(np.float32)
    together = best_tags(scores, first, BIO)
    for a, n in zip(first, length, strict=True):
        alone = best_tags(scores[a : a + n], np.array([0]), BIO)
        assert (together[a : a + n] == alone).all()


def test_neighbours_of_one_type_stay_apart() -> None:
    assert spans(np.array([1, 2, 1, 0, 3, 4]), BIO) == [(0, 2, "x"), (2, 3, "x"), (4, 6, "y")]
