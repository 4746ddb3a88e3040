# ruff: noqa: E501  (sample copy is kept on its line)
"""The publication date: the order of witnesses, how they write dates, and what a reason says."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.errors import UsageError
from dateline.read.article import canonical
from dateline.read.publication import address_date, name_date, stated_date

from .made import report

STORY = "The garrison at Orrin left its barracks on Tuesday and handed the keys to the town council, a spokesman for it said."


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020-03-26", "2020-03-26"),
        (
            "2020-03-26T23:30:00-05:00",
            "2020-03-26",
        ),  # the day as stated, not as the clock in Greenwich had it
        ("2020-03-26 04:15:00 +0000 UTC", "2020-03-26"),
        ("Thu, 26 Mar 2020 09:00:00 GMT", "2020-03-26"),
        ("March 26, 2020", "2020-03-26"),
        ("26th of March 2020", "2020-03-26"),
        ("Thursday, 26 March 2020, 14:05", "2020-03-26"),
        ("Published Sept. 5, 2013 at 9 p.m.", "2013-09-05"),
        ("20200326", "2020-03-26"),
        ("20200326T101500Z", "2020-03-26"),
        ("2020/03/26", "2020-03-26"),
        ("26.03.2020", "2020-03-26"),
        ("26/03/2020", "2020-03-26"),
        ("03/26/2020", "2020-03-26"),
        ("05/05/2020", "2020-05-05"),
        ("03/04/2020", None),  # April or March: unknown
        ("2020-02-30", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_stated_dates(words: str, day: str | None) -> None:
    assert stated_date(words) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("http://x.example/2020/03/26/ferry", "2020-03-26"),
        ("http://x.example/2020/3/6/ferry", "2020-03-06"),
        ("http://x.example/world/2020/mar/26/ferry", "2020-03-26"),
        ("http://x.example/ferry-2020-03-26.html", "2020-03-26"),
        ("http://x.example/a/20200326/ferry", "2020-03-26"),
        ("http://x.example/story/20200399", None),
        ("http://x.example/id/120200326", None),
        ("http://2020-03-26.example/ferry", None),
        ("http://x.example/2020/ferry", None),
    ],
)
def test_addresses(address: str, day: str | None) -> None:
    assert address_date(address) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("desk/20200326-ferry.txt", "2020-03-26"),
        ("desk/ferry_2020-03-26.txt", "2020-03-26"),
        ("a.zip!2020.03.26.txt", "2020-03-26"),
        ("2019-01-01/ferry.txt", None),  # a folder may be the day of a download
        ("20200326-to-20200401.txt", None),
        ("003_20993326.txt", None),
    ],
)
def test_file_names(name: str, day: str | None) -> None:
    assert name_date(name) == (date.fromisoformat(day) if day else None)


def test_the_order_of_witnesses() -> None:
    text = f"Published: March 30, 2020\nHALVEN, March 27, 2020 (NCW) - {STORY}"
    name, address = "2020-03-29.txt", "http://x.example/2020/03/28/ferry"
    every = {"published": "2020-03-26", "published_reason": "JSON field 'published'", "url": address}

    def day(**parts: object) -> str:
        found = report(text, name, **parts).published  # type: ignore[arg-type]
        assert found is not None
        assert found.start == found.end
        return str(found.start)

    assert report(text, name, "2020-03-25", **every).published.start == date(2020, 3, 25)  # type: ignore[union-attr]
    assert day(**every) == "2020-03-26"
    assert day(url=address) == "2020-03-27"
    plain = text.replace("HALVEN, March 27, 2020 (NCW) - ", "")
    assert str(report(plain, name, url=address).published.start) == "2020-03-28"  # type: ignore[union-attr]
    assert str(report(plain, name).published.start) == "2020-03-29"  # type: ignore[union-attr]
    assert str(report(plain).published.start) == "2020-03-30"  # type: ignore[union-attr]


def test_reasons_name_the_witness_and_who_disagrees() -> None:
    found = report(f"HALVEN, March 25 (NCW) - {STORY}", url="http://x.example/2020/03/27/x").published
    assert found is not None
    assert found.reason is not None
    assert "address" in found.reason
    assert "dateline is of March 25" in found.reason
    stated = report(f"HALVEN (NCW) - {STORY}", "x.txt", None, url="http://x.example/2020/03/27/x")
    assert stated.published is not None
    assert stated.published.reason == "the address has 2020-03-27 in its path"


def test_published_beats_updated() -> None:
    text = f"Updated: April 2, 2020\nPublished: March 30, 2020\n{STORY}"
    assert report(text).published.start == date(2020, 3, 30)  # type: ignore[union-attr]


def test_a_dateline_without_a_year_takes_it_from_the_text() -> None:
    text = f"BAGHDAD, March 26 (NCW) - {STORY} The war follows the killing of Qassem Soleimani on Jan. 3."
    found = report(text).published
    assert found is not None
    assert (found.start, found.end) == (date(2020, 3, 26), date(2020, 3, 26))
    assert "year the text allows" in (found.reason or "")


def test_the_users_word() -> None:
    found = report(STORY, user="2020-03-01/2020-03-26").published
    assert found is not None
    assert (found.start, found.end, found.precision) == (date(2020, 3, 1), date(2020, 3, 26), "range")
    for wrong in ("soon", "2020-03-26/2020-03-01", "2020-13-01", "2020-01-01/2020-01-02/2020-01-03", ""):
        with pytest.raises(UsageError, match="--published"):
            report(STORY, user=wrong)


def test_nothing_said_is_unknown_and_says_so() -> None:
    found = report(STORY).published
    assert found is not None
    assert (found.start, found.end) == (None, None)
    assert found.reason


def test_ids() -> None:
    assert report(STORY, id="x-1").id == "x-1"
    one = report(STORY, url="http://www.x.example/a/?utm_source=y&b=1#top").id
    assert one == report(STORY + " More.", url="https://x.example/a?b=1").id
    assert report(STORY).id != report(STORY + " More.").id
    assert canonical("HTTP://X.example:80/a/") == canonical("http://x.example/a")
    assert canonical("http://[") == "http://["
