"""Lengths of time that count from an event: "three years after the 2003 invasion", "two days after the strike".

The length keeps its TIMEX3 type and value (DURATION, P3Y; TimeML 1.2.1 dates it by the event it is tied to); what is
added are the days it leads to. The event's own day is looked for, in this order: a date in the same phrase, the
calendar of well-known events, the one dated sentence before that told of it. Without one it stays a length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.read.calendar import calendar, events_in
from dateline.resolve.times.calendar import period, shift, value_of
from dateline.resolve.times.context import PRECISION, Found
from dateline.resolve.times.find import Match
from dateline.resolve.times.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

Read = tuple[Match, Found]
ORDER = ("D", "WE", "W", "2W", "M", "Q", "Y", "E", "C")
UNITS = {"day": "D", "time": "D", "week": "W", "month": "M", "year": "Y"}
_LENGTH = re.compile(r"P(?P<count>\d+)(?P<unit>[DWMYEC])$")
_LONGEST = 80  # characters of the event's phrase that are looked at
STEM = 5  # letters in which "withdrawal" and "withdrew from" must agree


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days of an event, how precise they are, and how they are known."""

    start: date
    end: date
    unit: str
    how: str


def dated_by_events(out: Sequence[Read], doc: Doc, text: str, lang: Language) -> list[Read]:
    """The expressions, lengths that count from a dated event with their days. A bare "the day after" goes with its
    event or not at all."""
    done: list[Read] = []
    for match, found in out:
        link = lang.cues["from_event"].match(text, match.end)
        length = _LENGTH.match(found.value)
        counts = found.kind == "DURATION" and found.days is None
        anchor = _anchor(out, doc, text, link.end(), lang) if counts and link and length else None
        placed = _counted(found, anchor, length, -1 if link["back"] else 1) if anchor and link and length else None
        if not match.rule.constants.get("only_from_event"):
            done.append((match, placed or found))
        elif placed and placed.days and placed.days[0] and length:
            value = value_of(placed.days[0], max(length["unit"], UNITS[placed.precision or "year"], key=ORDER.index))
            done.append((match, replace(placed, kind="DATE", value=value)))
    return done


def _counted(found: Found, anchor: Anchor, length: re.Match[str], way: int) -> Found:
    count, unit = int(length["count"]) * way, length["unit"]
    coarse = max(unit, anchor.unit, key=ORDER.index)
    first, last = shift(anchor.start, count, unit), shift(anchor.end, count, unit)
    days = (period(first, coarse)[0], period(last, coarse)[1]) if coarse != "D" else (first, last)
    side = "before" if way < 0 else "after"
    reason = f"{abs(count)} {unit} {side} {anchor.how}"
    return replace(found, days=days, precision=PRECISION.get(coarse, "range"), reason=reason)


def _anchor(out: Sequence[Read], doc: Doc, text: str, start: int, lang: Language) -> Anchor | None:
    phrase = text[start : start + _LONGEST]
    if stop := lang.cues["event_ends"].search(phrase):
        phrase = phrase[: stop.start()]
    return _named(out, phrase, start) or _well_known(phrase) or _told(out, doc, phrase, start)


def _named(out: Sequence[Read], phrase: str, start: int) -> Anchor | None:
    """A date within the event's own phrase: "the 2003 invasion", "the vote on March 3"."""
    for match, found in out:
        if start <= match.start < start + len(phrase) and (anchor := _as_anchor(match, found, phrase.strip())):
            return anchor
    return None


def _as_anchor(match: Match, found: Found, name: str) -> Anchor | None:
    if found.kind not in ("DATE", "TIME") or found.days is None or None in found.days:
        return None
    unit = UNITS.get(found.precision or "")
    first, last = found.days
    if unit is None or first is None or last is None:
        return None
    return Anchor(first, last, unit, f"“{name}”, which is dated {found.value}")


def _well_known(phrase: str) -> Anchor | None:
    for event, _ in events_in(phrase, calendar()):
        if event.kind == "happening":
            return Anchor(event.date, event.date, "D", f"{event.name} on {event.date}")
    return None


def _told(out: Sequence[Read], doc: Doc, phrase: str, start: int) -> Anchor | None:
    """The day of the nearest sentence before that tells of it and gives just one day."""
    if not doc.has_annotation("SENT_START") or not doc.has_annotation("TAG"):
        return None
    span = doc.char_span(start, start + len(phrase.rstrip()), alignment_mode="contract")
    head = next((t for t in span if t.pos_ in ("NOUN", "VERB") and len(t) >= STEM), None) if span else None
    if head is None:
        return None
    sentences = list(doc.sents)
    here = bisect_right([s.start_char for s in sentences], start) - 1
    for sentence in reversed(sentences[:here]):
        if any(t.pos_ in ("NOUN", "VERB") and t.lemma_.lower()[:STEM] == head.lemma_.lower()[:STEM] for t in sentence):
            return _only_day(out, sentence, head.text)
    return None


def _only_day(out: Sequence[Read], sentence: Span, name: str) -> Anchor | None:
    days = [
        anchor
        for match, found in out
        if sentence.start_char <= match.start < sentence.end_char and (anchor := _as_anchor(match, found, name))
    ]
    return (
        replace(days[0], how=f"the {name} told of {days[0].start}") if len(days) == 1 and days[0].unit == "D" else None
    )
