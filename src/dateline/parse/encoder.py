"""The shipped model: words of paragraphs in, everything the heads see out, through onnxruntime alone.

Each window of a report is run on its own, unpadded and single-threaded inside, several reports at a time: what is read
in one report cannot depend on others, on the batch or on the number of threads.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from dateline.errors import WeightsError
from dateline.parse.decode import Decoder, Outputs, Pairs, Parsed, PredicateOut
from dateline.parse.events import EventHead
from dateline.parse.wordpieces import WordPieces

__all__ = ["Encoder", "Parsed", "PredicateOut", "weights_folder"]

Bools = NDArray[np.bool_]
WINDOW = 120  # pieces of a window; on development data 120 reads best, of 70 to 190
TOGETHER = 16  # windows whose outputs are decoded at a time
LONGEST = 400  # pieces that one sentence may fill before it is cut
MANIFEST = "manifest.json"
CUT_AFTER = frozenset((";", ":", ",", ")", "—", "–", "-", ".", "!", "?", "…"))


EMPTY = Parsed(np.zeros(0, np.bool_), (), (), (), (), (), np.zeros(0, np.int32), (), (), ())


def weights_folder() -> Path:
    """DATELINE_WEIGHTS, else the folder inside the package."""
    return Path(os.environ.get("DATELINE_WEIGHTS") or Path(__file__).parent / "weights")


def _processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def verify(folder: Path) -> dict[str, Any]:
    """The manifest, after every file it names has been found with the right SHA-256; else WeightsError."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = dict(manifest["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise WeightsError(f"no model at {folder}: {MANIFEST} is missing or unreadable; reinstall dateline") from e
    for name, wanted in files.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as e:
            raise WeightsError(f"the model file {folder / name} is missing; reinstall dateline") from e
        if found != wanted:
            raise WeightsError(f"the model file {folder / name} is damaged (checksum differs); reinstall dateline")
    return manifest


class Encoder:
    """One model, loaded. Safe to use from several threads."""

    def __init__(
        self, session: Any, pieces: WordPieces, decoder: Decoder, threads: int, events: EventHead | None = None
    ) -> None:
        self._session, self._pieces, self._decoder, self._events = session, pieces, decoder, events
        self.threads = threads

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 0) -> Encoder:
        """Verify and load the weights; `threads` paragraphs are parsed at a time (0: one a processor)."""
        folder = folder or weights_folder()
        verify(folder)
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # no two paragraphs have one shape
        providers = ["CPUExecutionProvider"]
        try:
            labels = json.loads((folder / "labels.json").read_text("utf-8"))
            model = (folder / "model.onnx").read_bytes()
            session = ort.InferenceSession(model, options, providers=providers)
            pieces = WordPieces((folder / "vocab.txt").read_text("utf-8").split("\n"))
            pairs = ort.InferenceSession((folder / "pairs.onnx").read_bytes(), options, providers=providers)
            heads = {h["name"]: tuple(h["labels"]) for h in labels["heads"]}
            scorer, articles = partial(_score_pairs, pairs), frozenset(labels.get("articles", ()))
            decoder = Decoder(heads, tuple(labels["deprels"]), tuple(labels["roles"]), scorer, articles)
            events = EventHead.load(folder, options)
        except Exception as e:  # onnxruntime raises its own family; whatever it is, the weights are of no use
            raise WeightsError(f"the model at {folder} cannot be loaded: {e}") from e
        return cls(session, pieces, decoder, threads or _processors(), events)

    def parse(self, paragraphs: Sequence[Sequence[str]], whole: bool = False) -> list[Parsed]:
        """One Parsed a paragraph, in order, each read on its own; a paragraph may be empty or of any length.

        whole: each paragraph is known to be one sentence and is not split (unless it is longer than LONGEST).
        """
        return self._each(lambda words: self._text(words, np.zeros(len(words), np.bool_), whole), paragraphs)

    def parse_reports(self, reports: Sequence[Sequence[Sequence[str]]]) -> list[Parsed]:
        """One Parsed a report, its paragraphs' words end to end; no sentence goes over a paragraph's end.

        Short paragraphs share a window with their neighbours, which is faster and tells the model more. What is
        read in a report depends on nothing outside it.
        """
        return self._each(self._report, reports)

    def _each(self, read: Callable[[Any], Parsed], items: Sequence[Any]) -> list[Parsed]:
        if self.threads == 1 or len(items) < 2:
            return [read(x) for x in items]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(read, items))

    def _report(self, paragraphs: Sequence[Sequence[str]]) -> Parsed:
        breaks = np.zeros(sum(map(len, paragraphs)) + 1, np.bool_)
        breaks[np.cumsum([0, *map(len, paragraphs)])] = True
        return self._text([w for p in paragraphs for w in p], breaks[:-1], False)

    def _text(self, words: Sequence[str], breaks: Bools, whole: bool) -> Parsed:
        """Windows one after the other. They end at a paragraph's end if they can; else the window's last sentence
        is read again at the head of the next one. breaks: where paragraphs begin."""
        if not words:
            return EMPTY
        parts: list[tuple[int, Parsed]] = []
        seen: list[tuple[Outputs, Bools]] = []
        cut = list(map(self._pieces.word, words))
        start = begun = 0
        while start < len(words):
            end = _window_end(cut, start, LONGEST if whole else WINDOW)
            ends = np.flatnonzero(breaks[start + 1 : end + 1])
            closed = end == len(words) or len(ends) > 0
            if end < len(words) and closed:
                end = start + 1 + int(ends[-1])
            seen.append(self._window(_Window(words, cut, breaks, start, end, whole, closed)))
            start += len(seen[-1][1])
            if len(seen) == TOGETHER or start == len(words):
                part = self._decoder.windows(words[begun:start], seen)
                parts.append(
                    (begun, replace(part, events=self._events([o for o, _ in seen])) if self._events else part)
                )
                seen, begun = [], start
        return parts[0][1] if len(parts) == 1 else _joined(parts)

    def _window(self, w: _Window) -> tuple[Outputs, Bools]:
        """What the network says of the whole sentences from `start`, and which of their words begin one."""
        out = self._run(w.cut[w.start : w.end], w.breaks[w.start : w.end])
        starts = self._decoder.starts(out)
        starts = w.breaks[w.start : w.end] | (starts & (not w.whole))
        starts[0] = True
        used = w.end - w.start
        if not w.closed:
            later = np.flatnonzero(starts)[1:]
            if not len(later) and w.end < (wider := w.widened()).end:
                return self._window(wider)
            used = int(later[-1]) if len(later) else _cut_place(w.words[w.start : w.end])
        vectors = (x[:used] for x in (out.lab_dep, out.lab_head, out.role_pred, out.role_word))
        return Outputs(out.tags[:used], out.arcs[:used, : used + 1], *vectors), starts[:used]

    def _run(self, cut: list[Any], breaks: Bools) -> Outputs:
        """The network's outputs for one window; a separator stands between paragraphs."""
        ids, shapes = [self._pieces.cls], [8]
        firsts: list[int] = []
        for (pieces, marks), fresh in zip(cut, breaks.tolist(), strict=True):
            if fresh and firsts:
                ids.append(self._pieces.sep)
                shapes.append(8)
            firsts.append(len(ids))
            ids.extend(pieces)
            shapes.extend(marks)
        ids.append(self._pieces.sep)
        shapes.append(8)
        feed = {"ids": ids, "shapes": shapes, "firsts": firsts}
        return Outputs(*self._session.run(None, {k: np.array(v, np.int64) for k, v in feed.items()}))


