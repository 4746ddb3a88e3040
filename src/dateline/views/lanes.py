"""Events on lanes over time: by type, by place or by party; where they crowd, as bundles with a count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dateline.model import Event
from dateline.views.index import NONE, Index, Mask, Numbers, Tags

ROWS = 3  # events that stand above each other in one column of a lane; more become a bundle
COLUMNS = 80
LANES = 12
AROUND = 14  # days before the first and after the last telling
EDGE = 0.02  # of the events on either side that do not stretch the window


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on a lane: from its first to its last day, in row 0, 1 or 2."""

    event: Event
    first: date
    last: date
    row: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """More events within a few days than a lane has rows for."""

    first: date
    last: date
    events: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Lane:
    """All events of one type, place or party within the window."""

    key: str
    total: int
    marks: tuple[Mark, ...]
    bundles: tuple[Bundle, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The window and its lanes, fullest first; `outside` and `undated` events are not on it, `more` lanes neither."""

    first: date
    last: date
    lanes: tuple[Lane, ...]
    shown: int
    outside: int
    undated: int
    more: int


def lanes(
    index: Index, among: Mask, by: str, since: date | None, until: date | None, most: int = LANES
) -> Lanes | None:
    """Lay the events of a mask out on the `most` fullest lanes. None when none of them has a day."""
    dated = among & (index.start != NONE)
    window = _window(index, dated, since, until)
    if window is None:
        return None
    first, last = window
    inside = dated & (index.end >= first) & (index.start <= last)
    tags = {"type": index.types, "place": index.place_keys, "party": index.party_keys}[by]
    counted = tags.counted(inside)
    width = max(1, -(-(last - first + 1) // COLUMNS))
    made = [_lane(index, tags, key, n, inside, first, width) for key, n in counted[:most]]
    return Lanes(
        date.fromordinal(first),
        date.fromordinal(last),
        tuple(made),
        int(inside.sum()),
        int((dated & ~inside).sum()),
        int((among & ~dated).sum()),
        max(0, len(counted) - most),
    )


def _window(index: Index, dated: Mask, since: date | None, until: date | None) -> tuple[int, int] | None:
    """First and last day shown: as asked for, else so that all but a few strays are on it."""
    starts = np.sort(index.start[dated])
    if not len(starts):
        return None
    edge = int(len(starts) * EDGE)
    low, high = int(starts[edge]), int(np.sort(index.end[dated])[len(starts) - 1 - edge])
    told = index.told_first[dated & (index.told_first != NONE)]
    if len(told):  # what the reports look back on, and far ahead to, is outside: they are of their own days
        low, high = max(low, int(told.min()) - AROUND), min(high, int(index.told_last[dated].max()) + AROUND)
    pad = max(1, (high - low) // 40)
    first = since.toordinal() if since else low - pad
    last = until.toordinal() if until else high + pad
    return first, max(first, last)


def _lane(index: Index, tags: Tags, key: str, total: int, inside: Mask, first: int, width: int) -> Lane:
    positions = np.flatnonzero(tags.mask(key.__eq__) & inside)
    columns = (np.maximum(index.start[positions], first) - first) // width
    marks: list[Mark] = []
    free = [0] * ROWS  # the day from which each row has room again
    bundles: list[Bundle] = []
    for column, members in _grouped(columns, positions):
        if len(members) <= ROWS:
            marks += _placed(index, members, free, width)
        else:
            start = date.fromordinal(first + column * width)
            disputed = int(index.disputed[members].sum())
            bundles.append(Bundle(start, start + timedelta(days=width - 1), len(members), disputed))
    return Lane(key, total, tuple(marks), tuple(bundles))


def _placed(index: Index, members: Numbers, free: list[int], width: int) -> Iterator[Mark]:
    """Each event in the first row with room; where none has, in the one that will have it first."""
    for n in members.tolist():
        start, end = int(index.start[n]), int(index.end[n])
        row = next((r for r in range(ROWS) if free[r] <= start), min(range(ROWS), key=free.__getitem__))
        free[row] = max(free[row], end + width)
        yield _mark(index, n, row)


def _grouped(columns: Numbers, positions: Numbers) -> Iterator[tuple[int, Numbers]]:
    order = np.argsort(columns, kind="stable")
    found, starts = np.unique(columns[order], return_index=True)
    for column, members in zip(found, np.split(positions[order], starts[1:]), strict=False):
        yield int(column), members


def _mark(index: Index, n: int, row: int) -> Mark:
    return Mark(index.events[n], date.fromordinal(int(index.start[n])), date.fromordinal(int(index.end[n])), row)
