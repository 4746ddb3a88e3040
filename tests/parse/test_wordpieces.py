"""Words to pieces and shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.wordpieces import MAX_PIECES, SHAPE_COUNT, SHAPES, WordPieces, shape

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ba", "##se", "##s", "cafe", "-", "'", '"', ".", "u", "s"])


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("base", "lower"),
        ("Base", "Title"),
        ("NATO", "UPPER"),
        ("A", "Single"),
        ("McKay", "miXed"),
        ("1998", "digits"),
        ("1,998", "number"),
        ("G20", "alnum"),
        ("—", "punct"),
        ("U.S.", "A.B."),
        ("Al-Ani", "hyphened"),
        ("基地", "other"),
    ],
)
def test_shapes(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_the_longest_piece_is_taken() -> None:
    assert [list(PIECES.ids)[i] for i in PIECES.word("bases")[0]] == ["ba", "##se", "##s"]
    assert [list(PIECES.ids)[i] for i in PIECES.word("U.S.")[0]] == ["u", ".", "s", "."]


def test_accents_and_curly_marks_are_plain() -> None:
    assert PIECES.word("Café")[0] == PIECES.word("cafe")[0]
    assert PIECES.word("—")[0] == PIECES.word("-")[0]
    assert PIECES.word("“")[0] == PIECES.word('"')[0]


@given(st.text(max_size=80))
def test_any_string_has_between_one_and_twelve_pieces(word: str) -> None:
    pieces, shapes = PIECES.word(word)
    assert 1 <= len(pieces) == len(shapes) <= MAX_PIECES
    assert all(0 <= s < SHAPE_COUNT for s in shapes)


def test_the_memory_is_bounded() -> None:
    pieces = WordPieces(PIECES.ids, memory=10)
    for i in range(100):
        pieces.word(str(i))
    assert len(pieces._known) <= 10
