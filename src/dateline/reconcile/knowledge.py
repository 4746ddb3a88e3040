"""The data that comparison runs on, from `data/reconcile/`: weights with their meaning, and words of no
weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.model import EventType

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reconcile"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    hollow: frozenset[str]
    nobody: frozenset[str]
    broad: frozenset[str]
    folk: frozenset[str]
    pointing: frozenset[str]
    auxiliary: frozenset[str]
    again: frozenset[str]
    several: frozenset[str]
    one_of: frozenset[str]
    often: frozenset[str]
    calling_off: frozenset[str]
    calendar: frozenset[str]
    disease: frozenset[str]
    fatal: frozenset[str]
    sequel: frozenset[str]
    places: frozenset[str]
    no_row: frozenset[str]
    plain: frozenset[str]
    ordinals: tuple[str, ...]  # in order: the first is 1


@dataclass(frozen=True, slots=True)
class Weights:
    """Points (log-odds, in thousandths) for each level of each feature, and what the levels are measured
    by."""

    event: Mapping[str, Mapping[str, int]]
    figure: Mapping[str, Mapping[str, int]]
    threshold: int  # mean points between two groups of claims above which they are one event
    propose: int  # points of a pair above which it starts a comparison of groups
    near_types: tuple[frozenset[str], ...]
    near_modes: tuple[frozenset[str], ...]
    slip_days: Mapping[str, int]  # by "type/mode" or type: how far two tellings' dates may lie apart
    standing: frozenset[str]  # quantities that stand until changed, against those counted anew each day
    tolls: frozenset[str] = frozenset()  # quantities that add up the harm of one thing, as long as it is counted
    type_pairs: frozenset[tuple[str, str]] = frozenset()  # pairs of one group of `near_types`, both ways
    mode_pairs: frozenset[tuple[str, str]] = frozenset()  # and of `near_modes`


@cache
def vocabulary() -> Vocabulary:
    lists = tuple(f.name for f in fields(Vocabulary))
    raw = _load("vocabulary.yaml", set(lists))
    bags = {k: frozenset(map(str, raw[k])) for k in lists if k != "ordinals"}
    return Vocabulary(**bags, ordinals=tuple(map(str, raw["ordinals"])))


@cache
def weights() -> Weights:
    """The shipped weights. Raises DataError when the file breaks its schema."""
    keys = {"event", "figure", "threshold", "propose", "near_types", "near_modes", "slip_days", "standing", "tolls"}
    raw = _load("weights.yaml", keys)
    types = {t.value for t in EventType}
    for named in (n for group in raw["near_types"] for n in group):
        if named not in types:
            raise DataError(f"weights.yaml: near_types: no event type is called {named!r}")
    return Weights(
        event=_points(raw["event"]),
        figure=_points(raw["figure"]),
        threshold=_milli(raw["threshold"]),
        propose=_milli(raw["propose"]),
        near_types=tuple(frozenset(g) for g in raw["near_types"]),
        near_modes=tuple(frozenset(g) for g in raw["near_modes"]),
        slip_days={str(k): int(v) for k, v in raw["slip_days"].items()},
        standing=frozenset(raw["standing"]),
        tolls=frozenset(raw["tolls"]),
        type_pairs=frozenset(p for g in raw["near_types"] for p in permutations(g, 2)),
        mode_pairs=frozenset(p for g in raw["near_modes"] for p in permutations(g, 2)),
    )


def _points(table: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, int]]:
    return {feature: {str(k): _milli(v) for k, v in levels.items()} for feature, levels in table.items()}


def _milli(points: float) -> int:
    """Whole thousandths: sums of whole numbers do not depend on the order of adding."""
    return round(float(points) * 1000)


def _load(name: str, keys: set[str]) -> dict[str, Any]:
    raw = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(raw, dict) or set(raw) != keys:
        raise DataError(f"{name}: must hold exactly the keys {', '.join(sorted(keys))}")
    return raw
