"""Figures by what their clause tells: losses and reserves, output and exports, goods in store, people at a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.fates import counting
from dateline.coding.levels import PERFECT, auxiliaries
from dateline.coding.slots import CURRENCY
from dateline.coding.things import is_freight
from dateline.coding.view import View
from dateline.model import QuantityMention

if TYPE_CHECKING:
    from spacy.tokens import Token

AHEAD = frozenset({"will", "would", "may", "might", "could", "should", "can", "must", "to"})


def stock_of(view: View, quantity: QuantityMention, token: Token, verb: Token | None) -> str | None:
    """The kind of a number that no event has and that states a level or a flow; None where no word says so."""
    if quantity.value < 2 or (verb is not None and auxiliaries(verb) & AHEAD):
        return None
    if quantity.unit in CURRENCY:
        return quantity.what if tells(view, token, verb, "money_stocks", "money_verbs") else None
    if is_freight(quantity):
        named = quantity.what or f"other:{quantity.noun or quantity.unit}"
        return named if tells(view, token, verb, "flows", "flow_verbs") else None
    return post_of(view, quantity, token, verb)


def tells(view: View, token: Token, verb: Token | None, nouns: str, verbs: str) -> bool:
    """Whether a noun that the number stands on, or the subject or object of its verb, is one of a list; or whether
    the verb, in the perfect or with a day or year, is one of another."""
    words = {view.lemmas[t.i] for t in around(token, verb)}
    if words & counting(nouns):
        return True
    if verb is None or view.lemmas[verb.i] not in counting(verbs):
        return False
    dated = any(t.i in view.times for c in verb.children for t in c.subtree)
    return bool(auxiliaries(verb) & PERFECT) or dated


def around(token: Token, verb: Token | None) -> list[Token]:
    """The nouns that a number hangs on, up to its verb, with those that are subject or object there."""
    found, current = [], token
    for _ in range(5):
        if current == verb or current.head == current:
            break
        current = current.head
        if current.pos_ in ("NOUN", "ADJ"):
            found.append(current)
    of_verb = [c for c in verb.children if c.dep_.startswith(("nsubj", "obj"))] if verb is not None else []
    return [t for t in (*found, *of_verb) if t != token]


def post_of(view: View, quantity: QuantityMention, token: Token, verb: Token | None) -> str | None:
    """ "heads a team of 48 observers", "its force of 1,900": how many there are, whatever is said of them."""
    if token.dep_ != "nmod" or not any(c.lower_ == "of" for c in token.children):
        return None
    body = view.lemmas[token.head.i]
    if quantity.noun is None:
        return "troops" if body in counting("contingents") else None
    heads = verb is not None and view.lemmas[verb.i] in counting("posts")
    return (quantity.what or f"other:{quantity.noun}") if heads and body in counting("teams") else None
