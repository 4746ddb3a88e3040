"""One language's tables of quantities, compiled from `data/quantities/LANGUAGE.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.resolve.numerals import Numerals, either, load_table, numerals
from dateline.resolve.quantities.additions import added


@dataclass(frozen=True, slots=True)
class Harm:
    """Words that say what became of people: one entry of `harm` in the table."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    """Everything resolve/quantities knows of one language."""

    numerals: Numerals
    what: Mapping[str, str]  # lemma → schema's kind
    people: frozenset[str]
    happenings: frozenset[str]
    """What a year before it dates and does not count: "the 2023 floods"."""
    weapons: frozenset[str]
    vague: Mapping[str, float]
    pairs: Mapping[str, float]
    qualifiers: Mapping[str, str | None]
    casualty: Mapping[str, tuple[str, ...]]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    irregular: Mapping[str, str]
    stops: frozenset[str]
    harm: Mapping[str, Harm]
    between: tuple[str, ...]
    reaching: tuple[str, ...]
    harmed: re.Pattern[str]
    struck: re.Pattern[str]
    number: re.Pattern[str]  # for text in lower case, like the next three
    number_begins: re.Pattern[str]
    vague_pattern: re.Pattern[str]
    none_pattern: re.Pattern[str]
    symbols: int  # letters of the longest currency symbol
    qualifier: re.Pattern[str]
    label_before: re.Pattern[str]
    masks: re.Pattern[str]
    masks_plain: re.Pattern[str]  # the same for a text without "@"

    def lemma(self, word: str) -> str:
        """The singular of a noun: "rockets" → "rocket", "servicemen" → "serviceman"."""
        plain = word.lower()
        if plain in self.irregular:
            return self.irregular[plain]
        if plain.endswith("ies") and len(plain) > 4:
            return plain[:-3] + "y"
        if plain.endswith(("ches", "shes", "sses", "xes")):
            return plain[:-2]
        if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > 3:
            return plain[:-1]
        return plain

    def known(self, lemma: str) -> bool:
        """Whether this noun is one that reports count."""
        return lemma in self.people or lemma in self.what or lemma in self.weapons or lemma in self.units


_AT = r"|\S+@\S+\.\w+|@\w+"
_MASKS = (
    r"(?:https?://|www\.)\S+%s|#\w+"  # addresses, tags
    r"|\+?\(?\d{2,4}\)?(?:[\s.-]\(?\d{2,4}\)?){2,}(?!\s?(?:million|people))|\+\d[\d\s()-]{6,}\d"  # telephone numbers
    r"|\b\d+(?:\.\d+){2,}\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{5,}-\d+\b"  # versions, 9/11, files
    r"|\b[A-Za-z]+-?\d[\w.-]*|\b\d+[A-Za-z]+-\d+\w*|\b\d(?:st|nd|rd|th)\b"  # K1, COVID-19, F-16
)


def _struck(code: str) -> re.Pattern[str]:
    """What stands right behind people who were hit: "with a gunshot wound", "was taken to a hospital"."""
    rows = load_table("quantities", f"counting.{code}.yaml")["struck"]
    return re.compile(rf",?\s+(?:and |who )?(?:{'|'.join(rows)})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def language(key: str = "en") -> Language:
    """A language's compiled tables. Only "en" is shipped; FileNotFoundError for another. A key of `with_additions` adds
    a user's own."""
    code, _, folder = key.partition("@")
    table: dict[str, Any] = load_table("quantities", f"{code}.yaml")
    if folder:
        table = added(table, Path(folder.rpartition("#")[0]))
    numbers = numerals(code)
    symbols = either(c for c in table["currencies"] if not c[-1].isalpha())
    number = (
        rf"(?P<symbol>(?<![\w$])(?:{symbols}))?\s?(?P<number>(?<![\w.,:/-]){numbers.pattern}"
        rf"|(?<=[$€£¥₹₽₴₺₪]){numbers.pattern}|(?<=[$€£¥₹₽₴₺₪]\s){numbers.pattern})"
        rf"(?:(?P<to>\s?[-–—]\s?|\s+(?:to|or)\s+|\s+and\s+)(?P<symbol2>{symbols})?(?P<high>{numbers.pattern})(?![\d]))?"
    )
    vague = {str(k): float(v) for k, v in table["vague"].items()}
    pairs = {str(k): float(v) for k, v in table["pairs"].items()}
    outcomes = [word for harm in table["harm"].values() for word in harm["adjectives"]]
    return Language(
        numerals=numbers,
        what={lemma: kind for kind, lemmas in table["what"].items() for lemma in lemmas},
        people=frozenset(table["people"]),
        happenings=frozenset(table["happenings"]),
        weapons=frozenset(table["weapons"]),
        vague=vague,
        pairs=pairs,
        qualifiers=table["qualifiers"],
        casualty={k: tuple(v) for k, v in table["casualty"].items()},
        currencies=table["currencies"],
        units=table["units"],
        irregular=table["irregular"],
        stops=frozenset(table["stops"]),
        harm={
            k: Harm(*(frozenset(v[part]) for part in ("verbs", "nouns", "adjectives")))
            for k, v in table["harm"].items()
        },
        between=tuple(table["between"]),
        reaching=tuple(table["reaching"]),
        struck=_struck(code),
        harmed=re.compile(rf"(?:\s+(?:{either(table['between'])}))*\s+(?:{either(outcomes)})\b", re.IGNORECASE),
        number=re.compile(number),
        number_begins=re.compile(numbers.begins),
        symbols=max(map(len, table["currencies"])),
        vague_pattern=re.compile(rf"(?<![\w-])(?:{either([*vague, *pairs])})(?!\w)"),
        none_pattern=re.compile(
            rf"(?<!\w)(?:(?P<nobody>{either(table['nobody'])})|(?P<zero>{either(table['none_words'])}))(?!\w)"
        ),
        qualifier=re.compile(rf"(?<!\w)({either(table['qualifiers'])})\s+(?:the\s+|an?\s+)?$", re.IGNORECASE),
        label_before=re.compile(rf"(?<!\w)(?:{either(table['label_before'])})[\s-]?\s?$", re.IGNORECASE),
        masks=re.compile(_MASKS % _AT),
        masks_plain=re.compile(_MASKS % ""),
    )
