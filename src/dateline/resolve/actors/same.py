"""Whether two names are one party across reports: identity, romanisation, misspelling, a name within a fuller
one."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from dateline.model import Party
from dateline.resolve.actors.people import PARTICLES, name_parts
from dateline.resolve.places.romanise import fold, loose

SAME = 0.8
"""From this value on two names may be taken for one party."""

_COMMON = frozenset(
    ["the", "of", "and", "group", "forces", "force", "government", "military", "army", "troops", "officials"]
)


@dataclass(frozen=True, slots=True)
class Score:
    """A likeness between 0 and 1, with its reason."""

    value: float
    reason: str


def same_party(a: Party, b: Party) -> Score:
    """How surely two parties of different reports are one and the same."""
    if a.id and b.id:
        return Score(1.0, f"both are {a.name}") if a.id == b.id else Score(0.0, f"{a.name} is not {b.name}")
    if fold(a.name) == fold(b.name):
        return Score(1.0, f"the same name, {a.name}")
    if a.country and b.country and a.country != b.country:
        return Score(0.1, f"of different countries, {a.country} and {b.country}")
    return _by_words(a.name, b.name)


def _by_words(a: str, b: str) -> Score:
    """Likeness of two names word by word: last words weigh most, a missing first name little."""
    one, two = _core(a), _core(b)
    if not one or not two:
        return Score(0.0, "nothing to compare")
    if len(one) > len(two):
        one, two = two, one
    pairs = [max((alike(w, v), v) for v in two) for w in one]
    lowest, family = min(p for p, _ in pairs), alike(one[-1], two[-1])
    told = ", ".join(f"{w}/{v} {p:.2f}" for w, (p, v) in zip(one, pairs, strict=True))
    if len(one) == len(two) and lowest >= 0.8:
        return Score(0.9 if lowest >= 0.9 else 0.82, f"spellings of one name: {told}")
    if len(one) > 1 and lowest >= 0.9:
        return Score(0.85, f"{a} within {b} or the reverse: {told}")
    if len(one) == 1 and family >= 0.9:
        return Score(0.7, f"the same last name: {told}")
    return Score(round(0.5 * lowest * min(1.0, fuzz.ratio(fold(a), fold(b)) / 100 + 0.3), 2), f"unlike: {told}")


def _core(name: str) -> list[str]:
    return [w for w in name_parts(name) if w not in PARTICLES and w not in _COMMON and len(w) > 1]


def alike(a: str, b: str) -> float:
    """0..1 for two words: the same, one romanisation, or a slip of the pen (Caggins / Cakins)."""
    if a == b:
        return 1.0
    if loose(a) and loose(a) == loose(b):
        return 0.95
    similar = JaroWinkler.similarity(a, b, prefix_weight=0.1)
    return similar if min(len(a), len(b)) >= 5 else min(similar, 0.7)
