"""Whether English words around a date tell it as past, as future, or leave it open. Words only; no parse yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from dateline.model import Span

Telling = Literal["past", "future", "open"]

_FUTURE = re.compile(
    r"\b(?:will|won[’']t|shall|(?:is|are) (?:to|due|set|expected|scheduled|slated|planned|supposed|likely|going)\b|"
    r"has until|have until|(?:runs?|lasts?|remains?|stays?|extends?|expires?) (?:\w+ ){0,3}(?:until|till|through|on)|plans to|aims to|"
    r"hopes to|intends to|pledges to|vows to|next|upcoming|forthcoming|coming)\b",
    re.I,
)
_DEADLINE = re.compile(  # directly before a date: it may lie ahead
    r"\b(?:by|until|till|til|to|before|ahead of|through|for|than|between|from|and|next|starting|beginning|effective|the|a|an|this|every|each)"
    r"(?: (?:the|end|of|early|late|mid|at|least|about|around|on|midnight|noon|a|an|\w+day,?))*\s*$",
    re.I,
)
_SHAKY = re.compile(  # words that leave a date open: plans told from the past, hypotheses
    r"\b(?:would|could|might|may|should|must|can|if|unless|due|scheduled|planned|planning|expected|expects?|set (?:to|for)|"
    r"slated|proposed?|proposes|postponed|delayed|extended?|deadline|target|aimed|wanted|hoped|hopes|asked|expires?|"
    r"primar(?:y|ies)|caucus(?:es)?|elections?|referendum|conventions?|contests?|trial|hearing|court date|appearance|runoff|"
    r"projected?|forecasts?|estimates?|called for|calls for|agreed to|promised|pledged|vowed|scheduling|invited|upcoming|anticipated)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:since|after|following|was|were|had|has been|have been|in the wake of|did|began|fell|broke|shot|hit|struck|took|came|left|led|held|met|told|"
    r"said|won|lost|made|sent|fought|rose|gave|went|ago|saw|found|became|began|brought|put|cut|set off|[a-z]{2,}ed)\b",
    re.I,
)
_STORY = re.compile(
    r"\b(?:novels?|fiction\w*|films?|movies?|television series|TV series|video game|set in|thriller|sci-fi|imagin\w+|dystopia\w*)\b",
    re.I,
)
_FEARED = re.compile(
    r"\b(?:possible|potential|feared|fears? of|threat of|threaten\w*|warn\w*|imminent|planned|would|could|might|any|prevent|deter|avoid|"
    r"avert|plot to|if|preparing|prepare|hypothetical|looming|before (?:a|an|any)|against (?:a|an|any))\b[^,;]{0,40}$",
    re.I,
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|St|Gen|Brig|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|No|vs|[A-Z])|\b[A-Z]\.[A-Z])\.$"
)
_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")


def sentences(text: str) -> Iterator[Span]:
    """Rough sentences, enough to tell what stands beside a date; abbreviations and line ends minded."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and _ABBREVIATED.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        if text[start : stop.end()].strip():
            yield Span(start, stop.end())
        start = stop.end()
    if text[start:].strip():
        yield Span(start, len(text))


def telling(sentence: str, start: int, end: int) -> Telling:
    """How the date at `start`:`end` of a sentence is told. "future" only when a present plan says so outright."""
    before = sentence[max(0, start - 90) : start]
    near = before[max(before.rfind(";"), before.rfind("—"), 0) :]
    if is_story(sentence):
        return "open"
    if re.search(
        r"\b(?:since|after|following|as of|dated|ago,? on)\s+(?:\w+day,? )?$", near, re.I
    ) and not _FUTURE.search(near):
        return "past"
    plans = _FUTURE.search(near)
    if plans and not _PAST.search(near[plans.end() :]):
        quoted = any(mark in sentence for mark in '"“”')
        told_before = re.search(
            r"\b(?:had|was|were|would|originally|first|initially|earlier|previously|then)\b",
            near[: plans.start()],
            re.I,
        )
        return "open" if quoted or told_before else "future"
    if _SHAKY.search(near[-70:]) or _DEADLINE.search(near):
        return "open"
    return "past" if _PAST.search(near[-60:]) else "open"


def is_story(sentence: str) -> bool:
    """Whether a sentence speaks of a novel or a film: its dates are nobody's."""
    return _STORY.search(sentence) is not None


def feared(sentence: str, start: int) -> bool:
    """Whether what is told at `start` is a fear, a plan or a condition rather than a fact."""
    return _FEARED.search(sentence[max(0, start - 90) : start]) is not None
