"""A text as its lines, with their places in it: what a desk editor's eye runs down."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the white space around it. `gap` says that a blank line
    comes before.
    """

    span: Span
    text: str
    gap: bool


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of `text` that hold anything, in order."""
    found: list[Line] = []
    start, gap = 0, True
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            begin = start + len(raw) - len(raw.lstrip())
            found.append(Line(Span(begin, begin + len(words)), words, gap))
        gap = not words
        start += len(raw) + 1
    return tuple(found)


def within(line: Line, start: int, end: int) -> Span:
    """The span in the text of characters `start` to `end` of a line."""
    return Span(line.span.start + start, line.span.start + end)
