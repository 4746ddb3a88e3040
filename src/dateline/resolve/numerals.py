"""Numerals: the pattern that finds them and the value they have, in digits, words or both ("1.2 million").

Times and quantities share this. The words are data (`data/quantities/numbers.LANGUAGE.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def load_table(folder: str, name: str) -> Any:
    """A shipped YAML table of words, `data/FOLDER/NAME`."""
    text = (files("dateline.data") / folder / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def either(words: Iterable[str], space: str = r"\s+") -> str:
    """A pattern alternative of literal words, longest first, so that "sept" does not hide "september"; those of one
    first letter together, so that a search looks at no others."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_letter.setdefault(word[:1], []).append(re.escape(word[1:]).replace(r"\ ", space))
    groups = ((re.escape(first), rests) for first, rests in by_letter.items())
    return "|".join(first + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})") for first, rests in groups)


@dataclass(frozen=True, slots=True)
class Numerals:
    """One language's numerals. `pattern` matches any cardinal of a text in lower case; see `value`. `begins` matches
    where one may begin, and is soon found."""

    values: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    dozen: dict[str, int]
    joins: frozenset[str]
    half: str
    ordinals: dict[str, int]
    words: str
    pattern: str
    begins: str
    years: str
    centuries: dict[str, int]

    def value(self, text: str) -> float | None:
        """The value of a cardinal, or None: "1,200" → 1200, "two dozen" → 24, "3.5m" → 3500000."""
        plain = " ".join(text.lower().replace("-", " ").split())
        if match := _HEAD.match(plain):
            return self._scaled(float(match[1].replace(",", "")), plain[match.end() :].split())
        return self._spelled(plain.split())

    def _scaled(self, number: float, rest: list[str]) -> float | None:
        for word in rest:
            factor = self.scales.get(word) or self.suffixes.get(word) or self.dozen.get(word)
            if factor is None:
                return None
            number *= factor
        return round(number, 6)

    def _spelled(self, words: list[str]) -> float | None:
        total, part, seen = 0.0, 0.0, False
        for word in words:
            if word in self.joins or word in ("a", "an", "of", ","):
                continue
            if word == self.half:
                part, seen = 0.5, True
            elif (value := self.values.get(word)) is not None:
                part, seen = part + value, True
            elif factor := self.dozen.get(word):
                part, seen = (part or 1) * factor, True
            elif factor := self.scales.get(word):
                part, seen = (part or 1) * factor, True
                if factor >= 1000:
                    total, part = total + part, 0.0
            else:
                return None
        return total + part if seen else None

    def year(self, text: str) -> int | None:
        """A year in digits or as it is said: "1996", "nineteen ninety-six" and "nineteen oh five"; None for no year."""
        plain = text.lower().replace("-", " ").split()
        if len(plain) == 1:
            return int(plain[0]) if plain[0].isdigit() else None
        century, rest = self.centuries.get(plain[0]), plain[1:]
        if rest[-1] in self.scales and century is not None:
            return century if self.scales[rest[-1]] == 100 else None
        value = self._spelled([word for word in rest if word in self.values])
        return None if century is None or value is None else century + int(value)

    def ordinal(self, text: str) -> int | None:
        """ "third", "3rd" and "twenty third" → 3, 3, 23; None for what is no ordinal below 32."""
        plain = "-".join(text.lower().replace("-", " ").split())
        if plain in self.ordinals:
            return self.ordinals[plain]
        match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", plain)
        return int(match[1]) if match else None


_HEAD = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*")


@lru_cache(maxsize=8)
def numerals(language: str = "en") -> Numerals:
    """The numerals of a language; only "en" is shipped. KeyError and the like mean a broken table."""
    table = load_table("quantities", f"numbers.{language}.yaml")
    unit, teen, ten = either(table["units"]), either(table["teens"]), either(table["tens"])
    hundred = next(w for w, v in table["scales"].items() if v == 100)
    large = either(w for w, v in table["scales"].items() if v >= 1000)
    dozen, joins = either(table["dozen"]), either(table["joins"])
    small = rf"(?:(?:{ten})(?:[-\s](?:{unit})\b)?|{teen}|{unit})"
    below = rf"(?:(?:{small}|an?)[-\s]{hundred}(?:(?:\s+(?:{joins}))?\s+{small})?|{small})"
    words = (
        rf"(?:{below}|an?)[-\s](?:{large})(?:,?(?:\s+(?:{joins}))?\s+{below}(?:[-\s](?:{large}))?)*"
        rf"|(?:{small}|an?|{table['half']}(?:\s+an?)?)[-\s](?:{dozen})|{below}"
    )
    late = rf"(?:(?:{ten})(?:[-\s](?:{unit})\b)?|{teen}|(?:{either(table['zero_before'])})[-\s](?:{unit})|{hundred})"
    suffix = either(table["suffixes"])
    digits = rf"(?:{DIGITS})(?:[-\s](?:{large}|{dozen}|{hundred})\b|(?:{suffix})\b)?"
    return Numerals(
        values={**table["units"], **table["teens"], **table["tens"]},
        scales=table["scales"],
        suffixes=table["suffixes"],
        dozen=table["dozen"],
        joins=frozenset(table["joins"]),
        half=table["half"],
        ordinals=table["ordinals"],
        words=words,
        pattern=rf"(?:{digits}|\b(?:{words})\b)",
        begins=rf"\d|\b(?:{ten}|{teen}|{unit}|{table['half']}|an?[-\s](?:{large}|{dozen}|{hundred}))",
        years=rf"\b(?:{either(table['centuries'])})[-\s]{late}\b(?!-)",
        centuries=table["centuries"],
    )
