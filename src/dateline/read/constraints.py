"""What a text says about the day it was published on, as constraints with their reasons.

A constraint is a set of allowed days, told as a test. Nothing here looks at today's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.read.calendar import CalendarEvent, events_in
from dateline.read.dates_en import MONTHS, DayMention, day_mentions
from dateline.read.tense_en import feared, is_story, pieces, sentences, telling, words

Allowed = Callable[[date], bool]
_LONGEST = 1500  # characters of one sentence that are looked at
_LOOK_AHEAD = timedelta(days=92)  # the same for a day still to come
_CARRY = timedelta(days=120)  # how long into a new year a date of the old one goes without its year
_MONTH_YEAR = re.compile(rf"\b({'|'.join(m.capitalize() for m in MONTHS)})\.?,? (?:of )?((?:19|20)\d\d)\b")
_PAST_YEAR = re.compile(
    r"\b(?:(?:ever |back )?since (?:late |early |mid-)?|back in |"
    rf"(?:{pieces('past_years')})\b[^,;.—]{{0,40}} in (?:late |early |mid-)?)((?:19|20)\d\d)(?![\d-])"
)
_FUTURE_YEAR = re.compile(
    r"\b(?:will|won[’']t|is to|are to|is due to|are due to)\b[^,;.—\"“”]{0,60} "
    r"(?:by|until) (?:the end of )?((?:19|20)\d\d)(?!\d)"
)
_SHAKY_YEAR = words("not_past_years")
_ANOTHER_YEAR = words("another_year")


@dataclass(frozen=True, slots=True)
class Constraint:
    """Days that a text leaves open for its publication. `anchor` is a day none of them comes before,
    if there is one.
    """

    reason: str
    allows: Allowed
    anchor: date | None = None
    latest: date | None = None  # a day none of them comes after


def not_before(day: date, reason: str) -> Constraint:
    return Constraint(f"not before {day.isoformat()}: {reason}", lambda p: p >= day, day)


def not_after(day: date, reason: str) -> Constraint:
    return Constraint(f"not after {day.isoformat()}: {reason}", lambda p: p <= day, latest=day)


def constraints_of(text: str, events: Sequence[CalendarEvent]) -> Iterator[Constraint]:
    """All that the sentences of `text` say of its date, in order of appearance."""
    for span in sentences(text):
        sentence = text[span.start : min(span.end, span.start + _LONGEST)]
        days = day_mentions(sentence)
        spoken = [(e, match) for e, match in events_in(sentence, events) if _happened(e, sentence, match)]
        yield from (not_before(event.date, f"it speaks of {event.name}") for event, _ in spoken)
        told = [(event.date, event.name) for event, _ in spoken]
        naming = [match.span() for _, match in spoken]  # "the Oct. 7 attack" is a name, with no year for ever
        for mention in days:
            named = any(start < mention.end and mention.start < end for start, end in naming)
            yield from _from_day(mention, sentence, [] if named else told)
        yield from _from_years(sentence)


def _happened(event: CalendarEvent, sentence: str, match: re.Match[str]) -> bool:
    if is_story(sentence):
        return False
    before = sentence[max(0, match.start() - 25) : match.start()].casefold()
    if event.kind == "term":  # President X, unless another holder or another time is meant
        return not re.search(r"(?:former|then|ex|vice|future|next|late|elect|a|any)[ -]$", before) and not feared(
            sentence, match.start()
        )
    return event.kind == "name" or not feared(sentence, match.start())


def _from_day(mention: DayMention, sentence: str, told: Sequence[tuple[date, str]]) -> Iterator[Constraint]:
    words = sentence[mention.start : mention.end]
    how = telling(sentence, mention.start, mention.end)
    if mention.date is not None:
        if how == "past":
            yield not_before(mention.date, f"{words!r} is told as past")
        elif how == "future":
            yield not_after(mention.date, f"{words!r} is told as still to come")
        return
    if _ANOTHER_YEAR.search(sentence):
        return
    for day, name in told:  # the year comes from the event that stands beside it
        if (same := mention.in_year(day.year)) is not None and abs((same - day).days) <= 1:
            yield _with_year_of(words, name, same)
            return
    if how == "past":
        yield Constraint(
            f"{words!r} without a year is past and of that year, or of the last months of the one before",
            _past_without_year(mention),
        )
    elif how == "future":
        yield Constraint(f"{words!r} without a year is still to come", _future_without_year(mention))


def _with_year_of(words: str, name: str, day: date) -> Constraint:
    last = yearless_until(day)
    reason = f"{words!r} without a year beside {name} is {day.isoformat()}: published by {last.isoformat()}"
    return Constraint(reason, lambda p: day <= p <= last, day, last)


def yearless_until(day: date) -> date:
    """The last day on which copy names `day` without its year: its own year's end, or some months on."""
    return max(date(day.year, 12, 31), day + _CARRY)


def _yearless_from(day: date) -> date:
    """The first day on which copy names a coming `day` without its year."""
    return min(date(day.year, 1, 1), day - _LOOK_AHEAD)


def _past_without_year(mention: DayMention) -> Allowed:
    def allows(published: date) -> bool:
        days = (mention.in_year(published.year), mention.in_year(published.year - 1))
        return any(
            day is not None and day <= published <= yearless_until(day) and _weekday_fits(mention, day) for day in days
        )

    return allows


def _future_without_year(mention: DayMention) -> Allowed:
    def allows(published: date) -> bool:
        days = (mention.in_year(published.year), mention.in_year(published.year + 1))
        return any(
            day is not None and _yearless_from(day) <= published <= day and _weekday_fits(mention, day) for day in days
        )

    return allows


def _weekday_fits(mention: DayMention, day: date) -> bool:
    return mention.weekday is None or mention.weekday == day.weekday()


def _from_years(sentence: str) -> Iterator[Constraint]:
    for match in _MONTH_YEAR.finditer(sentence):
        first = date(int(match[2]), MONTHS[match[1].lower()], 1)
        how = telling(sentence, match.start(), match.end())
        if how == "past":
            yield not_before(first, f"{match[0]!r} is told as past")
    if is_story(sentence):
        return
    for match in _PAST_YEAR.finditer(sentence):
        if not _SHAKY_YEAR.search(match[0]):
            yield not_before(date(int(match[1]), 1, 1), f"{match[0][-40:]!r} is told as past")
    for match in _FUTURE_YEAR.finditer(sentence):
        yield not_after(date(int(match[1]), 12, 31), f"{match[0][-40:]!r} is told as still to come")
