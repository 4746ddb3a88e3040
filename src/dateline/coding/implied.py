"""Parties that a clause tells beside its own places: people known by a trade alone, each side of an exchange, whoever a
letter goes to, the state whose officer is to go or whose department acts."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.fillers import fill_officials
from dateline.coding.own_words import in_words, is_thing
from dateline.coding.seats import main_country
from dateline.coding.slots import in_class
from dateline.coding.states import state_at
from dateline.coding.view import View, coordinated
from dateline.model import EventType, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.frames import Found

VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
TAKING = frozenset(
    {"evacuate", "arrest", "abduct", "release", "convict", "charge", "dismiss", "appointment", "deport", "investigate"}
)
LIFELESS = ("goods", "building", "activity", "deal", "bill", "weapon", "aircraft", "vessel", "base", "place")
ADDRESSED = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.THREATEN})


def mutual(view: View, found: Found) -> bool:
    """ "Fighting between A and B", "A and B exchanged fire": what each does to the other."""
    fire = view.lemmas[found.token.i] in ("exchange", "trade", "swap") and found.entry.type in VIOLENT
    return found.entry.mode == "clash" or fire


def taken(view: View, found: Found, own: Container[str]) -> list[Party]:
    """ "A herbalist was arrested", "600 staff were evacuated": whoever is taken, freed or moved, told by a trade."""
    verb = view.lemmas[found.token.i] in view.lexicon.words("roles", "taking")
    if not found.verbal or found.entry.mode not in TAKING or not verb:
        return []
    nouns = [t for o in found.args.obj for t in coordinated(o) if t.pos_ == "NOUN" and t.i not in view.times]
    told = [in_words(view, t) for t in nouns if not is_thing(view, t) and not lifeless(view, t)]
    return [p for p in told if p.name not in own]


def lifeless(view: View, token: Token) -> bool:
    return any(in_class(view, token, name) for name in LIFELESS)


def written_to(view: View, found: Found, own: Container[str]) -> list[Party]:
    """ "Wrote to the president calling it theft": who is told so is who is accused, asked or threatened."""
    verb = found.token
    if found.entry.type not in ADDRESSED or verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return []
    if view.lemmas[verb.head.i] not in ("write", "speak", "send", "complain", "appeal"):
        return []
    return [p for p in fill_officials(view, args_of(view, verb.head).at("to")) if p.name not in own]


def asked_of_others(view: View, found: Found, token: Token) -> bool:
    """ "Demanded the dismissal of the minister", "her release": who is dismissed or freed is not who is asked."""
    wanted = found.entry.type is EventType.REQUEST and token.i not in view.parties
    if any(ruler(view, t) for t in (*args_of(view, token).at("of"), *args_of(view, token).poss)):
        return False
    return wanted and view.lemmas[token.i] in view.lexicon.words("roles", "of_others")


def ruler(view: View, token: Token) -> bool:
    """ "The removal of the president", "of the government": demanded of themselves."""
    titles = [token, *(c for c in token.children if c.dep_ in ("nmod:desc", "compound"))]
    return any(view.lemmas[t.i] in ("president", "government", "regime", "king", "junta", "cabinet") for t in titles)


def dismissing(view: View, found: Found) -> list[Party]:
    """ "Demanded the dismissal of the defence minister": asked of the state whose officer that is."""
    wanted = [t for t in found.args.obj if view.lemmas[t.i] in ("dismissal", "removal", "sacking")]
    if found.entry.type is not EventType.REQUEST or not wanted:
        return []
    officers = [p for t in wanted for p in fill_officials(view, [*args_of(view, t).at("of"), *args_of(view, t).poss])]
    home = main_country(view)
    lands = [p.country for p in officers if p.country] or [
        home.country for _ in officers[:1] if home is not None and home.country
    ]
    state = state_at(view, lands[0], "the state whose officer is to go") if lands else None
    return [state] if state is not None else []


def with_states(view: View, told: list[Party]) -> list[Party]:
    """ "The U.S. Treasury imposed sanctions": a department of government does it for its state."""
    names = {p.name for p in told}
    organs = [p for p in told if p.sector == "GOV" and p.id and "/" not in p.id]
    organs = [p for p in organs if not (p.id or "").startswith(("state:", "person:"))]
    states = [s for p in organs for s in [state_at(view, p.country, "acted for by its department")] if s is not None]
    return [*told, *(s for s in states if s.name not in names)]


def issuers(view: View, found: Found, fixed: list[Token]) -> list[Token]:
    """ "The U.N. appeal issued this week": whose the thing is that a participle tells the issue of."""
    if found.token.dep_ != "acl":
        return []
    things = [args_of(view, o) for o in fixed if o == found.token.head]
    return [t for args in things for t in (*args.poss, *args.mod)]


def distinct(view: View, token: Token) -> bool:
    """ "2,000 displaced people": people told apart by a word that is not of their number or mood."""
    words = view.lexicon.words("roles", "protesting")
    return any(c.dep_ == "amod" and c.lower_ not in words and c.tag_ in ("VBN", "JJ") for c in token.children)
