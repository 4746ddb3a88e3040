"""Which party, place or people the word in a place names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of, stolen
from dateline.coding.own_words import common_party, in_words, is_thing, one_name
from dateline.coding.parties import body_by_seat, party_of
from dateline.coding.seats import main_country
from dateline.coding.slots import in_class, partitive
from dateline.coding.states import codes, seats, state_at, state_of
from dateline.coding.texts import can_act
from dateline.coding.view import View, coordinated, root_token
from dateline.model import EventType, Party, PartyMention, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token


def speaking(view: View, fillers: list[Token]) -> list[Party]:
    """Who says something is somebody, known or not; texts, deeds and numbers "say" nothing of their own."""
    texts = view.lexicon.words("speech", "not_speakers") | view.lexicon.classes.get("bill", frozenset())
    return [
        in_words(view, t)
        for t in fillers
        if can_act(view, t) and view.lemmas[t.i] not in texts and not is_thing(view, t)
    ]


EXECUTIVE = frozenset({"GOV", "MIL"})
OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})


def with_state(view: View, party: Party, mention: PartyMention | None) -> list[Party]:
    """An official who speaks or acts is given with the state or body acted for: "the Iranian ambassador", Iran.

    Known persons count by the office the report gives them; a former minister acts for nobody.
    """
    if (party.id or "").endswith("/embassy"):
        return [party, *embodied(view, party, "an embassy speaks for its state")]
    if (party.id or "").startswith("org:") and (party.parent or "").startswith("state:") and party.sector in EXECUTIVE:
        return [party, *embodied(view, party, "a department of its government")]
    if mention is None or (party.id is not None and not party.id.startswith("person:")):
        return [party]
    if (mention.role or "").lower().startswith(("former", "ex-", "ousted", "deposed", "late")):
        return [party]
    found = [party]
    body = known_body(view, mention.organisation) or unnamed_body(mention)
    if body is not None and body.name != party.name:
        found.append(replace(body, text=mention.span.of(view.report.text), span=mention.span, reason=ACTS_FOR))
    in_office = party.sector in OFFICES and (mention.role or party.id is None)
    state = state_at(view, party.country, ACTS_FOR) if in_office else ruled_here(view, mention)
    if state is not None and state.name not in {p.name for p in found}:
        found.append(replace(state, text=mention.span.of(view.report.text), span=mention.span))
    return found


ACTS_FOR = "acted for by the official named"


def ruled_here(view: View, mention: PartyMention) -> Party | None:
    """ "The president": of the country that the report is about, where no other state is told of near by."""
    bare = mention.form == "definite" and mention.organisation is None and mention.party.country is None
    if not bare or (mention.role or "").lower() not in view.lexicon.words("parties", "rulers"):
        return None
    home = main_country(view)
    token = root_token(view.doc, mention.span)
    if home is None or token is None:
        return None
    start = view.sentences[max(0, view.sentence_of[token.i] - 2)].start_char
    near = [m.party for m in view.mentions.parties if start <= m.span.start <= mention.span.start]
    foreign = any((p.id or "").startswith("state:") and p.country != home.country for p in near)
    return None if foreign else state_at(view, home.country, "whose office it is, in a report about this country")


def embodied(view: View, party: Party, reason: str) -> list[Party]:
    """The state that an embassy, or a department of its government, acts for."""
    state = state_at(view, party.country, reason)
    return [state] if state is not None else []


def unnamed_body(mention: PartyMention) -> Party | None:
    """The state or body of states that an office names only inside its own words: "U.S. President Ida Moss"."""
    code = codes().get(mention.organisation or "")
    if code is not None:
        return state_of(code, ACTS_FOR)
    known = mention.party.sector == "IGO" or (mention.party.id or "").startswith("person:")
    return Party(mention.organisation, reason=ACTS_FOR) if known and mention.organisation else None


def known_body(view: View, name: str | None) -> Party | None:
    """The party of this canonical name among the report's mentions; with an id only."""
    return next((m.party for m in view.mentions.parties if name and m.party.name == name and m.party.id), None)


def members(view: View, filler: Token) -> list[Token]:
    """A filler and its conjuncts, but for what belongs to the next clause."""
    return [t for t in coordinated(filler) if t == filler or t.i not in stolen(view)]


def fill_officials(view: View, fillers: list[Token]) -> list[Party]:
    """Parties of fillers that act or are spoken to, officials with their state."""
    return fill(view, fillers, officials=True)


