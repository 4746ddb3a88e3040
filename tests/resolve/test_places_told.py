"""Places told by what they are, and names no gazetteer knows: embassies, rivers called after others, the country of an
unknown village. With the shipped model's parse; the sentences are made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.errors import DatelineError
from dateline.model import PlaceMention, Report, Source
from dateline.resolve import load_knowledge, resolve

Placed = Callable[[str], dict[str, PlaceMention]]


@pytest.fixture(scope="module")
def placed() -> Placed:
    from dateline.parse import load_parser

    try:
        parser = load_parser("dateline", threads=1)
    except (DatelineError, ImportError) as error:
        pytest.skip(f"needs the shipped model: {error}")
    knowledge = load_knowledge()

    def of(text: str) -> dict[str, PlaceMention]:
        found = resolve(parser.parse(text), Report("r", text, Source("r", "text/plain")), knowledge)
        return {m.span.of(text): m for m in found.places}

    return of


def test_an_embassy_stands_in_the_capital_of_the_reports_country(placed: Placed) -> None:
    found = placed("Protesters in Kinshasa and Goma threw stones. A crowd burned tyres at the French embassy.")
    place = found["French embassy"].place
    assert (place.name, place.country, place.precision) == ("French embassy, Kinshasa", "CD", "site")
    assert "capital" in (place.reason or "")


@pytest.mark.parametrize(
    "text",
    [
        "The German embassy in Tehran was shut on Monday.",
        "A crowd burned tyres at the French embassy.",
    ],
)
def test_an_embassy_with_a_town_or_without_a_host_is_left_alone(text: str, placed: Placed) -> None:
    assert not [m for told, m in placed(text).items() if told.endswith("embassy")]


def test_a_river_called_after_another_is_not_that_one(placed: Placed) -> None:
    found = placed("Floods hit Manila and Cotabato. The Rio Grande de Mindanao burst its banks.")
    assert "Rio Grande" not in found


def test_an_unknown_village_lies_where_it_is_said_to_lie(placed: Placed) -> None:
    found = placed("The rebels took the town of Bunaganda in North Kivu on Monday.")
    place = found["Bunaganda"].place
    assert (place.country, place.lat) == ("CD", None)
    assert "said to lie in" in (place.reason or "")


def test_an_unknown_name_between_countries_has_none(placed: Placed) -> None:
    found = placed("Talks moved from Cairo to Amman and on to Zorvashen, officials said.")
    assert found["Zorvashen"].place.country is None


def test_a_body_is_no_town(placed: Placed) -> None:
    found = placed("American jets killed 25 members of Kataib Hezbollah near Kirkuk.")
    assert set(found) == {"American", "Kirkuk"}


def test_a_region_without_people_is_not_too_small_to_be_meant(placed: Placed) -> None:
    found = placed("TBILISI - Georgian troops left Tskhinvali. Shells fell on Nagorno-Karabakh.")
    assert found["Nagorno-Karabakh"].place.country == "AZ"


def test_an_unknown_village_near_a_town_is_put_there_with_its_doubt(placed: Placed) -> None:
    found = placed("Gunmen killed nine people in Nkomerwe, a village near Goma, in eastern Congo.")
    village, town = found["Nkomerwe"].place, found["Goma"].place
    assert (village.lat, village.lon, village.country) == (town.lat, town.lon, "CD")
    assert village.uncertainty_km is not None
    assert village.uncertainty_km >= 20
    assert "near Goma" in (village.reason or "")


def test_a_list_of_towns_puts_none_in_the_next(placed: Placed) -> None:
    found = placed("The crossings at Nkomerwe, Goma and Bukavu in eastern Congo are closed.")
    assert found["Nkomerwe"].place.lat is None


def test_a_name_of_two_words_is_not_the_place_of_the_first(placed: Placed) -> None:
    found = placed("ADIGRAT, Ethiopia - Nine soldiers were killed in the attack of 17 February at Zala Ambessa.")
    assert all(m.place.country != "HU" for m in found.values())


@pytest.mark.parametrize(
    "text", ["Pilgrims climb the hill each year in mid-July.", "She accused Gen. Rui Cossa of theft."]
)
def test_dates_and_ranks_are_no_places(text: str, placed: Placed) -> None:
    assert not placed(text)
