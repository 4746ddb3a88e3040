"""Nouns that take up parties told before: "the guerrillas", "the union", "both countries", "each other".

A noun that says nothing new of its own ("the union") means whom the same noun meant with a name; "the guerrillas" the
one armed group the report names; "both countries" the last two of them. Each is found with its reason, and where two
could be meant nobody is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.own_words import common_party
from dateline.coding.pointed import is_bare
from dateline.coding.states import state_of
from dateline.coding.view import View
from dateline.model import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

REBELS = frozenset({"REB", "PRM", "UAF", "SEP", "INS"})
PAIRS = frozenset({"both", "two"})
FAR = 6  # sentences back


def told_before(view: View, token: Token) -> list[Party]:
    """The parties a bare definite or paired noun takes up; empty where it takes up none."""
    words = view.lexicon.words
    lemma = view.lemmas[token.i]
    if is_pair(token) and lemma in words("roles", "sides"):
        return last_two(view, token)
    if token.tag_ == "NNS" and is_warring(token, lemma):
        return last_two(view, token)
    if token.tag_ == "NNS" and lemma in words("roles", "bands") and stands_alone(token):
        return only_group(view, token)
    if is_bare(token) and lemma in words("roles", "taking_up"):
        if lemma == "country":
            return last_state(view, token)
        return same_noun(view, token) or (last_bloc(view, token) if lemma in ("bloc", "alliance") else [])
    return []


def last_state(view: View, token: Token) -> list[Party]:
    """ "The country": the state told of last, by its name or an organ of it, in this sentence or the two before."""
    start = view.sentences[max(0, view.sentence_of[token.i] - 2)].start_char
    for mention in reversed(view.mentions.parties):
        party = mention.party
        before = start <= mention.span.start and mention.span.end <= token.idx
        if before and ((party.id or "").startswith("state:") or party.sector == "GOV"):
            state = state_of(party.country or "", f"“the country”: {party.name}, told of before")
            return [state] if state is not None else []
    return []


def last_bloc(view: View, token: Token) -> list[Party]:
    """ "The bloc": the body of states told of last."""
    told = [
        m.party for m in view.mentions.parties if m.span.end <= token.idx and m.party.sector == "IGO" and m.party.id
    ]
    return [replace(told[-1], reason=f"“the {token.lower_}”: {told[-1].name}, told of before")] if told else []


def is_warring(token: Token, lemma: str) -> bool:
    """ "the belligerents", "the warring parties", "shuttled between the capitals"."""
    told = {c.lower_ for c in token.children}
    return "the" in told and (lemma in ("belligerent", "combatant", "capital") or "warring" in told)


def is_pair(token: Token) -> bool:
    """ "both countries", "the two sides", "the belligerents"."""
    if token.lemma_.lower() in ("belligerent", "adversary", "combatant") and token.tag_ == "NNS":
        return True
    return any(c.lower_ in PAIRS and c.dep_ in ("det", "nummod", "det:predet", "amod") for c in token.children)


def stands_alone(token: Token) -> bool:
    """ "the guerrillas" and "guerrillas", not "Norlish guerrillas" or "guerrillas from the north"."""
    return not any(c.dep_ in ("amod", "compound", "nummod", "acl", "appos", "flat") or c.dep_.startswith("nmod")
                   for c in token.children)  # fmt: skip


def only_group(view: View, token: Token) -> list[Party]:
    """The one armed group that the report names before this."""
    groups = [m for m in view.mentions.parties if m.span.end <= token.idx and m.party.sector in REBELS]
    known = [m.party for m in groups if (m.party.id or "").startswith("group:")]
    unknown = [m.party for m in groups if m.party.id is None and m.form == "name"]
    found = list({p.name: p for p in (*known, *unknown)}.values())
    if len(found) != 1:
        return []
    return [replace(found[0], reason=f"“{token.text}”: the one armed group told of before")]


def same_noun(view: View, token: Token) -> list[Party]:
    """ "The union" where "the miners' union Norhew" was told of: the name that went with the same noun."""
    from dateline.coding.parties import party_of  # the two read each other: a party may be told by its noun

    lemma = view.lemmas[token.i]
    start = view.sentences[max(0, view.sentence_of[token.i] - FAR)].start
    for i in range(token.i - 1, start - 1, -1):
        earlier = view.doc[i]
        if view.lemmas[i] != lemma or earlier.pos_ not in ("NOUN", "PROPN") or is_bare(earlier):
            continue
        if token.dep_ in ("obj", "iobj", "obl") and earlier.dep_.startswith("nsubj") and earlier.head == token.head:
            continue  # "the Refugee Council asked the council": nobody asks himself
        plain = common_party(view, earlier)
        told = [p for p, _ in party_of(view, earlier, 1)] or ([plain] if plain is not None else [])
        if len(told) != 1 or told[0].name.lower() == earlier.lower_:
            return []
        return [replace(told[0], reason=f"“the {token.lower_}”: {told[0].name}, told of before")]
    return []


def last_two(view: View, token: Token, barred: frozenset[str | None] = frozenset()) -> list[Party]:
    """The two states, or else groups, that stand nearest before "both countries" or "the two sides", none of `barred`
    countries: who urges both countries is a third."""
    states = view.lemmas[token.i] in ("country", "nation", "state", "government", "neighbour")
    found: dict[str, Party] = {}
    start = view.sentences[max(0, view.sentence_of[token.i] - FAR)].start_char
    for mention in reversed(view.mentions.parties):
        party = mention.party
        if not start <= mention.span.start < token.idx or party.id is None or party.country in barred:
            continue
        state = party.id.startswith("state:")
        if state if states else (state or party.id.startswith(("group:", "org:"))):
            found.setdefault(party.id.split("/")[0], party)
        if len(found) == 2:
            return [replace(p, reason=f"“{token.text}”: the last two told of before") for p in reversed(found.values())]
    return []
