"""Parties: names, organs of states, officials, open sets, taking up again, and sameness. The sentences are made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import spacy

from dateline.errors import DataError
from dateline.model import Interval, Party, PartyMention, Report, Source
from dateline.resolve.actors import Actors, load_actors, resolve_parties, same_party
from dateline.resolve.actors.load import actors as read_actors
from dateline.resolve.places import Gazetteer, load_gazetteer, resolve_places


@pytest.fixture(scope="module")
def known() -> Actors:
    return load_actors()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def parties(known: Actors, gazetteer: Gazetteer):  # type: ignore[no-untyped-def]
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def find(text: str, day: date | None = None) -> tuple[PartyMention, ...]:
        published = Interval(day, day) if day else None
        report = Report("r", text, Source("r", "text/plain"), published=published)
        doc = nlp(text)
        return resolve_parties(doc, report, known, resolve_places(doc, report, gazetteer))

    return find


def names(found: tuple[PartyMention, ...]) -> list[str]:
    return [m.party.name for m in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Iraqi army left.", "Iraq military"),
        ("Iraq's Health Ministry gave a figure.", "Iraq health ministry"),
        ("The Ministry of Foreign Affairs of Ukraine replied.", "Ukraine foreign ministry"),
        ("Turkey's parliament met.", "Turkey parliament"),
        ("The U.N. Security Council met.", "United Nations Security Council"),
        ("Daesh lost the town.", "Islamic State"),
        ("The US-led coalition left.", "U.S.-led coalition"),
        ("Kataib Hizbullah denied it.", "Kataib Hezbollah"),
        ("Turkish drones hit a truck.", "Turkey military"),
        ("The Kremlin was silent.", "Kremlin"),
    ],
)
def test_a_party_has_one_name(text: str, name: str, parties) -> None:  # type: ignore[no-untyped-def]
    assert name in names(parties(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Who said so is unknown, it is not clear.", "World Health Organization"),
        ("The Iran-backed group fled.", "Iran"),
        ("Ivanka Trump visited Washington.", "Donald Trump"),
        ("ANKARA (AA) - Trains ran in Turkey.", "Arakan Army"),
    ],
)
def test_what_only_looks_like_a_party_is_left_alone(text: str, name: str, parties) -> None:  # type: ignore[no-untyped-def]
    assert name not in names(parties(text))


def test_a_senior_coalition_official_speaks_for_the_coalition(parties) -> None:  # type: ignore[no-untyped-def]
    found = parties("The U.S.-led coalition is leaving Iraq, a senior coalition military official said.")
    official = next(m for m in found if m.anonymous)
    assert official.organisation == "U.S.-led coalition"
    assert official.party.name == "senior coalition military official"


def test_a_titled_person_nobody_knows_keeps_the_name(parties) -> None:  # type: ignore[no-untyped-def]
    found = parties("Brig. Gen. Ulmar al-Testari spoke in Iraq. Later al-Testari left.")
    person = found[0]
    assert person.party.name == "Ulmar al-Testari"
    assert person.party.id is None


def test_an_office_is_the_one_of_the_day(parties) -> None:  # type: ignore[no-untyped-def]
    text = "Joe Biden spoke in Washington about the United States."
    before = next(m for m in parties(text, date(2012, 5, 1)) if m.party.name == "Joe Biden")
    after = next(m for m in parties(text, date(2022, 5, 1)) if m.party.name == "Joe Biden")
    assert (before.role, after.role) == ("Vice President", "President")


def test_letters_in_brackets_are_taken_up(parties) -> None:  # type: ignore[no-untyped-def]
    found = parties("The National League for Democracy (NLD) won in Myanmar. The NLD was banned.")
    assert names(found).count("NLD") >= 2


def test_the_army_is_that_of_the_country_the_report_is_about(parties) -> None:  # type: ignore[no-untyped-def]
    found = parties("Shops shut in Yangon and Mandalay, Myanmar. The army patrolled the streets.")
    army = next(
        m
        for m in found
        if m.span.of("Shops shut in Yangon and Mandalay, Myanmar. The army patrolled the streets.") == "army"
    )
    assert (army.party.name, army.form) == ("Myanmar military", "definite")


def test_the_group_takes_up_the_group(parties) -> None:  # type: ignore[no-untyped-def]
    found = parties("Boko Haram raided a village in Nigeria. The group took cattle.")
    assert [m.party.name for m in found if m.form == "definite"] == ["Boko Haram"]


def test_one_acronym_two_parties(parties) -> None:  # type: ignore[no-untyped-def]
    assert "Rapid Support Forces" in names(parties("RSF fighters shelled Khartoum in Sudan."))
    assert "Reporters Without Borders" in names(parties("Reporters Without Borders protested. RSF named three men."))


def test_open_sets_keep_the_reports_words(parties) -> None:  # type: ignore[no-untyped-def]
    assert "protesters" in names(parties("Police in Jakarta dispersed protesters."))


def test_nothing_is_found_in_nothing(parties) -> None:  # type: ignore[no-untyped-def]
    assert parties("") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Myles Caggins", "Miles Cakins", True),
        ("Qassem Soleimani", "Qasim Suleimani", True),
        ("Abdul al-Karim", "Abdul Karim", True),
        ("Boris Johnson", "Lyndon Johnson", False),
        ("Iraq military", "Iran military", False),
        ("Red Star Union", "Blue Moon Company", False),
    ],
)
def test_one_party_under_two_spellings(one: str, other: str, same: bool) -> None:
    score = same_party(Party(one), Party(other))
    assert (score.value >= 0.8) is same
    assert score.reason


def test_ids_decide() -> None:
    assert same_party(Party("A", "x:1"), Party("B", "x:1")).value == 1.0
    assert same_party(Party("A", "x:1"), Party("A", "x:2")).value == 0.0


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("- {id: a, name: A, kind: group, colour: red}", "colour"),
        ("- {id: a, name: A}", "kind missing"),
        ("- {id: a, name: A, kind: planet}", "planet"),
        ("- {id: a, name: A, kind: group, sector: XXX}", "XXX"),
        ("- {id: a, name: A, kind: person, offices: [{title: x}]}", "offices"),
    ],
)
def test_bad_data_names_file_and_fault(entry: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(entry, encoding="utf-8")
    with pytest.raises(DataError, match=rf"bad\.yaml.*{told}"):
        list(read_actors([file]))


def test_shipped_offices_and_parents_point_to_something(known: Actors) -> None:
    for actor in known.by_id.values():
        for office in actor.offices:
            assert office.of in known.by_id or office.of in known.countries, (actor.id, office.of)
        if actor.parent and not actor.parent.startswith("state:"):
            assert actor.parent in known.by_id, actor.id
        assert actor.country is None or actor.country in known.countries, actor.id


def test_troops_from_a_coalition_are_the_coalitions(parties) -> None:  # type: ignore[no-untyped-def]
    found = parties("Troops from the U.S.-led coalition left a base in western Iraq. Soldiers from Chad stayed.")
    assert found[0].party.name == "U.S.-led coalition"
    assert "Chad military" in names(found)
