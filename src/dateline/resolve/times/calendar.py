"""Arithmetic on days: the period a day lies in, periods before and after, seasons, feasts, other calendars.

Units are TIMEX3's letters: Y, M, W (ISO 8601, Monday first), D, Q, E (decade), C (century), WE (weekend).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

Days = tuple[date, date]
"""First and last day, both inclusive."""

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the season, meteorological and northern."""

UNIT_DAYS = {"D": 1, "W": 7, "2W": 14, "M": 30, "Q": 91, "Y": 365, "E": 3652, "C": 36524, "WE": 7}


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200, "6M": 6, "25Y": 300}


def shift(day: date, count: float, unit: str) -> date:
    """The day `count` units away; part units are rounded to days. Beyond the calendar it stays where it
    is."""
    try:
        if unit in _MONTHS:
            whole = int(count)
            return (
                add_months(day, round(count * _MONTHS[unit]))
                if whole == count or unit != "M"
                else day + timedelta(days=round(count * 30.4))
            )
        if unit.startswith("T"):
            hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
            return day + timedelta(days=round(hours / 24))
        return day + timedelta(days=round(count * UNIT_DAYS.get(unit, 1)))
    except (OverflowError, ValueError):
        return day


def period(day: date, unit: str) -> Days:
    """First and last day of the unit that `day` lies in; hours and minutes are the day itself."""
    if unit == "Y":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "M":
        return month_days(day.year, day.month)
    if unit == "Q":
        first = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, first, 1), month_days(day.year, first + 2)[1]
    if unit in ("W", "2W"):
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "WE":
        saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
        return saturday, saturday + timedelta(days=1)
    if unit == "E":
        return date(day.year // 10 * 10 or 1, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    if unit == "C":
        first = day.year // 100 * 100
        return date(first or 1, 1, 1), date(first + 99, 12, 31)
    return day, day


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that `day` lies in: 2020, 2020-03, 2020-W12, 2020-Q1, 202, 20."""
    iso = day.isocalendar()
    return {
        "Y": f"{day.year:04}",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month - 1) // 3 + 1}",
        "W": f"{iso.year:04}-W{iso.week:02}",
        "2W": f"{iso.year:04}-W{iso.week:02}",
        "WE": f"{iso.year:04}-W{iso.week:02}-WE",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }.get(unit, day.isoformat())


def part_of(days: Days, edge: str | None) -> Days:
    """The first, middle or last third of a stretch of days; the whole for no edge."""
    first, last = days
    length = (last - first).days + 1
    third = max(1, length // 3)
    if edge == "START":
        return first, first + timedelta(days=third - 1)
    if edge == "END":
        return last - timedelta(days=third - 1), last
    if edge == "MID":
        return first + timedelta(days=third), last - timedelta(days=third)
    return days


def season_days(year: int, season: str) -> Days:
    """The three months of a season; winter starts in December of `year`."""
    first = date(year, SEASONS[season], 1)
    return first, month_days(*divmod_month(year, SEASONS[season] + 2))[1]


def divmod_month(year: int, month: int) -> tuple[int, int]:
    """Year and month where `month` may run past December."""
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def weekday_near(day: date, weekday: int, way: int, strict: bool = False) -> date:
    """The nearest such weekday (1 Monday .. 7 Sunday) at or before (`way` < 0) or at or after `day`."""
    if way < 0:
        back = (day.isoweekday() - weekday) % 7
        return day - timedelta(days=back or (7 if strict else 0))
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead or (7 if strict else 0))


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher's rule for the Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday (Meeus's Julian rule), as a Gregorian date; right from 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


@lru_cache(maxsize=512)
def table_days(kind: str, name: str, year: int) -> tuple[date, ...]:
    """Days of a moving feast in one Gregorian year, by the tables of the `holidays` library; none when unknown.

    The library exports feasts only through countries; its calendars are private classes, used here and nowhere else.
    tests/resolve/test_times.py fails when a release moves them.
    """
    from holidays.calendars import chinese, hebrew, hindu, islamic, persian

    calendars: Mapping[str, Any] = {
        "islamic": islamic._IslamicLunar,
        "chinese": chinese._ChineseLunisolar,
        "hebrew": hebrew._HebrewLunisolar,
        "hindu": hindu._HinduLunisolar,
    }
    if kind == "persian":
        new_year = persian._Persian().new_year_date(year)
        return (new_year + timedelta(days=int(name)),) if new_year else ()
    table = calendars[kind]()
    if kind == "islamic":
        return tuple(sorted(day for day, *_ in getattr(table, f"{name}_dates")(year)))
    found = getattr(table, f"{name}_date")(year)
    days = found if isinstance(found, set) else {found[0] if isinstance(found, tuple) else found}
    return tuple(sorted(d for d in days if isinstance(d, date) and d.year == year))


def feast_days(rule: Mapping[str, Any], year: int) -> tuple[date, ...]:
    """When a feast falls in a year; the rules are those of `holidays` in data/times: day, nth, easter, tables."""
    if "day" in rule:
        month, day = map(int, rule["day"].split("-"))
        return (date(year, month, day),)
    if "nth" in rule:
        nth, weekday, month = rule["nth"]
        first, last = month_days(year, month)
        if nth < 0:
            return (weekday_near(last, weekday, -1),)
        return (weekday_near(first, weekday, 1) + timedelta(weeks=nth - 1),)
    if "easter" in rule:
        return (easter(year) + timedelta(days=rule["easter"]),)
    if "orthodox" in rule:
        return (orthodox_easter(year),)
    kind, name = next(iter(rule.items()))
    return table_days(kind, str(name), year)


def from_hijri(year: int, month: int, day: int) -> date:
    """Tabular Islamic calendar (civil epoch, leap years 2, 5, 7, 10 ...); sightings differ by a day or so."""
    ordinal = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(ordinal)


def hijri_year(day: date) -> int:
    """The Islamic year that a day lies in, by the tabular calendar."""
    year = (30 * (day.toordinal() - 227015) + 10646) // 10631
    return year if from_hijri(year, 1, 1) <= day else year - 1


def from_persian(year: int, month: int, day: int) -> date | None:
    """Solar Hijri day as a Gregorian date; None outside the years that the table covers."""
    new_year = table_days("persian", "0", year + 621)
    if not new_year:
        return None
    return new_year[0] + timedelta(days=(31 * (month - 1) if month < 7 else 186 + 30 * (month - 7)) + day - 1)
