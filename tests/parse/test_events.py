"""The head that proposes events: its arithmetic, its file, and what it says through the shipped parser."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dateline.parse import load_parser
from dateline.parse.decode import Outputs
from dateline.parse.events import FILE, LEAST, EventHead, features, gelu


def outputs(rows: int) -> Outputs:
    """Vectors of two columns each, told apart by row."""
    wide = np.arange(rows * 2, dtype=np.float32).reshape(rows, 2)
    none = np.zeros((rows, 0), np.float32)
    return Outputs(none, none, wide + 30, none, wide + 10, wide + 20)


def head() -> EventHead:
    """Sees only the first column, the predicate's; fires on the larger values with the second type."""
    hidden = np.zeros((6, 1), np.float32)
    hidden[0, 0] = 1.0
    out = np.array([[0.0, -3.0, 3.0]], np.float32)
    least = np.array([1.0, -2.0, -2.0], np.float32)
    return EventHead(("agree", "assault"), hidden, np.array([-13.0], np.float32), out, least)


def test_features_are_the_predicates_the_words_and_the_dependents() -> None:
    assert features(outputs(2)).tolist() == [[10, 11, 20, 21, 30, 31], [12, 13, 22, 23, 32, 33]]


def test_gelu_is_nearly_the_positive_part() -> None:
    assert gelu(np.array([-6.0, 0.0, 6.0], np.float32)).tolist() == pytest.approx([0.0, 0.0, 6.0], abs=1e-3)


def test_words_are_counted_over_windows_and_the_lesser_are_left_out() -> None:
    told = head()([outputs(2), outputs(4)])
    assert [(word, kind) for word, kind, _ in told] == [(5, "assault")]
    assert all(score >= LEAST for _, _, score in told)


def test_a_folder_without_the_file_has_no_head(tmp_path: Path) -> None:
    assert EventHead.load(tmp_path) is None


def test_what_is_stored_is_loaded(tmp_path: Path) -> None:
    made = head()
    layers = {"hidden_bias": made.hidden_bias, "out": made.out, "out_bias": made.out_bias}
    np.savez(tmp_path / FILE, types=np.array(made.types), hidden=made.hidden.astype(np.float16), **layers)
    loaded = EventHead.load(tmp_path)
    assert loaded is not None
    assert loaded([outputs(6)]) == made([outputs(6)])


def test_the_shipped_head_tells_a_deed_from_furniture() -> None:
    doc = load_parser("dateline", 1).parse("Rebels overran the town on Monday. The chairs were blue.")
    told = {doc[at].text: kind for at, kind, _ in doc._.events}
    assert told.get("overran") in ("assault", "retreat", "coerce")
    assert "chairs" not in told
