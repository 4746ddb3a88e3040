"""What word splitting knows of a language, read from data/tokens/<code>.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class WordLists:
    """What data/tokens/<code>.yaml holds, as sets of lower-case entries."""

    abbreviations: frozenset[str]
    before_number: frozenset[str]
    capitalised: frozenset[str]
    not_last: frozenset[str]
    dotted: frozenset[str]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    hyphenated: frozenset[str]
    slashed: frozenset[str]
    contractions: dict[str, tuple[str, ...]]
    clitics: frozenset[str]
    apostrophe_first: frozenset[str]
    units: frozenset[str]
    money_units: frozenset[str]


def load_wordlists(code: str = "en") -> WordLists:
    """Read data/tokens/<code>.yaml. Contractions become {word: its parts}."""
    path = resources.files("dateline") / "data" / "tokens" / f"{code}.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    sets = {key: frozenset(str(value).split()) for key, value in raw.items()}
    contractions = {c.replace("|", ""): tuple(c.split("|")) for c in sets.pop("contractions")}
    prefixes = sets.pop("prefixes") - sets.pop("parting_prefixes")
    return WordLists(contractions=contractions, prefixes=prefixes, **sets)
