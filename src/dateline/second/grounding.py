"""From a proposal to a claim: each quotation is found in the report, each value taken from what our own reading
resolved there. What cannot be found is refused, with the reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TypeVar

from dateline.model import (
    Claim,
    Count,
    Evidence,
    Interval,
    Kind,
    Mentions,
    Party,
    PartyMention,
    Place,
    PlaceMention,
    QuantityMention,
    Report,
    Span,
    TimeMention,
)
from dateline.second.proposals import Proposal

M = TypeVar("M", PartyMention, PlaceMention, TimeMention, QuantityMention)
KINDS = frozenset(("killed", "injured", "missing", "detained", "displaced", "troops", "rockets", "cases", "deaths"))
CONFIDENCE = 0.3  # below what any entry of the lexicon gives: a proposal is for checking


class Refused(Exception):
    """A proposal whose words are not in the report."""


def grounded(p: Proposal, report: Report, mentions: Mentions, reader: str) -> tuple[Claim, list[str]]:
    """(the claim, what of it was refused). Raises Refused when sentence or trigger is not in the report."""
    sentence = _found(p.sentence, report.text, Span(0, len(report.text)))
    if sentence is None:
        raise Refused("its sentence is not in the report")
    trigger = _found(p.trigger, report.text, sentence)
    if trigger is None:
        raise Refused("its trigger is not in its sentence")
    refused: list[str] = []
    claim = Claim(
        id=_id(report, p, trigger),
        report=report.id,
        revision=report.revision,
        kind=Kind.EVENT,
        type=p.type,
        mode=None,
        status=p.status,
        evidence=Evidence(sentence, trigger),
        actor=_parties(p.actor, report, mentions, sentence, refused),
        recipient=_parties(p.recipient, report, mentions, sentence, refused),
        place=_place(p.place, report, mentions, sentence, refused),
        when=_when(p.when, report, mentions, sentence, refused),
        counts=_counts(p, report, mentions, sentence, refused),
        why=f"second reader {reader}; every value quoted in the report"
        + (f"; refused: {', '.join(refused)}" * bool(refused)),
        confidence=CONFIDENCE,
    )
    return claim, refused


def _parties(
    quotes: Sequence[str], report: Report, mentions: Mentions, near: Span, refused: list[str]
) -> tuple[Party, ...]:
    made: dict[str, Party] = {}
    for quote in quotes:
        span = _near(quote, report.text, near)
        if span is None:
            refused.append(f"party {quote[:60]!r}")
            continue
        known = _mention(mentions.parties, span)
        party = (
            known.party if known else Party(report.text[span.start : span.end], text=span.of(report.text), span=span)
        )
        made.setdefault(party.id or party.name, party)
    return tuple(made.values())


def _place(quote: str | None, report: Report, mentions: Mentions, near: Span, refused: list[str]) -> Place | None:
    """A place is one that our own reading found: the model's geography is not asked for."""
    span = _near(quote, report.text, near) if quote else None
    known = _mention(mentions.places, span) if span else None
    if quote and known is None:
        refused.append(f"place {quote[:60]!r}")
    return known.place if known else None


def _when(quote: str | None, report: Report, mentions: Mentions, near: Span, refused: list[str]) -> Interval | None:
    span = _near(quote, report.text, near) if quote else None
    known = _mention(mentions.times, span) if span else None
    if quote and (known is None or known.interval is None):
        refused.append(f"time {quote[:60]!r}")
    return known.interval if known else None


def _counts(p: Proposal, report: Report, mentions: Mentions, near: Span, refused: list[str]) -> tuple[Count, ...]:
    """Numbers that our own reading finds in the quoted words, and that the model reads the same."""
    made = []
    for c in p.counts:
        span = _near(c.quote, report.text, near)
        known = _mention(mentions.quantities, span) if span else None
        if c.what not in KINDS or known is None or (c.value is not None and c.value != known.value):
            refused.append(f"count {c.quote[:60]!r}")
            continue
        made.append(Count(c.what, known.value, known.low, known.high, known.qualifier, known.of, span=known.span))
    return tuple(made)


def _mention(mentions: Sequence[M], span: Span) -> M | None:
    """The mention that shares most letters with the span."""
    shared = [(min(m.span.end, span.end) - max(m.span.start, span.start), -i, m) for i, m in enumerate(mentions)]
    best = max(shared, default=None, key=lambda x: x[:2])
    return best[2] if best and best[0] > 0 else None


def _near(quote: str, text: str, near: Span) -> Span | None:
    """The quotation within the sentence, else anywhere in the report."""
    return _found(quote, text, near) or _found(quote, text, Span(0, len(text)))


def _found(quote: str, text: str, within: Span) -> Span | None:
    """Where the words stand, letter by letter; runs of white space count as one."""
    words = quote.split()
    if not words or len(quote) > 2000:
        return None
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, within.start, within.end)
    return Span(match.start(), match.end()) if match else None


def _id(report: Report, p: Proposal, trigger: Span) -> str:
    key = (
        f"second|{report.id}|{hashlib.sha256(report.text.encode()).hexdigest()}|{p.type}|{trigger.start}-{trigger.end}"
    )
    return "c" + hashlib.sha256(key.encode()).hexdigest()[:15]
