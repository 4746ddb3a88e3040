"""Dates that stand on another: on publication ("last week", "two days ago") or on the date told just before
("a day earlier", "that night"). See make_dates for what makers take and give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.resolve.times.calendar import period, shift, weekday_near
from dateline.resolve.times.context import Context, Found, Told, unit_found, unknown
from dateline.resolve.times.make_dates import Fields

SPAN = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "TH", "quarter": "Q", "decade": "E",
        "century": "C", "weekend": "WE", "fiscal year": "Y", "millennium": "L"}  # fmt: skip
SHAPE = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE",
         "E": "XXX", "C": "XX", "2W": "XXXX-WXX", "N": "XXXX-XX-XXTNI"}  # fmt: skip
BACK = ("last", "past", "previous", "preceding", "prior")
AHEAD = ("next", "coming", "following", "upcoming", "new")
ON_TOLD = ("same", "that", "previous", "following", "preceding")
PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "MI": "midday"}


def unit(f: Fields, context: Context) -> Found | None:
    """Last week, this year, the end of the month; "the same day" and "the following week" stand on what was
    told."""
    span: str = f["span"]
    code = SPAN.get(span, span)
    rel, edge = f.get("rel", "this"), f.get("edge")
    if code.startswith("T") or code == "L":
        return None
    on_told = rel in ON_TOLD or (rel == "next" and code == "D") or (rel == "that")
    ground = context.stands_on if on_told else (Told(context.day, context.day, "D") if context.day else None)
    if ground is None:
        return unknown(SHAPE.get(code, "XXXX"), edge)
    step = -1 if rel in BACK else 1 if rel in AHEAD else 0
    base = ground.start if step <= 0 else ground.end
    if (rel == "latest" and code == "Q") or (code == "WE" and _weekend_gone(rel, base, context)):
        step = -1
    at = shift(period(base, code)[0] if code != "D" else base, step, code)
    where = f"{base}, told before" if on_told and context.told else context.clock
    found = unit_found(at, code, f"{_way(step)} {span} seen from {where}", edge)
    return _cut(found, f, context) if step == 0 and not on_told else found


def _weekend_gone(rel: str, base: date, context: Context) -> bool:
    """Whether "the weekend" is the one before this week's: told of the past while Saturday has not come."""
    return rel == "this" and context.lean <= 0 and base.isoweekday() < 6


def _way(step: int) -> str:
    return {-1: "previous", 0: "the", 1: "next"}[step]


def _cut(found: Found, f: Fields, context: Context) -> Found:
    """ "Earlier this month" ends at publication, "later this week" begins there; so does what tense tells."""
    now = context.day
    if now is None or found.days is None or found.precision == "day":
        return found
    first, last = found.days
    text = context.text.lower()
    span: str = f["span"]
    if text.startswith("earlier"):
        whole = period(now, SPAN.get(span, span))
        return replace(found, days=(whole[0], now), precision="range")
    if text.startswith("later"):
        whole = period(now, SPAN.get(span, span))
        return replace(found, days=(now, whole[1]), precision="range")
    if not f.get("edge") and first is not None and last is not None and first <= now <= last:
        if context.lean < 0:
            return replace(found, days=(first, now))
        if context.lean > 0:
            return replace(found, days=(now, last))
    return found


def the_unit(f: Fields, context: Context) -> Found | None:
    """ "The quarter", "the year": the one told before if it was one, else the present one."""
    code = SPAN[f["span"]]
    told = context.told
    if code == "D":
        whole = context.lang.cues["whole_day"].search(context.before)
        ground = context.stands_on if whole and (told is None or told.unit == "D") else None
        return unit_found(ground.end, "D", "the day told before, else publication's") if ground else None
    if code == "Y" and f["span"] == "year" and not (told and told.unit == code):
        return Found("DURATION", "P1Y")
    if told and told.unit == code:
        return unit_found(told.start, code, "the one told before")
    if code == "Q" or context.before.lower().rstrip().endswith((" of", " during", " in", " for", " throughout")):
        if context.day is None:
            return unknown(SHAPE[code])
        at = shift(context.day, -1, "Q") if code == "Q" and context.lean <= 0 else context.day
        return unit_found(
            at,
            code,
            f"present one at {context.clock}" if at == context.day else f"last one complete at {context.clock}",
        )
    return None


