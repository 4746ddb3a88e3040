"""The best dependency tree of each sentence from arc scores: exactly one root, no cycle.

Greedy first, for all sentences of a paragraph at once; a sentence whose greedy choice is no tree goes through
Chu-Liu/Edmonds (Edmonds 1967; McDonald et al. 2005) with its root word held fixed, best bound first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Ints = NDArray[np.int32]
Reals = NDArray[np.float64]
Longs = NDArray[np.int64]
NEVER = np.float32(-1e9)


def heads(scores: Scores, sentence: Ints) -> Ints:
    """Head of each word within the paragraph, -1 for a root.

    scores: (words, words + 1), column 0 the root, column i + 1 the word i. sentence: (words,) sentence
    numbers, non-decreasing from 0.
    """
    n = len(sentence)
    if n == 0:
        return np.zeros(0, np.int32)
    masked = np.full_like(scores, NEVER)
    masked[:, 0] = scores[:, 0]
    ends = [*np.flatnonzero(np.diff(sentence)).tolist(), n - 1]
    for a, b in zip([0, *(e + 1 for e in ends)], ends, strict=False):
        masked[a : b + 1, a + 1 : b + 2] = scores[a : b + 1, a + 1 : b + 2]
    masked[np.arange(n), np.arange(n) + 1] = NEVER
    if not np.isfinite(masked.sum()):
        masked = np.nan_to_num(masked, nan=-1e8)
    parents = masked.argmax(axis=1).astype(np.int32)
    for k in np.flatnonzero(_broken(parents, sentence)):
        a, b = np.searchsorted(sentence, (k, k + 1))
        local_scores = np.concatenate([masked[a:b, :1], masked[a:b, a + 1 : b + 1]], axis=1)
        local = one_root_tree(local_scores.astype(np.float64))
        parents[a:b] = np.where(local == 0, 0, local + a)
    out: Ints = parents - np.int32(1)
    return out


def _broken(parents: Ints, sentence: Ints) -> NDArray[np.bool_]:
    """Which sentences have a cycle, or not exactly one root."""
    jump = np.concatenate([[0], parents])
    for _ in range(max(1, int(np.ceil(np.log2(len(jump)))))):
        jump = jump[jump]
    count = int(sentence[-1]) + 1
    roots = np.bincount(sentence[parents == 0], minlength=count)
    cyclic = np.bincount(sentence[jump[1:] != 0], minlength=count)
    broken: NDArray[np.bool_] = (roots != 1) | (cyclic > 0)
    return broken


def one_root_tree(scores: Reals) -> Ints:
    """Parents (0 the root, i + 1 word i) of the best tree of one sentence; scores (words, words + 1).

    Words are tried as the root in the order of what a tree under them could score at most; the search
    ends when no other word can do better.
    """
    n = len(scores)
    if n == 1:
        return np.zeros(1, np.int32)
    inner = np.clip(scores[:, 1:], -1e7, 1e7)
    np.fill_diagonal(inner, -np.inf)
    tops = inner.max(axis=1)
    root = np.clip(scores[:, 0], -1e7, 1e7)
    bounds = root + (tops.sum() - tops)
    best, value = np.zeros(n, np.int64), -np.inf
    for r in np.argsort(-bounds, kind="stable").tolist():
        if bounds[r] <= value:
            break
        parents = _rooted_at(inner, r)
        others = np.arange(n) != r
        total = root[r] + inner[others, parents[others] - 1].sum()
        if total > value:
            best, value = parents, float(total)
    return best.astype(np.int32)


def _rooted_at(inner: Reals, r: int) -> Longs:
    """The best tree in which word r is the root."""
    n = len(inner)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:, 1:] = inner
    full[r + 1] = -np.inf
    full[r + 1, 0] = 0.0
    return _edmonds(full)[1:]


def _edmonds(scores: Reals) -> Longs:
    """Parents of the maximum arborescence rooted at 0; scores[child, parent]. One cycle is contracted
    at a time."""
    parents: Longs = scores.argmax(axis=1)
    parents[0] = 0
    cycle = _cycle(parents)
    if cycle is None:
        return parents
    ring = np.array(cycle)
    apart = np.ones(len(scores), bool)
    apart[ring] = False
    outside = np.flatnonzero(apart)
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[outside[:, None], outside]
    entering = scores[ring[:, None], outside] - scores[ring, parents[ring]][:, None]
    small[m, :m] = entering.max(axis=0)
    leaving = scores[outside[:, None], ring]
    small[:m, m] = leaving.max(axis=1)
    small[0] = -np.inf
    return _expand(_edmonds(small), parents, outside, ring, entering.argmax(axis=0), leaving.argmax(axis=1))


def _expand(
    small: NDArray[np.int64],
    parents: NDArray[np.int64],
    outside: NDArray[np.int64],
    ring: NDArray[np.int64],
    entry: NDArray[np.int64],
    exit_: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Undo one contraction."""
    m = len(outside)
    out = parents.copy()
    for i in range(1, m):
        out[outside[i]] = ring[exit_[i]] if small[i] == m else outside[small[i]]
    out[ring[entry[small[m]]]] = outside[small[m]]
    return out


def _cycle(parents: NDArray[np.int64]) -> list[int] | None:
    """Any cycle that does not hold the root, as a list of nodes."""
    state = [0] * len(parents)
    state[0] = 2
    for start in range(1, len(parents)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(parents[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None
