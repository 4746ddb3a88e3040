"""Figures that only grow: a smaller number is an older one.

Which quantities grow is data; whether a series of the ledger did is checked: what breaks its growth takes no part. A
number of newly counted ones ("47 new cases") is not a total and belongs to no series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.dating.rules import rules
from dateline.model import Claim, Count, Kind
from dateline.reconcile.names import fold
from dateline.reconcile.values import of_key

Series = tuple[str, str, str]
"""What is counted, whose, where (the place's id or folded name)."""


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One number of a series, the day it stands on, and the report that printed it."""

    day: date
    value: float
    report: str


def series_of(claim: Claim, text: str) -> Iterator[tuple[Series, float]]:
    """The growing totals that a figure claim states."""
    if claim.kind is not Kind.FIGURE or claim.place is None:
        return
    where = claim.place.id or fold(claim.place.name)
    for count in claim.counts:
        total = count.part_of is None and count.qualifier not in rules().vague
        if count.what in rules().growing and total and not _fresh(claim, count, text):
            yield (count.what, _whose(count), where), count.value


def near(a: float, b: float) -> bool:
    """Whether two numbers are close enough to be of one series."""
    return min(a, b) > 0 and max(a, b) <= rules().reach * min(a, b)


def steady(told: Sequence[Told]) -> list[Told]:
    """A series without what breaks its growth: while some number is larger than one of a later day, those that do so
    most are left out (of a lone pair, both)."""
    left = list(told)
    while left:
        clashes = [sum(_shrinks(a, b) or _shrinks(b, a) for b in left) for a in left]
        if not (worst := max(clashes)):
            break
        left = [t for t, n in zip(left, clashes, strict=True) if n < worst]
    return left


def _shrinks(a: Told, b: Told) -> bool:
    return a.day < b.day and a.value > b.value


def _whose(count: Count) -> str:
    """Whom a count counts, without the words that only name the counted ("confirmed cases")."""
    return " ".join(w for w in of_key(count.of).split() if w not in rules().plain)


def _fresh(claim: Claim, count: Count, text: str) -> bool:
    span = count.span or claim.evidence.sentence
    around = text[max(0, span.start - 12) : span.end + 24]
    return _new().search(around) is not None


@cache
def _new() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(rules().fresh))})\b", re.I)
