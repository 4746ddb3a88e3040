"""Parts of larger events: "three attacks in a week" and each of the three are told apart and tied, never merged.

An event told as several (`telling`) takes as parts the events of its kind, told as one, that fall within its days
and its place, and that no party parts from it. The tie is shown; it joins nothing, and origins are not shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.model import Event, Kind
from dateline.reconcile.features import comparable
from dateline.reconcile.knowledge import Weights
from dateline.reconcile.profile import PARTIES, PLACES, Profile

WITHIN = ("same-site", "same-city", "near", "contains", "same-country")
LONGEST = 400  # days of a series; a longer stretch is history, not a series
DAYS = 32  # of one drawer; a series lies in every drawer it reaches into
Drawer = tuple[str, int]
Reach = tuple[int, int] | None


def with_parts(events: Iterable[Event], looks: Mapping[str, Profile], w: Weights) -> tuple[Event, ...]:
    """The events, parts tied to the shortest series that takes them. Sorted by id."""
    row = sorted(events, key=lambda e: e.id)
    faces = {e.id: tuple(looks[c] for c in e.claims) for e in row if e.kind is Kind.EVENT}
    series = [e for e in row if e.id in faces and is_series(faces[e.id])]
    return tied(row, faces, drawers((e, reach_of(faces[e.id])) for e in series), faces, w)


def tied(
    row: Sequence[Event],
    near: Iterable[str],
    series: Mapping[Drawer, Sequence[str]],
    faces: Mapping[str, tuple[Profile, ...]],
    w: Weights,
) -> tuple[Event, ...]:
    """The events as given, those of `near` tied to the series that takes them; `series` by type and stretch of days."""
    if not series:
        return tuple(row)

    def about(kind: str, day: int) -> Sequence[str]:
        return series.get((kind, day // DAYS), ())

    wholes = {id: whole for id in near if (whole := whole_of(faces[id], about, faces, w))}
    return tuple(replace(e, part_of=wholes[e.id]) if e.id in wholes else e for e in row)


def is_series(face: Sequence[Profile]) -> bool:
    """Whether most of an event's claims tell several deeds."""
    return sum(p.series for p in face) * 2 > len(face)


def reach_of(face: Sequence[Profile]) -> Reach:
    """First and last day of a series, by its claims' stated days (a day of the telling when none is stated and the
    telling says how long: none)."""
    days = [(p.first, p.last) for p in face if p.first and p.last > p.first]
    if not days:
        return None
    first, last = min(d for d, _ in days), max(d for _, d in days)
    return (first, last) if last - first <= LONGEST else None


def drawers(series: Iterable[tuple[Event, Reach]]) -> dict[Drawer, list[str]]:
    """Series by type and stretch of days, so that an event looks at few."""
    found: dict[Drawer, list[str]] = defaultdict(list)
    for event, reach in series:
        if reach:
            for drawer in range(reach[0] // DAYS, reach[1] // DAYS + 1):
                found[event.type.value, drawer].append(event.id)
    return found


def whole_of(
    face: Sequence[Profile],
    series: Callable[[str, int], Iterable[str]],
    faces: Mapping[str, tuple[Profile, ...]],
    w: Weights,
) -> str | None:
    """The series that an event is part of. `series`: those of a type whose days may hold a day; `faces`: theirs."""
    dated = [p for p in face if p.first and p.first == p.last]
    if not dated or is_series(face):
        return None
    kinds = {p.claim.type.value for p in face}
    near = {s for kind in kinds for p in dated for s in series(kind, p.first)}
    fit = [s for s in near if _takes(faces[s], face, dated, w)]
    return min(fit, key=lambda s: (_length(faces[s]), s), default=None)


def _length(face: Sequence[Profile]) -> int:
    reach = reach_of(face)
    return reach[1] - reach[0] if reach else LONGEST


def _takes(whole: Sequence[Profile], part: Sequence[Profile], dated: Sequence[Profile], w: Weights) -> bool:
    reach = reach_of(whole)
    if reach is None or not any(reach[0] <= p.first <= reach[1] for p in dated):
        return False
    if not any(comparable(a, b, w) and _kind(a, b, w) for a in whole for b in part):
        return False
    places = [PLACES.compare(a.where, b.where) for a in whole for b in part if a.where >= 0 and b.where >= 0]
    if not places or not any(p in WITHIN for p in places):
        return False
    return not any(PARTIES.compare(x, y) == "different" for a in whole for b in part for x, y in ((a.doers, b.doers),))


def _kind(a: Profile, b: Profile, w: Weights) -> bool:
    x, y = a.claim.mode, b.claim.mode
    return x is None or y is None or x == y or (x, y) in w.mode_pairs
