"""F1 over labelled spans: names, time expressions, arguments."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

Extent = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Counts that grow sentence by sentence."""

    gold: int = 0
    system: int = 0
    correct: int = 0

    def add(self, gold: Iterable[Hashable], system: Iterable[Hashable]) -> None:
        """Exact matches: a thing is right when it is in both."""
        g, s = set(gold), set(system)
        self.count(len(g), len(s), len(g & s))

    def count(self, gold: int, system: int, correct: int) -> None:
        self.gold, self.system, self.correct = self.gold + gold, self.system + system, self.correct + correct

    @property
    def precision(self) -> float:
        return self.correct / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.correct / (self.gold + self.system) if self.gold + self.system else 0.0

    def row(self) -> dict[str, float]:
        """Per cent, as the benchmark prints it."""
        values = {"P": self.precision, "R": self.recall, "F1": self.f1}
        return {k: round(100 * v, 2) for k, v in values.items()}


def relaxed_matches(gold: Iterable[Extent], system: Iterable[Extent]) -> int:
    """Overlapping pairs, each span used once, in text order (TempEval-3's relaxed match)."""
    left, matched = sorted(set(gold)), 0
    for start, end in sorted(set(system)):
        hit = next((g for g in left if g[0] < end and start < g[1]), None)
        if hit is not None:
            left.remove(hit)
            matched += 1
    return matched


def longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans made flat: of two that overlap the longer stays, of two as long the earlier."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= k[0] or k[1] <= span[0] for k in kept):
            kept.append(span)
    return sorted(kept)


def bio_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """IOB2 tags to (start, end, label); an I- without its B- opens a span, as seqeval has it."""
    out: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        kind, _, name = tag.partition("-")
        if label and (kind != "I" or name != label):
            out.append((start, i, label))
            label = ""
        if kind in "BI" and name and not label:
            start, label = i, name
    return out
