"""Parties taken up again, with the shipped model's parse: where it is safe, and where not. Made-up names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.errors import DatelineError
from dateline.model import Report, Source
from dateline.resolve import load_knowledge, resolve

Taken = Callable[[str, str], list[str]]


@pytest.fixture(scope="module")
def taken() -> Taken:
    from dateline.parse import load_parser

    try:
        parser = load_parser("dateline", threads=1)
    except (DatelineError, ImportError) as error:
        pytest.skip(f"needs the shipped model: {error}")
    knowledge = load_knowledge()

    def of(text: str, words: str) -> list[str]:
        found = resolve(parser.parse(text), Report("r", text, Source("r", "text/plain")), knowledge)
        return [m.party.name for m in found.parties if m.span.of(text) == words]

    return of


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Harald Weil left the town on Monday. He said the road was open.", "He", "Harald Weil"),
        ("Mrs. Anna Weil left the town on Monday. She said the road was open.", "She", "Anna Weil"),
        ("The council met Harald Weil on Monday, and Weil said it was late.", "Weil", "Harald Weil"),
        ("Col. Myles Brackens spoke on Monday. Brakens said troops would leave.", "Brakens", "Myles Brackens"),
        ("The order followed warnings from Kata'ib Hezbollah that a raid was near.", "Kata'ib Hezbollah",
         "Kataib Hezbollah"),
    ],
)  # fmt: skip
def test_what_is_taken_up(text: str, words: str, name: str, taken: Taken) -> None:
    assert taken(text, words) == [name]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Harald Weil left the town on Monday. She said the road was open.", "She"),
        ("Harald Weil met Otto Brandner on Monday. He said the road was open.", "He"),
        ("Harald Weil told him on Monday that the road was open.", "him"),
        ("Harald Weil said: “He will not come.”", "He"),
        ("The ministry shut the road on Monday. It was raining.", "It"),
    ],
)
def test_what_is_left_alone(text: str, words: str, taken: Taken) -> None:
    assert taken(text, words) == []


def test_two_that_bear_like_names_are_nobody(taken: Taken) -> None:
    text = "Anna Harris met Otto Harrris on Monday. Harvis said the road was open."
    assert taken(text, "Harvis") == ["Harvis"]
