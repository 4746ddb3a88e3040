"""The numbers and words that dating by the ledger runs on, from `data/dating/rules.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dateline.errors import DataError

_KEYS = {"growing", "stale_days", "reach", "match", "margin", "horizon", "saying", "fresh", "plain", "vague"}


@dataclass(frozen=True, slots=True)
class Rules:
    """`match` and `margin` are thousandths of log-odds, `stale_days` and `horizon` days."""

    growing: frozenset[str]
    stale_days: int
    reach: int
    match: int
    margin: int
    horizon: int
    saying: frozenset[str]
    fresh: frozenset[str]
    plain: frozenset[str]
    vague: frozenset[str]


@cache
def rules() -> Rules:
    """The shipped rules. Raises DataError when the file breaks its schema."""
    raw: Any = yaml.safe_load(files("dateline.data").joinpath("dating/rules.yaml").read_text("utf-8"))
    if not isinstance(raw, dict) or set(raw) != _KEYS:
        raise DataError(f"dating/rules.yaml: must hold exactly the keys {', '.join(sorted(_KEYS))}")
    numbers = [raw[k] for k in ("stale_days", "reach", "match", "margin", "horizon")]
    if not all(type(n) is int and n >= 0 for n in numbers):
        raise DataError("dating/rules.yaml: stale_days, reach, match, margin and horizon must be whole numbers")
    words = [frozenset(map(str, raw[k])) for k in ("saying", "fresh", "plain", "vague")]
    return Rules(frozenset(raw["growing"]), *numbers, *words)
