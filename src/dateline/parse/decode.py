"""From the network's scores for one paragraph to sentences, tree, tags, names, times, predicates and
roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dateline.parse import lemmas, trees
from dateline.parse.bio import BioLabels, best_tags, spans
from dateline.parse.paths import distance_classes, path_classes

Scores = NDArray[np.float32]
Ints = NDArray[np.int32]
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class PredicateOut:
    """A predicate: its word, how far it is presented as having happened (-3 .. 3), and its roles.

    roles: (PropBank label such as ARG0 or ARGM-TMP, start, end), words of the paragraph.
    """

    word: int
    factuality: float | None
    roles: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """One paragraph; every tuple and array is as long as its words. Numbers are word numbers in the
    paragraph."""

    sent_starts: NDArray[np.bool_]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    deprels: tuple[str, ...]
    heads: Ints
    names: tuple[Span, ...]
    timex: tuple[Span, ...]
    predicates: tuple[PredicateOut, ...]


class PairScorer(Protocol):
    """The second graph: (labels (words, deprels), roles (pairs, role tags)) of pairs of words; see
    Encoder."""

    def __call__(self, out: Outputs, heads: Ints, pairs: Pairs) -> tuple[Scores, Scores]: ...


class Pairs(NamedTuple):
    """Which words are looked at from which predicates, flat, and where they stand (dateline.parse.paths)."""

    pred: NDArray[np.int64]
    word: NDArray[np.int64]
    path: NDArray[np.int64]
    far: NDArray[np.int64]


NO_PAIRS = Pairs(*(np.zeros(0, np.int64),) * 4)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the network gives for one paragraph: one row a word (arcs has one column more, the root,
    first)."""

    tags: Scores
    arcs: Scores
    lab_dep: Scores
    lab_head: Scores
    role_pred: Scores
    role_word: Scores


class Decoder:
    """Knows the labels and the pair weights; holds no state between paragraphs."""

    def __init__(
        self,
        heads: dict[str, tuple[str, ...]],
        deprels: tuple[str, ...],
        roles: tuple[str, ...],
        scorer: PairScorer,
        articles: frozenset[str] = frozenset(),
    ) -> None:
        self.labels = heads
        self.deprels, self.scorer, self.articles = deprels, scorer, articles
        self.root = deprels.index("root")
        self.bio = {k: BioLabels.of(v) for k, v in heads.items() if v[0] == "O"} | {"roles": BioLabels.of(roles)}
        ends = np.cumsum([len(v) for v in heads.values()]).tolist()
        self.slices = {k: slice(e - len(v), e) for (k, v), e in zip(heads.items(), ends, strict=True)}

    def starts(self, out: Outputs) -> NDArray[np.bool_]:
        """Which words begin a sentence; the first always does."""
        scores = out.tags[:, self.slices["start"]]
        starts: NDArray[np.bool_] = scores[:, 1] > scores[:, 0]
        starts[:1] = True
        return starts

    def paragraph(self, words: Sequence[str], out: Outputs, starts: NDArray[np.bool_]) -> Parsed:
        """Decode everything within the given sentence boundaries."""
        sentence = (np.cumsum(starts) - 1).astype(np.int32)
        heads = trees.heads(out.arcs, sentence)
        labels = self._deprels(out, heads)
        grid = _Grid(sentence)
        names = self._names(words, out, grid)
        return Parsed(
            starts,
            self._column("upos", out),
            self._column("xpos", out),
            self._column("feats", out),
            tuple(map(lemmas.apply, self._column("lemma", out), words)),
            tuple([self.deprels[i] for i in labels.tolist()]),
            heads,
            names,
            tuple(self._spans("timex", out, grid)),
            self._predicates(out, grid, heads, labels),
        )

    def _column(self, name: str, out: Outputs) -> tuple[str, ...]:
        labels = self.labels[name]
        return tuple([labels[i] for i in out.tags[:, self.slices[name]].argmax(axis=1).tolist()])

    def _deprels(self, out: Outputs, heads: Ints) -> NDArray[np.int64]:
        scores = self.scorer(out, heads, NO_PAIRS)[0]
        scores[:, self.root] = -np.inf
        return np.where(heads < 0, self.root, scores.argmax(axis=1))

    def _spans(self, name: str, out: Outputs, grid: _Grid) -> list[Span]:
        bio = self.bio[name]
        scores = out.tags[:, self.slices[name]]
        if not (scores.argmax(axis=1) > 0).any():
            return []
        tags = best_tags(scores[grid.words], grid.lengths, bio)
        return spans(tags[grid.mask], bio)

    def _names(self, words: Sequence[str], out: Outputs, grid: _Grid) -> tuple[Span, ...]:
        """Outer and nested names, without a leading article: corpora differ on it, most leave it out."""
        outer, inner = (
            [(a + (b - a > 1 and words[a].lower() in self.articles), b, k) for a, b, k in self._spans(x, out, grid)]
            for x in ("names", "inner")
        )
        taken = {(a, b) for a, b, _ in outer}
        return tuple(sorted([*outer, *(x for x in inner if x[:2] not in taken)]))

    def _predicates(
        self, out: Outputs, grid: _Grid, heads: Ints, labels: NDArray[np.int64]
    ) -> tuple[PredicateOut, ...]:
        said = out.tags[:, self.slices["predicate"]]
        found = np.flatnonzero(said[:, 1] > said[:, 0])
        if not len(found):
            return ()
        facts = np.clip(out.tags[found, self.slices["factuality"].start], -3, 3)
        bio, rows = self.bio["roles"], grid.sentence[found]
        words = grid.words[rows]
        seen = np.broadcast_to(found[:, None], words.shape)
        inside = grid.mask[rows]
        pred, word = seen[inside], words[inside]
        path = path_classes(heads.astype(np.int64), labels, pred, word, len(self.deprels))
        pairs = Pairs(pred, word, path, distance_classes(pred, word))
        scores = np.zeros((*words.shape, len(bio.labels)), np.float32)
        scores[inside] = self.scorer(out, heads, pairs)[1]
        tags = best_tags(scores, grid.lengths[rows], bio)
        offsets = words[:, 0].tolist()
        return tuple(
            PredicateOut(p, round(float(f), 3), _roles(spans(line, bio), offset, p))
            for p, f, line, offset in zip(found.tolist(), facts, tags, offsets, strict=True)
        )


class _Grid:
    """Words arranged one sentence a row."""

    def __init__(self, sentence: Ints) -> None:
        self.sentence = sentence
        self.lengths = np.bincount(sentence)
        first = np.cumsum(self.lengths) - self.lengths
        spots = np.arange(int(self.lengths.max(initial=0)))
        self.mask = spots[None] < self.lengths[:, None]
        self.words = np.where(self.mask, first[:, None] + spots[None], first[:, None])


def _roles(found: list[Span], offset: int, pred: int) -> tuple[tuple[str, int, int], ...]:
    """Spans moved to the paragraph; one that is the predicate itself is dropped."""
    return tuple((k, a + offset, b + offset) for a, b, k in found if (a + offset, b + offset) != (pred, pred + 1))
