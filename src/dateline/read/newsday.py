"""The day a report's news is told from: that of its dateline, where it was published a day or some days later."""

from __future__ import annotations

from datetime import date

from dateline.model import Interval, Report
from dateline.read.dates_en import day_mentions

LATEST = 5
"""Days that a report may lie between being sent and being published; beyond, the dateline is somebody's slip."""


def news_day(report: Report) -> Interval | None:
    """The dateline's day when it lies up to `LATEST` days before publication, else the days of publication.

    "PARIS, March 12 (XN) -" in a paper of March 14: its "on Thursday" and its news without a day go by March 12.
    """
    published, line = report.published, report.dateline
    if published is None or published.start is None or published.start != published.end or line is None:
        return published
    for mention in day_mentions(line.day or ""):
        sent = mention.date or near(mention.in_year(published.start.year), published.start)
        if sent is not None and 0 < (published.start - sent).days <= LATEST:
            return Interval(sent, sent, "day", f"dateline {line.day!r}; {published.reason or ''}", line.span)
    return published


def near(day: date | None, published: date) -> date | None:
    """A day without a year in the year of publication, or the year before for a December read in January."""
    if day is not None and day > published and day.month == 12:
        return day.replace(year=day.year - 1)
    return day
