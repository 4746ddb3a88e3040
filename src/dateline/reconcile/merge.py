"""Clusters: which claims are one event, by mean likeness between groups, within what people decided.

Average linkage (Sokal and Michener 1958) within each block: two groups join while the mean of
all points between their claims is above the threshold, best pair of groups first. A single mistaken likeness
cannot chain two happenings together, since every claim of both sides has its say. Judged pairs come first and
are never overruled.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from dateline.reconcile.blocks import LIMIT
from dateline.reconcile.joined import Joined
from dateline.reconcile.judged import Judged, Pair
from dateline.reconcile.profile import Profile
from dateline.reconcile.score import Scorer

SAME = 1_000_000  # points that an edge judged the same bears: above every bar


@dataclass(frozen=True, slots=True)
class Join:
    """The claims of one event, sorted, with a line for every joining of two groups."""

    claims: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def clusters(
    block: Iterable[str],
    looks: Mapping[str, Profile],
    edges: Mapping[str, Mapping[str, int]],
    scorer: Scorer,
    words: Judged = Judged(),
) -> list[Join]:
    """The claims of one block, each in exactly one Join; the result depends on the set of claims only.

    A block above LIMIT holds claims alike beyond doubt (see `blocks`): those are joined without weighing all pairs.
    """
    group = tuple(sorted(block))
    if len(group) == 1:
        return [Join(group)]
    if len(group) > LIMIT:
        return _chained(group, edges, words)

    def between(a: str, b: str) -> int:
        known = edges.get(a, {}).get(b)
        return scorer.points(looks[a], looks[b]) if known is None or known == SAME else known

    return Agglomeration(group, between, words, scorer.weights.threshold).joins(looks, scorer)


def _chained(group: tuple[str, ...], edges: Mapping[str, Mapping[str, int]], words: Judged) -> list[Join]:
    """Best pair first, each pair joins its groups, unless judged apart."""
    members = set(group)
    alike = sorted((-n, a, b) for a in group for b, n in edges.get(a, {}).items() if a < b and b in members)
    joined, apart = Joined(group), words.apart
    for _, a, b in alike:
        here, there = joined.members(a), joined.members(b)
        if a not in there and not (apart and any(pair(x, y) in apart for x in here for y in there)):
            joined.join(a, b)
    return [Join(names, ("a crowd of claims alike beyond doubt",)) for names in joined.groups()]


def pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


class Agglomeration:
    """One connected group of claims being joined; groups are called after their smallest claim."""

    def __init__(self, group: tuple[str, ...], between: object, words: Judged, threshold: int) -> None:
        assert callable(between)
        self.members: dict[str, list[str]] = {name: [name] for name in group}
        self.sums: dict[str, dict[str, int]] = {name: {} for name in group}
        self.threshold = threshold
        self.apart = words.apart
        self.reasons: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.heap: list[tuple[float, str, str, int]] = []
        self.points: dict[Pair, int] = {(a, b): between(a, b) for a, b in combinations(group, 2)}
        for (a, b), n in self.points.items():
            self.sums[a][b] = self.sums[b][a] = n
        for a, b in sorted(words.same):
            if a in self.sums and b in self.sums:
                low, high = sorted((self._home(a), self._home(b)))
                self._fuse(low, high, why=(a, b))
        for a, b in combinations(sorted(self.members), 2):
            self._offer(a, b)

    def joins(self, looks: Mapping[str, Profile], scorer: Scorer) -> list[Join]:
        """Join the best pair of groups until none is left above the threshold."""
        while self.heap:
            _, a, b, size = heapq.heappop(self.heap)
            if a in self.members and b in self.members and size == self._size(a, b):
                across = (pair(x, y) for x in self.members[a] for y in self.members[b])
                best = max(across, key=lambda p: (self.points[p], p))
                self._fuse(a, b, why=best)
                for other in list(self.members):
                    if other != a:
                        self._offer(*sorted((a, other)))
        return [
            Join(tuple(sorted(names)), tuple(_told(p, looks, scorer) for p in sorted(self.reasons[k])))
            for k, names in sorted(self.members.items())
        ]

    def _home(self, name: str) -> str:
        return next(k for k, names in self.members.items() if name in names)

    def _size(self, a: str, b: str) -> int:
        return len(self.members[a]) * len(self.members[b]) * 1_000_000 + len(self.members[a]) + len(self.members[b])

    def _offer(self, a: str, b: str) -> None:
        """Put a pair of groups on the heap when its mean is above the threshold and nothing judged forbids
        it."""
        mean = self.sums[a][b] / (len(self.members[a]) * len(self.members[b]))
        if mean > self.threshold and not self._forbidden(a, b):
            heapq.heappush(self.heap, (-mean, a, b, self._size(a, b)))

    def _forbidden(self, a: str, b: str) -> bool:
        if not self.apart:
            return False
        return any((min(x, y), max(x, y)) in self.apart for x in self.members[a] for y in self.members[b])

    def _fuse(self, a: str, b: str, why: Pair) -> None:
        """Group b becomes part of group a (a < b, so that a group keeps its smallest claim's name)."""
        if a == b or self._forbidden(a, b):
            return
        for other, total in self.sums.pop(b).items():
            if other != a:
                self.sums[a][other] += total
                self.sums[other][a] += total
                del self.sums[other][b]
        del self.sums[a][b]
        self.members[a] += self.members.pop(b)
        self.reasons[a] += [*self.reasons.pop(b, []), why]


def _told(pair: Pair, looks: Mapping[str, Profile], scorer: Scorer) -> str:
    """The likest pair across the two groups that were joined, with its points and their reasons."""
    return f"{pair[0]} = {pair[1]} ({scorer.score(looks[pair[0]], looks[pair[1]])})"
