"""A report sentence by sentence: which claims rest on each, and which trigger words in it were passed over.

The ledger keeps the sentences of claims only; where no claim says where a sentence ends, stops and line breaks do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Claim, PassedOver, Span

END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence with what was made of it: claims it is the first words of, claims it tells more of, and triggers
    looked at and left."""

    span: Span
    claims: tuple[Claim, ...] = ()
    more: tuple[Claim, ...] = ()
    passed: tuple[PassedOver, ...] = ()


def by_sentence(text: str, claims: Sequence[Claim], passed: Sequence[PassedOver]) -> list[Told]:
    """Every sentence of a report in order, those without a trigger too; offsets count characters of `text`."""
    known = {c.evidence.sentence for c in claims} | {s for c in claims for s in c.evidence.more}
    spans = sentences(text, known)
    return [
        Told(
            span,
            tuple(c for c in claims if c.evidence.sentence.overlaps(span) and starts_in(c.evidence.trigger, span)),
            tuple(c for c in claims if any(m.overlaps(span) for m in c.evidence.more)),
            tuple(p for p in passed if starts_in(p.span, span)),
        )
        for span in spans
    ]


def starts_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end


def sentences(text: str, known: Iterable[Span]) -> list[Span]:
    """The known sentences, and what lies between them cut at stops and line breaks; empty stretches are left out."""
    found: list[Span] = []
    at = 0
    for span in sorted(known):
        if span.start < at:
            continue
        found += cut(text, at, span.start)
        found.append(span)
        at = span.end
    return found + cut(text, at, len(text))


def cut(text: str, start: int, end: int) -> list[Span]:
    """A stretch of text as sentences, by rule."""
    ends = [m.end() for m in END.finditer(text, start, end)]
    bounds = [start, *ends, end]
    pieces = ((a, b) for a, b in pairwise(bounds) if text[a:b].strip())
    return [trimmed(text, a, b) for a, b in pieces]


def trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return Span(first, first + len(piece.strip()))
