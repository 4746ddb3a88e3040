"""Where: the place the entry names, the event's own clause, then the clause above and the sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of, preposition
from dateline.coding.fillers import places_at
from dateline.coding.frames import Found
from dateline.coding.view import View, coordinated
from dateline.coding.within import own_words
from dateline.model import Place, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token


LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "inside",
        "outside",
        "on",
        "around",
        "across",
        "off",
        "along",
        "over",
        "from",
        "to",
        "into",
        "toward",
        "towards",
        "through",
        "throughout",
        "within",
        "between",
        "beside",
        "above",
        "under",
        "north",
        "south",
        "east",
        "west",
        "against",
    ]
)


FINENESS = {"site": 4, "city": 3, "admin1": 2, "country": 1, "region": 0}


def where_of(view: View, found: Found, barred: frozenset[int], fillers: list[Token]) -> tuple[Place | None, bool]:
    """The place of an event, and whether its own clause states it (else it is the sentence's)."""
    for token in fillers:
        mentions = [m for t in coordinated(token) for m in places_at(view, t)]
        if mentions:
            return finest(mentions).place, True
    own = [m for t in (found.token, found.top) for m in located(view, t, barred - {found.token.i, found.top.i})]
    if own:
        return finest(own).place, True
    above = places_above(view, found)
    if above:
        return finest(above).place, False
    return None, False


def located(view: View, token: Token, barred: frozenset[int]) -> list[PlaceMention]:
    """Places in a clause that say where: locative obliques, sites; not a party told by its country."""
    found: list[PlaceMention] = []
    for word in own_words(token, barred):
        for mention in view.places.get(word.i, ()):
            if mention.role != "name":
                continue
            if is_locative(view, word):
                found.append(mention)
    return found


def is_locative(view: View, word: Token) -> bool:
    """Whether a place's word stands where places stand, and does not act."""
    if word.dep_.startswith("nsubj"):
        return any(m.place.precision == "site" for m in view.places.get(word.i, ())) and word.head.pos_ in VERBAL
    case = preposition(word)
    if case.split(" ")[-1] in ("with", "by", "for", "of", "as", "than", "like") and word.dep_ != "nmod":
        return False
    return not (case == "by" or case == "with" or case == "for")


def finest(mentions: list[PlaceMention]) -> PlaceMention:
    """The most precise place; of equals the first named."""
    return max(mentions, key=lambda m: FINENESS[m.place.precision])


def places_above(view: View, found: Found) -> list[PlaceMention]:
    """Places of the clause that governs the event in its sentence."""
    token = found.top
    for _ in range(5):
        head = token.head
        if head == token:
            break
        mentions = located(view, head, frozenset({token.i}))
        if mentions:
            return mentions
        token = head
    sentence = view.sentences[found.sentence]
    return [
        m
        for t in sentence
        for m in view.places.get(t.i, ())
        if m.role == "name" and t.dep_ in ("obl", "nmod") and is_locative(view, t) and not view.masked[t.i]
    ]


def country_of_parties(view: View, tokens: list[Token]) -> Place | None:
    """The country named by an adjective near the event ("Iraqi bases"), as the coarsest place."""
    for token in tokens:
        for word in (token, *args_of(view, token).mod, *args_of(view, token).poss):
            for mention in view.places.get(word.i, ()):
                return replace(mention.place, reason="country of the party concerned")
    return None
