"""Where the time expressions are, by the rules alone: longest match first, no two overlapping."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.resolve.times.language import Language, Rule, fields, language, lowered


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: characters `start`..`end` and the values of its groups."""

    start: int
    end: int
    whole: int  # where the pattern began, before words that belong to the reading but not to the extent
    rule: Rule
    fields: dict[str, Any]


@lru_cache(maxsize=2)
def matches(text: str, code: str = "en") -> tuple[tuple[Match, ...], ...]:
    """For each stretch of text with time expressions, its rival matches, the longest first.

    The caller takes the first of a list that makes a time; a match may still turn out to be none. Times and
    quantities
    ask for the same text one after the other: the last answers are kept.
    """
    lang = language(code)
    found: list[Match] = []
    low = lowered(text)
    places = _anchor_places(low, lang)
    for order, rule in enumerate(lang.rules):
        for hit in _hits(rule, low, places):
            values = fields(rule, hit, text, lang)
            if values is None:
                continue
            start, end = hit.span(rule.body)
            if rule.skips and hit["skip"]:
                start = hit.end("skip")
            values["order"] = order
            found.append(Match(start, end, hit.start(rule.body), rule, values))
    found.sort(key=lambda m: (m.start, -(m.end - m.whole), m.fields["order"]))
    return _groups(found)


BEFORE, AFTER = 48, 56
"""How far a match may stretch before and after its anchor, in characters."""


def _anchor_places(low: str, lang: Language) -> dict[str, list[int]]:
    """Where each kind of anchor stands in a text in lower case."""
    return {name: [m.start() for m in pattern.finditer(low)] for name, pattern in lang.anchors.items()}


def _hits(rule: Rule, low: str, places: dict[str, list[int]]) -> Iterator[re.Match[str]]:
    """The rule's matches within reach of its anchors, each once."""
    anchors = sorted(a for need in rule.needs for a in places.get(need, ()))
    also = sorted(a for need in rule.also for a in places.get(need, ()))
    reached = 0
    for anchor in anchors:
        if anchor < reached or (rule.also and not _within(also, anchor - BEFORE, anchor + AFTER)):
            continue
        for hit in rule.pattern.finditer(low, max(reached, anchor - BEFORE), anchor + AFTER):
            reached = hit.end()
            yield hit


def _within(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _groups(found: list[Match]) -> tuple[tuple[Match, ...], ...]:
    groups: list[list[Match]] = []
    reach = -1
    for match in found:
        if match.start >= reach:
            groups.append([])
        groups[-1].append(match)
        reach = max(reach, match.end)
    for group in groups:
        group.sort(key=lambda m: (-(m.end - m.whole), m.fields["order"], m.start))
    return tuple(map(tuple, groups))
