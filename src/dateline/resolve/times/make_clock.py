"""Times of the day: 7:35 p.m., 0130 GMT, before dawn on Thursday. See make_dates for what makers take and give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.resolve.times.context import Context, Found, unknown
from dateline.resolve.times.make_dates import Fields, date_
from dateline.resolve.times.make_weekdays import weekday


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
    if "m" not in f["clock"].replace("midnight", "") and "weekday" not in f and "weekday2" not in f and _score(context):
        return None
    found = _clock_day(f, context)
    zone = offset(f.get("zone"), found.days[0] if found and found.days else None)
    suffix = f"T{hour:02}:{minute:02}{zone}"
    if found is None:
        return Found("TIME", f"XXXX-XX-XX{suffix}")
    reason = (found.reason or "") + (f"; clock stated at offset {zone}" if zone else "; local time")
    return replace(found, kind="TIME", value=found.value + suffix, precision="time", reason=reason)


def offset(zone: str | None, day: date | None) -> str:
    """ "Z" or "+03:00" for a stated zone on that day, as ISO 8601 has it; "" for local time or an unknown zone."""
    if not zone or "/" not in zone:
        return zone or ""
    try:
        told = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).strftime("%z") if day else ""
    except (ZoneInfoNotFoundError, ValueError):  # a machine without the time zone database
        return ""
    return f"{told[:3]}:{told[3:5]}" if told else ""


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
