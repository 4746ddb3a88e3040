"""Which way a clause looks: back (-1), ahead (1) or neither (0), from syntax where a parse is there, else from cues.

The words are data (`lean` and `cues` in data/times/LANGUAGE.yaml); the syntax is Universal Dependencies'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from dateline.resolve.times.cues import cue_lean
from dateline.resolve.times.language import Language, LeanWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

VERBAL = ("VERB", "AUX")
DEEPEST = 3
"""How many verbs up a clause may ask which way it looks."""


class Leaning:
    """Asks a document which way its clauses look; the sentences are worked out once."""

    def __init__(self, doc: Doc, text: str, lang: Language) -> None:
        self._doc, self._text, self._lang = doc, text, lang
        self.parsed = doc.has_annotation("DEP")
        self._ends = _sentence_ends(doc, text)

    def at(self, start: int, end: int) -> int:
        """The lean of the clause around characters `start`..`end`; cues decide where the syntax does not."""
        if self.parsed:
            span = self._doc.char_span(start, end, alignment_mode="expand")
            if span is not None and (lean := syntax_lean(span, self._lang.lean)):
                return lean
        i = bisect_right(self._ends, start)
        left = self._ends[i - 1] if i else 0
        right = self._ends[i] if i < len(self._ends) else len(self._text)
        return cue_lean(self._text[left : max(right, end)], start - left, end - left, self._lang)


def _sentence_ends(doc: Doc, text: str) -> list[int]:
    if doc.has_annotation("SENT_START"):
        return [sent.end_char for sent in doc.sents]
    return [match.end() for match in re.finditer(r"[.!?][\"”’')]*\s+(?=[A-Z\"“])|\n+", text)]


def syntax_lean(span: Span, words: LeanWords) -> int:
    """The lean of the verb that a time expression stands beside or under; 0 when it has none, or none that says."""
    if _is_told_ahead(span, words):
        return 1
    verb = _beside(span) or _governor(span.root, words)
    if verb is None:
        return 0
    lean = _lean_of(verb, words)
    if lean <= 0 and _is_planned_for(span, verb, words):
        return 1
    return lean


def _is_told_ahead(span: Span, words: LeanWords) -> bool:
    """ "Ahead of Sunday's vote", "the upcoming summit on Friday"."""
    near = [t.lower_ for t in span.doc[max(span.sent.start, span.start - 3) : span.start]]
    return any(w in words.ahead for w in near)


def _is_planned_for(span: Span, verb: Token, words: LeanWords) -> bool:
    """ "Scheduled for Friday", "forecast through Wednesday", "postponed until Monday": a plan's verb with a preposition
    that leads to its day."""
    before = span.doc[span.start - 1].lower_ if span.start > span.sent.start else ""
    if before in words.deadline and verb.lemma_.lower() in words.deferrers:
        return True
    if before in words.onward:
        return verb.lemma_.lower() in words.planners or not _is_past(verb)
    return False


def _beside(span: Span) -> Token | None:
    """The verb right before ("said on Thursday", "killed late Wednesday"): nearer than any attachment."""
    i = span.start - 1
    while i >= span.sent.start and span.doc[i].pos_ in ("ADP", "DET", "ADV", "ADJ"):
        i -= 1
    if i < span.sent.start or i < span.start - 3:
        return None
    token = span.doc[i]
    return token if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound") else None


def _governor(token: Token, words: LeanWords) -> Token | None:
    """The verb above a token: its own head chain up to the first verb, word of a plan, or noun with a copula."""
    for node in (token, *token.ancestors):
        planned = node.pos_ == "ADJ" and node.lemma_.lower() in words.planners
        if node.pos_ in VERBAL or planned or any(c.dep_ == "cop" for c in node.children):
            return node
    return None


def _auxiliaries(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]


def _is_past(verb: Token) -> bool:
    """A past form, or a perfect one; a participle alone (a reduced passive) counts as past."""
    auxes = _auxiliaries(verb)
    if any(a.tag_ == "VBD" for a in auxes):
        return True
    if any(a.tag_ in ("VBZ", "VBP") for a in auxes):
        return any(a.lemma_.lower() == "have" for a in auxes)
    return verb.tag_ in ("VBD", "VBN")


def _lean_of(verb: Token, words: LeanWords, depth: int = 0) -> int:
    auxes = _auxiliaries(verb)
    modal = next((a for a in auxes if a.lower_ in words.modals), None)
    if modal is not None:
        return -1 if modal.lower_ not in words.will and any(a.lower_ == "have" for a in auxes) else 1
    if _is_infinitive(verb):
        return _infinitive_lean(verb, words, depth)
    if _is_past(verb):
        return -1
    if verb.pos_ == "ADJ" and verb.lemma_.lower() in words.planners:
        return 1
    if verb.tag_ == "VBG" and auxes:
        return 1  # "is leaving on Sunday"
    if verb.tag_ == "VBG":
        return _above(verb, words, depth)
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in words.starters:
        return 1
    return 0


def _is_overtaken(planner: Token) -> bool:
    """ "Had been due to expire on Friday": a plan that stood before what is told, so its day has come."""
    forms = {a.lower_ for a in _auxiliaries(planner)}
    return {"had", "been"} <= forms


def _above(verb: Token, words: LeanWords, depth: int) -> int:
    """The lean of the clause that a clause without a tense of its own stands in."""
    head = verb.head
    if head is verb or depth >= DEEPEST:
        return 0
    governor = head if head.pos_ in VERBAL else _governor(head, words)
    return _lean_of(governor, words, depth + 1) if governor is not None and governor is not verb else 0


def _is_infinitive(verb: Token) -> bool:
    marks = [c for c in verb.children if c.dep_ in ("mark", "aux")]
    return any(m.lower_ == "to" or any(c.lower_ == "to" for c in m.children) for m in marks)


def _infinitive_lean(verb: Token, words: LeanWords, depth: int) -> int:
    """ "Plans to leave", "is to leave", "due to leave" look ahead; "forced to leave" looks where "forced" does."""
    head = verb.head
    if head is verb or verb.dep_ == "acl":
        return 1
    if head.lemma_.lower() in words.planners:
        return -1 if _is_overtaken(head) else 1
    if any(c.dep_ in ("aux", "cop") and c.lemma_ == "be" for c in verb.children):
        return 1
    return _above(verb, words, depth)
