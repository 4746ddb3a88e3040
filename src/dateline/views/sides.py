"""One event as its reports tell it: every claim beside the others, and which of them have one origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dateline.model import Claim, Event, Report, Support
from dateline.reconcile.joined import Joined
from dateline.reconcile.origins import origins
from dateline.reconcile.profile import profile
from dateline.views.conflicts import DISPUTES
from dateline.views.index import Index

ORDER = ("status", "due", "when", "place", "actor", "recipient")
"""Attributes as they are read; counts follow by name."""

MOST_PAIRS = 20_000  # of claims held against each other for their origin; a larger event's are not grouped


@dataclass(frozen=True, slots=True)
class Side:
    """One claim with its report; claims of one `origin` (numbered from 1) count once."""

    claim: Claim
    report: Report
    origin: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Backed:
    """One value of one attribute with the reports behind it, and whether it is part of a dispute."""

    support: Support
    reports: tuple[Report, ...]
    disputed: bool


def sides(event: Event, index: Index) -> list[Side]:
    """Every claim of the event in order of telling."""
    told = [(index.claim[c], index.report[index.claim[c].report]) for c in event.claims if c in index.claim]
    told.sort(key=lambda pair: (_day(pair[1]), pair[0].report, pair[0].evidence.sentence, pair[0].id))
    number = _origins(told)
    return [Side(c, r, number[c.id], r.family if r.family and r.family != r.id else None) for c, r in told]


def values(event: Event, index: Index) -> list[tuple[str, list[Backed]]]:
    """Attribute by attribute, the chosen value first, each with who says so."""
    order = {name: n for n, name in enumerate(ORDER)}
    disputed = {(c.attribute, v.value) for c in event.conflicts if c.kind in DISPUTES for v in c.values}
    return [
        (name, [Backed(s, _behind(s, index), (name, s.value) in disputed) for s in supports])
        for name, supports in sorted(event.values, key=lambda v: (order.get(v[0], len(order)), v[0]))
    ]


def _behind(support: Support, index: Index) -> tuple[Report, ...]:
    ids = dict.fromkeys(index.claim[c].report for c in support.claims if c in index.claim)
    return tuple(sorted((index.report[r] for r in ids), key=lambda r: (_day(r), r.id)))


def _origins(told: Sequence[tuple[Claim, Report]]) -> dict[str, int]:
    """Claim id → number of its origin, in order of telling, by the same rule that counts origins."""
    looks = [profile(c, r, r.family or r.id) for c, r in told]
    joined = Joined(c.id for c, _ in told)
    if len(looks) * (len(looks) - 1) // 2 <= MOST_PAIRS:
        for a, b in combinations(looks, 2):
            if joined.find(a.claim.id) != joined.find(b.claim.id) and origins((a, b)) == 1:
                joined.join(a.claim.id, b.claim.id)
    numbers: dict[str, int] = {}
    return {c.id: numbers.setdefault(joined.find(c.id), len(numbers) + 1) for c, _ in told}


def _day(report: Report) -> date:
    return (report.published.end if report.published else None) or date.max
