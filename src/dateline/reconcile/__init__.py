"""Reconcile: which claims speak of one happening, what they agree on, and what became of each plan.

`reconcile` is pure and order-free: the same reports, claims and judgements, in whatever order they come, give
the same events with the same ids. Rooms: `copies` (texts), `candidates` (which claims are worth comparing),
`score` (how alike two are, and why), `merge` (clusters), `values` (what each cluster says), `fulfil` (plans).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.model import Claim, Event, Judgement, Plan, Report
from dateline.reconcile.candidates import candidates
from dateline.reconcile.copies import families
from dateline.reconcile.fulfil import plans_of
from dateline.reconcile.judged import Judged, judged
from dateline.reconcile.knowledge import weights
from dateline.reconcile.merge import Join, clusters
from dateline.reconcile.profile import Profile, profiles
from dateline.reconcile.records import Reconciled
from dateline.reconcile.score import Scorer
from dateline.reconcile.values import event_of

__all__ = ["Reconciled", "families", "reconcile"]


def reconcile(reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> Reconciled:
    """Current reports and claims, and all judgements, to events, plans and families of copies.

    Claims that a judgement rejects take no part. Every other claim is in exactly one event. An event's id
    follows from its earliest claim, so that it stays while later reports join.
    """
    told = {r.id: r for r in sorted(reports, key=lambda r: r.id)}
    family = families(tuple(told.values()))
    words = judged(judgements)
    kept = sorted((c for c in claims if c.id not in words.rejected), key=lambda c: c.id)
    looks = profiles(kept, told, family)
    scorer = Scorer(weights())
    pairs = candidates(looks, scorer.weights)
    joins = clusters(looks, pairs, scorer, words)
    events = tuple(sorted(_events(joins, looks, told, family, words), key=lambda e: e.id))
    by_id = {c.id: c for c in kept}
    return Reconciled(events, _plans(events, by_id, told), tuple(sorted(family.items())))


def _events(
    joins: Iterable[Join],
    looks: Mapping[str, Profile],
    told: Mapping[str, Report],
    family: Mapping[str, str],
    words: Judged,
) -> Iterable[Event]:
    for join in joins:
        members = tuple(looks[i] for i in join.claims)
        yield event_of(members, told, family, words, join.reasons)


def _plans(events: tuple[Event, ...], claims: Mapping[str, Claim], told: Mapping[str, Report]) -> tuple[Plan, ...]:
    return tuple(sorted(plans_of(events, claims, told), key=lambda p: p.event))
