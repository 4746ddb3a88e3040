"""Bare numbers that go on about figures told before: "compared with 210 and 9 a week before"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.fates import counting
from dateline.coding.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPARED = frozenset({"compared", "from", "it", "up", "down", "against", "versus"})
SERIES = frozenset({"be", "compare", "put", "give", "have", "bring", "report", "count", "speak"})


@dataclass(frozen=True, slots=True)
class Told:
    """A number whose kind is known, in order of the text."""

    kind: str
    at: int  # token
    sentence: int
    bare: bool  # its own kind was taken from others
    value: float
    figure: bool = True  # else it was the number of an event


def bare_kind(view: View, q: int, token: Token, verb: Token | None, lemma: str, told: list[Told]) -> str | None:
    """The kind of a number without a noun, from what was told before it; None when nothing says that it goes on."""
    quantity = view.quantity(q)
    if token.pos_ not in ("NUM", "PRON", "NOUN") or not told or quantity.unit or quantity.value < 2:
        return None
    if any(c.dep_ == "nmod" and c.pos_ == "NOUN" for c in token.children):
        return None  # "37 of the country's 49 districts": districts, not cases
    of = token.dep_ == "nmod" and any(c.lower_ == "of" for c in token.children)
    if of and view.lemmas[token.head.i] in counting("collective"):
        return None  # "a family of six"
    sentence = view.sentence_of[token.i]
    last = told[-1]
    if verb is not None and any(c.dep_ == "cop" for c in verb.children):
        lemma = "be"
    if (
        (last.kind.startswith("other:") and last.kind[6:].rstrip("s") not in counting("freight"))
        or sentence - last.sentence > (2 if lemma in counting("growing") else 1)
        or not (
            goes_on(view, token, verb, lemma, sentence == last.sentence) or left_out(view, quantity.value, token, last)
        )
    ):
        return None
    return in_order(sentence, token, told)


def left_out(view: View, value: float, token: Token, last: Told) -> bool:
    """ "fired 16 missiles. Eleven hit the base": the noun is left out, and the number is a part of the last."""
    subject = token.dep_ in ("nsubj", "nsubj:pass") and token.pos_ == "NUM"
    return subject and value < last.value and not last.figure and last.kind in ("rockets", "missiles", "troops")


def goes_on(view: View, token: Token, verb: Token | None, lemma: str, same: bool) -> bool:
    """Words of a series: "stood at", "compared with", "the figures were", "bringing the total to", "N of them"."""
    if any(c.lower_ in ("them", "which", "whom") for c in token.children):
        return False
    if lemma == "have" and verb is not None and any(c.dep_ == "xcomp" for c in verb.children):
        return False  # "1,500 had to leave"
    if lemma in SERIES or lemma in counting("growing"):
        return True
    if verb is not None and any(view.lemmas[t.i] in counting("tally_nouns") for t in verb.children):
        return True
    current = token
    for _ in range(3):
        if view.lemmas[current.i] in counting("tally_nouns") or current.lower_ in COMPARED:
            return True
        current = current.head
    return same and token.dep_ == "conj" and token.head.pos_ == "NUM"


def is_paired(token: Token) -> bool:
    """ "up from seven and four": one of two bare numbers joined by "and"."""
    one = token.dep_ == "conj" and token.head.pos_ == "NUM"
    return one or any(c.dep_ == "conj" and c.pos_ == "NUM" for c in token.children)


def in_order(sentence: int, token: Token, told: list[Told]) -> str:
    """ "240 cases and 12 deaths, compared with 210 and 9": the first of a pair is the first kind, and so on."""
    kinds = list(dict.fromkeys(t.kind for t in told if not t.bare and sentence - t.sentence <= 1))
    if len(kinds) < 2 or not is_paired(token):
        return told[-1].kind
    bare = sum(1 for t in told if t.bare and t.sentence == sentence)
    return kinds[bare % len(kinds)]
