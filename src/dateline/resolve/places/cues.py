"""Words that tell a place's kind, and words that stand before places: read from `data/places/words.en.yaml`, once.

Another language brings its own table.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_WORDS: dict[str, Any] = yaml.load(
    (files("dateline.data.places") / "words.en.yaml").read_text(encoding="utf-8"),
    Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
)

ACCEPTS = {
    "division": ("division", "region", "country"), "district": ("district", "division", "quarter"),
    "quarter": ("quarter", "district", "city"), "city": ("city", "quarter"), "site": ("site", "airport"),
}  # fmt: skip
"""The kinds of entry that a stated kind is content with."""

KIND_AFTER: dict[str, str] = _WORDS["kind_after"]
"""What a word after a name makes of it ("Kirkuk province")."""
SITE_NOUNS = frozenset(_WORDS["site_nouns"])
"""A name followed by one of these is a site, known to the gazetteer or not."""
HOUSES = SITE_NOUNS | frozenset(_WORDS["houses"])
"""Words of the names of buildings, streets and bodies, which may hold a town's name."""
STREETS: list[str] = _WORDS["streets"]
"""Capitalised words that make a street of the name before them."""
MISSIONS: list[str] = _WORDS["missions"]
"""Houses of one state in the capital of another."""
SITE_MIDDLE = frozenset(_WORDS["site_middle"])
"""Words that may stand between a name and its site noun."""
LOCATIVE = frozenset(_WORDS["locative"])
"""A capitalised name after one of these is likely a place."""
DIRECTIONS = frozenset(_WORDS["directions"])
TITLES = frozenset(_WORDS["titles"])
"""Capitalised words after a place that do not make it a person's surname."""
NEVER = frozenset(_WORDS["never"])
"""Words that are names of towns somewhere but not when they stand alone in running text."""
NO_NAMES = frozenset(_WORDS["no_names"])
"""Words of dates and abbreviated ranks, which name no place however many stand together."""
UNITS_KM: dict[str, float] = _WORDS["units_km"]
"""Kilometres in one of each unit of distance."""
