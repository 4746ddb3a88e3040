"""Events as a map takes them: columns of numbers, and the places they are at with how well each is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dateline.export.geojson import uncertainty
from dateline.model import Place
from dateline.views.index import Index, Mask, key_of


@dataclass(frozen=True, slots=True)
class Mapped:
    """`at`, `start`, `end`, `type` and `open` are columns over events in order of day: number of the place, ordinals
    of days (-1 unknown), number of the type, and 1 for what is not told as having happened."""

    places: tuple[Place, ...]
    keys: tuple[str, ...]
    kilometres: tuple[float, ...]
    types: tuple[str, ...]
    at: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    type: tuple[int, ...]
    open: tuple[int, ...]
    unplaced: int  # events without a place, or with one that has no coordinates


def mapped(index: Index, among: Mask) -> Mapped:
    """The events of a mask that have a place on the map."""
    numbers: dict[str, int] = {}
    places: list[Place] = []
    types: dict[str, int] = {}
    rows: list[tuple[int, int, int, int, int]] = []
    positions = np.flatnonzero(among)
    for n in positions.tolist():
        event = index.events[n]
        place = event.place
        if place is None or (place.lat is None and not (place.precision == "country" and place.country)):
            continue
        key = key_of(place)
        if key not in numbers:
            numbers[key] = len(places)
            places.append(place)
        kind = types.setdefault(event.type.value, len(types))
        still = int(event.status.value not in ("happened", "ongoing"))
        rows.append((numbers[key], int(index.start[n]), int(index.end[n]), kind, still))
    columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
    return Mapped(
        tuple(places),
        tuple(numbers),
        tuple(uncertainty(p) or 0.0 for p in places),
        tuple(types),
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        len(positions) - len(rows),
    )
