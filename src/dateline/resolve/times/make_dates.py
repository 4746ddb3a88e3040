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
    Days,
    add_months,
    month_days,
    part_of,
    period,
    safe_date,
    season_days,
    shift,
    weekday_near,
)
from dateline.resolve.times.context import Context, Found, unit_found, unknown

Fields = Mapping[str, Any]
NAMES = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHIFTS = {"last": -1, "this": 0, "next": 1, "that": 0}


def full_year(year: int, context: Context) -> int:
    """A year of two digits in the century that brings it nearest to publication."""
    if year >= 100:
        return year
    now = context.day.year if context.day else 2020
    return min(
        (y for c in (-100, 0, 100) if 0 < (y := now // 100 * 100 + year + c) < 9999), key=lambda y: (y > now + 20, abs(now - y))
    )


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
    return Found(
        "DATE", at.isoformat(), (at, at), "day", f"day of {first:%Y-%m}, the month told before", unit="D"
    )


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
    return Found(
        "DATE", f"{start:%Y-%m}/{end:%Y-%m}", (start, end), "range", f"seen from {context.clock}", unit="M"
    )


def year(f: Fields, context: Context) -> Found | None:
    """A year in a date-like place. A count ("2019 troops"), a flight number or a price is none."""
    cues = context.lang.cues
    if not f.get("sure") and not f.get("edge"):
        if cues["year_not_before"].search(context.before) or cues["year_not_after"].search(context.after):
            return None
        if not cues["year_before"].search(context.before):
            return None
        if not 1400 <= f["year"] <= 2100:
            return None
    return unit_found(date(f["year"], 1, 1), "Y", "as written", f.get("edge"))


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
    return Found(
        "DATE", f"{first}/{last}", (date(first, 1, 1), date(last, 12, 31)), "range", "as written", unit="Y"
    )


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
        if (
            "yr" not in f
            and "yr2" not in f
            and context.lean <= 0
            and f["half"] == 2
            and context.day.month <= 6
        ):
            year -= 1
    first = date(year, 1 if f["half"] == 1 else 7, 1)
    end = month_days(year, 6 if f["half"] == 1 else 12)[1]
    return Found(
        "DATE", f"{year}-H{f['half']}", (first, end), "range", f"seen from {context.clock}", unit="M"
    )


def weekday(f: Fields, context: Context) -> Found | None:
    """A weekday: the last one in a past clause (publication's own day included), the next one in a future
    clause."""
    number = f["weekday"]
    if context.lang.cues["name_before"].search(context.before) or context.lang.cues["name_after"].match(
        context.after
    ):
        return None
    part, edge = f.get("part") or f.get("eve"), f.get("edge")
    if context.day is None and not (
        context.told and "rel" in f and f["rel"].split()[-1] in ("following", "previous")
    ):
        return replace(unknown(f"XXXX-WXX-{number}"), modifier=edge).to(part)
    at, reason = _weekday_day(number, f, context)
    return Found("DATE", at.isoformat(), (at, at), "day", reason, edge, "D").to(part)


def _weekday_day(number: int, f: Fields, context: Context) -> tuple[date, str]:
    now, name = context.day, NAMES[number]
    rel = f.get("rel", "").removeprefix("the ")
    if (week := f.get("week") or f.get("ofweek")) and now:
        base = context.told.start if week == "that" and context.told else now
        monday = period(base, "W")[0] + timedelta(weeks=SHIFTS[week])
        return monday + timedelta(days=number - 1), f"{name} of the week of {monday}"
    if rel in ("following", "previous", "that", "same", "this same") and context.told:
        if rel in ("following", "previous"):
            way = 1 if rel == "following" else -1
            return weekday_near(
                context.told.start, number, way, strict=True
            ), f"{name} {'after' if way > 0 else 'before'} {context.told.start}"
        monday = period(context.told.start, "W")[0]
        return monday + timedelta(days=number - 1), f"{name} of the week told before"
    assert now is not None
    if rel == "last":
        monday = period(now, "W")[0] - timedelta(weeks=1)
        return monday + timedelta(days=number - 1), f"{name} of the week before {context.clock}"
    if rel in ("past", "this past", "previous"):
        return weekday_near(now, number, -1, strict=True), f"last {name} before {context.clock}"
    if rel == "next":
        monday = period(now, "W")[0] + timedelta(weeks=1)
        return monday + timedelta(days=number - 1), f"{name} of the week after {context.clock}"
    if rel in ("coming", "this coming", "following") or context.lean > 0:
        return weekday_near(now, number, 1), f"next {name} from {context.clock}, planned"
    return weekday_near(now, number, -1), f"last {name} up to {context.clock}"


def weekday_range(f: Fields, context: Context) -> Found | None:
    """Monday to Wednesday: the days between, ending or starting at the one that the clause looks to."""
    if context.day is None:
        return unknown(f"XXXX-WXX-{f['weekday']}/XXXX-WXX-{f['weekday2']}")
    if context.lean > 0:
        start = weekday_near(context.day, f["weekday"], 1)
        end = weekday_near(start, f["weekday2"], 1)
    else:
        end = weekday_near(context.day, f["weekday2"], -1)
        start = weekday_near(end, f["weekday"], -1)
    return Found("DATE", f"{start}/{end}", (start, end), "range", f"seen from {context.clock}", unit="D")


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
