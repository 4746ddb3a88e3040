"""Which way a clause looks: back (-1), ahead (1) or neither (0), from syntax where a parse is there, else
from cues."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from dateline.resolve.times.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MODALS = frozenset(
    {"will", "wo", "'ll", "’ll", "shall", "would", "may", "might", "could", "should", "must", "can"}
)
PLANNERS = frozenset(
    [
        "plan",
        "expect",
        "due",
        "schedule",
        "agree",
        "order",
        "intend",
        "hope",
        "want",
        "set",
        "decide",
        "prepare",
        "vow",
        "pledge",
        "promise",
        "ask",
        "urge",
        "call",
        "aim",
        "slate",
        "poise",
        "ready",
        "seek",
        "propose",
        "need",
        "have",
        "go",
        "mean",
        "invite",
        "allow",
        "authorise",
        "authorize",
        "likely",
        "bind",
        "demand",
        "tell",
        "be",
        "require",
        "threaten",
        "wait",
        "about",
    ]
)
STARTERS = frozenset(
    [
        "start",
        "begin",
        "open",
        "close",
        "end",
        "expire",
        "resume",
        "meet",
        "vote",
        "arrive",
        "leave",
        "depart",
        "return",
        "hold",
        "run",
        "last",
        "take",
        "visit",
        "travel",
        "attend",
        "come",
        "go",
        "go-ahead",
        "launch",
        "lapse",
        "sit",
        "face",
        "fall",
        "host",
    ]
)


class Leaning:
    """Asks a document which way its clauses look; the sentences are worked out once."""

    def __init__(self, doc: Doc, text: str, lang: Language) -> None:
        self._doc, self._text, self._lang = doc, text, lang
        self.parsed = doc.has_annotation("DEP")
        self._ends = _sentence_ends(doc, text)

    def at(self, start: int, end: int) -> int:
        """The lean of the clause around characters `start`..`end`."""
        if self.parsed:
            span = self._doc.char_span(start, end, alignment_mode="expand")
            if span is not None and (verb := _governor(span.root)) is not None:
                return _verb_lean(verb)
        i = bisect_right(self._ends, start)
        left = self._ends[i - 1] if i else 0
        right = self._ends[i] if i < len(self._ends) else len(self._text)
        return cue_lean(self._text[left : max(right, end)], start - left, end - left, self._lang)


def _sentence_ends(doc: Doc, text: str) -> list[int]:
    if doc.has_annotation("SENT_START"):
        return [sent.end_char for sent in doc.sents]
    return [match.end() for match in re.finditer(r"[.!?][\"”’')]*\s+(?=[A-Z\"“])|\n+", text)]


def cue_lean(sentence: str, start: int, end: int, lang: Language) -> int:
    """The nearest cue of past or future decides; crossing a comma or a quotation mark costs."""
    if end > len(sentence):
        end = len(sentence)
    best, lean = 1000.0, 0
    covered: list[tuple[int, int]] = []
    for match in lang.cues["future"].finditer(sentence):
        if match.start() < end and match.end() > start:
            continue
        reach = _group_end(sentence, match.end(), start)
        covered.append((match.start(), reach))
        cost = _cost(sentence, match.start(), reach, start, end)
        if cost < best:
            best, lean = cost, 1
    for match in lang.cues["past"].finditer(sentence):
        if any(a <= match.start() < b for a, b in covered) or (match.start() < end and match.end() > start):
            continue
        cost = _cost(sentence, match.start(), match.end(), start, end)
        if cost < best:
            best, lean = cost, -1
    return lean


def _group_end(sentence: str, at: int, limit: int) -> int:
    """The end of the verb group that a future cue opens: up to five words on, no punctuation crossed."""
    words, i = 0, at
    while i < min(len(sentence), max(limit, at)) and words < 5:
        if sentence[i] in ',;:.()"“”':
            break
        if sentence[i] == " ":
            words += 1
        i += 1
    return i


def _cost(sentence: str, a: int, b: int, start: int, end: int) -> float:
    if b <= start:
        between, cost = sentence[b:start], float(start - b)
    elif a >= end:
        between, cost = sentence[end:a], float(a - end) + 15
    else:
        return 0.0
    return cost + 40 * sum(c in ",;:" for c in between) + 60 * sum(c in '"“”' for c in between)


# ----------------------------------------------------------------------------------------------------------
# syntax


def _governor(token: Token) -> Token | None:
    """The verb above a token: its own head chain up to the first verb, or a noun or adjective that has a
    copula."""
    for node in (token, *token.ancestors):
        if node.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in node.children):
            return node
    return None


def _verb_lean(verb: Token, depth: int = 0) -> int:
    auxes = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if any(a.lower_ in MODALS for a in auxes):
        return 1
    marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "aux")]
    if "to" in marks or "Inf" in verb.morph.get("VerbForm", []):
        return _infinitive(verb, depth)
    if verb.tag_ == "VBG" and not auxes and depth < 3 and verb.head is not verb:
        return _verb_lean(verb.head, depth + 1) if verb.head.pos_ in ("VERB", "AUX") else 0
    if any(a.tag_ == "VBD" or a.lower_ in ("had", "was", "were", "did") for a in auxes):
        return -1
    if any(a.lower_ in ("has", "have", "'ve", "’ve") for a in auxes) or verb.tag_ in ("VBD", "VBN"):
        return -1
    if verb.tag_ == "VBG" and auxes:
        return 1
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in STARTERS:
        return 1
    return 0


def _infinitive(verb: Token, depth: int) -> int:
    """ "plans to leave", "is to leave", "due to leave" look ahead; "forced to leave" looks where "forced"
    does."""
    head = verb.head
    if head is verb or verb.dep_ in ("acl", "advcl") or head.lemma_.lower() in PLANNERS:
        return 1
    if any(c.dep_ in ("aux", "cop") and c.lemma_ == "be" for c in verb.children):
        return 1
    return _verb_lean(head, depth + 1) if depth < 3 else 0
