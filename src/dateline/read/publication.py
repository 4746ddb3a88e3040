"""When a report was published: the user's word, metadata, dateline, address or file name, a printed
date line.

Each answer carries its reason; disagreement with the next best is told there. The file's modification time
and
today's date are never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate
from pathlib import PurePath
from urllib.parse import urlsplit

from dateline.errors import UsageError
from dateline.model import Dateline, Furniture, Interval, RawReport, Span
from dateline.read.dates_en import day_mentions

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d])")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_PATH = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_.-](0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])(?!\d)")
_PATH_MONTH = re.compile(r"/((?:19|20)\d{2})/([a-z]{3})/(0?[1-9]|[12]\d|3[01])(?=/)", re.I)
_SLASHED = re.compile(r"\s*(\d{1,2})([/.])(\d{1,2})\2(\d{4})\b")
_EARLIEST = 1800  # a year below it is a number, not a year of a news report
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def user_date(published: str) -> Interval:
    """`--published`: an ISO date, or an interval "2020-03-01/2020-03-26". Raises `UsageError` for
    anything else.
    """
    ends = published.strip().split("/")
    try:
        days = [date.fromisoformat(end.strip()) for end in ends]
    except ValueError:
        days = []
    if len(days) not in (1, 2) or days[0] > days[-1]:
        raise UsageError(
            f"--published takes a date (2020-03-26) or an interval (2020-03-01/2020-03-26), not {published!r}"
        )
    precision = "day" if days[0] == days[-1] else "range"
    return Interval(days[0], days[-1], precision, f"given by the user as {published.strip()}")  # type: ignore[arg-type]


def stated_date(words: str) -> date | None:
    """The date that metadata states, in its own time zone: ISO 8601, RFC 2822, "March 26, 2020",
    26.03.2020.
    """
    words = words.strip()
    if match := _ISO.match(words) or _COMPACT.match(words) or _PATH.match(words):
        return _date(match[1], match[2], match[3])
    if mention := next((m for m in day_mentions(words[:200]) if m.date is not None), None):
        return mention.date
    if match := _SLASHED.match(words):
        first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
        if mark == "." or first > 12:
            return _date(year, str(second), str(first))
        return _date(year, str(first), str(second)) if second > 12 or first == second else None
    parsed = parsedate(words[:200])
    return _date(str(parsed[0]), str(parsed[1]), str(parsed[2])) if parsed else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def address_date(address: str) -> date | None:
    """A date in the path of an address: /2020/03/26/, /2020/mar/26/, /20200326, -2020-03-26."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    if match := _PATH_MONTH.search(path):
        month = match[2].lower()
        if month in _MONTH_NAMES:
            return _date(match[1], str(_MONTH_NAMES.index(month) + 1), match[3])
    match = _PATH.search(path) or _COMPACT.search(path)
    return _date(match[1], match[2], match[3]) if match else None


def name_date(locator: str) -> date | None:
    """A date in the name of a file or in the folders right above it; none when it names two different
    ones.
    """
    name = PurePath(locator.rsplit("!", 1)[-1]).name
    found = {_date(*match) for pattern in (_PATH, _COMPACT) for match in pattern.findall(name)} - {None}
    if len(found) == 1:
        return found.pop()
    return None


def candidates(
    raw: RawReport, dateline: Dateline | None, furniture: tuple[Furniture, ...], within: Interval | None
) -> Iterator[Interval]:
    """Every date something outside the story's own sentences gives, best first. `within` is what the
    text allows
    at all and gives a year to a dateline that has none."""
    if raw.published:
        stated, source = stated_date(raw.published), raw.published_reason or "metadata"
        if stated is not None:
            yield _day(stated, f"{source} says {raw.published.strip()[:60]}")
    if dateline is not None and dateline.day is not None:
        yield from _dateline_day(dateline, within)
    if raw.url and (found := address_date(raw.url)):
        yield _day(found, f"the address has {found.isoformat()} in its path")
    if found := name_date(raw.source.locator):
        yield _day(found, "the file's name has it")
    lines = [item for item in furniture if item.kind == "date"]
    for item in sorted(lines, key=lambda item: "pdated" in item.span.of(raw.text)):  # "Published" before "Updated"
        if printed := stated_date(item.span.of(raw.text)):
            yield _day(printed, f"printed: {item.span.of(raw.text)[:60]!r}", item.span)


def _dateline_day(dateline: Dateline, within: Interval | None) -> Iterator[Interval]:
    for mention in day_mentions(dateline.day or ""):
        if mention.date is not None:
            yield _day(mention.date, f"dateline {dateline.day!r}", dateline.span)
        elif within is not None and within.start is not None and within.end is not None:
            years = range(within.start.year, within.end.year + 1)
            days = [d for y in years if (d := mention.in_year(y)) and within.start <= d <= within.end]
            if len(days) == 1:
                yield _day(
                    days[0],
                    f"dateline {dateline.day!r}, in the year the text allows: {within.reason}",
                    dateline.span,
                )


def _day(day: date, reason: str, span: Span | None = None) -> Interval:
    return Interval(day, day, "day", reason, span)


def agreed(best: Interval, dateline: Dateline | None, others: list[Interval]) -> Interval:
    """The best date, its reason told with what the others say of it."""
    notes = []
    for other in others:
        if other.start != best.start:
            notes.append(f"but {other.reason}: {other.start}")
    for mention in day_mentions((dateline.day if dateline else None) or ""):
        if (
            best.start is not None
            and mention.year is None
            and (mention.month, mention.day) != (best.start.month, best.start.day)
        ):
            notes.append(f"the dateline is of {dateline.day if dateline else ''}")
        elif mention.year is None and not others and "dateline" not in (best.reason or ""):
            notes.append("the dateline agrees")
    if not notes:
        return best
    return Interval(best.start, best.end, best.precision, "; ".join([best.reason or "", *notes]), best.span)
