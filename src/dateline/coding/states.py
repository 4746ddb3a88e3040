"""States by their code and by the seat of their government: "Minsk called the measures illegal" is Belarus."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dateline.coding.view import View
from dateline.model import Party
from dateline.resolve.places.overlays import countries


@cache
def names() -> dict[str, str]:
    """The name we write of each country and territory, by ISO 3166-1 alpha-2 code."""
    return {c.iso: c.name for c in countries()}


@cache
def seats() -> dict[str, str]:
    """Codes by the names of the seats that may stand for a government, in small letters."""
    return {seat.lower(): c.iso for c in countries() for seat in c.seat}


@cache
def codes() -> dict[str, str]:
    """Codes by the name we write."""
    return {c.name: c.iso for c in countries()}


def state_of(code: str, reason: str) -> Party | None:
    """A state by its code, named by no word of the report; None for a code that no country has."""
    name = names().get(code)
    return None if name is None else Party(name, f"state:{code}", None, code, "GOV", None, reason)


def state_by_seat(party: Party) -> Party | None:
    """The state whose seat of government a party without an id is named by: "Bamako rejected it"."""
    code = seats().get(party.name.lower()) if party.id is None else None
    if code is None:
        return None
    reason = f"“{party.name}” is the seat of its government"
    return Party(names()[code], f"state:{code}", party.text, code, "GOV", party.span, reason)


def state_at(view: View, country: str | None, reason: str) -> Party | None:
    """The state of a country code, by what the report calls it, else by the name we write."""
    if country is None:
        return None
    told = next((m.party for m in view.mentions.parties if m.party.id == f"state:{country}"), None)
    if told is not None:
        return replace(told, reason=reason)
    for mention in view.mentions.places:
        place = mention.place
        if place.precision == "country" and place.country == country:
            text = mention.span.of(view.report.text)
            return Party(place.name, f"state:{country}", text, country, "GOV", mention.span, reason)
    return state_of(country, reason)
