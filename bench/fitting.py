"""Fits the points of linking on gold claims: logistic regression over levels, held near the points in force.

The prior (a Gaussian about the shipped points) keeps levels that the stories hardly show where they were put.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from dateline.model import Claim, Kind, Report
from dateline.reconcile.candidates import candidates
from dateline.reconcile.copies import families
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import profiles
from dateline.reconcile.score import Scorer

Story = tuple[list[Report], list[tuple[Claim, str]]]
STEPS = 400
RATE = 0.5


def fit(stories: list[Story], strength: float = 0.02) -> dict[str, Any]:
    """Points by table, feature and level. `strength` is the pull towards the points in force."""
    return {table: _fit(stories, table, strength) for table in ("event", "figure")}


def _fit(stories: list[Story], table: str, strength: float) -> dict[str, str]:
    scorer = Scorer(weights())
    prior: Mapping[str, Mapping[str, int]] = getattr(scorer.weights, table)
    columns = {(f, lv): i for i, (f, lv) in enumerate((f, lv) for f, lvs in prior.items() for lv in lvs)}
    rows, same = [], []
    for reports, gold in stories:
        told, slug = {r.id: r for r in reports}, {c.id: s for c, s in gold}
        looks = profiles([c for c, _ in gold], told, families(reports))
        for a, b in candidates(looks, scorer.weights):
            if (looks[a].claim.kind is Kind.FIGURE) == (table == "figure"):
                levels = [("bias", "all"), *scorer.levels(looks[a], looks[b])]
                rows.append([columns[level] for level in levels])
                same.append(slug[a] == slug[b])
    found = _descend(np.array(rows), np.array(same, dtype=float), _vector(prior, columns), strength)
    return {f: ", ".join(f"{lv}: {found[columns[f, lv]]:.1f}" for lv in lvs) for f, lvs in prior.items()}


def _vector(prior: Mapping[str, Mapping[str, int]], columns: Mapping[tuple[str, str], int]) -> Any:
    return np.array([prior[f][lv] / 1000 for f, lv in columns])


def _descend(rows: Any, same: Any, prior: Any, strength: float) -> Any:
    """Adagrad on the mean log loss, like pairs and unlike ones weighing alike, plus the pull to the prior."""
    point, seen = prior.copy(), np.full(len(prior), 1e-6)
    weight = np.where(same > 0, 0.5 / max(1, same.sum()), 0.5 / max(1, (1 - same).sum())) * len(same)
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-point[rows].sum(axis=1)))
        gap = (guess - same) * weight / len(same)
        slope = strength * (point - prior)
        np.add.at(slope, rows.ravel(), np.repeat(gap, rows.shape[1]))
        seen += slope**2
        point = point - RATE * slope / np.sqrt(seen)
    return point
