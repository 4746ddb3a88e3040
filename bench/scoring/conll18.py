"""The CoNLL 2018 shared task's metrics: Tokens, Sentences, Words, UPOS, XPOS, UFeats, Lemmas, UAS, LAS.

Written from the task's description (Zeman et al. 2018, universaldependencies.org/conll18/evaluation.html):
words are aligned by their characters; inside a stretch that either side takes for a multiword token, by the
longest common subsequence of lower-cased forms. Each metric is F1 over all gold and all system words.
Relations are compared without their subtypes, features only where universal, a gold lemma "_" matches
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from bench.scoring.conllu import Analysis, Place, Word

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")
UNIVERSAL_FEATURES = frozenset(
    [
        "PronType",
        "NumType",
        "Poss",
        "Reflex",
        "Foreign",
        "Abbr",
        "Gender",
        "Animacy",
        "Number",
        "Case",
        "Definite",
        "Degree",
        "VerbForm",
        "Mood",
        "Tense",
        "Aspect",
        "Voice",
        "Evident",
        "Polarity",
        "Person",
        "Polite",
    ]
)


class DifferentText(ValueError):
    """The two analyses are not of one text."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one metric."""

    gold: int
    system: int
    correct: int

    @property
    def precision(self) -> float:
        return self.correct / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.correct / (self.gold + self.system) if self.gold + self.system else 0.0


def evaluate(gold: Analysis, system: Analysis) -> dict[str, Score]:
    """All metrics by name. Raises DifferentText where the characters differ."""
    if gold.chars != system.chars:
        at = next((i for i, (a, b) in enumerate(zip(gold.chars, system.chars, strict=False)) if a != b), None)
        raise DifferentText(f"texts differ at character {at}")
    aligned = align(gold.words, system.words)
    same = {s: g for g, s in aligned}

    def score(equal: Callable[[Word, Word], bool]) -> Score:
        hits = sum(equal(gold.words[g], system.words[s]) for g, s in aligned)
        return Score(len(gold.words), len(system.words), hits)

    def heads_agree(g: Word, s: Word) -> bool:
        return g.head == (same.get(s.head, -2) if s.head >= 0 else -1)

    return {
        "Tokens": _spans(gold.tokens, system.tokens),
        "Sentences": _spans(gold.sentences, system.sentences),
        "Words": score(lambda g, s: True),
        "UPOS": score(lambda g, s: g.upos == s.upos),
        "XPOS": score(lambda g, s: g.xpos == s.xpos),
        "UFeats": score(lambda g, s: features(g.feats) == features(s.feats)),
        "Lemmas": score(lambda g, s: g.lemma in ("_", s.lemma)),
        "UAS": score(heads_agree),
        "LAS": score(lambda g, s: heads_agree(g, s) and relation(g.deprel) == relation(s.deprel)),
    }


def features(column: str) -> tuple[str, ...]:
    """The universal features of a FEATS column, in order."""
    return tuple(sorted(f for f in column.split("|") if f.split("=", 1)[0] in UNIVERSAL_FEATURES))


def relation(deprel: str) -> str:
    """A relation without its subtype."""
    return deprel.split(":", 1)[0]


def _spans(gold: Iterable[Place], system: Iterable[Place]) -> Score:
    g, s = list(gold), list(system)
    return Score(len(g), len(s), len(set(g) & set(s)))


# -------------------------------------------------------------------------------------------------- alignment


def align(gold: list[Word], system: list[Word]) -> list[tuple[int, int]]:
    """Pairs of numbers (gold word, system word) that stand for each other."""
    pairs: list[tuple[int, int]] = []
    g = s = 0
    while g < len(gold) and s < len(system):
        if gold[g].multi or system[s].multi:
            first_g, first_s, g, s = _stretch(gold, system, g, s)
            pairs += _common(gold, system, range(first_g, g), range(first_s, s))
        elif gold[g].place == system[s].place:
            pairs.append((g, s))
            g, s = g + 1, s + 1
        elif gold[g].place[0] <= system[s].place[0]:
            g += 1
        else:
            s += 1
    return pairs


def _stretch(gold: list[Word], system: list[Word], g: int, s: int) -> tuple[int, int, int, int]:
    """The least stretch of words round a multiword token: where it starts on both sides, and the words after
    it."""
    if gold[g].multi:
        end = gold[g].place[1]
        if not system[s].multi and system[s].place[0] < gold[g].place[0]:
            s += 1
    else:
        end = system[s].place[1]
        if gold[g].place[0] < system[s].place[0]:
            g += 1
    first = g, s
    while not (_past(gold, g, end) and _past(system, s, end)):
        if g < len(gold) and (s >= len(system) or gold[g].place[0] <= system[s].place[0]):
            end = max(end, gold[g].place[1]) if gold[g].multi else end
            g += 1
        else:
            end = max(end, system[s].place[1]) if system[s].multi else end
            s += 1
    return *first, g, s


def _past(words: list[Word], i: int, end: int) -> bool:
    """Whether word `i` lies beyond the stretch that ends at character `end`."""
    if i >= len(words):
        return True
    return words[i].place[0] >= end if words[i].multi else words[i].place[1] > end


def _common(gold: list[Word], system: list[Word], gs: range, ss: range) -> list[tuple[int, int]]:
    """The longest common subsequence of two short stretches, by lower-cased form; earliest gold words
    first."""
    left, right = [gold[i].form.lower() for i in gs], [system[i].form.lower() for i in ss]
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            same = best[i + 1][j + 1] + 1 if left[i] == right[j] else 0
            best[i][j] = max(same, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            pairs.append((gs[i], ss[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def monotone(pairs: list[tuple[int, int]]) -> bool:
    """Whether an alignment goes forward on both sides (a law the tests hold it to)."""
    return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
