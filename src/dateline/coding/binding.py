"""Two mentions of one sentence: whether the tree makes one the outcome, the cause or a restatement of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.frames import Found
from dateline.resolve.quantities import harm_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

BEFORE_OR_AFTER = frozenset({"after", "before", "since", "following", "until"})


def result_of(cause: Found, result: Found) -> bool:
    """ "crashed near Lagos, killing all 153": a participle of harm that has no subject of its own."""
    token = result.token
    if token.dep_ != "advcl" or token.tag_ != "VBG" or token.head not in (cause.token, cause.top):
        return False
    return harm_verb(token.lemma_.lower()) is not None and not any(c.dep_.startswith("nsubj") for c in token.children)


def hangs_on(inner: Found, outer: Found, outcome: bool) -> bool:
    """Whether `inner` is a part of the clause of `outer`; of coordinated verbs only an outcome belongs to the other."""
    top, target = inner.top, outer.token
    if top == target or outer.top == top:
        return True
    if restates(top):
        return top.sent == target.sent
    if flight_of(inner, outer):
        return True
    if not outcome and {c.lower_ for c in top.children if c.dep_ in ("case", "mark")} & BEFORE_OR_AFTER:
        return False  # "handed over the base after the departure of ...": two events, one after the other
    if top.head == target or inner.token.head == target or top.head == outer.top:
        if (
            top.dep_.startswith("nmod")
            and outer.pattern.pos == "noun"
            and not any(c.lower_ in ("of", "in") for c in top.children)
        ):
            return False
        return top.dep_ != "conj" or outcome
    if outcome and top.head == outer.top.head and {c.lower_ for c in (*top.children, *outer.top.children)} & WHEN:
        return True  # parsers hang "were killed when jets bombed" as two equals on "said"
    if outcome and told_within(top, target):
        return True
    if outcome and speechless(top, outer.top):
        return True
    above = top
    while above.dep_ == "conj":
        above = above.head
    return outcome and above != top and (above.head == target or above == target)


def speechless(noun: Token, verb: Token) -> bool:
    """ "Shelling killed 22, doctors said; ...": parsers hang the attack on "said" as who says it."""
    bare = verb.dep_ == "ccomp" and not any(c.dep_.startswith("nsubj") for c in verb.children)
    return bare and noun.dep_ == "nsubj" and noun.head == verb.head and noun.i < verb.i


def restates(top: Token) -> bool:
    """ "handed over K1, the third base it has left": a relative clause on an ordinal says the same once more."""
    if top.dep_ != "acl:relcl" or top.head.dep_ != "appos":
        return False
    return any(c.dep_ == "amod" and c.lower_ in ORDINALS for c in top.head.children)


ORDINALS = frozenset(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "latest"]
)


def flight_of(inner: Found, outer: Found) -> bool:
    """ "The rockets fell on the camp after being fired from a field": one flight, from launch to fall."""
    token = inner.token
    shared = token.dep_ == "advcl" and not any(c.dep_.startswith("nsubj") for c in token.children)
    return shared and inner.entry.mode == outer.entry.mode and inner.entry.mode in ("rocket", "missile", "shelling")


def told_within(top: Token, target: Token) -> bool:
    """ "the crash of an airliner, in which all 176 died": the outcome is told in a clause on a noun of the event."""
    for _ in range(5):
        relative = top.dep_ == "acl:relcl"
        top = top.head
        if relative:
            return top == target or (top.dep_.startswith(("nmod", "obl")) and top.head == target)
    return False


WHEN = frozenset({"when", "as"})
