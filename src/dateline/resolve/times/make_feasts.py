"""Feasts by name, and days and months of the Islamic and Iranian calendars. See make_dates for what makers take and
give."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dateline.resolve.times.calendar import (
    feast_days,
    from_hijri,
    from_persian,
    hijri_year,
    part_of,
    table_days,
)
from dateline.resolve.times.context import Context, Found, unknown
from dateline.resolve.times.make_dates import Fields


def holiday(f: Fields, context: Context) -> Found | None:
    """Christmas, Easter Sunday, Eid al-Fitr: the one that tense and publication point to."""
    rule = context.lang.holidays[f["holiday"]]
    year = f.get("year")
    if year is None and "yr" in f and context.day:
        year = context.day.year + {"last": -1, "this": 0, "next": 1}[f["yr"]]
    if year is not None:
        days = feast_days(rule, year) if 1900 < year < 2100 else ()
        return _feast(days[0], f"{f['holiday']} in {year}") if days else unknown(f"{year:04}")
    if context.day is None:
        return unknown("XXXX-" + rule["day"] if "day" in rule else "XXXX-XX-XX")
    near = [d for y in (-1, 0, 1) for d in feast_days(rule, context.day.year + y)]
    picked = _pick(near, f.get("rel"), context)
    return _feast(picked, f"{f['holiday']} seen from {context.clock}") if picked else None


def _pick(days: list[date], rel: Any, context: Context) -> date | None:
    now = context.day
    assert now is not None
    back, ahead = [d for d in days if d <= now], [d for d in days if d >= now]
    if rel == "last" or (context.lean < 0 and rel is None):
        return back[-1] if back else None
    if rel == "next" or context.lean > 0:
        return ahead[0] if ahead else None
    if rel == "this":
        return next((d for d in days if d.year == now.year), None)
    return min(days, key=lambda d: abs((d - now).days), default=None)


def _feast(day: date, reason: str) -> Found:
    return Found("DATE", day.isoformat(), (day, day), "day", reason, unit="D")


def hijri(f: Fields, context: Context) -> Found | None:
    """Ramadan; 15 Ramadan (1441). Days are tabular and may differ from the sighted month by one."""
    number, day = f["hijri"], f.get("day")
    year = f.get("ah")
    if year is not None:
        years = [int(year)]
    elif f.get("year"):
        years = [y for y in range(hijri_year(date(f["year"], 1, 1)), hijri_year(date(f["year"], 12, 31)) + 1)
                 if _hijri_days(y, number, day)[0].year == f["year"]]  # fmt: skip
    elif context.day is None:
        return unknown("XXXX-XX" if day is None else "XXXX-XX-XX")
    else:
        now = hijri_year(context.day)
        years = [now - 1, now, now + 1]
    spans = [_hijri_days(y, number, day) for y in years]
    if not spans:
        return None
    first, last = spans[0] if len(spans) == 1 else _nearest(spans, f.get("rel"), context)
    about = "tabular Islamic calendar, a day either way"
    if day is not None:
        return Found("DATE", (first + timedelta(days=1)).isoformat(), (first, last), "range", about, unit="D")
    edge = f.get("edge")
    return Found("DATE", f"{first}/{last}", part_of((first, last), edge), "range", about, edge, "M")


def _hijri_days(year: int, month: int, day: int | None) -> tuple[date, date]:
    """A day with one either way, or a month; Ramadan by the table of the `holidays` library where it has
    it."""
    if day is not None:
        at = from_hijri(year, month, day)
        return at - timedelta(days=1), at + timedelta(days=1)
    first = from_hijri(year, month, 1)
    last = from_hijri(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if month == 9:
        for known in table_days("islamic", "ramadan_beginning", first.year):
            if abs((known - first).days) < 4:
                return known, known + (last - first)
    return first, last


def _nearest(spans: list[tuple[date, date]], rel: Any, context: Context) -> tuple[date, date]:
    now = context.day
    assert now is not None
    if rel == -1:
        return [s for s in spans if s[1] < now][-1]
    if rel == 1:
        return next(s for s in spans if s[0] > now)
    back, ahead = [s for s in spans if s[0] <= now], [s for s in spans if s[1] >= now]
    if context.lean < 0 and back:
        return back[-1]
    if context.lean > 0 and ahead:
        return ahead[0]
    return min(spans, key=lambda s: 0 if s[0] <= now <= s[1] else min(abs((s[0] - now).days), abs((s[1] - now).days)))


def persian(f: Fields, context: Context) -> Found | None:
    """20 Farvardin 1399, the Iranian month of Bahman: Solar Hijri dates."""
    number, day = f.get("persian") or f.get("persian2"), f.get("day")
    if number is None:
        return None
    if "sh" in f:
        years = [int(f["sh"])]
    elif context.day is None:
        return unknown("XXXX-XX-XX" if day else "XXXX-XX")
    else:
        years = [context.day.year - 622, context.day.year - 621]
    spans = [s for y in years if (s := _persian_days(y, number, day))]
    if not spans:
        return None
    first, last = spans[0] if len(spans) == 1 else _nearest(spans, None, context)
    value = first.isoformat() if day else f"{first}/{last}"
    return Found(
        "DATE",
        value,
        (first, last),
        "day" if day else "range",
        "Solar Hijri calendar",
        unit="D" if day else "M",
    )


def _persian_days(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    first = from_persian(year, month, day or 1)
    if first is None:
        return None
    return first, first if day else first + timedelta(days=(31 if month < 7 else 30 if month < 12 else 29) - 1)
