"""Months of the Hebrew and the Ethiopian calendar by name, with or without a day. See make_dates for what makers take
and give; Islamic and Persian months are in make_feasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate

from dateline.resolve.times.calendar import table_days
from dateline.resolve.times.context import Context, Found, unknown
from dateline.resolve.times.make_dates import Fields

Month = tuple[date, date]
_LEAP = 380  # a Hebrew year of more days has thirteen months


def hebrew(f: Fields, context: Context) -> Found | None:
    """15 Nisan, the Hebrew month of Tishrei: by the length of the year between two new years' days."""
    return _named(f, context, f["hebrew"], hebrew_months, "Hebrew calendar; its days begin at sunset the day before")


def ethiopian(f: Fields, context: Context) -> Found | None:
    """Meskerem 1, the month of Tahsas: twelve months of thirty days and a short thirteenth (valid 1900 to 2099)."""
    return _named(f, context, f["ethiopian"], ethiopian_months, "Ethiopian calendar")


def _named(f: Fields, context: Context, number: int, months: Callable[[int], list[Month]], about: str) -> Found | None:
    day = f.get("day")
    if context.day is None:
        return unknown("XXXX-XX" if day is None else "XXXX-XX-XX")
    years = (months(context.day.year + step) for step in (-2, -1, 0, 1))
    spans = [year[number - 1] for year in years if len(year) >= number]
    if day is not None:
        spans = [(at, at) for first, last in spans if (at := first + timedelta(days=int(day) - 1)) <= last]
    if not spans:
        return None
    first, last = min(spans, key=lambda span: _distance(span, context))
    if day is not None:
        return Found("DATE", first.isoformat(), (first, last), "day", about, unit="D")
    return Found("DATE", f"{first}/{last}", (first, last), "range", about, unit="M")


def _distance(span: Month, context: Context) -> tuple[bool, int]:
    """The latest in a past clause, the next in a plan, else the nearest."""
    assert context.day is not None
    first, last = span
    wrong_side = (context.lean < 0 and first > context.day) or (context.lean > 0 and last < context.day)
    return wrong_side, min(abs((first - context.day).days), abs((last - context.day).days))


def hebrew_months(year: int) -> list[Month]:
    """First and last day of Tishrei to Elul of the Hebrew year that begins in `year`; none outside the table's years.

    In a leap year Adar counts as its second month, Adar II, which has the feasts.
    """
    new_years = [days[0] for y in (year, year + 1) if (days := table_days("hebrew", "rosh_hashanah", y))]
    if len(new_years) < 2:
        return []
    length = (new_years[1] - new_years[0]).days
    lengths = [30, 30 if length % 10 == 5 else 29, 29 if length % 10 == 3 else 30, 29, 30, 29, 30, 29, 30, 29, 30, 29]
    if length > _LEAP:
        lengths[4] += 30  # Adar I, kept with Shevat before it
    starts = [new_years[0] + timedelta(days=n) for n in accumulate(lengths, initial=0)]
    return [(starts[n], starts[n + 1] - timedelta(days=1)) for n in range(12)]


def ethiopian_months(year: int) -> list[Month]:
    """First and last day of Meskerem to Pagume of the Ethiopian year that begins in September of `year`."""
    first = date(year, 9, 12 if (year + 1) % 4 == 0 else 11)
    starts = [first + timedelta(days=30 * n) for n in range(13)]
    after = date(year + 1, 9, 12 if (year + 2) % 4 == 0 else 11)
    return [(start, end - timedelta(days=1)) for start, end in zip(starts, [*starts[1:], after], strict=True)]
