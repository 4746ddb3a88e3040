"""Text to paragraphs, the encoder's unit.

A paragraph ends at a blank line, and at a line break unless the text is hard-wrapped (agency copy at 60 to
80 columns), where a line break inside a paragraph is only white space. Lists, tables and indented lines keep
their lines. A paragraph may be of any length: the encoder reads a long one in windows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Span
from dateline.parse.tokens import Layout, is_blank, plain

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪●◦‣>|+#]|\(?(?:\d{1,2}|[a-zA-Z])[.)](?=\s))")
_ENDED = re.compile(r"[.!?:;…]['\"’”»)\]]*\s*$")
_WIDEST, _NARROWEST = 100, 45  # columns between which copy is wrapped by hand or by wire
_SURE = 3  # full lines that make a text wrapped copy
_FULL = 0.5  # ... and the share of its line breaks that come at full lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: where it is, and its words' first and last edge."""

    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` in order, as spans that hold every visible character."""
    lines = [Line(m.start(), m.end(), m.group()) for m in _LINE.finditer(text) if not is_blank(m.group())]
    if not lines:
        return []
    width = _wrap_width(lines, text)
    spans: list[Span] = []
    start = lines[0].start
    for line, after in pairwise(lines):
        if not _continues(line, after, text, width):
            spans.append(Span(start, line.end))
            start = after.start
    return [*spans, Span(start, lines[-1].end)]


def _adjacent(line: Line, after: Line, text: str) -> bool:
    """Whether exactly one line break lies between (a blank line ends any paragraph)."""
    return text[line.end : after.start] in ("\n", "\r\n", "\r")


def _wrap_width(lines: Sequence[Line], text: str) -> int:
    """The column at which the text is wrapped, or 0 where its lines are paragraphs."""
    width = max(len(line.text.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(a, b, text)]
    full = sum(_is_full(a, b, width) for a, b in pairs)
    unended = sum(_is_full(a, b, width) and not _ENDED.search(a.text) for a, b in pairs)
    return width if full >= _SURE and unended >= 2 and full >= _FULL * len(pairs) else 0


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word had no room on this one."""
    words = after.text.split(maxsplit=1)
    return len(line.text.rstrip()) + 1 + len(words[0]) > width


def _continues(line: Line, after: Line, text: str, width: int) -> bool:
    if not _adjacent(line, after, text) or _BULLET.match(after.text) or "\t" in after.text or "\t" in line.text:
        return False
    if width:
        return _is_full(line, after, width) and after.indent <= line.indent + 1
    first = after.text.lstrip()[0]
    return first.islower() and not _ENDED.search(line.text) and _NARROWEST <= len(line.text) <= _WIDEST


def group(known: Layout, masked: Iterable[Span] = ()) -> list[list[int]]:
    """Numbers of the tokens that go to the encoder, by paragraph: none blank, none inside a masked span."""
    text, words, starts = known.text, known.tokens, known.starts
    hidden = masked_words(starts, masked)
    groups: list[list[int]] = []
    at = 0
    for span in paragraphs(text):
        end = bisect_left(starts, span.end, at)
        kept = [i for i in range(at, end) if i not in hidden and plain(words[i])]
        if kept:
            groups.append(kept)
        at = end
    return groups


def masked_words(starts: Sequence[int], masked: Iterable[Span]) -> frozenset[int]:
    """Indices of the words that begin inside a masked span."""
    found: set[int] = set()
    for span in masked:
        found.update(range(bisect_left(starts, span.start), bisect_left(starts, span.end)))
    return frozenset(found)
