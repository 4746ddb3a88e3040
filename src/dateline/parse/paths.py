"""Where a word stands, in the tree, as seen from a predicate: what the role head knows of the syntax.

A word below the predicate is known by the label of the branch it hangs on; a word below the predicate's
own head, by the label of its branch there; and whether it is the top of that branch. The rest is "far".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
DISTANCE = 24  # words further away share one distance class


def path_count(labels: int) -> int:
    """How many path classes there are for a number of dependency labels."""
    return 4 * labels + 3


def path_classes(heads: Ints, labels: Ints, predicates: Ints, words: Ints, label_count: int) -> Ints:
    """Class of each (predicate, word) pair; both arrays of one shape, words of one sentence.

    heads: -1 for a root; labels: dependency label numbers. 0 far, 1 the predicate, 2 its head; then blocks of
    label_count: below the predicate (top, deeper), below its head (top, deeper).
    """
    parent = np.append(heads, -1)  # a step up from a root stays at -1
    above = parent[predicates]
    out = np.zeros(predicates.shape, np.int64)
    node, depth = words.copy(), 0
    open_ = np.ones(predicates.shape, bool)
    while open_.any() and depth <= len(heads):
        up = parent[node]
        under_predicate, under_head = up == predicates, (up == above) & (above >= 0)
        block = np.where(under_predicate, 0, 2) + (depth > 0)
        hit = open_ & (under_predicate | under_head) & (node >= 0)
        out[hit] = (3 + block * label_count + labels[node])[hit]
        open_ &= ~hit & (up >= 0)
        node = np.where(open_, up, -1)
        depth += 1
    out[words == predicates] = 1
    out[(words == above) & (above >= 0)] = 2
    return out


def distance_classes(predicates: Ints, words: Ints) -> Ints:
    """Signed distance in words, clipped: 0 .. 2 · DISTANCE."""
    near: Ints = np.clip(words - predicates, -DISTANCE, DISTANCE)
    return near + DISTANCE
