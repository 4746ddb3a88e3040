"""How a sentence tells a happening: as news, as something known before, as one more of its kind, as several, as the
second or third of a row, as what followed another ("an aftershock").

Only the words about the trigger are looked at; the lists are data (`data/reconcile/vocabulary.yaml`), English first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Claim, EventType, Kind, Status
from dateline.reconcile.knowledge import vocabulary
from dateline.reconcile.names import fold

CLAUSE = 70  # characters about the trigger in which an ordinal may stand
ARTICLES = ("a", "the", "its", "their", "s")
REACH = 4  # words about the trigger that are looked at
_WORD = re.compile(r"['’]s\b|\d[\d.,]*|[^\W\d_][\w-]*")
_NOUN = re.compile(r"\(noun\b")
_VERB = re.compile(r"\(verb\b")


@dataclass(frozen=True, slots=True)
class Manner:
    recalled: bool = False
    again: bool = False
    series: bool = False
    sequel: bool = False
    calls_off: bool = False  # "called off his visit": a word on another's plan, whatever type it was coded as
    place_in_row: int = 0  # 2 for "a second convoy"; 0 when nothing is said


def manner(claim: Claim, text: str) -> Manner:
    """How the evidence of one claim tells it."""
    if claim.kind is Kind.FIGURE or not text:
        return Manner()
    sentence, trigger = claim.evidence.sentence, claim.evidence.trigger
    before = _words(text[max(sentence.start, trigger.start - 80) : trigger.start])[-REACH:]
    after = _words(text[trigger.end : min(sentence.end, trigger.end + 60)])[:REACH]
    own = _words(trigger.of(text))
    known = vocabulary()
    noun = _nominal(claim, own) and not (before and before[-1] in known.auxiliary)
    return Manner(
        recalled=noun and any(w in known.pointing for w in before),
        again=any(w in known.again for w in (*before, *own, *after[:2])),
        series=_several(claim, noun, before, own, after),
        sequel=any(w in known.sequel for w in own),
        calls_off=calls_off(claim, text),
        place_in_row=_place_in_row(text, claim),
    )


def calls_off(claim: Claim, text: str) -> bool:
    """Whether a claim's own trigger tells as done that something was called off."""
    if claim.kind is Kind.FIGURE or claim.status not in (Status.HAPPENED, Status.ONGOING):
        return False
    own = _words(claim.evidence.trigger.of(text))
    return not vocabulary().calling_off.isdisjoint({*own, *(f"{a} {b}" for a, b in pairwise(own))})


def _place_in_row(text: str, claim: Claim) -> int:
    """The ordinal of the thing told, about the trigger and in its clause: "a second group was freed", "sent the third
    convoy". "For the second time" and "the first since 2016" count other rows."""
    sentence, trigger = claim.evidence.sentence, claim.evidence.trigger
    before = _clause(text[max(sentence.start, trigger.start - CLAUSE) : trigger.start], last=True)
    after = _clause(text[trigger.start : min(sentence.end, trigger.end + CLAUSE)], last=False)
    for words in (before, after):
        for article, number, *rest in zip(words, words[1:], words[2:], strict=False):
            if article in ARTICLES and number in known_ordinals() and rest[0] not in vocabulary().no_row:
                return known_ordinals()[number]
    return 0


def _clause(text: str, *, last: bool) -> list[str]:
    """The words of the clause that ends (or begins) a stretch of text."""
    parts = re.split(r"[,;:]", text)
    return _words(parts[-1] if last else parts[0])


def known_ordinals() -> dict[str, int]:
    """Word → its number, in the order of the data's list."""
    return {word: n for n, word in enumerate(vocabulary().ordinals, 1)}


def _nominal(claim: Claim, own: list[str]) -> bool:
    """Whether the trigger is a noun: the lexicon entry says so, else its shape ("killing", "strike", not "killed")."""
    if _NOUN.search(claim.why):
        return True
    return not _VERB.search(claim.why) and bool(own) and len(own) < 3 and not own[-1].endswith("ed")


def _several(claim: Claim, noun: bool, before: list[str], own: list[str], after: list[str]) -> bool:
    """Several deeds under one word: "a series of strikes", "three attacks", "struck repeatedly", "left four bases"."""
    known = vocabulary()
    if claim.type is EventType.RETREAT and any(c.what in known.places and c.value > 1 for c in claim.counts):
        return True
    if any(w in known.often for w in (*before[-2:], *after[:3])):
        return True
    if not noun or not own or not own[-1].endswith("s"):
        return False
    many = any(w in known.several or (w.isdigit() and 1 < int(w) < 100) for w in before[-2:])
    if many and any(a in known.one_of and b == "of" for a, b in pairwise(before)):
        return False  # "the latest of several attacks" is one
    when = claim.when
    long = when is not None and when.start is not None and when.end is not None and (when.end - when.start).days > 6
    return many or long


def _words(text: str) -> list[str]:
    return [fold(w) or w for w in _WORD.findall(text)]
