"""What a copy changes: the words in which one text of a family departs from another, with both places.

Words are aligned (Ratcliff and Obershelp 1988, as in difflib); a stretch that differs is `number` when its figures
do (110 cases printed as 124), `wording`, `left out` or `added`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from dateline.model import Report, Span

Sort = Literal["number", "wording", "left out", "added"]
_WORD = re.compile(r"\d[\d.,]*\d|\w+(?:['’]\w+)?")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Alteration:
    """One departure of `copy` from `first`: spans of both texts (empty ones where words are left out or added)."""

    first: str
    copy: str
    sort: Sort
    was: Span
    now: Span


def altered(first: Report, copy: Report) -> tuple[Alteration, ...]:
    """Every departure of one report's text from another's, in order of the copy; furniture aside."""
    a, b = _words(first), _words(copy)
    matcher = SequenceMatcher(None, [w for w, _ in a], [w for w, _ in b], autojunk=False)
    return tuple(
        Alteration(first.id, copy.id, sort, _span(a, i, j, first), _span(b, k, m, copy))
        for tag, i, j, k, m in matcher.get_opcodes()
        if tag != "equal"
        for sort in [_sort(a[i:j], b[k:m])]
    )


def alterations(reports: Iterable[Report], families: Mapping[str, str]) -> Iterator[Alteration]:
    """What each copy of a family changes against the one printed first (by day, then id)."""
    kin: dict[str, list[Report]] = {}
    for report in reports:
        kin.setdefault(families.get(report.id, report.id), []).append(report)
    for _, members in sorted(kin.items()):
        first, *copies = sorted(members, key=_printed)
        for copy in copies:
            yield from altered(first, copy)


def _printed(report: Report) -> tuple[str, str]:
    day = report.published.start if report.published else None
    return (str(day) if day else "9999"), report.id


def _words(report: Report) -> list[tuple[str, Span]]:
    found = ((m.group().casefold(), Span(m.start(), m.end())) for m in _WORD.finditer(report.text))
    idle = [f.span for f in report.furniture]
    return [(w, s) for w, s in found if not any(i.overlaps(s) for i in idle)]


def _sort(was: list[tuple[str, Span]], now: list[tuple[str, Span]]) -> Sort:
    if not was or not now:
        return "added" if now else "left out"
    before, after = (sorted(w for w, _ in side if _NUMBER.search(w)) for side in (was, now))
    return "number" if before != after and before and after else "wording"


def _span(words: list[tuple[str, Span]], start: int, end: int, report: Report) -> Span:
    """From the first to the last word of a stretch; of none, the point where they would stand."""
    if start < end:
        return Span(words[start][1].start, words[end - 1][1].end)
    at = words[start][1].start if start < len(words) else len(report.text)
    return Span(at, at)
