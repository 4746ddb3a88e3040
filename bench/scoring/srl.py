"""Semantic roles: predicate F1 and argument F1 (CoNLL-2005: a role is right when predicate, label and span
are)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bench.scoring.spans import Tally

Argument = tuple[str, int, int]
Frames = Mapping[int, Iterable[Argument]]


@dataclass(slots=True)
class SrlTally:
    """Counts over sentences. The predicate's own span (V) is no argument."""

    predicates: Tally = field(default_factory=Tally)
    arguments: Tally = field(default_factory=Tally)
    given: Tally = field(default_factory=Tally)  # arguments of those predicates that both sides have

    def add(self, gold: Frames, system: Frames) -> None:
        """One sentence: frames by predicate word."""
        self.predicates.add(gold, system)
        g, s = _flat(gold), _flat(system)
        self.arguments.add(g, s)
        both = set(gold) & set(system)
        self.given.add({a for a in g if a[0] in both}, {a for a in s if a[0] in both})


def _flat(frames: Frames) -> set[tuple[int, str, int, int]]:
    return {(p, label, a, b) for p, roles in frames.items() for label, a, b in roles if label != "V"}
