"""Which place an event shows: origins first, then inwards; never a finer place elsewhere that one stray claim names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from dateline.model import Claim, Place, Report
from dateline.reconcile.placing import best_place, fineness, inside
from dateline.reconcile.profile import profiles
from tests.reconcile.made import BAGHDAD, IRAQ, K1, QAYARA, QAYYARAH, TAJI, one

KIRKUK = Place("Kirkuk", "city", id="geonames:94787", country="IQ", lat=35.468, lon=44.392, uncertainty_km=8.0)
GREEN_ZONE = Place("Green Zone", "site", id="site:green-zone", country="IQ", lat=33.31, lon=44.38, uncertainty_km=3.0)
ANBAR = Place("Anbar", "admin1", id="a:1", country="IQ", lat=33.0, lon=41.5, admin1="Anbar", uncertainty_km=120.0)
RAMADI = Place("Ramadi", "city", id="g:2", country="IQ", lat=33.42, lon=43.3, admin1="Anbar", uncertainty_km=8.0)
SOMEWHERE = Place("base in Anbar", "site", country="IQ", lat=33.0, lon=41.5, uncertainty_km=120.0)
AT_KIRKUK = Place("base in Kirkuk", "site", country="IQ", lat=35.468, lon=44.392, uncertainty_km=10.0)
EAST = Place("Middle East", "region", id="r:1", lat=29.3, lon=42.5, uncertainty_km=300.0)
KUWAIT = Place("Kuwait", "country", id="iso:KW", country="KW", lat=29.3, lon=47.5, uncertainty_km=500.0)


def shown(*places: Place | None, copies: Sequence[int] = ()) -> Place | None:
    """The place shown of one claim for each place, each in a report of its own; those at `copies` are one text's."""
    told: list[tuple[Report, Claim]] = [
        one(f"r{n}", "2020-03-12", f"Rockets hit the compound, it said ({n}).", "hit", place=place)
        for n, place in enumerate(places)
    ]
    family = {r.id: "r0" if n in copies else r.id for n, (r, _) in enumerate(told)}
    looks = profiles([c for _, c in told], {r.id: r for r, _ in told}, family)
    return best_place(list(looks.values()))


@pytest.mark.parametrize(
    ("majority", "stray"), [(KIRKUK, TAJI), (BAGHDAD, K1), (ANBAR, KIRKUK), (KUWAIT, BAGHDAD), (IRAQ, KUWAIT)]
)
def test_a_stray_place_elsewhere_does_not_win_however_fine(majority: Place, stray: Place) -> None:
    assert shown(majority, majority, stray) == majority
    assert shown(stray, majority, majority, None) == majority


@pytest.mark.parametrize(
    ("wide", "fine"), [(BAGHDAD, GREEN_ZONE), (IRAQ, TAJI), (ANBAR, RAMADI), (KIRKUK, AT_KIRKUK), (AT_KIRKUK, K1)]
)
def test_a_finer_place_within_what_most_say_wins(wide: Place, fine: Place) -> None:
    assert shown(wide, wide, wide, fine) == fine


def test_those_who_name_a_place_within_count_for_what_holds_it() -> None:
    """Two for Baghdad and its Green Zone outvote one Camp Taji and one Kirkuk; the country decides nothing."""
    for order in permutations((BAGHDAD, GREEN_ZONE, TAJI, KIRKUK, IRAQ)):
        assert shown(*order) == GREEN_ZONE


def test_two_towns_of_one_country_are_decided_by_origins() -> None:
    assert shown(IRAQ, IRAQ, IRAQ, KIRKUK, KIRKUK, TAJI) == KIRKUK


def test_copies_of_one_text_are_one_origin() -> None:
    assert shown(TAJI, TAJI, TAJI, KIRKUK, KIRKUK, copies=(0, 1, 2)) == KIRKUK
    assert shown(TAJI, TAJI, TAJI, KIRKUK, KIRKUK) == TAJI


def test_of_places_with_as_many_origins_the_finer_is_shown() -> None:
    assert shown(KIRKUK, TAJI) == shown(TAJI, KIRKUK) == TAJI


def test_nothing_told_is_nothing_shown() -> None:
    assert shown() is None
    assert shown(None, None) is None
    assert shown(None, IRAQ) == IRAQ


@pytest.mark.parametrize(
    ("fine", "wide", "is_inside"),
    [
        (QAYYARAH, QAYARA, True),
        (RAMADI, ANBAR, True),
        (replace(RAMADI, admin1=None, lon=46.0), ANBAR, False),
        (KIRKUK, ANBAR, False),
        (K1, SOMEWHERE, False),
        (SOMEWHERE, IRAQ, True),
        (SOMEWHERE, RAMADI, False),
        (KIRKUK, EAST, True),
        (replace(KIRKUK, lat=55.0, lon=82.0), EAST, False),
        (K1, AT_KIRKUK, True),
        (TAJI, AT_KIRKUK, False),
        (replace(K1, country="IR"), AT_KIRKUK, False),
        (K1, KIRKUK, False),
        (IRAQ, IRAQ, False),
        (BAGHDAD, KUWAIT, False),
    ],
)
def test_what_lies_in_what(fine: Place, wide: Place, is_inside: bool) -> None:
    assert inside(fine, wide) is is_inside
    assert not inside(wide, fine)


def test_a_site_known_no_better_than_its_province_is_no_finer() -> None:
    assert fineness(SOMEWHERE) == fineness(ANBAR) > fineness(KIRKUK) > fineness(AT_KIRKUK) > fineness(K1)
    assert shown(SOMEWHERE, KIRKUK, KIRKUK) == KIRKUK
