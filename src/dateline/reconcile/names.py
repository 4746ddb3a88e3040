"""Names of parties and places held against each other: spelling, initials, parents.

Transliterated names vary (Qassem Soleimani, Qassim Suleimani; Qayyarah, Qayara), so persons and places are
compared by edit similarity of their telling words after folding case and accents, never by exact match alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from dateline.model import Party
from dateline.reconcile.knowledge import vocabulary

Likeness = Literal["same", "related", "different", "kin", "unknown", "neither"]
VOWELS_ASIDE = 0.6  # Levenshtein similarity that two words of the same consonants need to be one word
SLIP = 0.85  # and that two words of seven letters and more need without that
MARK = re.compile(r"(?<=\w)['’ʻʼ`‘](?=\w)")  # glottal stops and ayns, as romanisations write them


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, no full stops, single spaces: "U.S." → "us"."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in flat if not unicodedata.combining(c) and c != ".")
    return re.sub(r"[\W_]+", " ", bare).strip()


@lru_cache(maxsize=65536)
def telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from another: without articles, particles and "forces", "group" ..."""
    words = tuple(w for w in fold(name).split() if w not in vocabulary().hollow)
    return words or tuple(fold(name).split())


def is_unknown(name: str) -> bool:
    """Whether a party's name says that nobody knows who: "unknown", "unidentified gunmen"."""
    return any(w in vocabulary().nobody for w in fold(name).split()) or not fold(name)


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Whether two names are one by spelling: every telling word of the shorter has its like in the longer."""
    if fold(a) == fold(b):
        return True
    short, long = sorted((telling(a), telling(b)), key=len)
    return bool(short) and all(any(_one_word(w, x) for x in long) for w in short)


def alike(a: str, b: str) -> bool:
    """One name by spelling, as `same_name`; marks of transliteration inside a word (Qā’im, Qa'im) do not part it."""
    return same_name(MARK.sub("", a), MARK.sub("", b))


@lru_cache(maxsize=65536)
def _one_word(a: str, b: str) -> bool:
    """One word under two spellings: the same consonants, or a slip of the pen in a long word."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or a.isdigit() or b.isdigit():
        return False
    near = Levenshtein.normalized_similarity(a, b)
    if skeleton(a) == skeleton(b):
        return bool(near >= VOWELS_ASIDE)
    return bool(near >= SLIP and min(len(a), len(b)) >= 7)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """What romanisations agree on: consonants, not doubled, no h at the end. Qayyarah and Qayara are both
    "qyr"."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]|h$", "", word))


@lru_cache(maxsize=65536)
def party_likeness(a: Party, b: Party) -> Likeness:
    """Same party, one within the other or of one state (`related`), or different."""
    if a.id and a.id == b.id:
        return "same"
    if a.country and b.country and a.country != b.country:
        return "different"
    if same_name(a.name, b.name):
        return "same"
    if a.id and b.id and (a.parent == b.id or b.parent == a.id):
        return "related"
    if a.country and a.country == b.country:
        return "related"
    return "related" if fold(a.name) in vocabulary().broad or fold(b.name) in vocabulary().broad else "different"


def likeness(one: tuple[Party, ...], other: tuple[Party, ...]) -> Likeness:
    """The best likeness between any party of one side and any of the other. Those without a name ("a man", "crowd") are
    nobody in particular: `kin` when both sides tell of such by one word; `neither`
    when no side names anybody."""
    known, others = [p for p in one if not nameless(p)], [p for p in other if not nameless(p)]
    if not known or not others:
        words = {fold(p.name) for p in one if nameless(p)} & {fold(p.name) for p in other if nameless(p)}
        return "kin" if words else "unknown" if known or others else "neither"
    found = {party_likeness(a, b) for a in known for b in others}
    return "same" if "same" in found else "related" if "related" in found else "different"


def nameless(party: Party) -> bool:
    """Whether a party is told by a common noun only: "protesters", "an officer"."""
    return party.id is None and party.name[:1].islower()
