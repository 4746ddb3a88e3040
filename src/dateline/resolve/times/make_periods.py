"""Months, years, quarters, halves, seasons, decades and centuries, and stretches of them. See make_dates for what
makers take and give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.resolve.times.calendar import (
    Days,
    month_days,
    part_of,
    season_days,
    shift,
)
from dateline.resolve.times.context import Context, Found, unit_found, unknown
from dateline.resolve.times.make_dates import SHIFTS, Fields, full_year


def month(f: Fields, context: Context) -> Found | None:
    """A month, with or without a year; "last March" is the one before, "next March" the one to come."""
    number, edge = f["month"], f.get("edge")
    if _is_name(f, context):
        return None
    if not (year := f.get("year")):
        if context.day is None:
            return unknown(f"XXXX-{number:02}", edge)
        year = _month_year(f, context)
        reason = f"seen from {context.clock}"
    else:
        reason = "as written"
    return unit_found(date(year, number, 1), "M", reason, edge)


def _is_name(f: Fields, context: Context) -> bool:
    """Theresa May; March for Life: a month's name that is none."""
    cues = context.lang.cues
    if cues["name_before"].search(context.before) or cues["name_after"].match(context.after):
        return True
    if f["month"] not in (3, 5, 8) or any(k in f for k in ("year", "yr", "edge", "rel")):
        return False
    return context.text.lower() in ("may", "march") and not cues["month_before"].search(context.before)


def _month_year(f: Fields, context: Context) -> int:
    number: int = f["month"]
    now = context.day
    assert now is not None
    rel = f.get("rel")
    if "yr" in f:
        return now.year + SHIFTS[f["yr"]]
    if rel == -1:
        return now.year - (number >= now.month)
    if rel == 1 and "that" not in context.text.lower():
        return now.year + (number <= now.month)
    if rel == 0 and context.text.lower().startswith("that") and context.told:
        return context.told.start.year
    if rel == 0:
        return now.year
    if context.lean > 0:
        return now.year + (number < now.month)
    trusted = context.sure and context.lean < 0 and context.lang.cues["in_month"].search(context.before)
    if not trusted and 0 < (number - now.month) % 12 <= 3:
        return now.year + (number < now.month)
    return now.year - (number > now.month)


def months(f: Fields, context: Context) -> Found | None:
    """March to May (2020): one stretch of months."""
    first, last = f["month"], f["month2"]
    year = f.get("year")
    if year is None:
        if context.day is None:
            return unknown(f"XXXX-{first:02}/XXXX-{last:02}")
        year = context.day.year - (last > context.day.month and context.lean <= 0)
    start = date(year - (first > last), first, 1)
    end = month_days(year, last)[1]
    if (first, last) in ((1, 3), (4, 6), (7, 9), (10, 12)):
        return unit_found(start, "Q", f"seen from {context.clock}")
    return Found("DATE", f"{start:%Y-%m}/{end:%Y-%m}", (start, end), "range", f"seen from {context.clock}", unit="M")


def year(f: Fields, context: Context) -> Found | None:
    """A year in a date-like place. A count ("2019 troops"), a flight number or a price is none."""
    cues, told = context.lang.cues, f.get("year") or int(f.get("spelled", 0))
    in_digits = any(c.isdigit() for c in context.text)
    if not f.get("sure") and not f.get("edge") and in_digits:
        if cues["year_not_before"].search(context.before) or cues["year_not_after"].search(context.after):
            return None
        if not cues["year_before"].search(context.before) and not _edition(told, context):
            return None
    if not 1400 <= told <= 2100:
        return None
    return unit_found(date(told, 1, 1), "Y", "as written", f.get("edge"))


def _edition(year: int, context: Context) -> bool:
    """Whether a year ends a name ("Expo 2010"): of its time, and no plural behind it that it might count."""
    now = context.day.year if context.day else 2020
    near = now - 120 < year < now + 15
    return near and bool(context.lang.cues["year_in_name"].search(f"{context.before}\0{context.after}"))


def short_year(f: Fields, context: Context) -> Found | None:
    full = full_year(f["yy"], context)
    return unit_found(date(full, 1, 1), "Y", "two digits, century nearest to publication", f.get("edge"))


def years(f: Fields, context: Context) -> Found | None:
    """1998-2000, 2019-20."""
    first, last = f["year"], f["year2"]
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 100:
        return None
    return Found("DATE", f"{first}/{last}", (date(first, 1, 1), date(last, 12, 31)), "range", "as written", unit="Y")


_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
            "eighties": 80, "nineties": 90}  # fmt: skip


