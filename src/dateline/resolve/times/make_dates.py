"""Dates with a name of their own: days, months, years, quarters, halves, seasons, decades, centuries,
weekdays.

Every maker takes the fields of its match and the context, and returns what was found, or None when it is no
time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dateline.resolve.times.calendar import (
    add_months,
    month_days,
    safe_date,
)
from dateline.resolve.times.context import Context, Found, unknown

Fields = Mapping[str, Any]
NAMES = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHIFTS = {"last": -1, "this": 0, "next": 1, "that": 0}


def full_year(year: int, context: Context) -> int:
    """A year of two digits in the century that brings it nearest to publication."""
    if year >= 100:
        return year
    now = context.day.year if context.day else 2020
    centuries = (now // 100 * 100 + year + c for c in (-100, 0, 100))
    return min(centuries, key=lambda y: (y > now + 20, abs(now - y)))


def year_for(month: int, day: int, context: Context) -> tuple[int, str] | None:
    """The year of a month and day told without one, and the words for it; None without a publication date.

    Past clauses take the latest such day up to a day after publication (the world has time zones), future
    clauses the
    next one, others the nearest, with the past preferred.
    """
    now = context.day
    if now is None:
        return None
    years = [y for y in (now.year - 1, now.year, now.year + 1) if safe_date(y, month, day)] or [now.year]
    at = {y: safe_date(y, month, day) or month_days(y, month)[1] for y in years}
    if context.lean > 0:
        ahead = [y for y in years if at[y] >= now - timedelta(days=3)]
        if ahead:
            return ahead[0], f"next one from {context.clock}"
    if context.lean < 0:
        back = [y for y in years if at[y] <= now + timedelta(days=1)]
        if back and not _much_nearer(at, back[-1], now):
            return back[-1], f"latest one up to {context.clock}"
    near = min(years, key=lambda y: abs((at[y] - now).days) + (60 if at[y] > now else 0))
    return near, f"nearest to {context.clock}"


def _much_nearer(at: Mapping[int, date], past: int, now: date) -> bool:
    """Whether next year's day is weeks away while the past one is most of a year: then tense is not enough, for a
    report that looks a year back says the year."""
    return past + 1 in at and (at[past + 1] - now).days <= 70


def date_(f: Fields, context: Context) -> Found | None:
    """A day of a month, with or without year, weekday, part of the day. The date wins over a wrong
    weekday."""
    month, day = f.get("month") or f["MM"], f.get("day") or f["DD"]
    part, edge = f.get("part") or f.get("eve"), f.get("edge")
    year = f.get("year") or f.get("Y")
    reason = "as written"
    if year is None:
        inferred = year_for(month, day, context)
        if inferred is None:
            return unknown(f"XXXX-{month:02}-{day:02}").to(part) if safe_date(2020, month, day) else None
        year, reason = inferred
    at = safe_date(year, month, day)
    if at is None:
        return None
    if (weekday := f.get("weekday")) and at.isoweekday() != weekday:
        reason += f"; the report says {NAMES[weekday]}, but {at} was a {NAMES[at.isoweekday()]}"
    found = Found("DATE", at.isoformat(), (at, at), "day", reason, edge, "D").to(part)
    if "HH" in f:
        return replace(found, kind="TIME", value=f"{at}T{f['HH']:02}:{f['MIN']:02}", precision="time")
    return found


def slashed(f: Fields, context: Context) -> Found | None:
    """11/2/89: month first, the agencies' habit, unless the first number is no month."""
    a, b, year = int(f["a"]), int(f["b"]), full_year(int(f["c"]), context)
    month, day = (a, b) if a <= 12 else (b, a)
    at = safe_date(year, month, day)
    if at is None:
        return None
    doubt = "; month first assumed" if a <= 12 and b <= 12 and a != b else ""
    return Found("DATE", at.isoformat(), (at, at), "day", f"as written{doubt}", unit="D")


def day_range(f: Fields, context: Context) -> Found | None:
    """March 3-5, March 30 to April 2: one stretch of days."""
    month, month2 = f["month"], f.get("month2") or f["month"]
    year2 = f.get("year2") or f.get("year")
    reason = "as written"
    if year2 is None:
        inferred = year_for(month2, f["day2"], context)
        if inferred is None:
            return unknown(f"XXXX-{month:02}-{f['day']:02}/XXXX-{month2:02}-{f['day2']:02}")
        year2, reason = inferred
    year = f.get("year") or (year2 if month <= month2 else year2 - 1)
    start, end = safe_date(year, month, f["day"]), safe_date(year2, month2, f["day2"])
    if start is None or end is None or end < start:
        return None
    return Found("DATE", f"{start}/{end}", (start, end), "range", reason, unit="D")


def bare_day(f: Fields, context: Context) -> Found | None:
    """ "the 11th": of the month told just before, else of the month that the clause looks to."""
    told = context.stands_on
    if told is None:
        return unknown(f"XXXX-XX-{f['daynth']:02}")
    first = told.start.replace(day=1)
    if not context.told and context.day:
        if context.lean <= 0 and f["daynth"] > context.day.day:
            first = add_months(first, -1)
        elif context.lean > 0 and f["daynth"] < context.day.day:
            first = add_months(first, 1)
    at = safe_date(first.year, first.month, f["daynth"])
    if at is None:
        return None
    return Found("DATE", at.isoformat(), (at, at), "day", f"day of {first:%Y-%m}, the month told before", unit="D")
