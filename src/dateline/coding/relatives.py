"""Whom "which" and "who" take up: the nearest noun that may be somebody, where the tree hangs the clause on another.

"A cover for the Red Front, which rejected this": covers reject nothing. A noun that tells an event keeps its clause
("a raid by Norland, which killed two").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.view import NOMINAL, View

if TYPE_CHECKING:
    from spacy.tokens import Token

ALIVE = ("people", "body", "force", "position")
INNER = ("flat", "compound", "goeswith")


def antecedent(view: View, clause: Token, noun: Token) -> Token:
    """The noun that a relative clause speaks of: the one it hangs on, or the one right before its pronoun."""
    subject = next((c for c in clause.children if c.lower_ in ("which", "who") and c.dep_.startswith("nsubj")), None)
    if subject is None:
        return noun
    near = before(subject)
    while near.dep_.startswith(INNER) and near.head != near:
        near = near.head
    if near.pos_ not in NOMINAL or not noun.is_ancestor(near):
        return noun
    if subject.lower_ == "who" and near.ent_type_ == "PERSON" and noun.ent_type_ != "PERSON":
        return noun if is_human(view, noun) else near
    return noun if may_be_somebody(view, noun) or tells_event(view, noun) or not may_be_somebody(view, near) else near


def is_human(view: View, noun: Token) -> bool:
    """ "a son of Ida Moss, who": people and holders of office, not a militia or a firm."""
    classes, lemma = view.lexicon.classes, view.lemmas[noun.i]
    return any(lemma in classes.get(c, ()) for c in ("people", "position")) and lemma not in classes.get("body", ())


def before(pronoun: Token) -> Token:
    """The word before a pronoun and its comma or preposition."""
    at = pronoun.i - 1
    while at > pronoun.sent.start and pronoun.doc[at].pos_ in ("PUNCT", "ADP"):
        at -= 1
    return pronoun.doc[max(at, 0)]


def may_be_somebody(view: View, token: Token) -> bool:
    words = (view.lexicon.classes.get(name, frozenset()) for name in ALIVE)
    return token.i in view.parties or any(view.lemmas[token.i] in w for w in words)


def tells_event(view: View, noun: Token) -> bool:
    return any(entry.type is not None for entry, _ in view.lexicon.candidates("noun", view.lemmas[noun.i]))
