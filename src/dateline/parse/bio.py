"""Spans from begin/inside/outside scores: the best sequence in which no I- comes without its own B- or I-."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Ints = NDArray[np.int64]
TOGETHER = 64  # stretches that are searched at a time, of about one length


@dataclass(frozen=True, slots=True)
class BioLabels:
    """Labels "O", "B-x", "I-x", ... in the order of the scores' last axis."""

    labels: tuple[str, ...]
    inside: NDArray[np.bool_]
    before: Ints  # for I-x the number of B-x, else the label itself

    @classmethod
    def of(cls, labels: tuple[str, ...]) -> BioLabels:
        """Index the labels, which must come as O, B-x, I-x, B-y, I-y ..."""
        if labels[0] != "O" or any(b != "I-" + a[2:] for a, b in zip(labels[1::2], labels[2::2], strict=True)):
            raise ValueError(f"labels are not O, B-x, I-x, ...: {labels}")
        inside = np.array([x.startswith("I-") for x in labels])
        before = [labels.index("B-" + x[2:]) if x.startswith("I-") else i for i, x in enumerate(labels)]
        return cls(labels, inside, np.array(before))


def best_tags(scores: Scores, first: Ints, bio: BioLabels) -> Ints:
    """Best valid label numbers (words,) of rows of words that lie end to end; scores (words, labels), first (rows,)
    where each row begins.

    Each word's best label is the answer wherever that is a valid sequence; only what lies round a fault is
    searched.
    """
    tags: Ints = scores.argmax(axis=1)
    begun = bio.before[tags]
    previous = np.concatenate([[0], begun[:-1]])
    previous[first] = 0
    faults = np.flatnonzero(bio.inside[tags] & (begun != previous))
    if len(faults):
        parts = sorted(_parts(scores, tags, first, faults, bio), key=lambda part: part[1] - part[0])
        for at in range(0, len(parts), TOGETHER):
            some = parts[at : at + TOGETHER]
            for (a, b), line in zip(some, _search(*_padded(scores, some)), strict=True):
                tags[a:b] = line[: b - a]
    return tags


def _parts(scores: Scores, tags: Ints, first: Ints, faults: Ints, bio: BioLabels) -> Iterator[tuple[int, int]]:
    """The stretches to search, start and end."""
    ends = np.append(first[1:], len(tags))
    rows = np.searchsorted(first, faults, "right") - 1
    for row in np.unique(rows).tolist():
        a, b = int(first[row]), int(ends[row])
        for start, end in _stretches(scores[a:b], tags[a:b], faults[rows == row] - a, bio):
            yield a + start, a + end


def _padded(scores: Scores, parts: list[tuple[int, int]]) -> tuple[NDArray[np.float64], Ints]:
    """Stretches one a row, and their lengths."""
    lengths = np.array([b - a for a, b in parts])
    cut = np.zeros((len(parts), int(lengths.max()), scores.shape[1]), np.float64)
    for i, (a, b) in enumerate(parts):
        cut[i, : b - a] = scores[a:b]
    return cut, lengths


def _stretches(line: Scores, tags: Ints, faults: Ints, bio: BioLabels) -> list[tuple[int, int]]:
    """The stretches of one row that hold a fault, between words that are O in the best valid sequence.

    Turning each faulty I-x into B-x gives a valid sequence that costs `price`; a word whose O beats
    every other label by more than that is O in any better sequence, and nothing reaches across it.
    """
    wrong = tags[faults]
    price = float((line[faults, wrong] - line[faults, bio.before[wrong]]).sum())
    closed = np.flatnonzero(line[:, 0] - line[:, 1:].max(axis=1) > price)
    edges = np.concatenate([[-1], closed, [len(line)]])
    right = np.unique(np.searchsorted(edges, faults))
    return list(zip((edges[right - 1] + 1).tolist(), edges[right].tolist(), strict=True))


def _search(scores: NDArray[np.float64], length: Ints) -> Ints:
    """Viterbi over rows; an I-x may only follow B-x or I-x. Beyond a row's length every word is O.

    Slices rather than index arrays: begin labels stand at 1, 3, ..., inside labels at 2, 4, ...
    """
    rows, n, k = scores.shape
    steps = scores.transpose(1, 0, 2).copy()
    steps[np.arange(n)[:, None] >= length[None]] = np.where(np.arange(k) == 0, 0.0, -1e9)
    steps[0, :, 2::2] = -1e9
    for i in range(1, n):
        before, here = steps[i - 1], steps[i]
        top = before.max(axis=1, keepdims=True)
        here[:, 0::2][:, 1:] += np.maximum(before[:, 1::2], before[:, 2::2])
        here[:, 1::2] += top
        here[:, :1] += top
    tags = np.zeros((rows, n), np.int64)
    tags[:, -1] = steps[-1].argmax(axis=1)
    every = np.arange(rows)
    for i in range(n - 1, 0, -1):
        here, before = tags[:, i], steps[i - 1]
        inside = (here > 0) & (here % 2 == 0)
        stays = before[every, here] >= before[every, here - 1]
        tags[:, i - 1] = np.where(inside, here - ~stays, before.argmax(axis=1))
    return tags


def spans(tags: Ints, bio: BioLabels) -> list[tuple[int, int, str]]:
    """(start, end, type) of one valid row of label numbers."""
    out: list[tuple[int, int, str]] = []
    filled = np.flatnonzero(tags)
    for i in filled.tolist():
        label = bio.labels[tags[i]]
        if label[0] == "I" and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1, out[-1][2])
        else:
            out.append((i, i + 1, label[2:]))
    return out
