"""How alike two claims are, in points (thousandths of log-odds), with the reason for every point.

Each feature compares one thing and answers with a level ("same-day", "other-site");
`data/reconcile/weights.yaml` gives the points of every level. The sum is a log-odds estimate that both claims
speak of one happening (Fellegi and Sunter 1969); the table was set by logistic regression on the development
stories and then read over by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.model import Kind
from dateline.reconcile.features import EVENT_FEATURES, FIGURE_FEATURES, Feature, comparable
from dateline.reconcile.knowledge import Weights
from dateline.reconcile.profile import Profile

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

    def above(self, a: Profile, b: Profile, bar: int) -> int | None:
        """The points of a pair when they are above a bar; given up as soon as they cannot be. Cheap features come
        first."""
        if not comparable(a, b, self.weights):
            return None
        table = self.weights.figure if a.claim.kind is Kind.FIGURE else self.weights.event
        total = table["bias"]["all"]
        for levels, look, rest in self._steps[a.claim.kind]:
            total += levels[look(a, b, self.weights)]
            if total + rest <= bar:
                return None
        return total

    def points(self, a: Profile, b: Profile) -> int:
        """The sum alone."""
        if not comparable(a, b, self.weights):
            return APART
        total = (self.weights.figure if a.claim.kind is Kind.FIGURE else self.weights.event)["bias"]["all"]
        for levels, look, _ in self._steps[a.claim.kind]:
            total += levels[look(a, b, self.weights)]
        return total

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


CHEAP = ("report", "time", "standing", "kind", "value", "stance", "occasion", "place", "of", "counts")


def _steps(
    table: Mapping[str, Mapping[str, int]], features: Mapping[str, Feature]
) -> tuple[tuple[Mapping[str, int], Feature, int], ...]:
    """Every feature with its points and the most that those after it can add, cheap ones first."""
    order = sorted(features, key=lambda f: CHEAP.index(f) if f in CHEAP else len(CHEAP))
    most = [max(table[f].values()) for f in order]
    return tuple((table[f], features[f], sum(most[n + 1 :])) for n, f in enumerate(order))
