"""The top of a report: headline, byline and dateline, wherever wire copy puts them in its first lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Dateline, Furniture, Span
from dateline.read.dateline import find_dateline
from dateline.read.dates_en import MONTHS, WEEKDAYS
from dateline.read.lines import Line, within
from dateline.read.outlets import Outlets

_TOP = 8  # lines in which a masthead may stand
_BYLINE = re.compile(r"(?:By|BY|by)[: ] ?(?P<names>\S.{2,150})")
_SMALL = {
    "and",
    "in",
    "of",
    "the",
    "for",
    "at",
    "with",
    "de",
    "al",
    "el",
    "bin",
    "ibn",
    "van",
    "von",
    "der",
    "da",
    "dos",
    "di",
    "le",
    "la",
    "y",
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "bureau",
    "chief",
    "special",
    "to",
    "contributor",
    "senior",
    "our",
    "own",
    "foreign",
    "political",
    "diplomatic",
    "defence",
    "defense",
    "agencies",
    "news",
    "desk",
    "agency",
}
_NO_NAME = {
    *MONTHS,
    *WEEKDAYS,
    "then",
    "now",
    "the",
    "late",
    "early",
    "noon",
    "midnight",
    "contrast",
    "far",
    "comparison",
    "all",
}


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above and at the head of the story; `furniture` are the stretches of text that hold it."""

    title: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()


def read_masthead(lines: Sequence[Line], outlets: Outlets, title: str | None = None) -> Masthead:
    """Headline, byline and dateline of a story from its first lines, in any order they come.

    `title` is the headline as the input's metadata has it; with it, a first line that repeats it is
    furniture.
    """
    found = Masthead(title=title)
    for position, line in enumerate(lines[:_TOP]):
        if dateline := _dateline(line, outlets):
            if dateline[1] is not None and found.byline is None:
                found = _with(found, Furniture(dateline[1], "byline"), byline=_names(line, dateline))
            return _with(found, Furniture(dateline[0].span, "dateline"), dateline=dateline[0])
        if found.byline is None and (names := byline_of(line.text)):
            found = _with(found, Furniture(line.span, "byline"), byline=names)
        elif title is not None and _same(line.text, title):
            found = _with(found, Furniture(line.span, "headline"))
        elif title is None and found.title is None and _is_headline(position, lines, outlets):
            found = _with(found, Furniture(line.span, "headline"), title=line.text)
        elif len(line.text) > 200:
            break  # the story has begun without a dateline
    return found


def _with(head: Masthead, item: Furniture, **changes: object) -> Masthead:
    return replace(head, furniture=(*head.furniture, item), **changes)  # type: ignore[arg-type]


def _dateline(line: Line, outlets: Outlets) -> tuple[Dateline, Span | None] | None:
    """The line's dateline, and the span of a byline run into it ("By Ali Jawad BAGHDAD (AA) -")."""
    if found := find_dateline(line.text, outlets):
        return replace(found, span=within(line, found.span.start, found.span.end)), None
    if not _BYLINE.match(line.text):
        return None
    for match in list(re.finditer(r"(?<=\s)[A-Z][A-Z'’.-]+", line.text[:90]))[:4]:
        found = find_dateline(line.text[match.start() :], outlets)
        names = line.text[: match.start()].strip()
        if found and byline_of(names):
            span = within(line, match.start() + found.span.start, match.start() + found.span.end)
            return replace(found, span=span), within(line, 0, len(names))
    return None


def _names(line: Line, found: tuple[Dateline, Span | None]) -> str | None:
    span = found[1]
    return None if span is None else byline_of(line.text[: span.end - line.span.start])


def byline_of(line: str) -> str | None:
    """ "By Ali Jawad and Mona Rey in Baghdad" → "Ali Jawad and Mona Rey in Baghdad"; None for a sentence."""
    match = _BYLINE.fullmatch(line)
    if match is None:
        return None
    names = match["names"].strip()
    words = re.findall(r"[^\s,|/]+", names)
    heads = [word for word in words if word.casefold().strip(".") not in _SMALL]
    if not heads or heads[0].casefold().strip(".,") in _NO_NAME or (names.endswith((".", ":", ";")) and len(words) > 6):
        return None
    if all(word[0].isupper() or word[0] in "(@&|—–-" or "@" in word for word in heads) and len(heads) <= 12:
        return names
    return None


def _same(line: str, title: str) -> bool:
    return _letters(line) == _letters(title)


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _is_headline(position: int, lines: Sequence[Line], outlets: Outlets) -> bool:
    """The first line, short, no sentence, set apart from what follows by a blank line, a byline or a
    dateline.
    """
    line = lines[position]
    if position > 0 or len(lines) < 2 or not 3 <= len(line.text.split()) <= 30 or len(line.text) > 180:
        return False
    if line.text.endswith((".", ":", ";", ",", "”")) or not (line.text[0].isupper() or not line.text[0].isalpha()):
        return False
    after = lines[1]
    marked = byline_of(after.text) is not None or _dateline(after, outlets) is not None
    return marked or (after.gap and (len(after.text) > len(line.text) or len(lines) > 2))
