"""The head that proposes events: which words of a report read like an event of which type.

One hidden layer over the vectors the network gives every word (as predicate, as argument, as dependent). It only
proposes: the lexicon decides what it knows, see `dateline.coding.proposed`. Trained on gold reports of the project's
own and on the lexicon's examples; see training/events.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.parse.decode import Outputs

FILE = "events.npz"
LEAST = 0.5  # a score below which nothing is proposed

Proposed = tuple[int, str, float]
"""Word number, event type (PLOVER root, lower case), score between 0 and 1 that it is an event at all."""


@dataclass(frozen=True, slots=True)
class EventHead:
    """Weights by layer, float32; `types` name the outputs behind the first, which is "no event"."""

    types: tuple[str, ...]
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: NDArray[np.float32]

    @classmethod
    def load(cls, folder: Path) -> EventHead | None:
        """The head beside the weights; None for weights that have none."""
        path = folder / FILE
        if not path.exists():
            return None
        with np.load(path, allow_pickle=False) as stored:
            layers: dict[str, Any] = {
                k: stored[k].astype(np.float32) for k in ("hidden", "hidden_bias", "out", "out_bias")
            }
            return cls(types=tuple(str(t) for t in stored["types"]), **layers)

    def __call__(self, parts: Sequence[Outputs]) -> tuple[Proposed, ...]:
        """What is proposed for windows that lie end to end."""
        seen = np.concatenate([features(o) for o in parts])
        inner = gelu(seen @ self.hidden + self.hidden_bias)
        logits = inner @ self.out + self.out_bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = odds / odds.sum(axis=1, keepdims=True)
        events = 1.0 - shares[:, 0]
        kinds = shares[:, 1:].argmax(axis=1)
        return tuple(
            (int(i), self.types[kinds[i]], round(float(events[i]), 3)) for i in np.flatnonzero(events >= LEAST)
        )


def features(out: Outputs) -> NDArray[np.float32]:
    """One row a word: shape (words, 768)."""
    return np.concatenate([out.role_pred, out.role_word, out.lab_dep], axis=1)


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """By its tanh approximation (Hendrycks and Gimpel 2016)."""
    shaped: NDArray[np.float32] = (0.5 * x * (1.0 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))).astype(np.float32)
    return shaped
