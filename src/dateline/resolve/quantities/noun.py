"""What a number counts: the noun it stands before, from syntax where a parse is there, else from the
words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.model import Span
from dateline.resolve.quantities.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUNS = ("NOUN", "PROPN")
INNER = ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "X")
POSSESSIVE = frozenset({"-", "'s", "’s", "'", "’"})
GENERIC = frozenset({"person", "people", "other", "individual"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted noun: its lemma, its place, and the phrase it heads ("American troops")."""

    lemma: str
    head: Span
    phrase: str
    i: int  # token index


def lemma_of(token: Token, lang: Language) -> str:
    """The parser's lemma when it is one, else the table's."""
    own = token.lemma_.lower() if token.lemma_ else ""
    listed = lang.lemma(token.text)
    return own if own and own != token.lower_ and own not in ("troops", "people") and not lang.known(listed) else listed


def counted(doc: Doc, start: int, end: int, lang: Language, tagged: bool) -> Counted | None:
    """The noun that the number in characters `start`..`end` counts; None for a number that stands alone."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    first = _after_partitive(doc, span.end)
    last = _tagged_noun(doc, first, lang) if tagged else _listed_noun(doc, first, lang)
    if last is None:
        return None
    token = doc[last]
    lemma = lemma_of(token, lang)
    words = _phrase(doc, first, last)
    return Counted(lemma, Span(token.idx, token.idx + len(token.text)), words, last)


def _phrase(doc: Doc, first: int, last: int) -> str:
    """The words of the counted noun's phrase, without pronouns left from "of them"."""
    while first < last and doc[first].lower_ in ("them", "whom", "which", "-"):
        first += 1
    return doc[first : last + 1].text.strip("-– ")


def _after_partitive(doc: Doc, i: int) -> int:
    """Past hyphens, "more", "of the", "other" that stand between a number and its noun."""
    n = len(doc)
    while i < n and doc[i].text in ("-", "–", "more", "further", "additional", "whitespace"):
        i += 1
    if i < n and doc[i].lower_ == "of" and i + 1 < n:
        i += 1
        while (
            i < n
            and doc[i].lower_ in ("the", "its", "his", "her", "their", "these", "those", "our", "all", "about", "some")
        ) or (i < n and doc[i].like_num):
            i += 1
    return i


def _tagged_noun(doc: Doc, i: int, lang: Language) -> int | None:
    last = None
    for j in range(i, min(i + 8, len(doc))):
        token = doc[j]
        if token.pos_ in NOUNS or (
            token.lower_ in ("dead", "wounded", "injured", "others") and last is None and j == i
        ):
            if last is not None and doc[j - 1].text == ",":
                break
            last = j
        elif last is not None and not (token.text in POSSESSIVE and j + 1 < len(doc)):
            break
        elif (
            token.pos_ in INNER
            or token.tag_ in ("VBN", "VBG", "JJ", "POS", "HYPH")
            or token.text in POSSESSIVE | {'"', "“"}
            or (
                last is None
                and token.lower_ in ("or", "and", ",")
                and j > i
                and j + 1 < len(doc)
                and doc[j + 1].pos_ in INNER
            )
        ):
            continue
        else:
            break
    return last


def _listed_noun(doc: Doc, i: int, lang: Language) -> int | None:
    """Without tags: the last word of the phrase that is a known noun, else one that looks like a plural."""
    known = plural = None
    for j in range(i, min(i + 6, len(doc))):
        token = doc[j]
        word = token.lower_
        ends = word in lang.stops or (token.is_punct and token.text not in ("-", "."))
        if ends and not (j == i and word in ("dead", "wounded", "injured", "missing")):
            break
        if not token.text[0].isalpha():
            if token.text in ("-", "'s", "’s"):
                continue
            break
        lemma = lang.lemma(word)
        if lang.known(lemma):
            known = j
        elif word.endswith("s") and lemma != word:
            plural = j if known is None or j == known + 1 else plural
        elif known is not None:
            break
    if plural is not None and (known is None or plural > known):
        return plural
    return known


def of_whom(noun: Counted, lang: Language) -> str | None:
    """Whom, when the phrase says more than "people": "American troops", "children"."""
    return None if " " not in noun.phrase and (noun.lemma in GENERIC or noun.lemma in lang.what) else noun.phrase
