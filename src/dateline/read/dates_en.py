"""English dates as mastheads and datelines write them: "Jan. 3", "12 March 2020", "Wednesday, Sept.
25, 2013".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = r"(?P<month{n}>" + "|".join(sorted((m.capitalize() for m in MONTHS), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year{n}>(?:19|20)\d\d)(?!\d)"
_WEEKDAY = r"(?:(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? (?:the )?)?"
_DAY = r"(?P<day{n}>0?[1-9]|[12]\d|3[01])(?!\d|[.,]\d)(?:st|nd|rd|th)?"
DAY_PATTERN = (
    rf"{_WEEKDAY}(?:"
    + f"{_MONTH} ?{_DAY}(?:,? {_YEAR})?".replace("{n}", "1")
    + "|"
    + f"{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?".replace("{n}", "2")
    + ")"
)
_NAMED = re.compile(rf"(?<![\w.]){DAY_PATTERN}", re.I)


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day of a month, with its year and weekday where they are told."""

    start: int
    end: int
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None  # 0 is Monday

    def in_year(self, year: int) -> date | None:
        """The date in that year, when there is one (no Feb. 29 in most)."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> date | None:
        return None if self.year is None else self.in_year(self.year)


def day_mentions(text: str) -> tuple[DayMention, ...]:
    """Every "March 11", "11 March 2020", "Wednesday, March 11" in `text`. Linear in its length."""
    found = (_mention(match) for match in _NAMED.finditer(text))
    return tuple(m for m in found if m is not None and m.in_year(2000) is not None)


def _mention(match: re.Match[str]) -> DayMention | None:
    n = "1" if match["month1"] else "2"
    name = match[f"month{n}"]
    if name.islower() and len(name) <= 5:  # "may 5 people", "march 2 abreast"
        return None
    year, weekday = match[f"year{n}"], match["weekday"]
    return DayMention(
        match.start(),
        match.end(),
        MONTHS[name.lower()],
        int(match[f"day{n}"]),
        int(year) if year else None,
        WEEKDAYS.index(weekday.lower()) if weekday else None,
    )
