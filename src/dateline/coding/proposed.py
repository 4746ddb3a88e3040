"""Events the model proposes where no entry of the lexicon matches: "the rebels overran", "the port was mothballed".

The lexicon decides what it knows: a word that an entry coded, or that an entry or a rule passed over, is never proposed
anew, so a user's decoy forbids and a user's entry corrects what the model says.
What is proposed goes through the same tests for sport, fiction and figures of speech, and its claim says so: the entry
is `learned-TYPE`, with the score in the reason and as its confidence.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.frames import Found
from dateline.coding.lexicon import Entry
from dateline.coding.patterns import Pattern
from dateline.coding.view import View, char_span
from dateline.model import EventType, PassedOver

if TYPE_CHECKING:
    from spacy.tokens import Token

ENOUGH = 0.85
"""The score from which a proposal is taken: best F1 on the development stories, which the head has not seen."""
LEARNED = "learned-"
VERB_ROLES = {"actor": ("subj",), "recipient": ("obj", "to", "against"), "place": ("in", "at")}
NOUN_ROLES = {"actor": ("by", "poss"), "recipient": ("of", "against", "to"), "place": ("in", "at")}


def with_proposed(view: View, mentions: list[Found], passed: list[PassedOver]) -> list[Found]:
    """The mentions, and what the model proposes beside them, in their order."""
    if not view.doc._.has("events") or not view.doc._.events:
        return mentions
    known = taken(view, mentions, passed)
    made = [
        proposal(view, view.doc[at], EventType(kind), score)
        for at, kind, score in view.doc._.events
        if score >= ENOUGH and at not in known and fits(view, view.doc[at])
    ]
    return sorted([*mentions, *made], key=lambda f: f.token.i) if made else mentions


def taken(view: View, mentions: list[Found], passed: list[PassedOver]) -> set[int]:
    """Tokens of triggers, of the light verbs that carry them, and of what was passed over."""
    spans = [f.trigger for f in mentions] + [p.span for p in passed]
    held = {f.token.i for f in mentions} | {f.top.i for f in mentions}
    for span in spans:
        words = view.doc.char_span(span.start, span.end, alignment_mode="expand")
        held |= {t.i for t in words} if words is not None else set()
    return held


def fits(view: View, token: Token) -> bool:
    """A verb or common noun in a place of its own: no modifier, no auxiliary, no verb of saying, no name of a party."""
    if token.pos_ not in ("VERB", "NOUN") or view.masked[token.i] or token.dep_ in ("compound", "amod", "aux", "cop"):
        return False
    if view.lemmas[token.i] in view.lexicon.words("speech", "verbs"):
        return False
    return token.pos_ == "VERB" or token.i not in view.parties


def proposal(view: View, token: Token, kind: EventType, score: float) -> Found:
    pattern = Pattern(
        "verb" if token.pos_ == "VERB" else "noun", (view.lemmas[token.i],), text=f"read by the model, {score:.2f}"
    )
    return Found(token, entry_of(kind), pattern, args_of(view, token), char_span(token), view.sentence_of[token.i])


@cache
def entry_of(kind: EventType) -> Entry:
    """The entry that a proposed event of a type is read by."""
    return Entry(LEARNED + kind.value, f"the model reads it as {kind.value}", kind, None, (), VERB_ROLES, NOUN_ROLES)
