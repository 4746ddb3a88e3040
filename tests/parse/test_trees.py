"""Any scores give a tree with one root a sentence; and the tree is the best there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.parse.trees import heads, one_root_tree


def is_tree(parents: np.ndarray) -> bool:
    """Parents with 0 the root: exactly one root, and every word reaches it."""
    if (parents == 0).sum() != 1:
        return False
    for i in range(1, len(parents) + 1):
        node, steps = i, 0
        while node and steps <= len(parents):
            node, steps = int(parents[node - 1]), steps + 1
        if node:
            return False
    return True


def score(parents: np.ndarray, scores: np.ndarray) -> float:
    return float(sum(scores[i, p] for i, p in enumerate(parents)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(1, 6), st.integers(0, 10_000), st.booleans())
def test_every_sentence_is_a_tree(words: int, sentences: int, seed: int, coarse: bool) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(words, words + 1)).astype(np.float32)
    if coarse:  # many ties
        scores = np.round(scores)
    sentence = np.sort(rng.integers(0, sentences, words))
    sentence = np.unique(sentence, return_inverse=True)[1].astype(np.int32)
    found = heads(scores, sentence)
    for k in range(sentence[-1] + 1):
        a, b = np.searchsorted(sentence, (k, k + 1))
        local = np.where(found[a:b] < 0, 0, found[a:b] - a + 1)
        assert ((local >= 0) & (local <= b - a)).all(), "an arc leaves its sentence"
        assert is_tree(local)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_one(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1))
    best = max(
        score(np.array(p), scores)
        for p in product(range(words + 1), repeat=words)
        if is_tree(np.array(p)) and all(p[i] != i + 1 for i in range(words))
    )
    found = one_root_tree(scores)
    assert is_tree(found)
    assert score(found, scores) == pytest.approx(best)


def test_two_loud_roots_become_one() -> None:
    scores = np.zeros((3, 4), np.float32)
    scores[:, 0] = [9, 8, 7]
    found = heads(scores, np.zeros(3, np.int32))
    assert (found == -1).sum() == 1
    assert found[0] == -1


def test_scores_that_are_not_numbers_still_give_a_tree() -> None:
    scores = np.full((4, 5), np.nan, np.float32)
    found = heads(scores, np.zeros(4, np.int32))
    assert is_tree(found + 1)


def test_no_words() -> None:
    assert len(heads(np.zeros((0, 1), np.float32), np.zeros(0, np.int32))) == 0
