"""Whether English words around a date tell it as past, as future, or leave it open. Words only; no
parse yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from dateline.model import Span
from dateline.read.words import load

Telling = Literal["past", "future", "open"]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {key: tuple(str(piece) for piece in pieces) for key, pieces in load("tense.en.yaml").items()}


def pieces(key: str) -> str:
    """The alternatives of one list of tense.en.yaml, for use inside a group."""
    return "|".join(_lists()[key])


def words(key: str, after: str = "") -> re.Pattern[str]:
    """A pattern for any of the words of one list; `after` is what must follow them."""
    return re.compile(rf"\b(?:{pieces(key)})\b{after}", re.I)


_FUTURE, _SHAKY, _PAST, _STORY, _TOLD_BEFORE = map(words, ("future", "shaky", "past", "story", "told_before"))
_FEARED = words("feared", r"[^,;]{0,40}$")
_SURELY = words("past_for_sure", r"\s+(?:\w+day,? )?$")
_DEADLINE = re.compile(rf"\b(?:{pieces('deadline')})(?: (?:{pieces('deadline_fillers')}))*\s*$", re.I)
_ABBREVIATED = re.compile(rf"(?:\b(?:{pieces('abbreviations')})|\b[A-Z]\.[A-Z])\.$")
_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")


def sentences(text: str) -> Iterator[Span]:
    """Rough sentences, enough to tell what stands beside a date; abbreviations and line ends minded."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and _ABBREVIATED.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        if text[start : stop.end()].strip():
            yield Span(start, stop.end())
        start = stop.end()
    if text[start:].strip():
        yield Span(start, len(text))


def telling(sentence: str, start: int, end: int) -> Telling:
    """How the date at `start`:`end` of a sentence is told. "future" only when a present plan says so
    outright.
    """
    before = sentence[max(0, start - 90) : start]
    near = before[max(before.rfind(";"), before.rfind("—"), 0) :]
    if is_story(sentence):
        return "open"
    if _SURELY.search(near) and not _FUTURE.search(near):
        return "past"
    plans = _FUTURE.search(near)
    if plans and not _PAST.search(near[plans.end() :]):
        quoted = any(mark in sentence for mark in '"“”')
        return "open" if quoted or _TOLD_BEFORE.search(near[: plans.start()]) else "future"
    if _SHAKY.search(near[-70:]) or _DEADLINE.search(near):
        return "open"
    return "past" if _PAST.search(near[-60:]) else "open"


def is_story(sentence: str) -> bool:
    """Whether a sentence speaks of a novel or a film: its dates are nobody's."""
    return _STORY.search(sentence) is not None


def feared(sentence: str, start: int) -> bool:
    """Whether what is told at `start` is a fear, a plan or a condition rather than a fact."""
    return _FEARED.search(sentence[max(0, start - 90) : start]) is not None
