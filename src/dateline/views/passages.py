"""A report's text cut into pieces, each with the claims that rest on it and the part it plays in them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.model import Claim, Report, Span

ROLES = ("trigger", "actor", "recipient", "place", "when", "count", "source", "sentence")
"""What a piece of text is to a claim, the most telling first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of the text; `parts` are (role, claim id), most telling role first."""

    start: int
    end: int
    text: str
    parts: tuple[tuple[str, str], ...] = ()
    furniture: str | None = None  # dateline, byline ...: not the story

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for role, _ in self.parts))

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids, those first whose trigger or value this is."""
        return tuple(dict.fromkeys(claim for _, claim in self.parts))


def spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Every stretch of words a claim points to, with its role."""
    yield "trigger", claim.evidence.trigger
    yield "sentence", claim.evidence.sentence
    yield from (("sentence", s) for s in claim.evidence.more)
    for role, parties in (("actor", claim.actor), ("recipient", claim.recipient)):
        yield from ((role, p.span) for p in parties if p.span)
    if claim.place and claim.place.span:
        yield "place", claim.place.span
    if claim.when and claim.when.span:
        yield "when", claim.when.span
    yield from (("count", c.span) for c in claim.counts if c.span)
    if claim.source and claim.source.span:
        yield "source", claim.source.span


def passages(report: Report, claims: Iterable[Claim], within: Span | None = None) -> list[Piece]:
    """The text (or the characters `within`) in order, nothing left out: joined, the pieces are the text again."""
    whole = within or Span(0, len(report.text))
    marks = [(role, c.id, s) for c in claims for role, s in spans(c) if s.start < s.end and s.overlaps(whole)]
    plain = [(f.kind, f.span) for f in report.furniture if f.span.overlaps(whole)]
    edges = {whole.start, whole.end}
    for s in [*(m[2] for m in marks), *(f[1] for f in plain)]:
        edges |= {max(s.start, whole.start), min(s.end, whole.end)}
    cuts = sorted(e for e in edges if whole.start <= e <= whole.end)
    return [_piece(report, Span(a, b), marks, plain) for a, b in itertools.pairwise(cuts)]


def _piece(report: Report, at: Span, marks: list[tuple[str, str, Span]], plain: list[tuple[str, Span]]) -> Piece:
    found = {(role, claim) for role, claim, s in marks if s.covers(at)}
    parts = tuple(sorted(found, key=lambda part: (ROLES.index(part[0]), part[1])))
    kind = next((kind for kind, s in plain if s.covers(at)), None)
    return Piece(at.start, at.end, at.of(report.text), parts, kind)
