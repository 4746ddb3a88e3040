"""Parsed documents by hand, so that coding can be tried without a parser: one line per word."""

from __future__ import annotations

from datetime import date

import spacy
from spacy.tokens import Doc

from dateline.coding import load_lexicon
from dateline.coding.view import View, make_view
from dateline.model import (
    Coded,
    Interval,
    Mentions,
    Party,
    PartyMention,
    Place,
    PlaceMention,
    QuantityMention,
    Report,
    Source,
    Span,
    TimeMention,
)

LEXICON = load_lexicon()
VOCAB = spacy.blank("en").vocab
DAY = date(2024, 3, 15)
TAGS = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP", "AUX": "VBD", "ADJ": "JJ", "ADP": "IN", "NUM": "CD"}


def parsed(lines: str) -> Doc:
    """A Doc from lines of `word pos dep head [tag [lemma]]`; heads count words from 0."""
    rows = [line.split() for line in lines.strip().splitlines()]
    words = [r[0] for r in rows]
    tags = [r[4] if len(r) > 4 else TAGS.get(r[1], "XX") for r in rows]
    lemmas = [r[5] if len(r) > 5 else r[0].lower() for r in rows]
    heads = [int(r[3]) for r in rows]
    deps = [r[2] for r in rows]
    return Doc(VOCAB, words=words, pos=[r[1] for r in rows], deps=deps, heads=heads, tags=tags, lemmas=lemmas)


def report_of(doc: Doc) -> Report:
    return Report("r1", doc.text, Source("r1", "text/plain"), published=Interval(DAY, DAY, "day", "given"))


def view_of(lines: str, mentions: Mentions | None = None) -> View:
    doc = parsed(lines)
    return make_view(doc, report_of(doc), mentions or Mentions(), LEXICON)


def at(doc: Doc, word: str) -> Span:
    token = next(t for t in doc if t.text == word)
    return Span(token.idx, token.idx + len(token.text))


def party(doc: Doc, word: str, name: str | None = None, **fields: str) -> PartyMention:
    span = at(doc, word)
    return PartyMention(span, Party(name or word, text=word, span=span, **fields))  # type: ignore[arg-type]


def place(doc: Doc, word: str, precision: str = "city") -> PlaceMention:
    return PlaceMention(at(doc, word), Place(word, precision, country="XX", lat=1.0, lon=2.0))  # type: ignore[arg-type]


def day(doc: Doc, word: str, when: date) -> TimeMention:
    return TimeMention(at(doc, word), "DATE", when.isoformat(), Interval(when, when, "day", "as written"))


def number(doc: Doc, word: str, value: float, noun: str, what: str | None = None) -> QuantityMention:
    head = next(t for t in doc if t.text == word).head
    return QuantityMention(at(doc, word), value, noun=noun, what=what, head=Span(head.idx, head.idx + len(head.text)))


def coded(lines: str, mentions_of: object = None) -> Coded:
    """Claims of a hand-built parse; `mentions_of(doc)` gives the resolved mentions."""
    from dateline.coding import code

    doc = parsed(lines)
    mentions = mentions_of(doc) if callable(mentions_of) else Mentions()
    return code(doc, report_of(doc), mentions, LEXICON, coder="test")
