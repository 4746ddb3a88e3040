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
Longs = NDArray[np.int64]
Span = tuple[int, int, str]
Role = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class PredicateOut:
    """A predicate: its word, how far it is presented as having happened (-3 .. 3), and its roles.

    roles: (PropBank label such as ARG0 or ARGM-TMP, start, end), words of the paragraph.
    """

    word: int
    factuality: float | None
    roles: tuple[Role, ...]


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
    events: tuple[tuple[int, str, float], ...] = ()  # word, type, score: what the head of events proposes


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


PAIRS = 8192  # words seen from predicates that are scored at a time, about
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
        return self.windows(words, [(out, starts)])

    def windows(self, words: Sequence[str], parts: Sequence[tuple[Outputs, NDArray[np.bool_]]]) -> Parsed:
        """Decode windows that lie end to end, each whole sentences: as one by one, with what can be done for all at
        once done once."""
        starts = np.concatenate([s for _, s in parts])
        heads = _heads(parts)
        out = parts[0][0] if len(parts) == 1 else _end_to_end([o for o, _ in parts])
        labels = self._deprels(out, heads)
        first = np.flatnonzero(starts)
        return Parsed(
            starts,
            self._column("upos", out),
            self._column("xpos", out),
            self._column("feats", out),
            tuple(map(lemmas.apply, self._column("lemma", out), words)),
            tuple([self.deprels[i] for i in labels.tolist()]),
            heads,
            self._names(words, out, first),
            tuple(self._spans("timex", out, first)),
            self._predicates(out, first, heads, labels),
        )

    def _column(self, name: str, out: Outputs) -> tuple[str, ...]:
        labels = self.labels[name]
        return tuple([labels[i] for i in out.tags[:, self.slices[name]].argmax(axis=1).tolist()])

    def _deprels(self, out: Outputs, heads: Ints) -> Longs:
        scores = self.scorer(out, heads, NO_PAIRS)[0]
        scores[:, self.root] = -np.inf
        return np.where(heads < 0, self.root, scores.argmax(axis=1))

    def _spans(self, name: str, out: Outputs, first: Longs) -> list[Span]:
        bio = self.bio[name]
        return spans(best_tags(out.tags[:, self.slices[name]], first, bio), bio)

    def _names(self, words: Sequence[str], out: Outputs, first: Longs) -> tuple[Span, ...]:
        """Outer and nested names, without a leading article: corpora differ on it, most leave it out."""
        outer, inner = (
            [(a + (b - a > 1 and words[a].lower() in self.articles), b, k) for a, b, k in self._spans(x, out, first)]
            for x in ("names", "inner")
        )
        taken = {(a, b) for a, b, _ in outer}
        return tuple(sorted([*outer, *(x for x in inner if x[:2] not in taken)]))

    def _predicates(self, out: Outputs, first: Longs, heads: Ints, labels: Longs) -> tuple[PredicateOut, ...]:
        said = out.tags[:, self.slices["predicate"]]
        found = np.flatnonzero(said[:, 1] > said[:, 0])
        if not len(found):
            return ()
        facts = np.clip(out.tags[found, self.slices["factuality"].start], -3, 3)
        length = np.diff(np.append(first, len(heads)))
        row = np.searchsorted(first, found, "right") - 1
        size, begin = length[row], first[row]
        cuts = np.flatnonzero(np.diff(np.cumsum(size) // PAIRS)) + 1  # so that memory is bounded
        roles = [
            one
            for p, n, at in zip(*(np.split(x, cuts) for x in (found, size, begin)), strict=True)
            for one in self._roles(out, heads, labels, p, n, at)
        ]
        told = zip(found.tolist(), facts, roles, strict=True)
        return tuple([PredicateOut(p, round(float(f), 3), r) for p, f, r in told])

    def _roles(
        self, out: Outputs, heads: Ints, labels: Longs, found: Longs, size: Longs, begin: Longs
    ) -> list[tuple[Role, ...]]:
        """The roles of each predicate: `found` its word, `size` and `begin` the length and first word of its
        sentence."""
        ends = np.cumsum(size)
        first = ends - size
        pred = np.repeat(found, size)
        word = np.arange(ends[-1]) + np.repeat(begin - first, size)
        path = path_classes(heads.astype(np.int64), labels, pred, word, len(self.deprels))
        scores = self.scorer(out, heads, Pairs(pred, word, path, distance_classes(pred, word)))[1]
        told: list[list[Role]] = [[] for _ in found]
        bio = self.bio["roles"]
        tagged = spans(best_tags(scores, first, bio), bio)
        rows = (np.searchsorted(first, [a for a, _, _ in tagged], "right") - 1).tolist()
        moves, words = (begin - first).tolist(), found.tolist()
        for row, (a, b, label) in zip(rows, tagged, strict=True):
            start, end = a + moves[row], b + moves[row]
            if (start, end) != (words[row], words[row] + 1):  # not the predicate itself
                told[row].append((label, start, end))
        return [tuple(x) for x in told]


def _heads(parts: Sequence[tuple[Outputs, NDArray[np.bool_]]]) -> Ints:
    """Head of each word of windows that lie end to end, -1 for a root."""
    found, offset = [], 0
    for out, starts in parts:
        heads = trees.heads(out.arcs, (np.cumsum(starts) - 1).astype(np.int32))
        found.append(np.where(heads < 0, -1, heads + offset).astype(np.int32))
        offset += len(heads)
    return np.concatenate(found)


def _end_to_end(outs: Sequence[Outputs]) -> Outputs:
    """The vectors of words of several windows; arcs stay within a window, and are not wanted any more."""
    names = ("tags", "lab_dep", "lab_head", "role_pred", "role_word")
    return Outputs(arcs=outs[0].arcs[:0], **{n: np.concatenate([getattr(o, n) for o in outs]) for n in names})
