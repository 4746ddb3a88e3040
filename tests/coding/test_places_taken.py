"""Places that nothing in the clause names: seats, the country and the city a report is about."""

from __future__ import annotations

import pytest

from dateline.coding.home import in_city, main_city
from dateline.coding.seats import capital_of, main_country, seat_of
from dateline.model import Mentions, Party, Place, PlaceMention, Span
from tests.coding.build import LEXICON, view_of

WORDS = "\n".join(f"{word} PROPN dep 0" for word in ["Dorn", "Dorn", "Hale", "Vale", "police", "said"])


def named(word: str, at: int, country: str = "XX", role: str = "name") -> PlaceMention:
    place = Place(word, "city", id=word, country=country, lat=1.0, lon=2.0)
    return PlaceMention(Span(at, at + 4), place, role)


def test_the_city_named_most_is_the_report_s() -> None:
    view = view_of(WORDS, Mentions(places=(named("Dorn", 0), named("Dorn", 5), named("Hale", 10))))
    found = main_city(view)
    assert found is not None
    assert found.name == "Dorn"
    assert found.reason is not None


def test_a_city_abroad_is_not() -> None:
    away = [named("Dorn", 0, "YY", "dateline"), named("Hale", 10), named("Vale", 15)]
    view = view_of(WORDS, Mentions(places=tuple(away)))
    country, city = main_country(view), main_city(view)
    assert country is not None
    assert country.country == "XX"
    assert city is None or city.country == "XX"


def test_a_street_nobody_knows_is_put_in_the_city() -> None:
    view = view_of(WORDS, Mentions(places=(named("Dorn", 0),)))
    street = in_city(view, Place("Mill Lane", "site"))
    assert (street.name, street.lat) == ("Mill Lane, Dorn", 1.0)
    assert street.uncertainty_km


def test_a_known_site_stays_where_it_is() -> None:
    view = view_of(WORDS, Mentions(places=(named("Dorn", 0),)))
    known = Place("Hale airfield", "site", lat=3.0, lon=4.0)
    assert in_city(view, known) is known


def test_every_seat_has_a_point() -> None:
    seats = LEXICON.settings["seats"]
    rows = [*seats["capitals"].values(), *seats["bodies"].values()]
    assert len(seats["capitals"]) > 190
    assert all(-90 <= row[2] <= 90 and -180 <= row[3] <= 180 for row in rows)


@pytest.mark.parametrize(
    ("party", "seat"),
    [
        (Party("UN Security Council", id="org:un-security-council"), "New York City"),
        (Party("Norway parliament", id="state:NO/parliament", country="NO", sector="LEG"), "Oslo"),
        (Party("Norway military", id="body:no-mil", country="NO", sector="MIL"), None),
        (Party("Red Front", id="group:red-front"), None),
    ],
)
def test_bodies_sit_somewhere_and_forces_do_not(party: Party, seat: str | None) -> None:
    found = seat_of(view_of(WORDS), party)
    assert (found.name if found else None) == seat


def test_no_capital_for_no_country() -> None:
    assert capital_of(view_of(WORDS), "XX") is None
