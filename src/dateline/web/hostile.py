"""Report text is hostile: markup stays text, and what would turn the reading direction is shown, not obeyed."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
"""Control characters (but tab and newline), marks and overrides of direction, invisible separators, tags. The
joiners U+200C and U+200D are among them in Latin text; between letters that need them they are left (see `_code`)."""

_JOINERS = "\u200c\u200d"


def plain(text: object) -> str:
    """For attributes, titles and JSON: unseen characters written as codes, ⟨U+202E⟩."""
    words = str(text)
    return _UNSEEN.sub(lambda m: _code(m, words), words)


def shown(text: object) -> Markup:
    """For a page: escaped, kept apart from its surroundings in direction, unseen characters as marked codes."""
    return Markup("<bdi>{}</bdi>").format(bare(text))


def bare(text: object) -> Markup:
    """As `shown`, without the isolation: for pieces of one text that stand within one isolated block."""
    words = str(text)
    pieces, at = [], 0
    for m in _UNSEEN.finditer(words):
        code = _code(m, words)
        if code != m.group():
            pieces += [escape(words[at : m.start()]), _marked(m.group(), code)]
            at = m.end()
    return Markup("").join([*pieces, escape(words[at:])])


def _code(m: re.Match[str], words: str) -> str:
    char = m.group()
    if char in _JOINERS and _joins(words, m.start()):
        return char
    return f"⟨U+{ord(char):04X}⟩"


def _joins(words: str, at: int) -> bool:
    """Whether a joiner stands between characters that it is for: letters of scripts that join, or pictures."""
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    near = (before, after)
    return bool(before and after) and all(ord(c) > 0x5FF and unicodedata.category(c)[0] != "C" for c in near)


def _marked(char: str, code: str) -> Markup:
    name = unicodedata.name(char, "control character").lower()
    return Markup('<span class="unseen" title="{}">{}</span>').format(f"{name}, shown and not obeyed", code)
