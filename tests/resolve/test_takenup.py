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
        ("Health Minister Rahim Uddin visited the ward. The minister said forty people had died.", "minister",
         "Rahim Uddin"),
        ("Col. Marta Ilves said they had left. The colonel added that drones were used.", "colonel", "Marta Ilves"),
        ("A senior customs official said the border was shut. The official asked not to be named.", "official",
         "senior customs official"),
        ("The Kivu Plains Front attacked the town. The front said its fighters shot down a drone.", "front",
         "Kivu Plains Front"),
        ("The Kivu Plains Front (KPF) attacked. KPF fighters burned houses.", "KPF fighters", "Kivu Plains Front"),
        ("President Ada Kroll met Otto Kroll on Monday. Kroll signed the law.", "Kroll", "Ada Kroll"),
        ("The electoral council in Chad barred Marta Gil from running. The council gave no reason.", "council",
         "Chad election commission"),
        ("Kenyan police surrounded the market and officers fired tear gas.", "officers", "Kenya police"),
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
        ("The Kivu Plains Front attacked the town. A cold front brought rain.", "front"),
        ("Sudan, Chad and Niger met. Both sides of the road were flooded.", "sides"),
    ],
)
def test_what_is_left_alone(text: str, words: str, taken: Taken) -> None:
    assert taken(text, words) == []


def test_two_that_bear_like_names_are_nobody(taken: Taken) -> None:
    text = "Anna Harris met Otto Harrris on Monday. Harvis said the road was open."
    assert taken(text, "Harvis") == ["Harvis"]


@pytest.mark.parametrize(
    ("text", "words", "both"),
    [
        ("Armenia and Azerbaijan exchanged prisoners; the two countries agreed to talk again.", "countries",
         ["Armenia", "Azerbaijan"]),
        ("Sudan's army and the Rapid Support Forces signed a truce. Both sides broke it.", "sides",
         ["Sudan military", "Rapid Support Forces"]),
        ("The Kivu Plains Front attacked Goma. Congo sent troops. The two warring sides met on Monday.", "sides",
         ["Kivu Plains Front", "Democratic Republic of the Congo military"]),
    ],
)  # fmt: skip
def test_two_parties_are_taken_up_together(text: str, words: str, both: list[str], taken: Taken) -> None:
    assert taken(text, words) == both


@pytest.mark.parametrize(
    ("text", "words", "own"),
    [
        ("Finance Minister Ana Ruiz met Oil Minister Bo Lind. The minister said nothing.", "minister", "minister"),
        ("Ana Ruiz, an adviser to the prime minister, spoke. The prime minister did not.", "prime minister",
         "prime minister"),
    ],
)  # fmt: skip
def test_a_description_of_two_is_nobodys(text: str, words: str, own: str, taken: Taken) -> None:
    assert own in taken(text, words)
