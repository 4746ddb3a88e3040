"""Clusters: which claims are one event, by mean likeness between groups, within what people decided.

Average linkage (Sokal and Michener 1958) within each block: two groups join while the mean of
all points between their claims is above the threshold, best pair of groups first. A single mistaken likeness
cannot chain two happenings together, since every claim of both sides has its say. Where both groups have claims
with a day of their own, the mean of those alone must be above it too: a word on "both attacks", which knows no day,
has no say in whether two days are one. Judged pairs come first and are never overruled.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from dateline.reconcile.blocks import LIMIT
from dateline.reconcile.joined import Joined
from dateline.reconcile.judged import Judged, Pair
from dateline.reconcile.profile import Profile
from dateline.reconcile.score import APART, LOWEST, Scorer
from dateline.reconcile.shelves import pair
from dateline.reconcile.ties import Ties

DAYS = 3  # a stretch longer than this is no day of a claim's own: "in February" fits many
SAME = 1_000_000  # points that an edge judged the same bears: above every bar


@dataclass(frozen=True, slots=True)
class Join:
    """The claims of one event, sorted, with a line for every joining of two groups."""

    claims: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def clusters(
    block: Iterable[str],
    looks: Mapping[str, Profile],
    ties: Ties,
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
        return _chained(group, ties, words)
    dated = frozenset(name for name in group if _knows_its_day(looks[name]))
    points = _weighed(group, looks, ties, scorer)
    return Agglomeration(group, points, words, scorer.weights.threshold, dated).joins(looks, scorer)


def _weighed(group: Sequence[str], looks: Mapping[str, Profile], ties: Ties, scorer: Scorer) -> dict[Pair, int]:
    """The points of every pair, in order; those that are tied bear theirs."""
    found: dict[Pair, int] = {}
    for n, a in enumerate(group[:-1]):
        known, rest = ties.of(a), group[n + 1 :]
        unknown = [looks[b] for b in rest if known.get(b, SAME) == SAME]
        weighed = {look.claim.id: points for look, points in scorer.each(looks[a], unknown, LOWEST)}
        for b in rest:
            points = weighed.get(b)
            found[a, b] = known.get(b, APART) if points is None else points
    return found


def _chained(group: tuple[str, ...], ties: Ties, words: Judged) -> list[Join]:
    """Best pair first, each pair joins its groups, unless judged apart."""
    members = set(group)
    alike = sorted((-n, a, b) for a in group for b, n in ties.items(a) if a < b and b in members)
    joined, apart = Joined(group), words.apart
    for _, a, b in alike:
        here, there = joined.members(a), joined.members(b)
        if a not in there and not (apart and any(pair(x, y) in apart for x in here for y in there)):
            joined.join(a, b)
    return [Join(names, ("a crowd of claims alike beyond doubt",)) for names in joined.groups()]


class Agglomeration:
    """One connected group of claims being joined; groups are called after their smallest claim."""

    def __init__(
        self,
        group: tuple[str, ...],
        points: Mapping[Pair, int],
        words: Judged,
        threshold: int,
        dated: frozenset[str] = frozenset(),
    ) -> None:
        self.members: dict[str, list[str]] = {name: [name] for name in group}
        self.sums: dict[str, dict[str, int]] = {name: {} for name in group}
        self.days = {name: int(name in dated) for name in group}  # how many claims of a group have days of their own
        self.dated: dict[str, dict[str, int]] = {name: {} for name in group if name in dated}  # sums of those alone
        self.threshold = threshold
        self.apart = words.apart
        self.reasons: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.heap: list[tuple[float, str, str, int]] = []
        self.points = points
        for (a, b), n in points.items():
            self.sums[a][b] = self.sums[b][a] = n
            if a in dated and b in dated:
                self.dated[a][b] = self.dated[b][a] = n
        for a, b in sorted(words.same) if words.same else ():
            if a in self.sums and b in self.sums:
                low, high = sorted((self._home(a), self._home(b)))
                self._fuse(low, high, why=(a, b))
        for name in self.members:
            self._offer(name, after=name)

    def joins(self, looks: Mapping[str, Profile], scorer: Scorer) -> list[Join]:
        """Join the best pair of groups until none is left above the threshold."""
        while self.heap:
            _, a, b, size = heapq.heappop(self.heap)
            if a in self.members and b in self.members and size == _size(self.members[a], self.members[b]):
                across = (pair(x, y) for x in self.members[a] for y in self.members[b])
                best = max(across, key=lambda p: (self.points[p], p))
                self._fuse(a, b, why=best)
                if a in self.members:
                    self._offer(a)
        return [
            Join(tuple(sorted(names)), tuple(_told(p, looks, scorer) for p in sorted(self.reasons[k])))
            for k, names in sorted(self.members.items())
        ]

    def _home(self, name: str) -> str:
        return next(k for k, names in self.members.items() if name in names)

    def _offer(self, name: str, after: str = "") -> None:
        """Put the pairs of a group with others (those called later than `after`) on the heap, where their mean is above
        the threshold and nothing judged forbids it."""
        own = self.members[name]
        for other, total in self.sums[name].items():
            if other > after:
                others = self.members[other]
                mean = min(total / (len(own) * len(others)), self._by_days(name, other))
                if mean > self.threshold and not (self.apart and self._forbidden(name, other)):
                    a, b = (name, other) if name < other else (other, name)
                    heapq.heappush(self.heap, (-mean, a, b, _size(own, others)))

    def _by_days(self, a: str, b: str) -> float:
        """The mean of the points between claims with days of their own; no bar where one group has none."""
        pairs = self.days[a] * self.days[b]
        return self.dated[a][b] / pairs if pairs else inf

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
        self._fuse_days(a, b)
        self.members[a] += self.members.pop(b)
        self.reasons[a] += [*self.reasons.pop(b, []), why]

    def _fuse_days(self, a: str, b: str) -> None:
        """The sums of dated claims of b added to those of a."""
        self.days[a] += self.days.pop(b)
        mine, theirs = self.dated.setdefault(a, {}), self.dated.pop(b, {})
        for other, total in theirs.items():
            if other != a:
                mine[other] = mine.get(other, 0) + total
                self.dated[other][a] = mine[other]
                del self.dated[other][b]
        mine.pop(b, None)


def _knows_its_day(look: Profile) -> bool:
    return look.first > 0 and look.last - look.first <= DAYS


def _size(one: Sequence[str], other: Sequence[str]) -> int:
    """Tells a pair of groups from an earlier state of it."""
    return len(one) * len(other) * 1_000_000 + len(one) + len(other)


def _told(pair: Pair, looks: Mapping[str, Profile], scorer: Scorer) -> str:
    """The likest pair across the two groups that were joined, with its points and their reasons."""
    return f"{pair[0]} = {pair[1]} ({scorer.score(looks[pair[0]], looks[pair[1]])})"
