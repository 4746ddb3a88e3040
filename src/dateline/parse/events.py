"""The head that proposes events: which words of a report read like an event of which type.

One hidden layer over the vectors the network gives every word (as predicate, as argument, as dependent). It only
proposes: the lexicon decides what it knows, see `dateline.coding.proposed`. Trained on gold reports of the project's
own and on the lexicon's examples; see training/events.py. It runs in onnxruntime like the network, on one thread:
numpy's matrices would wake a pool of threads in every worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.parse.decode import Outputs

FILE = "events.onnx"
TYPES = "types"  # key of the file's metadata: the outputs behind the first, which is "no event"
LEAST = 0.5  # a score below which nothing is proposed

Proposed = tuple[int, str, float]
"""Word number, event type (PLOVER root, lower case), score between 0 and 1 that it is an event at all."""


class EventHead:
    """One onnxruntime session: `vectors` (words, 768) in, `shares` (words, 1 + types) out."""

    def __init__(self, session: Any, types: Sequence[str]) -> None:
        self._session, self.types = session, tuple(types)

    @classmethod
    def load(cls, folder: Path, options: Any) -> EventHead | None:
        """The head beside the weights; None for weights that have none."""
        import onnxruntime as ort

        path = folder / FILE
        if not path.exists():
            return None
        session = ort.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
        return cls(session, session.get_modelmeta().custom_metadata_map[TYPES].split(","))

    def __call__(self, parts: Sequence[Outputs]) -> tuple[Proposed, ...]:
        """What is proposed for windows that lie end to end."""
        vectors = np.concatenate([features(o) for o in parts])
        shares: NDArray[np.float32] = self._session.run(None, {"vectors": vectors})[0]
        events = 1.0 - shares[:, 0]
        kinds = shares[:, 1:].argmax(axis=1)
        found = np.flatnonzero(events >= LEAST)
        return tuple((int(i), self.types[kinds[i]], round(float(events[i]), 3)) for i in found)


def features(out: Outputs) -> NDArray[np.float32]:
    """One row a word: shape (words, 768)."""
    return np.concatenate([out.role_pred, out.role_word, out.lab_dep], axis=1)
