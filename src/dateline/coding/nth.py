"""One of a row: "it was the second attack in four days", "the third base hit this week" tell no further event.

They number the event just told. The row's time and place ("since October", "on the camp") are those of all of it, so
nothing of such words goes to the event but the words themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.frames import Found
from dateline.coding.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token

POINTING = frozenset({"it", "this", "that", "they", "these", "those"})


def is_nth(view: View, found: Found) -> bool:
    """Whether the words number an event told before: as what "it" was, or set beside the sentence that told it."""
    noun = numbered(view, found)
    if noun is None:
        return False
    subjects = [c for c in noun.children if c.dep_.startswith(("nsubj", "expl"))]
    if any(c.dep_ == "cop" for c in noun.children):
        return all(c.lower_ in POINTING for c in subjects)
    return noun.dep_ in ("appos", "parataxis") and not subjects


def numbered(view: View, found: Found) -> Token | None:
    """The noun with the ordinal: the trigger itself, or what a participle or relative clause beside it describes."""
    token = found.top
    candidates = [token]
    if token.dep_ in ("acl", "acl:relcl") and token.head != token:
        candidates.append(token.head)
    return next((t for t in candidates if t.pos_ in ("NOUN", "PROPN") and has_ordinal(view, t)), None)


def has_ordinal(view: View, noun: Token) -> bool:
    """ "the second", "its fifth", "the 22nd", "the latest", "the third such": the place in a row."""
    words = view.lexicon.words("stance", "ordinals")
    return any(
        (c.lower_ in words or is_figure(c.lower_))
        for c in noun.children
        if c.dep_ in ("amod", "nummod", "advmod", "det")
    )


def is_figure(word: str) -> bool:
    """ "22nd", "101st"."""
    return word[:1].isdigit() and word.rstrip("stndrh").isdigit() and not word.isdigit()
