"""Tree paths as the role head sees them."""

from __future__ import annotations

import numpy as np

from dateline.parse.paths import distance_classes, path_classes, path_count

# The old army left because rebels came: left is the root, came its clause, army its subject.
HEADS = np.array([2, 2, 3, -1, 6, 6, 3])
LABELS = np.array([0, 1, 2, 3, 4, 2, 5])
L = 6


def classes(predicate: int) -> list[int]:
    words = np.arange(7)
    return path_classes(HEADS, LABELS, np.full(7, predicate), words, L).tolist()


def test_branches_below_the_predicate() -> None:
    found = classes(3)
    assert found[3] == 1
    assert found[2] == 3 + 2, "the subject is the top of its branch"
    assert found[0] == found[1] == 3 + L + 2, "its modifiers are deeper in the same branch"
    assert found[6] == 3 + 5
    assert found[5] == 3 + L + 5


def test_branches_of_the_predicates_head() -> None:
    found = classes(6)
    assert found[3] == 2
    assert found[2] == 3 + 2 * L + 2
    assert found[0] == 3 + 3 * L + 2
    assert found[5] == 3 + 2


def test_classes_stay_in_range_for_any_tree() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        n = int(rng.integers(1, 30))
        order = rng.permutation(n)
        heads = np.full(n, -1)
        for i in range(1, n):
            heads[order[i]] = order[rng.integers(0, i)]
        p, w = np.meshgrid(np.arange(n), np.arange(n))
        found = path_classes(heads, rng.integers(0, L, n), p, w, L)
        assert found.min() >= 0
        assert found.max() < path_count(L)
        assert ((found == 1) == (p == w)).all()


def test_distances_are_signed_and_clipped() -> None:
    assert distance_classes(np.array([5, 5, 0]), np.array([4, 6, 400])).tolist() == [23, 25, 48]
