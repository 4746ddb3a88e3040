"""Weekdays, and stretches from one to another. See make_dates for what makers take and give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.resolve.times.calendar import (
    period,
    weekday_near,
)
from dateline.resolve.times.context import Context, Found, unknown
from dateline.resolve.times.make_dates import NAMES, SHIFTS, Fields


def weekday(f: Fields, context: Context) -> Found | None:
    """A weekday: the last one in a past clause (publication's own day included), the next one in a future
    clause."""
    number = f["weekday"]
    if context.lang.cues["name_before"].search(context.before) or context.lang.cues["name_after"].match(context.after):
        return None
    part, edge = f.get("part") or f.get("eve"), f.get("edge")
    if context.day is None and not (context.told and "rel" in f and f["rel"].split()[-1] in ("following", "previous")):
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
