"""Names and voices: how a person is spelt, whose word a film is, what a group calls itself, whom "which" means."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.coding.spelling import spelt
from dateline.model import Claim, Interval, Party, Report, Source
from dateline.pipeline import Chain, understand

TODAY = Interval(date(2024, 3, 15), date(2024, 3, 15), "day")


def claims(chain: Chain, text: str) -> tuple[Claim, ...]:
    return understand(Report("r", text, Source("r", "text/plain"), published=TODAY), chain).claims


def actors(chain: Chain, text: str) -> set[str]:
    return {p.name for c in claims(chain, text) for p in c.actor}


@pytest.mark.parametrize(
    ("name", "forms", "wanted"),
    [
        ("Qassem Soleimani", ["Soleimani", "Qasem Suleimani"], "Qasem Suleimani"),
        ("Qassem Soleimani", ["Suleimani"], "Qassem Suleimani"),
        ("Aung San Suu Kyi", ["Suu Kyi"], "Aung San Suu Kyi"),
        ("Aung San Suu Kyi", [], "Aung San Suu Kyi"),
        ("Robert White", ["Pat White"], "Pat White"),
        ("Tedros Adhanom Ghebreyesus", ["Tedros"], "Tedros Adhanom Ghebreyesus"),
    ],
)
def test_a_known_person_is_spelt_as_in_the_report(name: str, forms: list[str], wanted: str) -> None:
    assert spelt(Party(name, "person:x"), forms).name == wanted


def test_the_id_stays_with_another_spelling(chain: Chain) -> None:
    told = claims(chain, "A U.S. drone strike killed the Iranian general Qasim Sulaimani in Baghdad on Friday.")
    found = [p for c in told for p in c.recipient]
    assert [(p.name, p.id) for p in found][:1] == [("Qasim Sulaimani", "person:qassem-soleimani")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The union issued a film on Friday. The film threatens a strike against the government.", "union"),
        ("Teachers in Kenya sent a letter on Monday. The letter accused the government of delay.", "Teachers"),
        ("The video, released by Somalia's rebel movement Al Hisn, threatens attacks on Kenya.", "Al Hisn"),
    ],
)
def test_a_text_speaks_for_whoever_made_it(chain: Chain, text: str, wanted: str) -> None:
    assert any(name.endswith(wanted) for name in actors(chain, text))


@pytest.mark.parametrize(
    "text",
    [
        "The film threatens more attacks on the port of Aden.",
        "Two guards were killed when mortars hit the barracks at Tadmor. It was the third attack on it in a month.",
        "The pregnancy threatened her life.",
    ],
)
def test_nobody_is_named_where_the_report_does_not_say(chain: Chain, text: str) -> None:
    assert actors(chain, text) == set()


def test_it_is_a_party_where_a_party_is_told_of(chain: Chain) -> None:
    text = (
        "The Labour Front is in opposition in Ghana. It is the largest party in parliament, and it rejected the budget."
    )
    assert any("Labour Front" in a or "largest party" in a for a in actors(chain, text))
