"""Where an event is put when nothing says where: the dateline, the story's country; each with its reason."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.sameness import Draft
from dateline.coding.view import View
from dateline.model import EventType, Place

CAPITAL_TYPES = frozenset(
    {
        EventType.DECIDE,
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.SUPPORT,
        EventType.AGREE,
        EventType.CONSULT,
    }
)


def fallback_place(view: View, draft: Draft) -> Place | None:
    """No place is stated: the dateline's city for what its own authorities do there, else the story's country."""
    dateline = dateline_place(view)
    at_home = dateline is not None and any(p.country == dateline.country for p in draft.actor)
    if dateline is not None and at_home and draft.type in CAPITAL_TYPES:
        return dateline
    return main_country(view)


def dateline_place(view: View) -> Place | None:
    """The place of the dateline, when it was resolved there or is named in the text too."""
    told = view.report.dateline.place if view.report.dateline is not None else None
    for mention in view.mentions.places:
        if mention.role == "dateline" or (told and mention.place.name == told and mention.place.precision != "country"):
            return replace(mention.place, reason="no place stated: the dateline")
    return None


def main_country(view: View) -> Place | None:
    """The country most of the report's places lie in; a country named only as a party counts half."""
    if "country" not in view.cache:
        score: dict[str, float] = {}
        names: dict[str, Place] = {}
        for mention in view.mentions.places:
            code = mention.place.country
            if code:
                score[code] = score.get(code, 0.0) + (1.0 if mention.role == "name" else 0.1)
                if mention.place.precision == "country":
                    names.setdefault(code, mention.place)
        best = max(score, key=lambda c: score[c]) if score else None
        reason = "no place stated: the country most places of the report lie in"
        place = names.get(best) if best else None
        if best and place is None:
            place = Place(best, "country", id=f"iso:{best}", country=best)
        view.cache["country"] = replace(place, reason=reason) if place else None
    found: Place | None = view.cache["country"]
    return found
