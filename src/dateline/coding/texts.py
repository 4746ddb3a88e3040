"""Whose word a text is: films, statements and letters say nothing of themselves.

"The film threatens further attacks" is the threat of whoever made, sent or showed the film, when the report says who:
beside it ("a statement by the union", "the group's video"), above it ("claimed the raid in a film") or where it told of
the film before. Where it does not, nobody is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.slots import in_class
from dateline.coding.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

ALIVE = ("people", "body", "force", "position", "crowd", "captive")
REACH = 3  # sentences back to where "the film" was told of before
DEPTH = 3  # a film told of in a letter told of in a statement


def is_text(view: View, token: Token) -> bool:
    """A common noun for words, pictures or sounds that somebody has made."""
    return token.pos_ == "NOUN" and view.lemmas[token.i] in view.lexicon.words("parties", "texts")


def can_act(view: View, token: Token) -> bool:
    """Whether a noun may be somebody: a name, a mention that resolution knows, or a word for people or a body."""
    if token.pos_ not in ("NOUN", "PROPN") or is_text(view, token):
        return False
    return token.pos_ == "PROPN" or token.i in view.parties or any(in_class(view, token, c) for c in ALIVE)


def authors(view: View, text: Token, depth: int = 0) -> list[Token]:
    """The words for whoever a text is by; empty where the report does not say."""
    return beside(view, text) or above(view, text) or before(view, text, depth)


def beside(view: View, text: Token) -> list[Token]:
    """ "The group's film", "a film by the group", "a film that the group released", "a Norlish statement"."""
    args = args_of(view, text)
    makers = [t for c in text.children if c.dep_.startswith("acl") for t in made_by(view, text, c)]
    known = [t for t in args.mod if t.i in view.parties or t.i in view.places]
    shown = view.lemmas[text.i] in view.lexicon.words("parties", "pictures")  # "a video of the raid" shows it
    return list(args.poss) or args.at("by") or makers or known or args.at("from") or ([] if shown else args.at("of"))


def made_by(view: View, text: Token, clause: Token) -> list[Token]:
    """ "issued by the ministry", "which the ministry issued"."""
    if view.lemmas[clause.i] not in view.lexicon.words("parties", "issuing"):
        return []
    args = args_of(view, clause)
    return [t for t in (*args.at("by"), *args.subj) if t != text and can_act(view, t)]


def above(view: View, text: Token) -> list[Token]:
    """ "The group released a film", "has claimed the raid in a film": who acts by it."""
    verb = text.head
    if verb.pos_ != "VERB":
        return []
    args = args_of(view, verb)
    issued = text in args.obj and view.lemmas[verb.i] in view.lexicon.words("parties", "issuing")
    told_in = any(text in args.at(place) for place in ("in", "through", "via", "with"))
    return [t for t in args.subj if t != text and can_act(view, t)] if issued or told_in else []


def before(view: View, text: Token, depth: int) -> list[Token]:
    """ "The film": the one told of last under the same word, else the last text of any kind."""
    if depth >= DEPTH or not any(c.lower_ in ("the", "this", "that") for c in text.children if c.dep_ == "det"):
        return []
    start = view.sentences[max(0, view.sentence_of[text.i] - REACH)].start
    earlier = [view.doc[i] for i in range(text.i - 1, start - 1, -1) if is_text(view, view.doc[i])]
    same = [t for t in earlier if view.lemmas[t.i] == view.lemmas[text.i]]
    return authors(view, (same or earlier)[0], depth + 1) if earlier else []
