"""Doubtful matches: pairs of events whose likest claims score near the bar, on either side of it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Event, LedgerView
from dateline.reconcile.candidates import candidates
from dateline.reconcile.judged import judged
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import profiles
from dateline.reconcile.score import Scorer

NEAR = 1500  # points (thousandths) from the bar within which a pair is doubtful


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two events that may be one: the points of their likest pair of claims, and the reasons for those."""

    one: Event
    other: Event
    points: float
    why: str


def doubtful(view: LedgerView) -> list[Doubt]:
    """Pairs not yet judged, those that concern most claims first, then those nearest to the bar."""
    told = {r.id: r for r in view.reports}
    looks = profiles(view.claims, told, {r.id: r.family or r.id for r in view.reports})
    scorer, settled = Scorer(weights()), judged(view.judgements).apart
    home = {c: e for e in view.events for c in e.claims}
    best: dict[tuple[str, str], tuple[int, str, str]] = {}
    for a, b in candidates(looks, scorer.weights):
        if a in home and b in home and home[a].id != home[b].id and (a, b) not in settled:
            one, other = sorted((home[a].id, home[b].id))
            points = scorer.points(looks[a], looks[b])
            best[one, other] = max(best.get((one, other), (points, a, b)), (points, a, b))
    events = {e.id: e for e in view.events}
    near = {k: v for k, v in best.items() if abs(v[0] - scorer.weights.threshold) <= NEAR}
    found = [
        Doubt(events[one], events[other], points / 1000, str(scorer.score(looks[a], looks[b])))
        for (one, other), (points, a, b) in near.items()
    ]
    return sorted(
        found,
        key=lambda d: (-min(len(d.one.claims), len(d.other.claims)), abs(d.points), d.one.id, d.other.id),
    )