def ago(f: Fields, context: Context) -> Found | None:
    """Two days ago, three years from now: to the precision of the unit."""
    code: str = f["units"]
    count = f.get("n")
    way = 1 if f["way"] in ("hence", "from now") else -1
    if count is None:
        if "few" not in f:
            return None
        days = (None, context.day) if way < 0 else (context.day, None)
        value = "PAST_REF" if way < 0 else "FUTURE_REF"
        return Found("DATE", value, days if context.day else None, "range", "how many is not said", unit=None)
    if code.startswith("T"):
        return _hours_ago(count, code, way, context)
    if context.day is None:
        return unknown(SHAPE.get(code, "XXXX"), f.get("approx"))
    if "half" in context.text.lower():
        count += 0.5
    precise = {"2W": "W", "WE": "WE"}.get(code, code)
    if code in ("E", "C"):
        precise = "Y" if count == 1 else "E"
    told = context.told
    if count == 1 and code == "Y" and told and told.unit in ("Q", "M"):
        about = f"a year from the {'quarter' if told.unit == 'Q' else 'month'} told before"
        return replace(unit_found(shift(told.start, way, "Y"), told.unit, about), unit=None)
    at = shift(context.day, way * count, code)
    mod = f.get("approx")
    return replace(unit_found(at, precise, f"{count:g} {code} {f['way']}, from {context.clock}"), modifier=mod)


def _hours_ago(count: float, code: str, way: int, context: Context) -> Found | None:
    if context.day is None:
        return Found("TIME", "XXXX-XX-XX")
    at = shift(context.day, way * count, code)
    days = (
        (min(at, context.day - timedelta(days=1)), context.day)
        if way < 0
        else (context.day, context.day + timedelta(days=1))
    )
    return Found("TIME", at.isoformat(), days, "range", f"hours from {context.clock}, whose hour is unknown")


def ago_from(f: Fields, context: Context) -> Found | None:
    """A week from Friday."""
    if context.day is None:
        return unknown(f"XXXX-WXX-{f['weekday']}")
    way = -1 if f["way"] == "before" else 1
    friday = weekday_near(context.day, f["weekday"], way)
    at = shift(friday, way * f["n"], f["units"])
    return Found("DATE", at.isoformat(), (at, at), "day", f"counted from {friday}", unit="D")


def ago_month(f: Fields, context: Context) -> Found | None:
    """A year ago in March."""
    if context.day is None:
        return unknown(f"XXXX-{f['month']:02}")
    return unit_found(shift(context.day, -1, "Y").replace(month=f["month"], day=1), "M", f"seen from {context.clock}")


def earlier(f: Fields, context: Context) -> Found | None:
    """A day earlier, two weeks later, the day before: counted from the date told just before."""
    code: str = f["units"]
    count = f.get("n", 1.0 if "few" not in f else None)
    back = (f.get("way") or f["way2"]) in ("earlier", "before", "previously")
    if count is None:
        return Found("DATE", "PAST_REF" if back else "FUTURE_REF")
    ground = context.stands_on
    if code.startswith("T"):
        return Found("TIME", f"PT{count:g}{code[1]}")
    if ground is None:
        return unknown(SHAPE.get(code, "XXXX"))
    base = ground.start if back else ground.end
    night = "night" in context.text.lower()
    at = shift(base, -count if back else count, code)
    precise = _precision(code, ground)
    where = f"{base}, told before" if context.told else context.clock
    found = unit_found(at, precise, f"{count:g} {code} {'before' if back else 'after'} {where}")
    if code == "Y":
        found = replace(found, unit=None)  # a comparison ("up from 12 a year earlier"): nothing later stands on it
    return found.to("NI" if night else None)


