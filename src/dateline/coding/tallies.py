"""Tolls and tallies that somebody keeps: the verb that tells the number, and the kind that the subject names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.fates import counting
from dateline.coding.view import View
from dateline.resolve.quantities import harm_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_tally(view: View, token: Token, verb: Token | None, lemma: str, many: bool = False) -> bool:
    """ "The toll rose to 12,000": a count kept, told as it moves; a few dead "put at seven" stay with their event,
    many of a disaster are a level."""
    if verb is None or not (lemma in counting("growing") or (many and lemma in counting("giving"))):
        return False
    words = {view.lemmas[t.i] for t in view.sentences[view.sentence_of[token.i]]}
    return bool(words & {"toll", "tally"}) or (
        "number" in words and bool(words & {"dead", "death", "injured", "kill", "die", "victim"})
    )


def verb_behind(token: Token) -> Token | None:
    """ "Of the 506 patients 42 have died": a bare number right before an auxiliary is what its verb tells of."""
    after = token.doc[token.i + 1] if token.pos_ == "NUM" and token.i + 1 < len(token.doc) else None
    return after.head if after is not None and after.pos_ == "AUX" and after.dep_.startswith("aux") else None


def governing_verb(token: Token) -> Token | None:
    """The verb, or the noun with a copula, whose clause holds the token."""
    current = token
    for _ in range(6):
        if current.pos_ in VERBAL and current.dep_ not in ("aux", "cop") and not counts_kept(current):
            return current
        if any(c.dep_ in ("cop", "expl", "aux:pass") for c in current.children):
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def counts_kept(verb: Token) -> bool:
    """ "brought the number of people killed to 3,419": the participle only says whose number it is."""
    noun = verb.head if verb.dep_ == "acl" else None
    while noun is not None and noun.dep_ == "nmod":
        noun = noun.head
    return noun is not None and noun.lemma_.lower() in counting("tally_nouns")


def tally_kind(view: View, token: Token, verb: Token | None) -> str | None:
    """ "The toll rose to 12", "the tally of cases stood at 694": the kind is in the subject's words."""
    if verb is None:
        return None
    tallies = view.lexicon.settings.get("kinds", {}).get("tallies", {})
    if token.dep_ == "appos" and (kind := tallies.get(view.lemmas[token.head.i])):
        return str(kind)  # "the mission's strength, 12,700 in March"
    args = args_of(view, verb)
    kinds = [
        kind
        for subject in (*args.subj, *(t for t in args.obj if t != token))
        if token not in subject.subtree
        for word in subject.subtree
        if (kind := tallies.get(view.lemmas[word.i]) or harm_verb(view.lemmas[word.i]))
    ]
    return next((k for k in kinds if k != "troops"), kinds[0] if kinds else None)