class _Window(NamedTuple):
    """Words start .. end of a text. closed: it ends where a sentence must end."""

    words: Sequence[str]
    cut: list[Any]
    breaks: Bools
    start: int
    end: int
    whole: bool
    closed: bool

    def widened(self) -> _Window:
        """As long as a single sentence may be, or to the paragraph's end."""
        end = _window_end(self.cut, self.start, LONGEST)
        ends = np.flatnonzero(self.breaks[self.start + 1 : end + 1])
        end = self.start + 1 + int(ends[0]) if len(ends) else end
        return self._replace(end=end, closed=len(ends) > 0 or end == len(self.words))


def _score_pairs(session: Any, out: Outputs, heads: Any, pairs: Pairs) -> tuple[Any, Any]:
    """Run the graph of pairs; heads count from -1, the root. Labels are only scored when no pairs are
    asked for."""
    n = 0 if len(pairs.pred) else len(heads)
    vectors = {"lab_dep": out.lab_dep[:n], "lab_head": out.lab_head[: len(heads)]}
    vectors |= {"role_pred": out.role_pred, "role_word": out.role_word}
    numbers = pairs._asdict() | {"heads": heads[:n].astype(np.int64) + 1}
    labels, roles = session.run(None, vectors | numbers)
    return labels, roles


def _window_end(cut: list[Any], start: int, limit: int) -> int:
    """The furthest word such that the pieces from `start` stay within the limit; at least one word."""
    size = 0
    for i in range(start, len(cut)):
        size += len(cut[i][0])
        if size > limit and i > start:
            return i
    return len(cut)


def _cut_place(words: Sequence[str]) -> int:
    """Where to break a sentence that fills the longest window: after punctuation in its last third,
    else at the end."""
    for i in range(len(words) - 1, 2 * len(words) // 3, -1):
        if words[i - 1] in CUT_AFTER:
            return i
    return len(words)


def _joined(parts: list[tuple[int, Parsed]]) -> Parsed:
    """Windows put together, word numbers moved to the paragraph."""
    moved = [_moved(p, offset) for offset, p in parts]

    def chain(name: str) -> Any:
        return tuple(x for p in moved for x in getattr(p, name))

    columns = ("upos", "xpos", "feats", "lemmas", "deprels", "names", "timex", "predicates", "events")
    return Parsed(
        sent_starts=np.concatenate([p.sent_starts for p in moved]),
        heads=np.concatenate([p.heads for p in moved]),
        **{name: chain(name) for name in columns},
    )


def _moved(p: Parsed, by: int) -> Parsed:
    predicates = tuple(
        replace(x, word=x.word + by, roles=tuple((k, a + by, b + by) for k, a, b in x.roles)) for x in p.predicates
    )
    heads = np.where(p.heads < 0, -1, p.heads + by).astype(np.int32)
    names, timex = (tuple((a + by, b + by, k) for a, b, k in s) for s in (p.names, p.timex))
    events = tuple((word + by, kind, score) for word, kind, score in p.events)
    return replace(p, heads=heads, names=names, timex=timex, predicates=predicates, events=events)
