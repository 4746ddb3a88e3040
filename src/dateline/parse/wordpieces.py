"""Words to wordpiece numbers and shapes: the encoder's whole input, the same in training and at run time.

Greedy longest-match WordPiece over an uncased vocabulary (Devlin et al. 2019; Wu et al. 2016). The vocabulary
forgets case, so every piece also carries its word's shape (lower, Title, UPPER, digits ...).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SHAPES = (
    "lower",
    "Title",
    "UPPER",
    "Single",
    "miXed",
    "digits",
    "number",
    "alnum",
    "punct",
    "A.B.",
    "hyphened",
    "other",
)
SHAPE_COUNT = 2 * len(SHAPES)  # a continuing piece has the shape number of its word plus len(SHAPES)
MAX_CHARS = 60
MAX_PIECES = 12
_QUOTES = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "…": ".",
    }
)


def shape(word: str) -> int:
    """Index into SHAPES."""
    return SHAPES.index(_shape(word))


def _shape(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return ("digits" if word.isdigit() else "number") if digits else "punct"
    if digits:
        return "alnum"
    if "." in word and len(word) > 1 and letters[0].isupper():
        return "A.B."
    if len(letters) == 1:
        return "Single" if letters[0].isupper() else "lower"
    if all(c.isupper() for c in letters):
        return "UPPER"
    return _cased(word, letters)


def _cased(word: str, letters: list[str]) -> str:
    if not any(c.isupper() for c in letters):
        return "lower" if all(c.islower() for c in letters) else "other"
    if letters[0].isupper() and not any(c.isupper() for c in letters[1:]):
        return "Title"
    return "hyphened" if "-" in word else "miXed"


class WordPieces:
    """The vocabulary with a memory of the words already cut. Not for untrusted growth: it empties when
    large."""

    def __init__(self, vocabulary: Iterable[str], memory: int = 200_000) -> None:
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.cls, self.sep, self.unknown = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[UNK]"]
        self._known: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._memory = memory

    def word(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """(piece numbers, shape numbers) of one word: at least one piece, at most MAX_PIECES."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= self._memory:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        pieces: list[int] = []
        for run in _runs(_plain(word)[:MAX_CHARS]):
            pieces.extend(self._pieces(run))
            if len(pieces) >= MAX_PIECES:
                break
        pieces = pieces[:MAX_PIECES] or [self.unknown]
        number = shape(word)
        return tuple(pieces), (number, *[number + len(SHAPES)] * (len(pieces) - 1))

    def _pieces(self, run: str) -> list[int]:
        out: list[int] = []
        start = 0
        while start < len(run):
            end = len(run)
            while end > start and (("##" if start else "") + run[start:end]) not in self.ids:
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.ids[("##" if start else "") + run[start:end]])
            start = end
        return out


def _plain(word: str) -> str:
    """Lower case, no accents, one kind of quotation mark and dash."""
    text = unicodedata.normalize("NFD", word.translate(_QUOTES).lower())
    return "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))


def _runs(text: str) -> list[str]:
    """Cut at punctuation and ideographs, each its own run, and at spaces."""
    out: list[str] = []
    fresh = True
    for c in text:
        if c.isspace():
            fresh = True
        elif _alone(c):
            out.append(c)
            fresh = True
        elif fresh:
            out.append(c)
            fresh = False
        else:
            out[-1] += c
    return out


def _alone(c: str) -> bool:
    return unicodedata.category(c)[0] in "PS" or 0x3040 <= ord(c) <= 0x9FFF or 0x20000 <= ord(c) <= 0x2FA1F