def fill_parties(view: View, fillers: list[Token]) -> list[Party]:
    """All parties of a role's fillers, in order, each once."""
    return fill(view, fillers, officials=False)


def listed_with(view: View, token: Token) -> list[Token]:
    """ "12 people, including contractors and engineers": those that are told of nobody in particular."""
    args = args_of(view, token)
    return [t for place in ("including", "among them", "mostly") for f in args.at(place) for t in coordinated(f)]


def innermost(view: View, token: Token) -> Token:
    """ "tens of thousands of students": the students; of forces a part is whoever the report tells of."""
    inner = partitive(view, token)
    if inner is None or inner.i <= token.i or in_class(view, inner, "force"):
        return token
    return innermost(view, inner)


def fill(view: View, fillers: list[Token], *, officials: bool) -> list[Party]:
    found: dict[str, Party] = {}
    for member in (m for filler in fillers for m in members(view, filler)):
        told = party_of(view, member) or (by_seat(view, member) if officials else [])
        named = [q for p, m in told for q in (with_state(view, p, m) if officials else [p])]
        common = None if named else common_party(view, innermost(view, member)) or peoples(view, member)
        if not named and common is None:
            common = doing(view, innermost(view, member))
        if not named and common is None:
            named = [p for t in listed_with(view, member) for p in [common_party(view, t)] if p is not None]
        for party in (one_name(view, p) for p in (named if common is None else [common])):
            found.setdefault(party.name, party)
    return list(found.values())


def peoples(view: View, token: Token) -> Party | None:
    """ "Kurdish positions": what belongs to a people without a state is named in the report's own words."""
    known = view.parties.keys() | view.places.keys()
    people = [c for c in token.children if c.dep_ == "amod" and c.ent_type_ == "NORP" and c.i not in known]
    moved = any(in_class(view, token, c) for c in ("weapon", "aircraft", "rocketry", "missile", "disease"))
    return in_words(view, token) if people and token.pos_ == "NOUN" and not moved else None


def doing(view: View, token: Token) -> Party | None:
    """ "40 people protesting against the tax", "those who marched": told by no name, people who protest."""
    if token.pos_ not in ("NOUN", "PRON", "NUM") or not is_thing(view, token):
        return None
    mentions = view.cache.get("mentions", {})
    told = [mentions.get(c.i) for c in token.children if c.dep_ in ("acl", "acl:relcl") and c.tag_ != "VBN"]
    if not any(f is not None and f.entry.type is EventType.PROTEST for f in told):
        return None
    return replace(in_words(view, token), name="protesters", reason="people who protest, told by no name")


def by_seat(view: View, token: Token) -> list[tuple[Party, PartyMention | None]]:
    """A capital that acts or is spoken to is its state, or the body that sits there: "accused Vaduz of delay"."""
    seated = body_by_seat(view, Party(token.text)) if token.pos_ == "PROPN" else None
    if seated is not None:
        return [(seated, None)]
    if token.pos_ != "PROPN" or token.lower_ not in seats():
        return []
    state = state_of(seats()[token.lower_], f"“{token.text}” is the seat of its government")
    return [(state, None)] if state is not None else []


def places_at(view: View, token: Token, depth: int = 0) -> list[PlaceMention]:
    """The places a filler names: itself, else a place that names or locates it ("a base in western Iraq")."""
    own = view.places.get(token.i)
    if own:
        return [max(own, key=lambda m: m.span.end - m.span.start)]
    if depth >= 3:
        return []
    found: list[PlaceMention] = []
    args = args_of(view, token)
    near = (*(args.at(p) for p in NEAR), args.at("of"))
    if view.lemmas[token.i] in view.lexicon.settings["circumstances"]["points_to"]["city"]:
        near = (args.at("of"), *near)  # "the town of Dorn in northern Veltland"
    for group in (args.mod, args.poss, *near):
        for filler in group:
            found = places_at(view, filler, depth + 1)
            if found:
                return [f for f in found if f.role != "modifier"] or found
    for child in token.children:
        if child.dep_ == "appos":
            return places_at(view, child, depth + 1)
    return found


NEAR = (
    "in",
    "at",
    "near",
    "inside",
    "outside",
    "on",
    "outside of",
    "close to",
    "around",
    "across",
    "off",
    "along",
    "over",
)
