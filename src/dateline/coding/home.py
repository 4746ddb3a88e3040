"""Where an event is put when nothing says where, each with its reason: the seat of the body that acts, the dateline for
what authorities do at home, the city or else the country that the report is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, preposition
from dateline.coding.sameness import Draft
from dateline.coding.seats import capital_of, country_called, main_country, seat_of
from dateline.coding.view import View, first_sentence
from dateline.model import EventType, Place, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

AT_HOME = frozenset({EventType.MOBILIZE, EventType.COERCE, EventType.SANCTION, EventType.RETREAT})
WIDE_MODES = frozenset({"outbreak", "drought", "ban", "emergency", "censor"})
LOCAL_MODES = frozenset({"rescue", "hearing", "ruling", "convict"})
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
ON_THE_SPOT = frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.COERCE, EventType.PROTEST})
TOGETHER = frozenset({EventType.AGREE, EventType.CONSULT, EventType.RETREAT})
LEAVING = frozenset({"evacuate", "release"})
HOSTS = frozenset({"expel", "summon", "recall"})  # what a state does with envoys it does in its capital
OFFICES = frozenset({"resign", "appointment", "dismiss"})
COUNTRYWIDE = frozenset({"election", "referendum", None})
CITY_KM = 10.0  # how far from a city's point a street of it may lie
LEAD = 3  # how much a place in the title or the first two sentences weighs beside one further down
PARAGRAPHS = 1  # how many paragraphs back a town told still counts
NEAR = 0.33  # degrees
MOST = 0.2  # share of the places that makes one city the report's own; below, it is about a country


def fallback_place(view: View, draft: Draft) -> Place | None:
    """No place is stated: the dateline's city for what its own authorities do there, a body's seat, else the city or
    the country the report is about."""
    if draft.type in CAPITAL_TYPES or draft.found.entry.mode == "ceasefire":
        dateline = dateline_place(view)
        here = main_country(view)
        at_home = here is not None and dateline is not None and here.country == dateline.country
        seated = any(seat_of(view, p) is not None for p in draft.actor)
        stateless = bool(draft.actor) and all(p.country is None for p in draft.actor)
        if dateline is not None and (
            any(p.country == dateline.country for p in draft.actor) or (stateless and at_home and not seated)
        ):
            return dateline
        if dateline is not None and met_here(view, draft, seated=seated):
            return replace(dateline, reason="no place stated: the dateline of a report that opens with it")
        states = {p.country for p in draft.actor if p.country}
        acting = [p for p in draft.actor if p.country is None or draft.type is not EventType.CONSULT]
        seats = [s for p in acting for s in [seat_of(view, p)] if s is not None] if len(states) < 2 else []
        if seats and draft.type in (EventType.DECIDE, EventType.CONSULT, EventType.REJECT, EventType.REQUEST):
            return seats[0]
        offices = draft.found.entry.mode in OFFICES and not states
        if (
            (not draft.actor or offices)
            and draft.type is EventType.DECIDE
            and draft.found.entry.mode not in COUNTRYWIDE
        ):
            return national(view)
    if draft.found.entry.mode in HOSTS:
        seat = next((s for p in draft.actor for s in [seat_of(view, p)] if s is not None), None)
        if seat is not None:
            return seat
    own = own_country(view, draft)
    if own is not None:
        return own
    leaving = draft.type is EventType.RETREAT and draft.found.entry.mode in LEAVING
    if draft.type in ON_THE_SPOT or draft.found.entry.mode in LOCAL_MODES or leaving:
        told = place_of_paragraph(view, draft)
        if told is not None:
            return told
    local = draft.type in ON_THE_SPOT and draft.found.entry.mode not in WIDE_MODES
    aside = draft.type in (EventType.THREATEN, EventType.REQUEST) and not any(p.country for p in draft.actor)
    if local or aside or draft.found.entry.mode == "rescue":
        city = main_city(view)
        if city is not None:
            return city
    return main_country(view)


def met_here(view: View, draft: Draft, *, seated: bool) -> bool:
    """Whether several parties meet or agree in the report's first sentence: it was sent from where they did."""
    opens = draft.found.sentence == first_sentence(view) and len(draft.actor) > 1
    return opens and draft.type in TOGETHER and not (seated and draft.type is EventType.CONSULT)


def own_country(view: View, draft: Draft) -> Place | None:
    """ "Ukraine put its troops on alert": what a state does with its own, and no place said, is done at home."""
    states = {p.country for p in draft.actor if p.country}
    if draft.type not in AT_HOME or len(states) != 1:
        return None
    owners = {w.lower_ for t in draft.found.args.obj for w in t.children if w.dep_ == "nmod:poss"}
    if not owners & {"its", "their"}:
        return None
    code = next(iter(states))
    here = main_country(view)
    if draft.type is EventType.RETREAT and here is not None and here.country != code:
        return None  # "Veltland is withdrawing its officers" from where the report tells of
    named = (m.place for m in view.mentions.places if m.place.country == code and m.place.precision == "country")
    place = next(named, None) or country_called(code)
    return replace(place, reason="no place stated: the country of who acts, with what is its own")


