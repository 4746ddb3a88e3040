"""How alike two claims are, in points (thousandths of log-odds), with the reason for every point.

Each feature compares one thing and answers with a level ("same-day", "other-site");
`data/reconcile/weights.yaml` gives the points of every level. The sum is a log-odds estimate that both claims
speak of one happening (Fellegi and Sunter 1969); the table was set by logistic regression on the development
stories and then read over by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.model import Kind
from dateline.reconcile.features import EVENT_FEATURES, FIGURE_FEATURES, Feature, comparable
from dateline.reconcile.knowledge import Weights
from dateline.reconcile.profile import Profile

LOWEST = -1_000_000  # a bar that every pair passes which can be compared
APART = -8000  # points of a pair that cannot be one event whatever else agrees


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one pair; `levels` says which level each feature found, `points` what it was worth."""

    total: int
    levels: tuple[tuple[str, str], ...]
    points: tuple[int, ...]

    def __str__(self) -> str:
        told = ", ".join(f"{f} {lv} {p / 1000:+.1f}" for (f, lv), p in zip(self.levels, self.points, strict=True) if p)
        return f"{self.total / 1000:+.1f}: {told}"


class Scorer:
    """Scores pairs of profiles. Symmetric: the order of the two does not matter."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._steps = {
            kind: _steps(table, features)
            for kind, table, features in (
                (Kind.EVENT, weights.event, EVENT_FEATURES),
                (Kind.FIGURE, weights.figure, FIGURE_FEATURES),
            )
        }
        self._starts: dict[int, int | None] = {}  # by the sorts of two claims

    def above(self, a: Profile, b: Profile, bar: int) -> int | None:
        """The points of a pair when they are above a bar; given up as soon as they cannot be. Cheap features come
        first."""
        total = self.start(a, b)
        if total is None:
            return None
        known = self.weights
        for levels, look, rest in self._steps[a.claim.kind]:
            total += levels[look(a, b, known)]
            if total + rest <= bar:
                return None
        return total

    def each(self, a: Profile, others: Iterable[Profile], bar: int) -> Iterator[tuple[Profile, int]]:
        """Those whose points with a claim are above a bar, with these."""
        found = ((b, self.above(a, b, bar)) for b in others)
        return ((b, points) for b, points in found if points is not None)

    def points(self, a: Profile, b: Profile) -> int:
        """The sum alone."""
        total = self.start(a, b)
        if total is None:
            return APART
        known = self.weights
        for levels, look, _ in self._steps[a.claim.kind]:
            total += levels[look(a, b, known)]
        return total

    def start(self, a: Profile, b: Profile) -> int | None:
        """What two claims begin with: the points that follow from their sorts, worked out once for each two sorts;
        None for claims that cannot be compared."""
        x, y = a.sort, b.sort
        key = (x << 32) | y if x < y else (y << 32) | x
        if key not in self._starts:
            self._starts[key] = self._by_sort(a, b)
        return self._starts[key]

    def _by_sort(self, a: Profile, b: Profile) -> int | None:
        if not comparable(a, b, self.weights):
            return None
        table, features = self._table(a)
        found = (table[f][features[f](a, b, self.weights)] for f in BY_SORT if f in features)
        return table["bias"]["all"] + sum(found)

    def score(self, a: Profile, b: Profile) -> Score:
        """The sum with its reasons."""
        if not comparable(a, b, self.weights):
            return Score(APART, (("kind", "not comparable"),), (APART,))
        table, _ = self._table(a)
        levels = self.levels(a, b)
        points = tuple(table[f][lv] for f, lv in levels)
        return Score(table["bias"]["all"] + sum(points), levels, points)

    def levels(self, a: Profile, b: Profile) -> tuple[tuple[str, str], ...]:
        """Each feature's level for this pair."""
        _, features = self._table(a)
        return tuple((f, look(a, b, self.weights)) for f, look in features.items())

    def _table(self, a: Profile) -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, Feature]]:
        if a.claim.kind is Kind.FIGURE:
            return self.weights.figure, FIGURE_FEATURES
        return self.weights.event, EVENT_FEATURES


BY_SORT = ("kind", "stance", "occasion")
"""Features that look at nothing but what `profile.sort_of` names."""

CHEAP = ("report", "time", "standing", "kind", "value", "stance", "occasion", "place", "of", "counts")


def _steps(
    table: Mapping[str, Mapping[str, int]], features: Mapping[str, Feature]
) -> tuple[tuple[Mapping[str, int], Feature, int], ...]:
    """Every feature with its points and the most that those after it can add, cheap ones first."""
    order = sorted(
        (f for f in features if f not in BY_SORT), key=lambda f: CHEAP.index(f) if f in CHEAP else len(CHEAP)
    )
    most = [max(table[f].values()) for f in order]
    return tuple((table[f], features[f], sum(most[n + 1 :])) for n, f in enumerate(order))