def decade(f: Fields, context: Context) -> Found | None:
    """The 1990s, the early '90s, the nineties."""
    first = f.get("decade")
    if first is None:
        if "the" not in context.text.lower().split() and "short" not in f and not f.get("edge"):
            return None
        first = full_year(int(f["short"]) if "short" in f else _DECADES[f["word"]], context)
    return unit_found(date(first, 1, 1), "E", "as written", f.get("edge"))


def century(f: Fields, context: Context) -> Found | None:
    """The 19th century: 1800 to 1899, as newspapers use it."""
    nth = f["nth"]
    if "bc" in f:
        return unknown(f"BC{nth - 1:02}")
    if not 1 <= nth <= 30:
        return None
    return unit_found(date((nth - 1) * 100 or 1, 1, 1), "C", "as written", f.get("edge"))


def season(f: Fields, context: Context) -> Found | None:
    """Last spring, the summer of 1988. A bare "fall" or "spring" is a verb or a well unless told as a
    time."""
    kind, rel = f["season"], f.get("rel")
    text = context.text.lower()
    named = f.get("year") or f.get("yr") or rel is not None or f.get("edge")
    preposed = text.startswith("the ") and context.before.lower().rstrip().endswith(
        (" in", " by", " until", " since", " during", " this", " of", " over")
    )
    if not named and not (
        preposed or context.before.lower().rstrip().endswith((" in", "in", " by", " until", " since"))
    ):
        return None
    if not named and kind == "FA" and "autumn" not in text and not preposed:
        return None
    year = f.get("year") or _season_year(f, context)
    if year is None:
        return unknown(f"XXXX-{kind}", f.get("edge"))
    days: Days = part_of(season_days(year, kind), f.get("edge"))
    return Found("DATE", f"{year}-{kind}", days, "range", f"seen from {context.clock}", f.get("edge"), "M")


def _season_year(f: Fields, context: Context) -> int | None:
    now = context.day
    if now is None:
        return None
    if "yr" in f:
        return now.year + SHIFTS[f["yr"]]
    start, end = season_days(now.year, f["season"])
    rel = f.get("rel")
    if rel == -1:
        return now.year if end < now else now.year - 1
    if rel == 1 or (rel is None and context.lean > 0):
        return now.year if start > now or (rel is None and end >= now) else now.year + 1
    if rel == 0:
        return now.year if f["season"] != "WI" or now.month > 6 else now.year - 1
    return now.year if start <= now else now.year - 1


def quarter(f: Fields, context: Context) -> Found | None:
    """The third quarter (of 1989). Without a year: the latest one begun, or the next one when planned."""
    number = f.get("nth4") or int(f.get("q", 0))
    year = f.get("year")
    reason = "as written"
    if year is None:
        if context.day is None:
            return unknown(f"XXXX-Q{number}", f.get("edge"))
        year = _quarter_year(number, f, context)
        reason = f"seen from {context.clock}"
    return unit_found(date(year, 3 * number - 2, 1), "Q", reason, f.get("edge"))


def _quarter_year(number: int, f: Fields, context: Context) -> int:
    now = context.day
    assert now is not None
    text = context.text.lower()
    if "yr" in f:
        return now.year + SHIFTS[f["yr"]]
    if "last year" in text:
        return now.year - 1
    if "this year" in text or context.lean > 0:
        return now.year
    return now.year - (3 * number - 2 > now.month)


def half(f: Fields, context: Context) -> Found | None:
    """First half of 2020."""
    year = f.get("year")
    if year is None:
        if context.day is None:
            return unknown(f"XXXX-H{f['half']}")
        year = context.day.year + SHIFTS.get(f.get("yr", "this"), 0)
        if "yr" not in f and "yr2" not in f and context.lean <= 0 and f["half"] == 2 and context.day.month <= 6:
            year -= 1
    first = date(year, 1 if f["half"] == 1 else 7, 1)
    end = month_days(year, 6 if f["half"] == 1 else 12)[1]
    return Found("DATE", f"{year}-H{f['half']}", (first, end), "range", f"seen from {context.clock}", unit="M")


def year_ago(f: Fields, context: Context) -> Found | None:
    """ "The year-earlier quarter": the quarter told before, a year back; a year back from publication
    without one."""
    told = context.told
    if told and told.unit in ("Q", "M", "Y"):
        found = unit_found(shift(told.start, -1, "Y"), told.unit, "a year before the period told before")
        return replace(found, unit=None)
    if context.day is None:
        return unknown("XXXX")
    back = shift(context.day, -1, "Y")
    return replace(unit_found(back, "Y", f"a year before {context.clock}"), unit=None)
