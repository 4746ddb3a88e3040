"""Windows of consecutive sentences (a paragraph, sometimes one sentence), and batches of them as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from torch import Tensor

from dateline.parse.paths import distance_classes
from dateline.parse.wordpieces import WordPieces
from training.targets import SKIP, Example

LONGEST = 250  # pieces in a window
Item = tuple[Example, int, int]  # example, casing, number of words kept


@dataclass(slots=True)
class Batch:
    """Tensors of a batch. Words are flat over all windows; `sent`/`spot` place a word in its sentence."""

    ids: Tensor
    shapes: Tensor
    lengths: Tensor
    firsts: Tensor
    classes: dict[str, Tensor]
    sets: dict[str, Tensor]
    factuality: Tensor
    sent: Tensor
    spot: Tensor
    heads: Tensor
    deprels: Tensor
    role_pred: Tensor
    role_word: Tensor
    role_tag: Tensor
    role_path: Tensor
    role_far: Tensor


def windows(examples: list[Example], rng: random.Random, augment: bool) -> Iterator[list[Item]]:
    """Cut each document into windows of random size; six in ten end at a paragraph's end."""
    for _, group in groupby(examples, key=lambda e: (e.sentence.corpus, e.sentence.doc)):
        window: list[Item] = []
        size, limit, breaks = 0, _limit(rng), rng.random() < 0.6
        paragraph = -1
        for e in group:
            new = breaks and e.sentence.paragraph != paragraph
            if window and (size + e.size > limit or new or not e.sentence.boundary_known):
                yield window
                window, size, limit, breaks = [], 0, _limit(rng), rng.random() < 0.6
            if e.size <= LONGEST:
                window.append(_vary(e, rng) if augment else (e, 0, len(e.pieces)))
                size += e.size
            paragraph = e.sentence.paragraph
        if window:
            yield window


def _limit(rng: random.Random) -> int:
    return 1 if rng.random() < 0.2 else rng.randint(40, 190)


def _vary(e: Example, rng: random.Random) -> Item:
    """One in ten sentences loses its case in some way; one in twenty its last punctuation mark."""
    casing = rng.choice((1, 2, 3)) if rng.random() < 0.1 else 0
    n = len(e.pieces)
    last = n - 1
    drops = rng.random() < (0.3 if casing in (1, 2) else 0.04)
    if drops and n > 3 and e.sentence.words[last] in (".", "!", "?") and not (e.heads == last).any():
        return e, casing, last
    return e, casing, n


def batches(
    examples: list[Example], pieces: WordPieces, rng: random.Random, size: int, augment: bool = True
) -> list[list[list[Item]]]:
    """Lists of windows of like length, about `size` pieces with padding, in random order."""
    found = list(windows(examples, rng, augment))
    found.sort(key=lambda w: _pieces(w) + (rng.random() * 12 if augment else 0))
    out: list[list[list[Item]]] = []
    for w in found:
        if not out or (len(out[-1]) + 1) * (_pieces(w) + 2) > size:
            out.append([])
        out[-1].append(w)
    if augment:
        rng.shuffle(out)
    return out


def _pieces(window: list[Item]) -> int:
    return sum(e.size for e, _, _ in window)


def collate(chunk: list[list[Item]], pieces: WordPieces, shape_count: int) -> Batch:
    """Tensors of one list of windows."""
    longest = max(map(_pieces, chunk)) + 2
    ids = np.zeros((len(chunk), longest), np.int64)
    shapes = np.zeros_like(ids)
    lengths = np.zeros(len(chunk), np.int64)
    firsts, items, sent, spot = [], [], [], []
    half = shape_count // 2
    for row, window in enumerate(chunk):
        line, marks = [pieces.cls], [8]
        for item in window:
            e, casing, n = item
            for i in range(n):
                firsts.append((row, len(line)))
                sent.append(len(items))
                spot.append(i)
                word = e.pieces[i]
                line.extend(word)
                mark = e.shapes[i][casing]
                marks.append(mark)
                marks.extend([mark + half] * (len(word) - 1))
            items.append(item)
        line.append(pieces.sep)
        marks.append(8)
        ids[row, : len(line)], shapes[row, : len(marks)], lengths[row] = line, marks, len(line)
    return _tensors(ids, shapes, lengths, firsts, items, sent, spot)


def _tensors(ids, shapes, lengths, firsts, items, sent, spot) -> Batch:  # type: ignore[no-untyped-def]
    first = items[0][0]
    join = {k: torch.from_numpy(np.concatenate([e.classes[k][:n] for e, _, n in items])) for k in first.classes}
    sets = {k: torch.from_numpy(np.concatenate([e.sets[k][:n] for e, _, n in items])) for k in first.sets}
    preds, words, tags, paths, far, base = [], [], [], [], [], 0
    for e, _, n in items:
        for pred, line, path in e.frames or ():
            if pred < n:
                preds.append(np.full(n, base + pred))
                words.append(np.arange(base, base + n))
                tags.append(line[:n])
                paths.append(path[:n])
                far.append(distance_classes(np.full(n, pred), np.arange(n)))
        base += n
    none = [np.zeros(0, np.int64)]
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(shapes),
        torch.from_numpy(lengths),
        torch.tensor(firsts),
        join,
        sets,
        torch.from_numpy(np.concatenate([e.factuality[:n] for e, _, n in items])),
        torch.tensor(sent),
        torch.tensor(spot),
        torch.from_numpy(np.concatenate([e.heads[:n] for e, _, n in items])),
        torch.from_numpy(np.concatenate([e.deprels[:n] for e, _, n in items])),
        *(torch.from_numpy(np.concatenate(x or none)) for x in (preds, words, tags, paths, far)),
    )


__all__ = ["SKIP", "Batch", "batches", "collate", "windows"]
