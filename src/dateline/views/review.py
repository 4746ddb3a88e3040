"""Doubtful matches: pairs of events whose likest claims score near the bar, on either side of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.model import Event, LedgerView
from dateline.reconcile.candidates import place_of
from dateline.reconcile.judged import judged
from dateline.reconcile.knowledge import weights
from dateline.reconcile.likened import Likened
from dateline.reconcile.profile import Profile, profiles
from dateline.reconcile.shelves import Shelves

NEAR = 1500  # points (thousandths) from the bar within which a pair is doubtful


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two events that may be one: the points of their likest pair of claims, and the reasons for those."""

    one: Event
    other: Event
    points: float
    why: str


def doubtful(view: LedgerView, looks: Mapping[str, Profile] | None = None) -> list[Doubt]:
    """Pairs not yet judged, those that concern most claims first, then those nearest to the bar. `looks`: of all
    claims, where they have been worked out already."""
    told = {r.id: r for r in view.reports}
    looks = looks or profiles(view.claims, told, {r.id: r.family or r.id for r in view.reports})
    scorer, settled = Likened(weights()), judged(view.judgements).apart
    home = {c: e.id for e in view.events for c in e.claims}
    best: dict[tuple[str, str], tuple[int, str, str]] = {}
    for a, b, points in _alike(looks, home, scorer):
        if (a, b) not in settled:
            one, other = sorted((home[a], home[b]))
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


def _alike(looks: Mapping[str, Profile], home: Mapping[str, str], scorer: Likened) -> Iterator[tuple[str, str, int]]:
    """Pairs of claims of two events that meet on a shelf, the lower id first, not far below the bar."""
    shelves = Shelves()
    shelves.lay({name: place_of(looks[name], scorer.weights) for name in sorted(home)})
    for name in sorted(home):
        others = [looks[o] for o in shelves.met(name) if name < o and home[o] != home[name]]
        for look, points in scorer.each(looks[name], others, scorer.weights.threshold - NEAR - 1):
            yield name, look.claim.id, points
