"""Turn a sentence into arrays: pieces, shapes in four casings, and the target of each head (-100: no
loss)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.parse import lemmas
from dateline.parse.paths import path_classes
from dateline.parse.wordpieces import WordPieces, shape
from training.heads import WIDE, Head
from training.records import NAME_TYPES, TIMEX_TYPES, Sentence, Span

SKIP = -100
CASINGS = ("as is", "upper", "title", "lower")
EVERY = frozenset((*NAME_TYPES, *TIMEX_TYPES))
SMALL = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with", "from", "as"]
)


@dataclass(slots=True)
class Example:
    """Arrays of one sentence of n words: `classes` (heads of kind class) and `sets` (bio) by head name."""

    sentence: Sentence
    pieces: list[tuple[int, ...]]
    shapes: list[tuple[int, int, int, int]]
    classes: dict[str, NDArray[np.int64]]
    sets: dict[str, NDArray[np.bool_]]
    factuality: NDArray[np.float32]
    heads: NDArray[np.int64]
    deprels: NDArray[np.int64]
    frames: list[tuple[int, NDArray[np.int64], NDArray[np.int64]]] | None
    size: int


class Targets:
    """Makes examples; knows the label numbers."""

    def __init__(
        self, pieces: WordPieces, heads: tuple[Head, ...], deprels: tuple[str, ...], roles: tuple[str, ...]
    ) -> None:
        self.pieces = pieces
        self.heads = {h.name: h for h in heads}
        self.numbers = {h.name: {x: i for i, x in enumerate(h.labels)} for h in heads}
        self.deprels = {x: i for i, x in enumerate(deprels)}
        self.roles = {x: i for i, x in enumerate(roles)}

    def example(self, s: Sentence) -> Example:
        """All arrays of one sentence."""
        n = len(s.words)
        pieces = [self.pieces.word(w)[0] for w in s.words]
        columns = {"upos": s.upos, "xpos": s.xpos, "feats": s.feats, "lemma": self._rules(s)}
        classes = {k: self._column(k, v, n) for k, v in columns.items()}
        classes["start"] = np.array([int(i == 0) if s.boundary_known else SKIP for i in range(n)])
        classes["predicate"] = self._predicates(s)
        facts = np.full(n, np.nan, np.float32)
        for i, value in s.factuality.items():
            facts[i] = value
        return Example(
            s,
            pieces,
            [_shapes(w, i) for i, w in enumerate(s.words)],
            classes,
            self._sets(s),
            facts,
            np.array(s.heads if s.heads else [SKIP] * n),
            np.array([self._deprel(x) for x in s.deprels] if s.deprels else [SKIP] * n),
            self._frames(s),
            sum(map(len, pieces)),
        )

    def _rules(self, s: Sentence) -> list[str] | None:
        return [lemmas.rule(w, x) for w, x in zip(s.words, s.lemmas, strict=True)] if s.lemmas else None

    def _column(self, name: str, values: list[str] | None, n: int) -> NDArray[np.int64]:
        return np.array([self.numbers[name].get(v, SKIP) for v in values] if values else [SKIP] * n)

    def _predicates(self, s: Sentence) -> NDArray[np.int64]:
        out = np.full(len(s.words), SKIP if s.frames is None else 0)
        for i, _ in s.frames or ():
            out[i] = 1
        return out

    def _deprel(self, label: str) -> int:
        return self.deprels.get(label, self.deprels.get(label.split(":")[0], SKIP))

    def _frames(self, s: Sentence) -> list[tuple[int, NDArray[np.int64], NDArray[np.int64]]] | None:
        if s.frames is None:
            return None
        out = []
        words = np.arange(len(s.words))
        labels = np.array([max(0, self._deprel(x)) for x in s.deprels or ()])
        for pred, args in s.frames:
            tags = np.zeros(len(s.words), np.int64)
            for a, b, kind in args:
                if f"B-{kind}" in self.roles:
                    tags[a:b] = self.roles[f"I-{kind}"]
                    tags[a] = self.roles[f"B-{kind}"]
            seen = np.full(len(words), pred)
            out.append((pred, tags, path_classes(np.array(s.heads), labels, seen, words, len(self.deprels))))
        return out

    def _sets(self, s: Sentence) -> dict[str, NDArray[np.bool_]]:
        wide = s.corpus.split("-")[0] in WIDE
        return {
            "names": self._allowed("names", None if wide else s.names, s.names_known, s.words),
            "wide": self._allowed("wide", s.names if wide else None, s.names_known, s.words),
            "inner": self._allowed("inner", s.inner, EVERY, s.words),
            "timex": self._allowed("timex", s.timex, EVERY, s.words),
        }

    def _allowed(
        self, name: str, spans: list[Span] | None, known: frozenset[str], words: list[str]
    ) -> NDArray[np.bool_]:
        """Which labels each word may have; all of them (no loss) where the layer or the word is not
        annotated."""
        labels, n = self.heads[name].labels, len(words)
        if spans is None:
            return np.ones((n, len(labels)), bool)
        out = np.zeros((n, len(labels)), bool)
        out[:, 0] = True
        for i, word in enumerate(words):  # a type that the corpus lacks is only open to words that could be names
            if i and word[:1].isupper():
                out[i] = [x == "O" or x[2:] not in known for x in labels]
        for a, b, kinds in spans:
            kept = [k for k in kinds.split("|") if k in known or k in ("NORP", "FAC", "EVENT")]
            if not kept:
                out[a:b] = True
                continue
            out[a:b] = [x[2:] in kept and x[0] == "I" for x in labels]
            out[a] = [x[2:] in kept and x[0] == "B" for x in labels]
        return out


def _shapes(word: str, i: int) -> tuple[int, int, int, int]:
    title = word if word.lower() in SMALL and i else word[:1].upper() + word[1:]
    return shape(word), shape(word.upper()), shape(title), shape(word.lower())
