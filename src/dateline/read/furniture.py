"""What in a text is not the story: credits, corrections, navigation, captions; found line by line from
data.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dateline.errors import DataError
from dateline.model import Furniture, Span
from dateline.read.lines import Line
from dateline.read.words import load

KINDS = {"credit", "contact", "correction", "copyright", "date", "caption", "navigation", "separator"}
_KEYS = {"kind", "exact", "starts", "contains", "pattern", "most", "section"}
_PROSE = 140  # a line this long, or one that ends a sentence, is a story's and no link's
_BRACKETED = re.compile(
    r"[(\[](?:(?:Additional |With |Further |Extra )?[Rr]eporting|Writing|Written|Edit(?:ed|ing)|"
    r"Compil(?:ed|ing)|"
    r"Translat(?:ed|ing)|Correspondents?|Graphics?|Photograph(?:y|s)|Produc(?:ed|tion)|Reported|"
    r"Correct(?:s|ed|ing|ion)|Refiles|Recasts|Updates|Adds|Removes|Changes|Repeats)\b[^()\[\]\n]{0,500}[)\]]"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of masthead.en.yaml."""

    kind: str
    exact: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    pattern: re.Pattern[str] | None
    most: int
    section: bool

    def fits(self, line: str, folded: str) -> bool:
        """`folded` is the line in lower case without the marks around it."""
        if len(line) > self.most:
            return False
        if folded in self.exact or line.casefold().startswith(self.starts):
            return True
        if self.contains and any(words in line.casefold() for words in self.contains):
            return True
        return self.pattern is not None and self.pattern.fullmatch(line) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules. Raises `DataError` naming the entry that breaks the schema."""
    return tuple(rule_of(entry, number) for number, entry in enumerate(load("masthead.en.yaml"), 1))


def rule_of(entry: Any, number: int) -> Rule:
    where = f"data/read/masthead.en.yaml, entry {number}"
    if not isinstance(entry, dict) or entry.get("kind") not in KINDS:
        raise DataError(f"{where}: kind must be one of {', '.join(sorted(KINDS))}")
    if unknown := set(entry) - _KEYS:
        raise DataError(f"{where}: no such key: {', '.join(sorted(map(str, unknown)))}")
    if not {"exact", "starts", "contains", "pattern"} & set(entry):
        raise DataError(f"{where}: needs exact, starts, contains or pattern")
    pattern = entry.get("pattern")
    return Rule(
        entry["kind"],
        frozenset(fold(words) for words in entry.get("exact", ())),
        tuple(entry.get("starts", ())),
        tuple(entry.get("contains", ())),
        re.compile(pattern) if pattern else None,
        int(entry.get("most", 120)),
        bool(entry.get("section", False)),
    )


def fold(line: str) -> str:
    """A short line compared without case and the marks around it: "Load More »" is "load more"."""
    return line.casefold().strip(" \t:.»›>…!|•*-–—[]▼▾→+#").strip()


def furniture_of(lines: Sequence[Line], text: str) -> Iterator[Furniture]:
    """Whole lines that are furniture, then credits in brackets inside paragraphs. Spans may touch,
    never overlap.
    """
    taken: list[Furniture] = []
    in_section = False
    for position, line in enumerate(lines):
        rule = _rule_for(line.text)
        if in_section and rule is None:
            in_section = not _is_prose(line.text)
        if rule is not None or in_section:
            taken.append(Furniture(line.span, rule.kind if rule else "navigation"))
        if rule is not None and rule.section:
            in_section = _opens_list(lines[position + 1 :])
    yield from taken
    for match in _BRACKETED.finditer(text):
        span = Span(match.start(), match.end())
        nearest = bisect(taken, span.end, key=lambda item: item.span.start) - 1  # lines come in order
        if nearest < 0 or not taken[nearest].span.overlaps(span):
            yield Furniture(span, "correction" if match[0][1:8].lower() in _CORRECTING else "credit")


_CORRECTING = {"correct", "refiles", "recasts", "updates", "removes", "changes", "repeats"}


@lru_cache(maxsize=4096)
def _rule_for(line: str) -> Rule | None:
    if len(line) > 600:
        return None
    folded = fold(line)
    return next((rule for rule in rules() if rule.fits(line, folded)), None)


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE or (len(line) > 60 and line.rstrip("\"”’')").endswith((".", "?", "!")))


def _opens_list(after: Sequence[Line]) -> bool:
    """The lines up to the next prose read like links; none of them does when prose follows at once."""
    return not after or not _is_prose(after[0].text)
