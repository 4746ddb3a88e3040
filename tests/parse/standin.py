"""A stand-in for the trained encoder: answers by plain rules, so that what surrounds it can be tested
alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ENDS = frozenset(".!?")
DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])


@dataclass(frozen=True, slots=True)
class FoundPredicate:
    word: int
    factuality: float | None
    roles: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The fields of encoder.Parsed."""

    sent_starts: NDArray[np.bool_]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    deprels: tuple[str, ...]
    heads: NDArray[np.int32]
    names: tuple[tuple[int, int, str], ...]
    timex: tuple[tuple[int, int, str], ...]
    predicates: tuple[FoundPredicate, ...]
    events: tuple[tuple[int, str, float], ...] = ()


class StandIn:
    """Sentences end at full stops; every word hangs on the one before; capitals are names; -ed words are
    predicates."""

    version = "stand-in"

    def __init__(self) -> None:
        self.seen: list[list[str]] = []

    def parse(self, paragraphs: Sequence[Sequence[str]]) -> list[Found]:
        self.seen += [list(p) for p in paragraphs]
        return [self._one(list(p)) for p in paragraphs]

    def parse_reports(self, reports: Sequence[Sequence[Sequence[str]]]) -> list[Found]:
        """A report's paragraphs end to end; nothing goes over a paragraph's end."""
        return [self._end_to_end(self.parse(r), [len(p) for p in r]) for r in reports]

    def _end_to_end(self, found: list[Found], sizes: list[int]) -> Found:
        offsets = [sum(sizes[:i]) for i in range(len(sizes))]
        both = list(zip(found, offsets, strict=True))
        columns = {
            name: tuple(x for p in found for x in getattr(p, name))
            for name in ("upos", "xpos", "feats", "lemmas", "deprels")
        }
        return Found(
            sent_starts=np.concatenate([np.zeros(0, np.bool_), *(p.sent_starts for p in found)]),
            heads=np.concatenate(
                [np.zeros(0, np.int32), *(np.where(p.heads < 0, -1, p.heads + o) for p, o in both)]
            ).astype(np.int32),
            names=tuple((a + o, b + o, k) for p, o in both for a, b, k in p.names),
            timex=tuple((a + o, b + o, k) for p, o in both for a, b, k in p.timex),
            predicates=tuple(
                FoundPredicate(q.word + o, q.factuality, tuple((k, a + o, b + o) for k, a, b in q.roles))
                for p, o in both
                for q in p.predicates
            ),
            **columns,
        )

    def _one(self, words: list[str]) -> Found:
        starts = np.array([i == 0 or words[i - 1] in ENDS for i in range(len(words))], dtype=bool)
        heads = np.array([-1 if s else i - 1 for i, s in enumerate(starts)], dtype=np.int32)
        capital = [w[0].isupper() and w not in DAYS for w in words]
        names = tuple((i, j, "ORG" if j - i > 1 else "LOC") for i, j in _runs(capital))
        nested = tuple((i, i + 1, "PERSON") for i, j, _ in names if j - i > 1)
        acts = tuple(
            FoundPredicate(i, 1.5, (("ARG0", max(i - 1, 0), i),) if i else ())
            for i, w in enumerate(words)
            if w.endswith("ed")
        )
        return Found(
            sent_starts=starts,
            upos=tuple(
                "PROPN" if c else "PUNCT" if not w[0].isalnum() else "NOUN" for c, w in zip(capital, words, strict=True)
            ),
            xpos=tuple("NNP" if c else "NN" for c in capital),
            feats=tuple("Number=Sing" if c else "_" for c in capital),
            lemmas=tuple(w.lower() for w in words),
            deprels=tuple("root" if s else "nsubj:pass" for s in starts),
            heads=heads,
            names=names + nested,
            timex=tuple((i, i + 1, "DATE") for i, w in enumerate(words) if w in DAYS),
            predicates=acts,
        )


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    out, start = [], None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            out.append((start, i))
            start = None
    return out
