"""Times that are no day: durations and sets, kept as such. See make_dates for what makers take and give."""

from __future__ import annotations

from datetime import timedelta

from dateline.resolve.times.calendar import (
    shift,
)
from dateline.resolve.times.context import Context, Found
from dateline.resolve.times.make_dates import Fields

HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
"""Half a unit in the unit below it, where that is a whole number."""


def period_value(count: float | None, code: str) -> str:
    """P3W, PT24H, P2Y6M, PT1H30M, PXM; decades and centuries as years, weekends and fortnights as such."""
    if count is not None and count > 1 and count % 1 == 0.5 and code in HALVES:
        return period_value(count - 0.5, code) + HALVES[code]
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
    if count is None and isinstance(f.get("few"), int):
        count = float(f["few"])
    text = context.text.lower()
    if count is None:
        if "half" in text.replace("-", " ").split():
            return 0.5
        return 1.0 if any(w in text for w in ("entire", "full", "whole")) else None
    half = "half" in text.replace("-", " ").split() or "1/2" in text or "½" in text
    return count + 0.5 if half else count


def duration(f: Fields, context: Context) -> Found | None:
    """Two weeks, several months, half an hour. Never a day of the calendar."""
    code = f["units"]
    if code == "TS" and context.text.lower().split()[-1] == "second":
        return None  # "a second", "one second strike": hardly ever a length of time in news
    if code == "Q" and context.lang.cues["fraction"].match(context.after):
        return None  # "a quarter of the voters"
    count = _count(f, context)
    if count == 0.5 and code in ("TH", "Y", "D") and f.get("n") is None:
        value = {"TH": "PT30M", "Y": "P6M", "D": "PT12H"}[code]
    else:
        value = period_value(count, code)
    if "n2" in f and "units2" in f:
        second = period_value(f["n2"], f["units2"])
        value += second[2:] if value.startswith("PT") and second.startswith("PT") else second[1:]
    return Found("DURATION", value, modifier=f.get("approx"))


def day_after(f: Fields, context: Context) -> Found:
    """ "The day after the strike": one unit, which `after.py` counts from the event or drops."""
    return Found("DURATION", period_value(1, f["units"]))


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
    if now is None or way not in BACKWARD + FORWARD or (context.told and way in ("previous", "following", "preceding")):
        return Found("DURATION", value)
    if count is None:
        days = (None, now) if way in BACKWARD else (now, None)
        return Found("DURATION", value, days, "range", f"{way}, {context.clock}; how many is not said")
    if way in BACKWARD:
        start = min(shift(now, -count, code), now - timedelta(days=1))
        return Found("DURATION", value, (start, now), "range", f"up to {context.clock}")
    return Found("DURATION", value, (now, max(shift(now, count, code), now)), "range", f"from {context.clock}")


BACKWARD = ("past", "last", "recent", "most recent", "latest", "prior")
FORWARD = ("next", "coming", "following")


def age(f: Fields, context: Context) -> Found | None:
    """26-year-old: no time by TimeML; the rule is there so that no other rule finds one in it."""
    return None


def duration_word(f: Fields, context: Context) -> Found | None:
    """Day-long, yearlong."""
    code = {"year": "Y", "month": "M", "week": "W", "day": "D", "decade": "E", "hour": "TH", "century": "C"}[f["span"]]
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
    count = 1.0 if "units2" in f else f.get("num") or (2.0 if "other" in context.text.lower().split() else 1.0)
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
