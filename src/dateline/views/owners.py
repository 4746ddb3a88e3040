"""Whose a strength is, where its count does not say so: by the words about the number in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from dateline.errors import DataError
from dateline.model import Claim, Count
from dateline.views.rules import FOLDER

MOST = 4  # words of a subject: more are no name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    before: re.Pattern[str]  # subject and verb that end right before a number
    after: re.Pattern[str]  # the word that says whose, after it
    nobody: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """`data/state/owners.en.yaml`. Raises DataError when it breaks its schema."""
    raw = yaml.safe_load((FOLDER / "owners.en.yaml").read_text(encoding="utf-8"))
    if set(raw) != {"having", "about", "of_them", "nobody"}:
        raise DataError("owners.en.yaml: must hold exactly the keys having, about, of_them, nobody")
    having, about, of_them = ("|".join(map(re.escape, raw[k])) for k in ("having", "about", "of_them"))
    word = r"[^\W\d_][\w.'’-]*"
    who, roughly = rf"(?P<who>{word}(?: {word}){{0,{MOST - 1}}})(?:, wh\w+)?", rf"(?: (?:{about}))"
    before = rf"(?:^|[,;:“\"]\s*)(?:[Tt]he )?{who}{roughly}? (?:{having}){roughly}*\s*$"
    after = rf"^(?: {word})?,? (?:{of_them}) (?P<who>[A-Z]\w+)"
    return Vocabulary(re.compile(before), re.compile(after), frozenset(map(str, raw["nobody"])))


def owner(text: str, claim: Claim, count: Count) -> str | None:
    """Who has the people counted, as the report words it ("coalition", "Britain", "American troops"); None when the
    words about the number do not say, or name nobody in particular."""
    sentence, at = claim.evidence.sentence, count.span
    if at is None or not sentence.start <= at.start <= at.end <= sentence.end:
        return None
    known = vocabulary()
    if part := known.after.search(text[at.end : sentence.end]):
        return f"{part['who']} {count.what.removeprefix('other:')}"
    whole = known.before.search(text[sentence.start : at.start])
    return whole["who"] if whole and whole["who"].split()[-1].lower() not in known.nobody else None
