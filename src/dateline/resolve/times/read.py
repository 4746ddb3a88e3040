"""From matches to mentions: each expression read against publication, tense and the date told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.model import Interval, Span, TimeMention
from dateline.resolve.times import (
    make_calendars,
    make_clock,
    make_dates,
    make_feasts,
    make_periods,
    make_relative,
    make_spans,
    make_weekdays,
)
from dateline.resolve.times.after import dated_by_events
from dateline.resolve.times.clock_days import with_own_days
from dateline.resolve.times.context import Context, Found, Told
from dateline.resolve.times.find import Match, matches
from dateline.resolve.times.language import Language, language
from dateline.resolve.times.lean import Leaning

if TYPE_CHECKING:
    from spacy.tokens import Doc

Maker = Callable[[make_dates.Fields, Context], Found | None]

MAKERS: dict[str, Maker] = {
    name.rstrip("_"): maker
    for module in (
        make_calendars,
        make_clock,
        make_dates,
        make_feasts,
        make_periods,
        make_relative,
        make_spans,
        make_weekdays,
    )
    for name, maker in vars(module).items()
    if callable(maker) and not name.startswith("_") and getattr(maker, "__module__", "") == module.__name__
}
"""The functions that rules name in `make`."""

TOLD_UNITS = {"D", "W", "M", "Q", "Y"}


def read_times(doc: Doc, published: Interval | None, code: str = "en") -> list[tuple[Match, Found]]:
    """Every time expression of the document, in order, with what it says."""
    lang, text = language(code), doc.text
    leaning = Leaning(doc, text, lang)
    first, last = _clock(published)
    told_first: Told | None = None
    told_last: Told | None = None
    out: list[tuple[Match, Found]] = []
    for group in matches(text, code):
        accepted: list[tuple[Match, Found, Found]] = []
        for match in group:
            if any(match.start < m.end and m.start < match.end for m, _, _ in accepted):
                continue
            context = _context(text, match, lang, first, told_first, leaning)
            found = MAKERS[match.rule.make](match.fields, context)
            if found is None:
                continue
            other = found
            if first != last:
                other = MAKERS[match.rule.make](match.fields, replace(context, day=last, told=told_last)) or found
            accepted.append((match, found, other))
        for match, found, other in sorted(accepted, key=lambda a: a[0].start):
            told_first, told_last = _told(found) or told_first, _told(other) or told_last
            place = _context(text, match, lang, first, None, leaning)
            joined = found if first == last else _between(found, other, published)
            out.append((match, _bounded(joined, place, last, lang)))
    return dated_by_events(with_own_days(out, text, lang.cues["clock_to_day"]), doc, text, lang)


NEWS_YEARS = range(1600, 2400)
"""A publication date outside these is a slip of whoever gave it; it counts as unknown."""


def _clock(published: Interval | None) -> tuple[date | None, date | None]:
    """The first and the last day on which the report may have been published."""
    if published is None or any(d is not None and d.year not in NEWS_YEARS for d in (published.start, published.end)):
        return None, None
    return published.start, published.end


def _context(text: str, match: Match, lang: Language, day: date | None, told: Told | None, leaning: Leaning) -> Context:
    return Context(
        lang=lang,
        day=day,
        leaning=lambda: leaning.at(match.start, match.end),
        sure=leaning.parsed,
        told=told,
        before=text[max(0, match.start - 48) : match.start],
        after=text[match.end : match.end + 48],
        text=text[match.whole : match.end],
    )


def _told(found: Found) -> Told | None:
    """What later expressions may stand on: a placed day, week, month, quarter or year."""
    if found.unit not in TOLD_UNITS or found.days is None or None in found.days:
        return None
    start, end = found.days
    assert start is not None
    assert end is not None
    return Told(start, end, found.unit)


def _between(found: Found, other: Found, published: Interval | None) -> Found:
    """One reading for a publication date that is only known to lie between two days: the widest that fits
    both."""
    if found == other:
        return found
    days = None
    if found.days and other.days:
        start, end = (found.days[0], other.days[0]), (found.days[1], other.days[1])
        days = (None if None in start else min(start), None if None in end else max(end))  # type: ignore[type-var]
    value = found.value if found.value == other.value else _common(found.value, other.value)
    when = f"{published.start} and {published.end}" if published else "unknown days"
    reason = f"published between {when}: {found.reason}" if days else None
    precision = found.precision if days and found.days == other.days else "range"
    return replace(found, value=value, days=days, reason=reason, precision=precision if days else None)


def _common(one: str, two: str) -> str:
    """What two values share; the rest is unknown: 2020-03-26 and 2020-03-19 → 2020-03-XX."""
    if len(one) != len(two):
        return "XXXX"
    parts = zip(one.split("-"), two.split("-"), strict=False)
    return "-".join(a if a == b else "X" * len(a) for a, b in parts)


def _bounded(found: Found, context: Context, last: date | None, lang: Language) -> Found:
    """Since, until, by and before: an open stretch gets publication as its other end when that fits."""
    if found.days is None or found.kind not in ("DATE", "TIME") or last is None:
        return found
    start, end = found.days
    if start is None or end is None:
        return found
    if (
        lang.cues["since"].search(context.before)
        and start <= last
        and context.before.rstrip().lower().endswith(("since", "since the"))
    ):
        days = (start, max(last, start))
        return replace(
            found,
            days=days,
            precision="range",
            modifier=found.modifier or "ON_OR_AFTER",
            reason=f"{found.reason}; since then, up to publication",
        )
    if lang.cues["until"].search(context.before) and end > last and found.value[:1].isdigit():
        word = "BEFORE" if context.before.rstrip().lower().endswith(("before", "before the")) else "ON_OR_BEFORE"
        begin = min(context.day or last, end)
        return replace(
            found,
            days=(begin, end),
            precision="range",
            modifier=found.modifier or word,
            reason=f"{found.reason}; from publication up to then",
        )
    return found


def mention(match: Match, found: Found) -> TimeMention:
    """The model's record of one expression."""
    span = Span(match.start, match.end)
    interval = None
    if found.days is not None and found.kind != "SET":
        interval = Interval(found.days[0], found.days[1], found.precision, found.reason, span)
    return TimeMention(span, found.kind, found.value, interval, found.modifier)
