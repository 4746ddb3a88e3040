"""The small language triggers are written in, and its reader.

A trigger is one line: a head word (lemma), the particles that belong to it, then conditions on what stands in its
syntactic places::

    hand over                      particle "over"
    come under=attack|fire         an oblique with case "under" whose head is "attack" or "fire"
    withdraw obj!=bill|offer       any object but these
    strike mod=air|drone           a noun with one of these modifiers
    take obj=control|power         a fixed object: a light verb and its noun
    fire subj=@force at=*          "at" must be filled, by anything; the subject by a word of the class `force`

Places are `subj`, `obj` (both deep: a passive's subject is its `obj`), `iobj`, `comp` (a clause complement), `mod`
(compound, adjective or possessor of a noun), `poss`, `neg`, or a preposition. Values are lemmas; `@name` is a word
class of data/events/classes.yaml or one of the built-in tests of `dateline.coding.fillers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Pos = Literal["verb", "noun", "adj", "phrase"]

CONDITION = re.compile(r"^([a-z_]+)(!?=)(\S+)$")
WORD = re.compile(r"^[\w.'’\-]+$")


@dataclass(frozen=True, slots=True)
class Test:
    """One condition: the place `slot` holds (or, negated, does not hold) one of `values`; "*" is anything."""

    slot: str
    values: frozenset[str]
    negated: bool = False
    anything: bool = field(init=False, repr=False, compare=False)
    classes: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "anything", "*" in self.values)
        object.__setattr__(self, "classes", tuple(sorted(v[1:] for v in self.values if v.startswith("@"))))

    def is_possible(self, words: frozenset[str]) -> bool:
        """Whether a report of these words, as written in lower case and as lemmas, may meet it at all."""
        literal = not (self.negated or self.anything or self.classes or self.slot == "neg")
        return not literal or not self.values.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One trigger of one entry. `words` are a phrase's words, or a verb's or noun's head alone."""

    pos: Pos
    words: tuple[str, ...]
    particles: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    text: str = ""
    weight: int = field(init=False, repr=False, compare=False)
    """How specific it is: the more it asks for, the more it counts against other entries."""

    def __post_init__(self) -> None:
        positive = sum((2 if t.classes else 3) for t in self.tests if not t.anything and not t.negated)
        weight = positive + sum(1 for t in self.tests if t.anything) + 2 * len(self.particles) + 2 * len(self.words)
        object.__setattr__(self, "weight", weight)

    @property
    def head(self) -> str:
        return self.words[0]

    def is_possible(self, words: frozenset[str]) -> bool:
        """Whether a report of these words may hold it: most triggers are ruled out by a word that is not there."""
        told = self.pos != "phrase" or words.issuperset(self.words)
        return told and all(t.is_possible(words) for t in self.tests)


def read_pattern(pos: Pos, text: str) -> Pattern:
    """Read one trigger line; ValueError says which part is not understood."""
    parts = text.split()
    if not parts:
        raise ValueError("empty trigger")
    if pos == "phrase":
        return Pattern(pos, *split_phrase(parts), text=text)
    plain = [p for p in parts if not CONDITION.match(p)]
    tests = tuple(read_test(p) for p in parts if CONDITION.match(p))
    for word in plain:
        if not WORD.match(word):
            raise ValueError(f"not a word or a condition: {word!r}")
    if not plain or parts[0] != plain[0]:
        raise ValueError(f"a trigger starts with its head word: {text!r}")
    return Pattern(pos, (plain[0],), tuple(plain[1:]), tests, text)


def split_phrase(parts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Test, ...]]:
    """A phrase is words in a row, then conditions on its syntactic head."""
    words = tuple(p.lower() for p in parts if not CONDITION.match(p))
    return words, (), tuple(read_test(p) for p in parts if CONDITION.match(p))


def read_test(text: str) -> Test:
    """Read one condition such as `obj!=bill|offer`."""
    found = CONDITION.match(text)
    if not found:
        raise ValueError(f"not a condition: {text!r}")
    slot, sign, values = found.groups()
    return Test(slot.replace("_", " "), frozenset(v.replace("_", " ") for v in values.split("|") if v), sign == "!=")
