"""The day a report's news is told from."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model import Dateline, Interval, Report, Source, Span
from dateline.read.newsday import news_day


def report(day: str | None, published: date | None) -> Report:
    line = Dateline(Span(0, 4), "Dorn", day=day)
    when = Interval(published, published, "day", "given") if published else None
    return Report("r", "Dorn", Source("r", "text/plain"), published=when, dateline=line)


@pytest.mark.parametrize(
    ("day", "published", "told"),
    [
        ("March 12", date(2027, 3, 14), date(2027, 3, 12)),
        ("12 March 2027", date(2027, 3, 13), date(2027, 3, 12)),
        ("March 12", date(2027, 3, 12), date(2027, 3, 12)),
        ("March 13", date(2027, 3, 12), date(2027, 3, 12)),  # sent after it was printed: a slip
        ("March 2", date(2027, 3, 14), date(2027, 3, 14)),  # too long ago
        ("Dec. 31", date(2027, 1, 1), date(2026, 12, 31)),
        (None, date(2027, 3, 14), date(2027, 3, 14)),
        ("Friday", date(2027, 3, 14), date(2027, 3, 14)),
    ],
)
def test_a_dateline_a_little_older_is_the_day_of_the_news(day: str | None, published: date, told: date) -> None:
    found = news_day(report(day, published))
    assert found is not None
    assert found.start == found.end == told


def test_without_a_day_of_publication_there_is_none() -> None:
    assert news_day(report("March 12", None)) is None
