"""Shelves of a set of claims that is known whole, as rows of numbers: who meets whom, as `shelves` has it, found for
many claims at once and in a tenth of the memory.

A claim is its rank: its place in the order of day and name, which is the order on every shelf.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile import shelves

Ranks = NDArray[np.int32]
Days = NDArray[np.int32]
Keys = NDArray[np.int64]
Counts = NDArray[np.int32]


class Ranked:
    """`days`, `counts`: of claims in whatever order, the day and how many keys; `keys`: of all of them, one after the
    other; `names`: the places of the claims in the order of their names."""

    def __init__(self, days: Days, counts: Counts, keys: Keys, names: Ranks) -> None:
        order = np.lexsort((names, days))
        self.order: Ranks = names[order]  # rank → place in the order of names
        self.days = days[order]
        self._first = offsets(counts[order])  # rank → its first entry
        laid = keys[ranges(offsets(counts)[:-1][order], counts[order])]
        found = np.argsort(laid, kind="stable")
        laid = laid[found]
        starts = np.flatnonzero(np.concatenate([[True], laid[1:] != laid[:-1]])) if len(laid) else np.zeros(0, np.intp)
        self.keys: Keys = laid[starts]  # of the shelves, in order
        self._start = np.concatenate([starts, [len(laid)]]).astype(np.int64)  # shelf → its first row
        self._row = np.empty(len(found), np.int32)  # entry → row
        self._row[found] = np.arange(len(found), dtype=np.int32)
        owner = np.repeat(np.arange(len(days), dtype=np.int32), counts[order])
        self._rank: Ranks = owner[found]  # row → rank

    def __len__(self) -> int:
        return len(self.days)

    def pairs(self, first: int, end: int) -> tuple[Ranks, Ranks]:
        """The pairs that meet on some shelf, each once, whose lower rank is from `first` and below `end`; in order."""
        low, high = int(self._first[first]), int(self._first[end])
        rows = self._row[low:high].astype(np.int64)
        shelf = np.searchsorted(self._start, rows, side="right") - 1
        ends = self._start[shelf + 1]
        crowded = ends - self._start[shelf] > shelves.CROWD
        ends = np.where(crowded, np.minimum(ends, rows + 1 + shelves.NEIGHBOURS), ends)
        counts = ends - rows - 1
        lower = np.repeat(self._rank[rows].astype(np.int64), counts)
        codes = np.unique(lower * len(self) + self._rank[ranges(rows + 1, counts)])
        return (codes // len(self)).astype(np.int32), (codes % len(self)).astype(np.int32)

    def place(self, rank: int) -> tuple[int, tuple[int, ...]]:
        """Day and keys of one claim, in the order in which they were given."""
        rows = self._row[self._first[rank] : self._first[rank + 1]]
        shelf = np.searchsorted(self._start, rows, side="right") - 1
        return int(self.days[rank]), tuple(self.keys[shelf].tolist())

    def rows(self, shelf: int) -> Ranks:
        """The claims of one shelf, in order."""
        return self._rank[self._start[shelf] : self._start[shelf + 1]]


def offsets(counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each stretch of so many begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])


def ranges(starts: NDArray[np.int64], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The numbers from each start onwards, so many of each, in one row."""
    before = offsets(counts)
    return np.repeat(starts - before[:-1], counts) + np.arange(before[-1])


def hanging(size: int, a: Ranks, b: Ranks) -> Ranks:
    """For each of so many claims the lowest that it hangs together with by pairs (a, b), itself included: hooking and
    jumping (Shiloach and Vishkin 1982), all pairs at once."""
    root = np.arange(size, dtype=np.int32)
    while len(a):
        here, there = root[a], root[b]
        apart = here != there
        a, b, here, there = a[apart], b[apart], here[apart], there[apart]
        np.minimum.at(root, np.maximum(here, there), np.minimum(here, there))
        while not np.array_equal(above := root[root], root):
            root = above
    return root


def homes(size: int, a: Ranks, b: Ranks, points: Ranks, bars: tuple[int, ...], limit: int) -> Ranks:
    """The block of each claim, called after its lowest, as `reconcile.blocks` has it: claims that hang together above
    the first bar; where more than `limit` do, above the next; above the last, however many."""
    home = np.arange(size, dtype=np.int32)
    waiting = np.ones(size, bool)
    for number, bar in enumerate(bars):
        strong = (points > bar) & waiting[a] & waiting[b]
        a, b, points = a[strong], b[strong], points[strong]
        root = hanging(size, a, b)
        home[waiting] = root[waiting]
        if number + 1 < len(bars):
            waiting &= np.bincount(root[waiting], minlength=size)[root] > limit
    return home
