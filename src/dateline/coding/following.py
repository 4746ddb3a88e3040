"""What is to happen to one place after another: "the camp at Ordan will follow", "Ordan is next".

The words name no event: it is the one just told, at another place and still to come (an ellipsis across sentences).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import Args, args_of
from dateline.coding.frames import Found
from dateline.coding.tense import auxiliaries
from dateline.coding.view import View, char_span, coordinated
from dateline.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

FOLLOWER = "follower"
"""Flag of an entry that is read again of another place: such a mention is never the event it follows."""
NEAR = 3  # sentences between what happened to one place and what will to the next
AHEAD = frozenset({"will", "would", "should", "to", "may", "'ll", "’ll"})


def with_followers(view: View, mentions: list[Found]) -> list[Found]:
    """The mentions in their order, and one more for every place that "will follow" or "is next"."""
    taken = {f.token.i for f in mentions} | {f.top.i for f in mentions}
    further = [
        made
        for token in view.doc
        if token.i not in taken and not view.masked[token.i] and (sites := next_sites(view, token))
        if (made := again(view, mentions, token, sites)) is not None
    ]
    return sorted([*mentions, *further], key=lambda f: f.token.i) if further else mentions


def next_sites(view: View, token: Token) -> list[Token]:
    """The places that are said to follow, or to be next; empty where the word says something else."""
    if token.lower_ not in ("follow", "next"):
        return []
    args = args_of(view, token)
    if token.lower_ == "follow" and (
        args.obj or args.comp or (not auxiliaries(token).keys() & AHEAD and not to_follow(token))
    ):
        return []
    if token.lower_ == "next" and not any(c.dep_ == "cop" for c in token.children):
        return []
    subjects = [t for s in args.subj or token.children if s.dep_.startswith("nsubj") for t in coordinated(s)]
    bases = view.lexicon.classes.get("base", frozenset())
    sites = [t for t in subjects if is_site(view, t) or view.lemmas[t.i] in bases]
    return sites if sites and len(sites) == len(subjects) else []


def to_follow(verb: Token) -> bool:
    """ "is expected to follow", "was due to follow"."""
    return verb.dep_ == "xcomp" and any(c.lower_ == "to" for c in verb.children)


def is_site(view: View, noun: Token) -> bool:
    return any(m.place.precision in ("site", "city") for m in view.places.get(noun.i, ()))


def again(view: View, mentions: list[Found], token: Token, sites: list[Token]) -> Found | None:
    """The last event told of a place, once more: of these places, and planned where no verb says so."""
    sentence = view.sentence_of[token.i]
    before = [f for f in mentions if f.token.i < token.i and 0 <= sentence - f.sentence <= NEAR]
    told = next((f for f in reversed(before) if "spread" in f.entry.flags and f.verbal), None)
    if told is None or any(f.sentence == sentence for f in before):
        return None
    entry = replace(told.entry, flags=told.entry.flags | {FOLLOWER})
    if token.lower_ == "next":
        entry = replace(entry, status=Status.PLANNED)
    return Found(token, entry, told.pattern, Args(obj=sites), char_span(token), sentence)
