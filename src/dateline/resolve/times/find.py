"""Where the time expressions are, by the rules alone: longest match first, no two overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.resolve.times.language import Language, Rule, fields


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: characters `start`..`end` and the values of its groups."""

    start: int
    end: int
    rule: Rule
    fields: dict[str, Any]


def matches(text: str, lang: Language) -> list[list[Match]]:
    """For each stretch of text with time expressions, its rival matches, the longest first.

    The caller takes the first of a list that makes a time; a match may still turn out to be none.
    """
    found: list[Match] = []
    for order, rule in enumerate(lang.rules):
        for hit in rule.pattern.finditer(text):
            values = fields(rule, hit, lang)
            if values is None:
                continue
            start, end = hit.span("body") if "body" in rule.pattern.groupindex else hit.span()
            if end > start:
                values["order"] = order
                found.append(Match(start, end, rule, values))
    found.sort(key=lambda m: (m.start, -(m.end - m.start), m.fields["order"]))
    return _groups(found)


def _groups(found: list[Match]) -> list[list[Match]]:
    groups: list[list[Match]] = []
    reach = -1
    for match in found:
        if match.start >= reach:
            groups.append([])
        groups[-1].append(match)
        reach = max(reach, match.end)
    for group in groups:
        group.sort(key=lambda m: (-(m.end - m.start), m.fields["order"], m.start))
    return groups
