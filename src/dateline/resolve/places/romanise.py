"""Keys under which one name is found in its spellings.

`fold` is exact apart from case, diacritics, apostrophes, hyphens and dots. `loose` goes further, for names
that come through several romanisations (Qayyarah / Qayara / Gayara, al-Qaim / Qa'im, Kharkiv / Kharkov): the
article, doubled letters, final -ah / -a / -eh, and letters that transcribers choose between. Two towns may
share a loose key; whoever looks one up must compare the names and the surroundings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘`ʼʻʿʾ´′]")
_BREAKS = re.compile(r"[^\w&]+")
_UNCOMPOSED = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d",
                             "þ": "th", "ħ": "h", "ə": "a", "ŋ": "ng"})  # fmt: skip
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "an",
        "ar",
        "as",
        "at",
        "az",
        "ash",
        "ad",
        "adh",
        "ath",
        "il",
        "ul",
        "ed",
        "es",
        "er",
        "en",
        "ez",
        "eth",
    ]
)
_LETTERS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("dj", "j"), ("zh", "j"), ("tsk", "ck"), ("tch", "ch"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("aw", "au"), ("ow", "au"),
    ("iy", "i"), ("yy", "y"), ("q", "k"), ("ck", "k"), ("ph", "f"), ("w", "v"),
)  # fmt: skip
_ENDINGS = re.compile(r"(?:iyah|iya|iyeh|ieh|iyya|ya|yah|ah|eh|eh|a|e|h)$")
_SLAVIC = ((re.compile(r"(?:iv|ov|ev|yiv|ow)$"), "v"), (re.compile(r"(?:yi|iy|ii|yy|iyi|y)$"), "i"))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case, no diacritics, apostrophes gone, hyphens and dots as spaces; "St." and "Mt." written
    out."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).lower().translate(_UNCOMPOSED))
    text = _APOSTROPHES.sub("", "".join(c for c in text if not unicodedata.combining(c)))
    words = _BREAKS.sub(" ", text.replace("airbase", "air base")).split()
    if words and words[0] in {"st", "ste", "mt", "ft"} and len(words) > 1:
        words[0] = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}[words[0]]
    return " ".join(words)


@lru_cache(maxsize=65536)
def loose(name: str) -> str:
    """The romanisation-tolerant key of a name, or "" when too little is left to tell names apart (under 3
    letters)."""
    words = [w for w in fold(name).split() if w not in _ARTICLES]
    key = " ".join(_loose_word(w) for w in words)
    return key if len(key) >= 3 else ""


def _loose_word(word: str) -> str:
    """One word under the letters transcribers choose between."""
    if not word.isascii() or len(word) < 4:
        return word
    for pattern, replacement in _SLAVIC:
        word = pattern.sub(replacement, word)
    for old, new in _LETTERS:
        word = word.replace(old, new)
    word = re.sub(r"(.)\1", r"\1", word)
    stem = _ENDINGS.sub("", word)
    word = stem if len(stem) >= 3 else word
    word = word[0].replace("g", "k") + word[1:].replace("g", "k").replace("y", "i")
    return re.sub(r"[aeiou]+", "a", word[:1]) + re.sub(r"[ei]+", "i", re.sub(r"[ou]+", "u", word[1:]))
