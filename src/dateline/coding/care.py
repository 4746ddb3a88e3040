"""Hospitals: where the hurt are taken and the dead pronounced is not where they came to harm."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.coding.fates import counting
from dateline.coding.view import View, root_token
from dateline.model import Place
from dateline.resolve.numerals import load_table

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_care(view: View, place: Place) -> bool:
    """ "died at Cooper University Hospital": a place of care, behind a verb of bringing, treating or dying."""
    if place.span is None or not hospital().search(named(view, place)):
        return False
    token = root_token(view.doc, place.span)
    return token is not None and any(view.lemmas[v.i] in counting("care_verbs") for v in verbs_above(token))


def named(view: View, place: Place) -> str:
    """A place's words and the capitalised ones right behind them: "Cooper University" + "Hospital"."""
    assert place.span is not None
    behind = CAPITALS.match(view.report.text, place.span.end)
    return view.report.text[place.span.start : behind.end() if behind else place.span.end]


CAPITALS = re.compile(r"(?:\s+(?:of\s+)?[A-Z][\w.'&-]*){1,4}")


@lru_cache(maxsize=1)
def hospital() -> re.Pattern[str]:
    words = load_table("quantities", "counting.en.yaml")["care_places"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def verbs_above(token: Token) -> list[Token]:
    """The first verb or predicate above a word, at most four steps up."""
    for _ in range(4):
        token = token.head
        if token.pos_ in ("VERB", "AUX", "ADJ") or any(c.dep_ == "cop" for c in token.children):
            return [token, *(c for c in token.children if c.dep_ == "cop")]
    return []
