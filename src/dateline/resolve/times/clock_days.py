"""The day of a clock time when the words put it after: "7:35 p.m. local time (1635 GMT) on Wednesday".

A clock time without a day of its own stands on the date told before; a weekday or date that follows at once, with
nothing but a zone, brackets or another clock time between, is nearer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.resolve.times.context import Found
from dateline.resolve.times.find import Match

Read = tuple[Match, Found]
CLOCKS = ("clock", "clock_part")
_LONGEST = 40  # characters from the clock time to its day


def with_own_days(out: Sequence[Read], text: str, between: re.Pattern[str]) -> list[Read]:
    """The expressions, clock times moved to the day that follows them; the last of several leads the others."""
    done: list[Read] = []
    for match, found in reversed(out):
        if match.rule.make in CLOCKS and "T" in found.value and not _has_own(match):
            day = next(((m, f) for m, f in reversed(done) if _is_day(m, f)), None)
            if day and day[0].start - match.end < _LONGEST and between.fullmatch(_apart(done, match, day[0], text)):
                found = _moved(found, day[1])
        done.append((match, found))
    return done[::-1]


def _has_own(match: Match) -> bool:
    return any(match.fields.get(key) for key in ("weekday", "weekday2", "month"))


def _is_day(match: Match, found: Found) -> bool:
    return match.rule.make not in CLOCKS and found.kind == "DATE" and found.precision == "day"


def _apart(done: Sequence[Read], match: Match, day: Match, text: str) -> str:
    """What stands between a clock time and the day, other clock times left out."""
    words, at = "", match.end
    for other, _ in reversed(done):
        if match.end <= other.start < day.start:
            words, at = words + text[at : other.start], other.end
    return words + text[at : day.start]


def _moved(found: Found, day: Found) -> Found:
    clock = found.value[found.value.index("T") :]
    zone = (found.reason or "").partition("; ")[2]
    reason = f"{day.reason}{f'; {zone}' if zone else ''}"
    return replace(found, value=day.value + clock, days=day.days, precision="time", reason=reason)
