"""What the time words of a telling say of its day of publication, once the day of the event is known.

"On Thursday", told of what happened on Thursday 19 March, was printed from that day to the Wednesday after it. Rather
than keep such rules twice, the words are read by `resolve.resolve_times` as if printed on each day in turn; the days
on which they would mean the event's own day are those that fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from dateline.dating.rules import rules
from dateline.model import Claim, Interval, Report, Span, TimeMention
from dateline.resolve.times import resolve_times

if TYPE_CHECKING:
    from spacy.language import Language

Window = tuple[date, date | None]
Words = tuple[Span, Span]  # a sentence, and the time expression in it
ANY_DAY = date(2020, 12, 30)  # where an expression stands does not depend on the day it is read on; days without
# a year look back from a year's end
_WORD = re.compile(r"\w+")


@cache
def _tokens() -> Language:
    import spacy

    return spacy.blank("en")


class Reader:
    """The time expressions of one report, its sentences read as if they had been printed on any day."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._seen: dict[tuple[Span, date], tuple[TimeMention, ...]] = {}

    @cached_property
    def mentions(self) -> tuple[TimeMention, ...]:
        """All expressions of the text, read on one day for all: they say where each stands and what kind it is."""
        return resolve_times(_tokens().make_doc(self.report.text), Interval(ANY_DAY, ANY_DAY, "day"))

    def on(self, sentence: Span, day: date) -> tuple[TimeMention, ...]:
        """The expressions of one sentence, read on `day`; spans count from its start."""
        if (sentence, day) not in self._seen:
            doc = _tokens().make_doc(sentence.of(self.report.text))
            self._seen[sentence, day] = resolve_times(doc, Interval(day, day, "day"))
        return self._seen[sentence, day]

    def window(self, words: Words | None, event: date) -> Window | None:
        """The days of publication on which `words` mean the day of the event; None when they never do.

        Without words, any day from the event on. The last day is None when the words set no end.
        """
        if words is None:
            return event, None
        days = [event + timedelta(days=n) for n in range(rules().horizon + 1)]
        fits = [day for day in days if self._means(words, day, event)]
        if not fits:
            return None
        return fits[0], None if fits[-1] == days[-1] else fits[-1]

    def _means(self, words: Words, day: date, event: date) -> bool:
        sentence, span = words
        local = Span(span.start - sentence.start, span.end - sentence.start)
        found = next((m.interval for m in self.on(sentence, day) if m.span == local), None)
        if found is None or found.start is None or found.end is None:
            return True  # read otherwise on its own: it speaks for no day and against none
        return found.start <= event <= found.end


def time_words(claim: Claim, others: Sequence[Claim], reader: Reader) -> Words | None:
    """The words that say when, for one claim: those it was coded by, else the nearest in its sentence with no other
    claim's trigger between. A day of speaking is nobody's, and one that stands on another date says nothing here."""
    found = _expression(claim, others, reader)
    if found is None or not _looks_back(found):
        return None
    home = claim.evidence.sentence
    return (home, found.span) if home.covers(found.span) else None


def looks_ahead(claim: Claim, others: Sequence[Claim], reader: Reader) -> bool:
    """Whether the words that say when name a day after publication: then the claim is no past deed, however coded."""
    found = _expression(claim, others, reader)
    if found is None or found.interval is None or _yearless(found.interval):
        return False
    return (found.interval.start or ANY_DAY) > ANY_DAY


def _yearless(when: Interval) -> bool:
    """ "March 26" with nothing that says whether it is past: read as the nearest one, so on which side says nothing."""
    return (when.reason or "").startswith("nearest to")


def _expression(claim: Claim, others: Sequence[Claim], reader: Reader) -> TimeMention | None:
    if claim.when is not None and claim.when.span is not None:
        if (claim.when.reason or "").startswith("day of the statement"):
            return None
        return next((m for m in reader.mentions if m.span == claim.when.span), None)
    sentence, trigger, text = claim.evidence.sentence, claim.evidence.trigger, reader.report.text
    inside = [m for m in reader.mentions if m.interval is not None and sentence.covers(m.span)]
    free = [m for m in inside if not _said(m.span, text) and not _between(m.span, claim, others)]
    return min(free, key=lambda m: (_away(m.span, trigger), m.span), default=None)


def _looks_back(m: TimeMention) -> bool:
    """Whether an expression names days up to publication, counted from there or from the calendar. "That day" and a
    bare hour stand on a day told before and count from nothing."""
    when = m.interval
    if when is None or when.start is None or when.end is None:
        return False
    if when.end > ANY_DAY and not _yearless(when):
        return False
    why = when.reason or ""
    counted = why.startswith("as written") or "publication" in why
    return counted and "told before" not in why and not why.startswith("the D seen")


def _away(words: Span, trigger: Span) -> int:
    """Characters between; words before a trigger count as twice as far, since "on Thursday" follows its verb."""
    return words.start - trigger.end if words.start >= trigger.end else 2 * max(0, trigger.start - words.end)


def _said(words: Span, text: str) -> bool:
    """ "said Tuesday", "told reporters on Tuesday": the words before say that somebody speaks."""
    before = _WORD.findall(text[max(0, words.start - 30) : words.start].casefold())[-3:]
    return bool(rules().saying & set(before))


def _between(words: Span, claim: Claim, others: Sequence[Claim]) -> bool:
    trigger = claim.evidence.trigger
    low, high = min(words.end, trigger.end), max(words.start, trigger.start)
    return any(low <= c.evidence.trigger.start < high and c.evidence.trigger != trigger for c in others)
