"""Times that are no day: durations and sets (kept as such), the clock, and feasts and months of other
calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dateline.resolve.times.calendar import (
    feast_days,
    from_hijri,
    from_persian,
    hijri_year,
    part_of,
    shift,
    table_days,
)
from dateline.resolve.times.context import Context, Found, unknown
from dateline.resolve.times.make_dates import Fields, date_, weekday

# ----------------------------------------------------------------------------------------------- durations
# and sets


def period_value(count: float | None, code: str) -> str:
    """P3W, PT24H, P2.5Y, PXM; decades and centuries as years, weekends and fortnights as such."""
    if code == "2W":
        count, code = (None if count is None else count * 2), "W"
    if code == "E" and count is not None:
        count, code = count * 10, "Y"
    if code == "C" and count is not None:
        count, code = count * 100, "Y"
    number = "X" if count is None else f"{count:.10g}"
    return f"PT{number}{code[1]}" if code.startswith("T") else f"P{number}{code}"


def _count(f: Fields, context: Context) -> float | None:
    count: float | None = next((f[k] for k in ("n", "nwords", "num", "num3") if f.get(k) is not None), None)
    text = context.text.lower()
    if count is None:
        if "half" in text.replace("-", " ").split():
            return 0.5
        return 1.0 if any(w in text for w in ("entire", "full", "whole")) else None
    return count + 0.5 if "half" in text.replace("-", " ").split() else count


def duration(f: Fields, context: Context) -> Found | None:
    """Two weeks, several months, half an hour. Never a day of the calendar."""
    code = f["units"]
    if code == "TS" and context.text.lower().split()[-1] == "second":
        return None  # "a second", "one second strike": hardly ever a length of time in news
    count = _count(f, context)
    if count == 0.5 and code in ("TH", "Y", "D") and f.get("n") is None:
        value = {"TH": "PT30M", "Y": "P6M", "D": "PT12H"}[code]
    else:
        value = period_value(count, code)
    if "n2" in f and "units2" in f:
        second = period_value(f["n2"], f["units2"])
        value += second[2:] if value.startswith("PT") and second.startswith("PT") else second[1:]
    return Found("DURATION", value, modifier=f.get("approx"))


def lasting(f: Fields, context: Context) -> Found | None:
    """The past 24 hours, the next two weeks: a length of time that ends or starts at publication."""
    code, count = f["units"], _count(f, context)
    if count is None and "few" not in f:
        count = 1.0
    way = f.get("way") or next(
        (
            w
            for w in ("first", "final", "past", "last", "next", "latest", "same", "previous")
            if w in context.text.lower()
        ),
        "",
    )
    value = period_value(count, code)
    now = context.day
    if (
        now is None
        or way not in BACKWARD + FORWARD
        or (context.told and way in ("previous", "following", "preceding"))
    ):
        return Found("DURATION", value)
    if count is None:
        days = (None, now) if way in BACKWARD else (now, None)
        return Found("DURATION", value, days, "range", f"{way}, {context.clock}; how many is not said")
    if way in BACKWARD:
        start = min(shift(now, -count, code), now - timedelta(days=1))
        return Found("DURATION", value, (start, now), "range", f"up to {context.clock}")
    return Found(
        "DURATION", value, (now, max(shift(now, count, code), now)), "range", f"from {context.clock}"
    )


BACKWARD = ("past", "last", "recent", "most recent", "latest", "prior")
FORWARD = ("next", "coming", "following")


def age(f: Fields, context: Context) -> Found | None:
    """26-year-old: no time by TimeML; the rule is there so that no other rule finds one in it."""
    return None


def duration_word(f: Fields, context: Context) -> Found | None:
    """Day-long, yearlong."""
    code = {"year": "Y", "month": "M", "week": "W", "day": "D", "decade": "E", "hour": "TH", "century": "C"}[
        f["span"]
    ]
    return Found("DURATION", period_value(1, code))


def duration_vague(f: Fields, context: Context) -> Found | None:
    """Years, weeks: a length of time after "for", "in", "over", or before "of"; else no time."""
    return Found("DURATION", period_value(None, f["units"]))


def vague_later(f: Fields, context: Context) -> Found | None:
    """Hours later: the day told before, or the next."""
    told = context.told
    if told and f["units"] in ("TH", "TM") and told.unit == "D":
        return Found(
            "TIME",
            told.start.isoformat(),
            (told.start, told.start + timedelta(days=1)),
            "range",
            f"after {told.start}, told before",
            unit=None,
        )
    return Found("DATE", "FUTURE_REF" if f["units"] not in ("TH", "TM") else "XXXX-XX-XX")


def often(f: Fields, context: Context) -> Found | None:
    """Daily, annually, twice monthly."""
    return Found("SET", f.get("value") or f["often"])


def every(f: Fields, context: Context) -> Found | None:
    """Every two weeks, once a month."""
    code = f.get("units2") or f["units"]
    count = (
        1.0 if "units2" in f else f.get("num") or (2.0 if "other" in context.text.lower().split() else 1.0)
    )
    if "units" in f and any(w in context.text.lower().split() for w in ("few", "several")):
        return Found("SET", period_value(None, code))
    return Found("SET", period_value(count, code))


def per_unit(f: Fields, context: Context) -> Found | None:
    """ "Five dollars a day": only after a number or a price, else "a day" is a length of time."""
    code = f["units"]
    window = context.before[-40:]
    if any(c.isdigit() for c in window):
        return Found("SET", period_value(1, code))
    return None


def weekly(f: Fields, context: Context) -> Found | None:
    """Fridays, every Monday."""
    number = f.get("weekdays") or f.get("weekday")
    part = f.get("part") or f.get("part2")
    return Found("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))


# ------------------------------------------------------------------------------------------------------------ clock


def _minutes(text: str) -> tuple[int, int] | None:
    """Hour and minute of a clock time as written; None when it is none."""
    plain = text.replace(".", "").replace(" ", "")
    named = {"noon": (12, 0), "midday": (12, 0), "midnight": (24, 0)}
    if plain in named:
        return named[plain]
    digits = "".join(c if c.isdigit() else " " for c in text).split()
    if not digits:
        hour = HOURS.get(text.split()[0])
        return (hour, 0) if hour else None
    if len(digits) == 1 and len(digits[0]) == 4:
        return int(digits[0][:2]), int(digits[0][2:])
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if plain.endswith("pm") and hour < 12:
        hour += 12
    if plain.endswith("am") and hour == 12:
        hour = 0
    return (hour, minute) if hour <= 24 and minute < 60 else None


HOURS = {
    w: i + 1
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}


def clock(f: Fields, context: Context) -> Found | None:
    """A time of the day told before (or named in it): 7:35 p.m. local time, 0130 GMT, 11 p.m. Tuesday."""
    time = _minutes(f["clock"])
    if time is None:
        return None
    hour, minute = time
    part = f.get("part")
    if part in ("AF", "EV", "NI") and hour < 12 and "clock" in f["clock"]:
        hour += 12
    if (
        "m" not in f["clock"].replace("midnight", "")
        and "weekday" not in f
        and "weekday2" not in f
        and _score(context)
    ):
        return None
    found = _clock_day(f, context)
    suffix = f"T{hour:02}:{minute:02}{'Z' if f.get('zone') == 'Z' else ''}"
    if found is None:
        return Found("TIME", f"XXXX-XX-XX{suffix}")
    zone = f.get("zone")
    reason = (found.reason or "") + (f"; clock stated at offset {zone}" if zone else "; local time")
    return replace(found, kind="TIME", value=found.value + suffix, precision="time", reason=reason)


def _score(context: Context) -> bool:
    """ "a 3:24 finish", "Psalm 23:1": a number pair that no time word stands by."""
    return (
        not context.before.rstrip()
        .lower()
        .endswith(
            (
                "at",
                "about",
                "around",
                "by",
                "until",
                "from",
                "to",
                "and",
                "before",
                "after",
                "between",
                "since",
                "till",
                "-",
                "–",
                "(",
                ",",
                "of",
                "nearly",
            )
        )
        and "hrs" not in context.text
        and "gmt" not in context.text.lower()
        and "utc" not in context.text.lower()
        and "o'clock" not in context.text.lower().replace("’", "'")
    )


def _clock_day(f: Fields, context: Context) -> Found | None:
    if f.get("month"):
        return date_(f, context)
    number = f.get("weekday") or f.get("weekday2")
    if number:
        found = weekday({"weekday": number}, context)
        return found if found and found.days else None
    ground = context.stands_on
    if ground is None or ground.unit != "D":
        return None
    at = ground.start
    return Found("DATE", at.isoformat(), (at, at), "day", f"of {at}", unit="D")


def clock_part(f: Fields, context: Context) -> Found | None:
    """Before dawn on Thursday."""
    number = f.get("weekday") or f.get("weekday2")
    part = "MO" if f["part"] in ("MO", "dawn", "daybreak", "sunrise") else "EV"
    if number:
        found = weekday({"weekday": number}, context)
    else:
        if context.day is None:
            return unknown("XXXX-XX-XX").to(part)
        at = context.day - timedelta(days="yesterday" in context.text.lower())
        found = Found("DATE", at.isoformat(), (at, at), "day", f"seen from {context.clock}", unit="D")
    return found.to(part) if found else None


# ----------------------------------------------------------------------------------------- feasts, other
# calendars


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
    return min(
        spans, key=lambda s: 0 if s[0] <= now <= s[1] else min(abs((s[0] - now).days), abs((s[1] - now).days))
    )


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
    return first, first if day else first + timedelta(
        days=(31 if month < 7 else 30 if month < 12 else 29) - 1
    )
