"""Bounds on a day of publication, each with its reason and what gave it, and the widest set that agrees.

A bound allows the days from `first` to `last`, both inclusive; None leaves that end open. What a report's own text
says is never overruled; bounds from other reports that cannot all be right are put to the vote: the days that most of
them allow stay, and the others are named as left out. Where two camps are equal, the days of both stay, with
those between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model import Interval

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bound:
    """Days that one piece of evidence leaves open. `given_by` names the event or figure: one vote each."""

    first: date | None
    last: date | None
    reason: str
    given_by: str
    reports: tuple[str, ...] = ()
    timed: bool = False  # the undated text has a time word of its own for the deed

    def allows(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def told(self) -> str:
        """ "2020-03-19..2020-03-25: ... (e1, iraq-022)"."""
        return f"{ends(self.first, self.last)}: {self.reason} ({', '.join((self.given_by, *self.reports))})"


@dataclass(frozen=True, slots=True)
class Agreed:
    """The days that the agreeing bounds leave, and which bounds count and which do not."""

    first: date | None
    last: date | None
    kept: tuple[Bound, ...] = ()
    left_out: tuple[Bound, ...] = ()

    @property
    def deciding(self) -> tuple[Bound, ...]:
        """The bounds that set an end."""
        lower = {b for b in self.kept if b.first is not None and b.first == self.first}
        upper = {b for b in self.kept if b.last is not None and b.last == self.last}
        return tuple(b for b in self.kept if b in lower | upper)


def ends(first: date | None, last: date | None) -> str:
    """ "2020-03-19", "2020-03-19..2020-03-25", "from 2020-03-19", "until 2020-03-25", "open"."""
    if first is None and last is None:
        return "open"
    if first is None or last is None:
        return f"from {first}" if first else f"until {last}"
    return str(first) if first == last else f"{first}..{last}"


def agree(text: Interval, bounds: Iterable[Bound]) -> Agreed:
    """The days within `text` that most bounds allow. The same for any order of the bounds."""
    every = sorted(_joined(bounds), key=_order)
    inside = [b for b in every if _meets(b, text)]
    outside = [b for b in every if not _meets(b, text)]
    pieces = _pieces(text, inside)
    votes = [(len({b.given_by for b in inside if _covers(b, *p)}), p) for p in pieces]
    most = max((n for n, _ in votes), default=0)
    best = [p for n, p in votes if n == most]
    if not best:
        return Agreed(text.start, text.end, (), tuple(outside))
    first, last = best[0][0], best[-1][1]
    kept = [b for b in inside if _within(b, first, last)]
    return Agreed(first, last, tuple(kept), tuple(b for b in every if b not in kept))


def _joined(bounds: Iterable[Bound]) -> list[Bound]:
    """One bound for each giver: what all its bounds allow; those that do not fit together stay as they are."""
    groups: dict[str, list[Bound]] = defaultdict(list)
    for b in sorted(set(bounds), key=_order):
        groups[b.given_by].append(b)
    return [b for group in groups.values() for b in _narrowed(group)]


def _narrowed(group: Sequence[Bound]) -> list[Bound]:
    first = max((b.first for b in group if b.first), default=None)
    last = min((b.last for b in group if b.last), default=None)
    if len(group) == 1 or (first and last and first > last):
        return list(group)
    telling = [b for b in group if (first and b.first == first) or (last and b.last == last)] or list(group)
    reason = "; ".join(dict.fromkeys(b.reason for b in telling))
    return [Bound(first, last, reason, group[0].given_by, tuple(sorted({r for b in group for r in b.reports})))]


def _order(b: Bound) -> tuple[str, str, str, str]:
    return str(b.first or ""), str(b.last or ""), b.given_by, b.reason


def _meets(b: Bound, text: Interval) -> bool:
    early = b.last is not None and text.start is not None and b.last < text.start
    late = b.first is not None and text.end is not None and b.first > text.end
    return not early and not late and not (b.first and b.last and b.first > b.last)


def _within(b: Bound, first: date | None, last: date | None) -> bool:
    """Whether a bound allows all of the days that were agreed on."""
    low = b.first is None or (first is not None and b.first <= first)
    high = b.last is None or (last is not None and b.last >= last)
    return low and high


Piece = tuple[date | None, date | None]


def _pieces(text: Interval, bounds: Sequence[Bound]) -> list[Piece]:
    """The text's days cut wherever a bound begins or ends, in order."""
    cuts = {b.first for b in bounds if b.first} | {b.last + DAY for b in bounds if b.last and b.last < date.max}
    inner = sorted(c for c in cuts if (text.start is None or c > text.start) and (text.end is None or c <= text.end))
    starts: list[date | None] = [text.start, *inner]
    lasts: list[date | None] = [*(c - DAY for c in inner), text.end]
    return list(zip(starts, lasts, strict=True))


def _covers(b: Bound, first: date | None, last: date | None) -> bool:
    """Whether a bound allows a piece; pieces are cut at all bounds, so they lie inside or outside whole."""
    if b.first is not None and (first is None or first < b.first):
        return False
    return not (b.last is not None and (last is None or last > b.last))
