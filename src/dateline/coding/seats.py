"""Seats: the capital of a country, the city a body sits in, and the country a report is about."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from babel import Locale

from dateline.coding.view import View, first_sentence
from dateline.model import Party, Place

LEAD = 2.0  # how much a country of the first two sentences weighs beside one further down
ROLE_WEIGHT = {"name": 1.0, "dateline": 0.3}  # a country told only by its people or government is a party, not a place


@cache
def country_called(code: str) -> Place:
    """A country by its ISO 3166-1 alpha-2 code, called as English calls it, for reports that never name it."""
    return Place(str(Locale("en").territories.get(code, code)), "country", id=f"iso:{code}", country=code)


def capital_of(view: View, country: str) -> Place | None:
    """The capital of a country (ISO 3166-1 alpha-2), if listed in data/events/seats.yaml."""
    row = view.lexicon.settings["seats"]["capitals"].get(country)
    if row is None:
        return None
    name, at, lat, lon = row
    return Place(
        str(name), "city", id=str(at), country=country, lat=lat, lon=lon, reason="the capital of the country told of"
    )


def seat_of(view: View, party: Party) -> Place | None:
    """Where a body sits: its own city, or the capital for a body of a state."""
    row = view.lexicon.settings["seats"]["bodies"].get(party.id or "")
    if row is not None:
        name, at, lat, lon, country = row
        reason = f"no place stated: where the {party.name} sits"
        return Place(str(name), "city", id=str(at), country=str(country), lat=lat, lon=lon, reason=reason)
    if party.country is None or not of_state(party):
        return None
    capital = capital_of(view, party.country)
    return replace(capital, reason=f"no place stated: the capital, for {party.name}") if capital is not None else None


def of_state(party: Party) -> bool:
    """A state, its government, parliament, court or ministry; no force in the field."""
    return party.sector in ("GOV", "LEG", "JUD") or (party.id or "").startswith("state:")


def main_country(view: View) -> Place | None:
    """The country most of the report's places lie in; a country named only as a party counts a tenth."""
    if "country" not in view.cache:
        view.cache["country"] = find_main_country(view)
    found: Place | None = view.cache["country"]
    return found


def find_main_country(view: View) -> Place | None:
    score: dict[str, float] = {}
    names: dict[str, Place] = {}
    early = view.sentences[min(first_sentence(view) + 1, len(view.sentences) - 1)].end_char
    for mention in view.mentions.places:
        code = mention.place.country
        if code:
            lead = LEAD if mention.span.start < early else 1.0
            score[code] = score.get(code, 0.0) + lead * ROLE_WEIGHT.get(mention.role, 0.1)
            if mention.place.precision == "country":
                names.setdefault(code, mention.place)
    if not score:
        return None
    best = max(score, key=lambda c: score[c])
    place = names.get(best) or country_called(best)
    return replace(place, reason="no place stated: the country most places of the report lie in")
