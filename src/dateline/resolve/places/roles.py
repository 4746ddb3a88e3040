"""What part a place name plays: a place, the dateline, a modifier ("Baghdad airport officials"), or a
government."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.resolve.places.cues import LOCATIVE

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BETWEEN = frozenset(["between", "with", "by", "against", "for"])
_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer", "obl:agent", "iobj")
_SPEAKS = frozenset(
    [
        "said",
        "says",
        "say",
        "warned",
        "warns",
        "blamed",
        "blames",
        "accused",
        "accuses",
        "denied",
        "denies",
        "announced",
        "announces",
        "called",
        "calls",
        "urged",
        "urges",
        "vowed",
        "agreed",
        "wants",
        "wanted",
        "has",
        "had",
        "is",
        "was",
        "will",
        "would",
        "could",
        "may",
        "might",
        "rejected",
        "condemned",
        "insisted",
    ]
)


def government(doc: Doc, first: int, last: int) -> bool:
    """Whether the name of a country or capital stands for those who govern it: "Washington said", "with
    Tehran"."""
    before = doc[first - 1].text.lower() if first else ""
    if first == 0 and doc[0].text.isupper():
        return False  # a dateline that was not read as one
    if last + 1 < len(doc) and doc[last].text == "-" and doc[last + 1].text.endswith(("ed", "led")):
        return True
    if before in LOCATIVE - {"between", "left", "of", "to"}:
        return False
    head = doc[last - 1]
    if head.dep_:
        return head.dep_ in _SUBJECT or (before in _BETWEEN and head.dep_ in ("obl", "nmod", "obl:agent"))
    if before in LOCATIVE - {"between"}:
        return False
    following = doc[last].text.lower() if last < len(doc) else ""
    return following in _SPEAKS or before in _BETWEEN


def modifier(doc: Doc, last: int) -> bool:
    """Whether the name only describes the noun after it: "Kirkuk police", "a Baghdad court"."""
    head = doc[last - 1]
    if head.dep_:
        return head.dep_ in ("compound", "amod", "flat") and head.head.i >= last and head.head.pos_ in ("NOUN", "PROPN")
    return False
