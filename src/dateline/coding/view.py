"""One report as coding sees it: tokens with the mentions that stand on them, and cached deep arguments."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.coding.mending import mend
from dateline.model import (
    Mentions,
    PartyMention,
    PlaceMention,
    QuantityMention,
    Report,
    Span,
    TimeMention,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from dateline.coding.lexicon import Lexicon

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
INSIDE = frozenset(
    {"compound", "flat", "fixed", "amod", "nummod", "det", "nmod:poss", "nmod:desc", "appos", "goeswith"}
)


@dataclass(slots=True)
class View:
    """A parsed report with its mentions by token. `root_of` maps a mention's characters to its head token."""

    doc: Doc
    report: Report
    mentions: Mentions
    lexicon: Lexicon
    parties: dict[int, list[PartyMention]] = field(default_factory=dict)
    places: dict[int, list[PlaceMention]] = field(default_factory=dict)
    times: dict[int, list[TimeMention]] = field(default_factory=dict)
    quantities: dict[int, list[int]] = field(default_factory=dict)  # token -> indices into mentions.quantities
    lemmas: list[str] = field(default_factory=list)
    lowers: list[str] = field(default_factory=list)
    words: frozenset[str] = frozenset()  # every lemma, and every word in lower case
    masked: list[bool] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)
    sentences: list[DocSpan] = field(default_factory=list)
    paragraph_of: list[int] = field(default_factory=list)  # by sentence
    roles: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)  # predicate -> label -> tokens
    cache: dict[Any, Any] = field(default_factory=dict)

    def sentence(self, token: Token) -> DocSpan:
        return self.sentences[self.sentence_of[token.i]]

    def quantity(self, index: int) -> QuantityMention:
        return self.mentions.quantities[index]


def make_view(doc: Doc, report: Report, mentions: Mentions, lexicon: Lexicon) -> View:
    """Index every mention by the token that heads its words, in a tree that is mended first."""
    view = View(doc, report, mentions, lexicon)
    view.lowers = [token.lower_ for token in doc]
    view.lemmas = [lexicon.lemma(low, token.lemma_.lower()) for low, token in zip(view.lowers, doc, strict=True)]
    view.words = frozenset(view.lowers).union(view.lemmas)
    view.masked = masked_tokens(doc, report)
    view.roles = semantic_roles(doc)
    saying = lexicon.words("speech", "verbs")
    persons = lexicon.classes.get("position", frozenset()) | lexicon.classes.get("people", frozenset())
    mend(
        doc,
        view.lemmas,
        saying,
        view.masked,
        view.roles,
        is_noun=lambda word: bool(lexicon.candidates("noun", word)),
        is_person=lambda token: token.pos_ == "NOUN" and view.lemmas[token.i] in persons,
        harming=lexicon.words("roles", "harming"),
    )
    view.sentences = list(doc.sents)
    view.sentence_of = [0] * len(doc)
    for n, sentence in enumerate(view.sentences):
        for i in range(sentence.start, sentence.end):
            view.sentence_of[i] = n
    view.paragraph_of = paragraphs(view.sentences, doc.text)
    view.parties = index(doc, mentions.parties)
    view.places = index(doc, mentions.places)
    view.times = index(doc, mentions.times)
    quantities: dict[int, list[int]] = defaultdict(list)
    for n, quantity in enumerate(mentions.quantities):
        for span in {quantity.span, quantity.head or quantity.span}:
            token = root_token(doc, span)
            if token is not None:
                quantities[token.i].append(n)
    view.quantities = dict(quantities)
    return view


def semantic_roles(doc: Doc) -> dict[int, dict[str, tuple[int, int]]]:
    """First span of each role label of every predicate the parser found; empty for a parser that finds none."""
    if not doc.has_extension("predicates"):
        return {}
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for predicate in doc._.predicates or ():
        labels = found.setdefault(predicate.i, {})
        for role in predicate.roles:
            labels.setdefault(role.label, (role.start, role.end))
    return found


def paragraphs(sentences: list[DocSpan], text: str) -> list[int]:
    """The paragraph number of each sentence: a line break between two sentences begins a new one."""
    found: list[int] = []
    for n, sentence in enumerate(sentences):
        if n == 0:
            found.append(0)
            continue
        before = sentences[n - 1]
        start = sentence.start_char
        gap = text[max(0, before.end_char - 2) : start + 1]
        found.append(found[-1] + (1 if "\n" in gap else 0))
    return found


def masked_tokens(doc: Doc, report: Report) -> list[bool]:
    """True for tokens of page furniture (credits, "Load More"), which tell nothing; the dateline itself too."""
    spans = [f.span for f in report.furniture]
    if report.dateline is not None:
        spans.append(report.dateline.span)
    masked = [False] * len(doc)
    starts = [token.idx for token in doc] if spans else []
    for span in spans:
        for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            masked[i] = True
    return masked


def index(doc: Doc, mentions: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for mention in mentions:
        token = root_token(doc, mention.span)
        if token is not None:
            found[token.i].append(mention)
    return dict(found)


def root_token(doc: Doc, span: Span) -> Token | None:
    """The token that heads these characters, or None when they hold no token."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or not len(words):
        return None
    tops = [t for t in words if t.pos_ in NOMINAL and not words.start <= t.head.i < words.end]
    return tops[-1] if len(tops) > 1 and words.root.pos_ not in NOMINAL else words.root  # broken trees: the noun


def char_span(first: Token, last: Token | None = None) -> Span:
    """Characters from `first` to `last` (inclusive)."""
    end = last if last is not None else first
    return Span(first.idx, end.idx + len(end.text))


def coordinated(token: Token) -> list[Token]:
    """A token and what is coordinated with it ("A, B and C"), in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and (child.pos_ in NOMINAL or child.pos_ == token.pos_):
            found.extend(coordinated(child))
    return found


def noun_phrase(token: Token) -> tuple[int, int]:
    """First and last token index of a noun's own words: its modifiers, not its clauses, conjuncts or obliques."""
    first = last = token.i
    for child in token.children:
        if child.dep_ in INSIDE or child.dep_.startswith("flat"):
            if child.dep_ == "appos":
                continue
            low, high = noun_phrase(child)
            first, last = min(first, low), max(last, high)
    return first, last


def first_sentence(view: View) -> int:
    """The number of the first sentence that is no furniture: what the report is about."""
    return next((view.sentence_of[t.i] for t in view.doc if not view.masked[t.i] and not t.is_space), 0)
