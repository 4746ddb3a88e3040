"""The registry of heads. A new head is one entry here, a target in targets.py, and a field in the decoder.

kind: "class" (one label a word, cross-entropy), "bio" (label sets, so that a corpus may leave words open),
"number" (regression). Arcs, labels and roles are pairwise and live in network.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dateline.parse import lemmas
from training.records import NAME_TYPES, TIMEX_TYPES, Sentence

ARTICLES = ("the", "a", "an")  # words that a name does not begin with; shipped with the labels


WIDE = ("wikigold", "politics", "re3d")
"""Corpora with a wider idea of a name (brands, programmes, "the Government"): they teach a head of their own."""
TRAINING_ONLY = ("wide",)
"""Heads that shape the encoder and are not shipped."""


@dataclass(frozen=True, slots=True)
class Head:
    """One word-level head: its name, kind, labels in order, and the weight of its loss."""

    name: str
    kind: str
    labels: tuple[str, ...]
    weight: float = 1.0


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """O, B-T, I-T for each type."""
    return ("O", *(f"{p}-{t}" for t in types for p in "BI"))


def _labels(counts: Counter[str], least: int) -> tuple[str, ...]:
    return tuple(k for k, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= least)


def _column(sentences: list[Sentence], name: str) -> Counter[str]:
    return Counter(x for s in sentences for x in (getattr(s, name) or ()))


def word_heads(sentences: list[Sentence]) -> tuple[Head, ...]:
    """The word-level heads, their labels read off the training sentences."""
    rules = Counter(lemmas.rule(w, x) for s in sentences if s.lemmas for w, x in zip(s.words, s.lemmas, strict=True))
    return (
        Head("start", "class", ("no", "yes"), 1.0),
        Head("upos", "class", _labels(_column(sentences, "upos"), 1), 0.7),
        Head("xpos", "class", _labels(_column(sentences, "xpos"), 3), 0.3),
        Head("feats", "class", _labels(_column(sentences, "feats"), 5), 0.3),
        Head("lemma", "class", _labels(rules, 4), 0.3),
        Head("names", "bio", bio(NAME_TYPES), 1.5),
        Head("wide", "bio", bio(NAME_TYPES), 0.75),
        Head("inner", "bio", bio(NAME_TYPES), 0.3),
        Head("timex", "bio", bio(TIMEX_TYPES), 1.0),
        Head("predicate", "class", ("no", "yes"), 0.5),
        Head("factuality", "number", ("value",), 0.15),
    )


def pair_labels(sentences: list[Sentence]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(dependency labels, BIO role labels); a rare subtype falls back to its base relation."""
    deprels = Counter(x for s in sentences for x in (s.deprels or ()))
    roles = Counter(k for s in sentences for _, args in (s.frames or ()) for _, _, k in args if k != "V")
    kept = _labels(deprels, 8)
    return kept, bio(_labels(roles, 25))
