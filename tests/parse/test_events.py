"""The head that proposes events: its file, its counting over windows, and what it says through the shipped parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.parse import load_parser
from dateline.parse.decode import Outputs
from dateline.parse.encoder import weights_folder
from dateline.parse.events import LEAST, EventHead, features


def outputs(rows: int) -> Outputs:
    """Vectors of two columns each, told apart by row."""
    wide = np.arange(rows * 2, dtype=np.float32).reshape(rows, 2)
    none = np.zeros((rows, 0), np.float32)
    return Outputs(none, none, wide + 30, none, wide + 10, wide + 20)


class LastIsAssault:
    """A session that sees the predicate's first number: from 14 on it is sure, at 12 it is in two minds."""

    def run(self, _: None, feed: dict[str, Any]) -> list[Any]:
        first = feed["vectors"][:, 0]
        none = np.where(first >= 14, 0.1, np.where(first >= 12, 0.49, 0.9))
        return [np.stack([none, (1 - none) * 0.2, (1 - none) * 0.8], axis=1).astype(np.float32)]


def test_features_are_the_predicates_the_words_and_the_dependents() -> None:
    assert features(outputs(2)).tolist() == [[10, 11, 20, 21, 30, 31], [12, 13, 22, 23, 32, 33]]


def test_words_are_counted_over_windows_and_the_lesser_are_left_out() -> None:
    told = EventHead(LastIsAssault(), ["agree", "assault"])([outputs(2), outputs(3)])
    assert [(word, kind) for word, kind, _ in told] == [(1, "assault"), (3, "assault"), (4, "assault")]
    assert [score for *_, score in told] == pytest.approx([0.51, 0.51, 0.9], abs=1e-3)
    assert all(score >= LEAST for *_, score in told)


def test_a_folder_without_the_file_has_no_head(tmp_path: Path) -> None:
    assert EventHead.load(tmp_path, None) is None


def test_the_shipped_head_has_a_type_for_every_output() -> None:
    head = EventHead.load(weights_folder(), None)
    assert head is not None
    assert len(head.types) == len(set(head.types)) == 18


def test_the_shipped_head_tells_a_deed_from_furniture() -> None:
    doc = load_parser("dateline", 1).parse("Rebels overran the town on Monday. The chairs were blue.")
    told = {doc[at].text: kind for at, kind, _ in doc._.events}
    assert told.get("overran") in ("assault", "retreat", "coerce")
    assert "chairs" not in told
