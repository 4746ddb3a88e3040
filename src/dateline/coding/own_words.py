"""Parties told by a common noun only, in the report's own words: "militia supporters", "gunmen", "an army post"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.states import state_at
from dateline.coding.view import View, char_span, noun_phrase
from dateline.model import Party, PartyMention

if TYPE_CHECKING:
    from spacy.tokens import Token

DROPPED = frozenset({"the", "a", "an", "some", "its", "their", "his", "her", "these", "those", "this", "that"})
THINGS = ("weapon", "aircraft", "rocketry", "missile", "building", "disease", "nature")


def is_nobody(token: Token) -> bool:
    """Whether a noun is denied ("no group", "neither side")."""
    if token.pos_ == "NOUN" and token.lower_ in ("source", "sources"):
        return True  # a source tells of things and does none; "met at its source" is nobody at all
    return any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in token.children)


def is_thing(view: View, token: Token) -> bool:
    """Weapons, vehicles and "people" without a name are no party."""
    word = view.lemmas[token.i]
    if word in view.lexicon.words("roles", "nobody") or token.pos_ == "NUM":
        return True
    animate = view.lexicon.classes.get("people", frozenset()) | view.lexicon.classes.get("body", frozenset())
    return word not in animate and any(word in view.lexicon.classes.get(c, ()) for c in THINGS)


def common_party(view: View, token: Token) -> Party | None:
    """A party told by a common noun only ("militia supporters", "gunmen"): its own words are its name.

    A bare "army post" is the one army that the report tells of, if it tells of one.
    """
    if is_nobody(token):
        return None
    word = view.lemmas[token.i]
    classes = view.lexicon.classes
    organ = organ_of(view, token)
    if organ is not None or token.dep_ in ("amod", "advmod") or is_thing(view, token):
        return organ
    if not any(word in classes.get(c, ()) for c in ("people", "force", "body")):
        return None
    alike = {m.party.name: m.party for m in told_by_head(view, word)} if token.dep_ == "compound" else {}
    return next(iter(alike.values())) if len(alike) == 1 else in_words(view, token)


def organ_of(view: View, token: Token) -> Party | None:
    """ "Norland's military": the organ of the state that owns it; bare, the only such organ the report tells of.

    The words for organs are those of roles.yaml; None for any other noun.
    """
    row = view.lexicon.settings.get("roles", {}).get("organs", {}).get(view.lemmas[token.i])
    if row is None:
        return None
    key, sector = row
    owners = {m.place.country for t in args_of(view, token).poss for m in view.places.get(t.i, ())}
    state = state_at(view, owners.pop(), "owner of what is named") if len(owners) == 1 else None
    if state is None:
        told = {m.party.id: m.party for m in view.mentions.parties if (m.party.id or "").endswith(f"/{key}")}
        only = next(iter(told.values())) if len(told) == 1 and not owners else None
        return replace(only, reason=f"the only {key} the report tells of") if only is not None else None
    first, last = noun_phrase(token)
    span = char_span(view.doc[first], view.doc[last])
    name, text = f"{state.name} {key}", span.of(view.report.text)
    return Party(name, f"{state.id}/{key}", text, state.country, sector, span, f"{key} of {state.name}", state.id)


def told_by_head(view: View, word: str) -> list[PartyMention]:
    """Mentions of known parties whose head is this word: "the army", "Norlish army" for "army"."""
    return [m for i, told in view.parties.items() if view.lemmas[i] == word for m in told if m.party.id is not None]


def in_words(view: View, token: Token) -> Party:
    """A party told in the report's own words, without article and number."""
    first, last = noun_phrase(token)
    while first < last and (is_filler(view.doc[first]) or first in view.times):
        first += 1
    span = char_span(view.doc[first], view.doc[last])
    text = span.of(view.report.text)
    return Party(name=text, text=text, span=span, reason="as the report has it; no known party")


def one_name(view: View, party: Party) -> Party:
    """Demonstrators and marchers are protesters, whatever goes before: "angry protesters"; known parties stay."""
    *before, last = party.name.split() or [""]
    other = view.lexicon.settings.get("roles", {}).get("same_people", {}).get(last.lower())
    return party if other is None or party.id is not None else replace(party, name=" ".join([*before, other]))


def is_filler(token: Token) -> bool:
    """Words before a noun that are no part of its name: article, number, "24-year-old", "at least"."""
    if token.lower_ in DROPPED or token.pos_ in ("NUM", "PUNCT", "ADP", "ADV", "SYM"):
        return True
    return token.lower_ in ("year", "years", "old", "year-old") and any(
        t.pos_ == "NUM" for t in token.doc[max(token.i - 4, 0) : token.i]
    )
