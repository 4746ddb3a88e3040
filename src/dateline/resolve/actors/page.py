"""One report as the party rules look at it: tokens, sentences, the countries it names, and drafts of
mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.model import Party, PartyMention, Place, PlaceMention, Report, Span
from dateline.resolve.actors.knowledge import Actors

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention while it is being settled: token indices (end exclusive), the party, and how it is told.

    `kind` is what definite descriptions take it up by; `organ` the organ of a state ("military").
    """

    first: int
    last: int
    party: Party
    form: str = "name"
    kind: str = ""
    role: str | None = None
    organisation: str | None = None
    anonymous: bool = False
    organ: str | None = None
    owner: Party | None = None

    def covers(self, other: Draft) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Draft) -> bool:
        return self.first < other.last and other.first < self.last


def _weight(mention: PlaceMention) -> float:
    if mention.role == "dateline":
        return 3.0
    if mention.place.precision == "country":
        return 0.4 if mention.role == "modifier" else 1.0
    return 2.0


@dataclass
class Page:
    """The report with what is looked up again and again."""

    doc: Doc
    report: Report
    actors: Actors
    places: Sequence[PlaceMention]
    words: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    whole: str = ""

    def __post_init__(self) -> None:
        self.whole = self.doc.text  # spaCy joins it anew on every call
        self.words = [t.text for t in self.doc]
        self.low = [w.lower() for w in self.words]

    @cached_property
    def tagged(self) -> bool:
        """Whether the parser gave parts of speech."""
        return any(t.pos_ for t in self.doc[:40])

    @cached_property
    def sentence(self) -> list[int]:
        """The number of the sentence each token lies in."""
        numbers, n = [], -1
        starts = {s.start for s in self.doc.sents} if self.doc.has_annotation("SENT_START") else {0}
        for token in self.doc:
            n += token.i in starts
            numbers.append(max(n, 0))
        return numbers

    @cached_property
    def quotes(self) -> list[int]:
        """For each token the number of the quotation it stands in, 0 outside. A paragraph's end closes one."""
        numbers, open_, n = [], False, 0
        for token in self.doc:
            if "\n\n" in token.text:
                open_ = False
            elif token.text in ("“", "``") or (token.text == '"' and not open_):
                open_, n = True, n + 1
            elif token.text in ("”", "''", '"'):
                open_ = False
            numbers.append(n if open_ else 0)
        return numbers

    def masked(self, offset: int) -> bool:
        """Whether a character offset lies in the dateline or in furniture, which is not the story."""
        dateline = self.report.dateline
        spans = [f.span for f in self.report.furniture] + ([dateline.span] if dateline else [])
        return any(s.start <= offset < s.end for s in spans)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.idx for t in self.doc]

    def token_at(self, offset: int) -> int | None:
        """The token that begins or runs at a character offset."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self._starts[i] + len(self.words[i]) else None

    @property
    def day(self) -> date | None:
        """When it was published, as far as known."""
        return self.report.published.start if self.report.published else None

    @cached_property
    def focus(self) -> str | None:
        """The country the report is about: where most of its places lie. Places within a country say more of
        that than its own name, and its name more than its adjective; a capital told for its government says
        nothing."""
        votes: dict[str, float] = defaultdict(float)
        for mention in self.places:
            if mention.place.country and mention.role != "government":
                votes[mention.place.country] += _weight(mention)
        return max(votes, key=lambda iso: votes[iso], default=None)

    @cached_property
    def place_at(self) -> dict[int, tuple[int, Place]]:
        """The place that begins at a token, with the token where its name ends; the dateline's is none."""
        found = {}
        for mention in self.places:
            where = self.tokens(mention.span)
            if where is not None and mention.role != "dateline":
                found[where[0]] = (where[1], mention.place)
        return found

    @cached_property
    def land_at(self) -> dict[int, str]:
        """The country of the place that begins at a token."""
        found = {}
        for mention in self.places:
            where = self.tokens(mention.span)
            if where is not None and mention.place.country and mention.role != "modifier":
                found[where[0]] = mention.place.country
        return found

    def tokens(self, span: Span) -> tuple[int, int] | None:
        """Token indices, end exclusive, of a character span; None outside the text."""
        first, last = self.token_at(span.start), self.token_at(span.end - 1)
        return (first, last + 1) if first is not None and last is not None else None

    def text(self, first: int, last: int) -> str:
        """The report's words from token `first` to before `last`."""
        start, end = self.doc[first].idx, self.doc[last - 1].idx + len(self.doc[last - 1])
        return self.whole[start:end]

    def span(self, draft: Draft) -> Span:
        return Span(self.doc[draft.first].idx, self.doc[draft.last - 1].idx + len(self.doc[draft.last - 1]))

    def mention(self, draft: Draft) -> PartyMention:
        """The draft as the record that leaves the room."""
        span = self.span(draft)
        p = draft.party
        party = Party(p.name, p.id, span.of(self.whole), p.country, p.sector, span, p.reason, p.parent)
        return PartyMention(span, party, draft.form, draft.role, draft.organisation, draft.anonymous)