def place_of_paragraph(view: View, draft: Draft) -> Place | None:
    """ "In Dorn the river rose. The airport was closed": the last town the paragraph says something happened in."""
    sentence = draft.found.sentence
    for n in range(sentence, -1, -1):
        if view.paragraph_of[n] < view.paragraph_of[sentence] - PARAGRAPHS:
            return None
        words = [t for t in view.sentences[n] if n < sentence or t.i < draft.found.token.i]
        for token in reversed(words):
            for mention in view.places.get(token.i, ()):
                if mention.role == "name" and mention.place.precision in ("city", "site") and stands_at(view, token):
                    return replace(mention.place, reason="no place stated: the town the paragraph tells of")
    return None


def stands_at(view: View, token: Token) -> bool:
    """Whether a place hangs on a verb or an event by "in", "at" or "near", and not on a verb of speech."""
    case = preposition(token).split(" ")[-1]
    if case not in view.lexicon.words("circumstances", "at_place") or not token.dep_.startswith(("obl", "nmod")):
        return False
    head = token.head
    spoken = view.lemmas[head.i] in view.lexicon.words("speech", "verbs")
    return not spoken and (head.pos_ in VERBAL or head.i in view.cache["mentions"] or head.pos_ == "NOUN")


def national(view: View) -> Place | None:
    """ "The law was passed": decisions of a state are taken in its capital."""
    country = main_country(view)
    capital = capital_of(view, country.country) if country is not None and country.country else None
    reason = "no place stated: the capital of the country the report is about"
    return replace(capital, reason=reason) if capital is not None else country


def dateline_place(view: View) -> Place | None:
    """The place of the dateline, when it was resolved there or is named in the text too."""
    told = view.report.dateline.place if view.report.dateline is not None else None
    for mention in view.mentions.places:
        if mention.role == "dateline" or (told and mention.place.name == told and mention.place.precision != "country"):
            return replace(mention.place, reason="no place stated: the dateline")
    return None


def main_city(view: View) -> Place | None:
    """The one city that most of the report's places are in, if there is one: local news names its town."""
    if "city" not in view.cache:
        view.cache["city"] = find_main_city(view)
    found: Place | None = view.cache["city"]
    return found


def find_main_city(view: View) -> Place | None:
    score: dict[str, float] = {}
    best: dict[str, Place] = {}
    told = [m for m in view.mentions.places if m.place.precision in ("city", "site") and m.role != "government"]
    for mention in told:
        key = mention.place.name
        score[key] = score.get(key, 0.0) + weight(view, mention)
        best.setdefault(key, mention.place)
    title = view.report.title or ""
    for key in (k for k in score if told_in(title, best[k])):
        score[key] += LEAD
    whole = sum(score.values())
    cities = [k for k in score if best[k].precision == "city"]
    if not cities:
        return None
    for site in (k for k in score if best[k].precision == "site"):  # a prison of a town speaks for the town
        near = next((c for c in cities if close_by(best[site], best[c])), None)
        if near is not None:
            score[near] += score[site]
    top = max(cities, key=lambda k: score[k])
    country = main_country(view)
    elsewhere = country is not None and best[top].country not in (None, country.country)  # written from abroad
    if elsewhere or score[top] < MOST * whole:
        return None
    return replace(best[top], reason="no place stated: the city most places of the report are in")


def told_in(title: str, place: Place) -> bool:
    """Whether the headline names a place."""
    return bool(title) and re.search(rf"\b{re.escape(place.name)}\b", title) is not None


def close_by(site: Place, city: Place) -> bool:
    """Whether a site lies in or at a city: within a third of a degree."""
    if site.lat is None or site.lon is None or city.lat is None or city.lon is None:
        return False
    return abs(site.lat - city.lat) < NEAR and abs(site.lon - city.lon) < NEAR


def weight(view: View, mention: PlaceMention) -> float:
    """A dateline and the lead weigh more; "Dorn police" tells where as well as "in Dorn"."""
    if mention.role == "dateline":
        return 2.0
    second = view.sentences[min(first_sentence(view) + 1, len(view.sentences) - 1)]
    lead = mention.span.start < second.end_char
    return LEAD if lead else 1.0


def in_open_country(view: View, place: Place) -> bool:
    """A bridge, dam, mine or camp may lie anywhere, where another town is told of."""
    rural = set(place.name.lower().split()) & view.lexicon.words("circumstances", "open_country")
    cities = {m.place.name for m in view.mentions.places if m.place.precision == "city"}
    return bool(rural) and len(cities) > 1


def in_city(view: View, place: Place) -> Place:
    """A street or building that no gazetteer knows is put at the city the report is about, by whose name it is told."""
    if place.lat is not None or place.precision != "site":
        return place
    city = main_city(view)
    if city is None or city.lat is None or city.name in place.name or in_open_country(view, place):
        return place
    reason = f"{place.name} is not in the gazetteer: in {city.name}, the city most places of the report are in"
    return replace(
        city,
        name=f"{place.name}, {city.name}",
        precision="site",
        id=None,
        span=place.span,
        reason=reason,
        uncertainty_km=CITY_KM,
    )