def _precision(code: str, ground: Told) -> str:
    """Counting days from a month gives a month; counting years from a quarter gives a quarter."""
    order = ["D", "WE", "W", "2W", "M", "Q", "Y", "E", "C"]
    if code == "Y" and ground.unit in ("Q", "M"):
        return ground.unit
    if code in order and ground.unit in order:
        return max(code, ground.unit, key=order.index)
    return code


def near(f: Fields, context: Context) -> Found | None:
    """Today, yesterday morning, tonight, overnight, last night."""
    word = f["near"]
    part = f.get("part")
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
             "tonight": 0, "overnight": 0, "last night": -1, "last evening": -1, "this morning": 0,
             "this afternoon": 0, "this evening": 0, "same day": 0}  # fmt: skip
    own = {"tonight": "NI", "last night": "NI", "overnight": "NI", "last evening": "EV", "this morning": "MO",
           "this afternoon": "AF", "this evening": "EV"}.get(word)  # fmt: skip
    if word == "same day":
        ground = context.stands_on
        return unit_found(ground.start, "D", "the day told before") if ground else unknown("XXXX-XX-XX")
    if word == "overnight":
        return _overnight(context)
    if context.day is None:
        return unknown("XXXX-XX-XX").to(own or part)
    at = context.day + timedelta(days=steps[word])
    found = Found("DATE", at.isoformat(), (at, at), "day", f"{word}, seen from {context.clock}", unit="D")
    return found.to(own or part)


def _overnight(context: Context) -> Found:
    """The night into the day told before, or into publication's own day."""
    ground = context.stands_on
    if ground is None or ground.unit != "D":
        return Found("TIME", "XXXX-XX-XXTNI")
    at = ground.start
    days = (at, at + timedelta(days=1)) if context.lean > 0 else (at - timedelta(days=1), at)
    return Found("TIME", f"{days[0]}TNI", days, "time", f"the night {'after' if context.lean > 0 else 'into'} {at}")


def told_part(f: Fields, context: Context) -> Found | None:
    """That night, the following morning, the evening: a part of the day told before."""
    ground = context.told or (context.stands_on if context.text.lower().split()[0] in ("that", "the") else None)
    part = f["part"]
    if ground is None or ground.unit != "D":
        return Found("TIME", f"XXXX-XX-XXT{part}")
    text = context.text.lower()
    step = 1 if "following" in text or "next" in text else -1 if "previous" in text else 0
    at = (ground.end if step >= 0 else ground.start) + timedelta(days=step)
    return Found("DATE", at.isoformat(), (at, at), "day", f"{PARTS[part]} on {ground.start}, told before", unit="D").to(
        part
    )


def fixed(f: Fields, context: Context) -> Found | None:
    """Now, recently, soon: TIMEX3's three references; open intervals up to or from publication."""
    value = f["value"]
    now = context.day
    if value == "PRESENT_REF":
        today = (now, now) if now else None
        return Found("DATE", value, today, "range" if now else None, f"at {context.clock}" if now else None)
    open_days: tuple[date | None, date | None] = (None, now) if value == "PAST_REF" else (now, None)
    days = open_days if now else None
    return Found(
        "DATE",
        value,
        days,
        "range" if now else None,
        f"before or after {context.clock}, not said when" if now else None,
    )


def recent(f: Fields, context: Context) -> Found | None:
    """In recent weeks, in the coming days: no start, or no end, is said."""
    now = context.day
    back = f["way"] in ("recent", "past", "last", "previous", "preceding", "intervening")
    days = ((None, now) if back else (now, None)) if now else None
    reason = f"{'up to' if back else 'from'} {context.clock}; how long is not said" if now else None
    return Found("DURATION", f"P{_vague(f['units'])}", days, "range" if now else None, reason)


def _vague(code: str) -> str:
    return f"TX{code[1]}" if code.startswith("T") else f"X{code.lstrip('2')}"
