"""Where quotations are, and how far the words run by which a name is kept back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.quotations import marked_spans
from dateline.coding.speakers import end_of_condition


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('"We lost it," he said. "All of it."', ['"We lost it,"', '"All of it."']),
        ("“One” and “two”", ["“One”", "“two”"]),
        ('He said: "It runs on\n"and on," and left.', ['"It runs on', '"and on,"']),
        ('A 5"-long nail', []),
        ("No marks at all.", []),
    ],
)
def test_quotations_are_found_and_end_with_their_paragraph(text: str, quotes: list[str]) -> None:
    assert [s.of(text) for s in marked_spans(text)] == quotes


@given(st.text(alphabet='ab "“”\n.', max_size=60))
def test_quotations_never_overlap(text: str) -> None:
    spans = marked_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("on condition of anonymity because it was secret. He left", "because it was secret"),
        ("on condition of anonymity, said", "anonymity"),
        ("on condition of anonymity and left", "anonymity"),
        ("on condition of anonymity", "anonymity"),
    ],
)
def test_a_condition_runs_to_its_stop(text: str, end: str) -> None:
    assert text[: end_of_condition(text, 0)].endswith(end)
