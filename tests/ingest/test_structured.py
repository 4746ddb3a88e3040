"""JSON, tables, feeds and pages: every part lands where it belongs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.ingest import Limits, items
from dateline.ingest.fragment import fragment_text
from dateline.ingest.records import report_of
from dateline.model import Issue, RawReport

from .made import ATOM, FEED, META_PAGE, issues, read

REPORT = {
    "id": "a-1",
    "url": "http://x.example/1",
    "outlet": "Vale Herald",
    "published": "2020-03-26",
    "title": "T",
    "text": " Left\r\n. ",
}


@pytest.mark.parametrize("shape", ["object", "indented", "array", "lines"])
def test_json_shapes(tmp_path: Path, shape: str) -> None:
    words = {
        "object": json.dumps(REPORT),
        "indented": json.dumps(REPORT, indent=2),
        "array": json.dumps([REPORT, REPORT | {"id": "a-2"}], indent=1),
        "lines": json.dumps(REPORT) + "\n\n" + json.dumps(REPORT | {"id": "a-2"}) + "\n",
    }[shape]
    (tmp_path / "a.json").write_text(words)
    found = read(tmp_path / "a.json")
    assert [r.id for r in found] == (["a-1", "a-2"] if shape in ("array", "lines") else ["a-1"])
    first = found[0]
    assert (first.url, first.outlet, first.published, first.title) == (
        "http://x.example/1",
        "Vale Herald",
        "2020-03-26",
        "T",
    )
    assert first.text == " Left\r\n. "  # exactly
    assert first.published_reason == "JSON field 'published'"


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda s: s.strip() and "\x00" not in s))
def test_json_text_is_kept_exactly(text: str) -> None:
    kept = report_of(json.loads(json.dumps({"text": text})), "x", "")
    assert kept.text == text


def test_bad_lines_are_named_and_skipped(tmp_path: Path) -> None:
    lines = [
        json.dumps(REPORT),
        "{oops",
        json.dumps(REPORT | {"text": 3}),
        json.dumps([1]),
        json.dumps(REPORT | {"id": 7}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = list(items([str(tmp_path / "a.jsonl")]))
    assert [item.code if isinstance(item, Issue) else item.id for item in found] == [
        "a-1",
        "bad-json",
        "wrong-type",
        "wrong-type",
        "7",
    ]
    assert str(found[1]).startswith(f"{tmp_path / 'a.jsonl'}:2: ")


def test_a_bad_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{oops\n" + json.dumps(REPORT))
    assert [type(i) for i in items([str(tmp_path / "a.jsonl")])] == [Issue, RawReport]


def test_a_line_that_is_too_long_is_skipped(tmp_path: Path) -> None:
    long = json.dumps(REPORT | {"text": "x" * 5000})
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps(REPORT), long, json.dumps(REPORT)]))
    found = list(items([str(tmp_path / "a.jsonl")], limits=Limits(report_bytes=1000)))
    assert [item.code if isinstance(item, Issue) else item.id for item in found] == [
        "a-1",
        "too-large",
        "a-1",
    ]


def test_tables_find_their_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'Headline,Source Name,Publication Date,Content\nT,Vale Herald,2020-03-26,"Left, on\nTuesday."\n'
    )
    (first,) = read(tmp_path / "a.csv")
    assert (first.title, first.outlet, first.published, first.text) == (
        "T",
        "Vale Herald",
        "2020-03-26",
        "Left, on\nTuesday.",
    )
    assert first.published_reason == "column 'Publication Date'"
    assert first.source.locator.endswith(":2")


def test_the_users_columns_come_first(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("text\tBody of it\nno\tThe army left.\n")
    (first,) = read(tmp_path / "a.tsv", columns={"text": "body of it"})
    assert first.text == "The army left."
    assert issues(tmp_path / "a.tsv", columns={"title": "Nowhere"}) == ["missing-columns"]
    with pytest.raises(UsageError, match="colour"):
        list(items([str(tmp_path / "a.tsv")], columns={"colour": "x"}))


def test_a_table_without_text_says_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("when,what\n1,2\n")
    (issue,) = items([str(tmp_path / "a.csv")])
    assert "no column for text" in str(issue)
    assert "when, what" in str(issue)
    assert "--column" in str(issue)


def test_large_fields_pass(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,text\nT," + "word " * 400_000 + "\n")
    assert len(read(tmp_path / "a.csv")[0].text) == 2_000_000


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(FEED)
    found = list(items([str(tmp_path / "a.xml")]))
    first, second = (item for item in found if isinstance(item, RawReport))
    assert first.text == "HALVEN (NCW) - The bridge over the Arl reopened on Tuesday.\n\nIt was shut in May."
    assert (first.id, first.outlet, first.title, first.language) == (
        "nc-1",
        "Northcoast Wire",
        "Bridge reopens",
        "en-GB",
    )
    assert (first.published, first.published_reason) == (
        "Tue, 02 Apr 2019 18:30:00 +0200",
        "feed entry's published",
    )
    assert (second.title, second.text) == ("Second & last", "Only a summary here, without markup.")
    assert [item.code for item in found if isinstance(item, Issue)] == ["no-text"]


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(ATOM)
    (first,) = read(tmp_path / "a")
    assert (first.text, first.url, first.published) == (
        "The ferry sailed on Thursday.",
        "http://vale.example/ferry",
        "2020-03-26T23:30:00-05:00",
    )


def test_a_page_and_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(META_PAGE)  # the content counts, not the name
    (first,) = read(tmp_path / "a.txt")
    assert (first.title, first.outlet, first.byline, first.language) == (
        "Ferry sails at last",
        "Vale Herald",
        "Mona Rey",
        "en-US",
    )
    assert (first.url, first.published) == ("http://vale.example/2020/03/26/ferry", "2020-03-26T09:00:00Z")
    assert first.published_reason == "JSON-LD datePublished"
    assert "first time since the storm" in first.text
    assert "Sport" not in first.text
    assert "Copyright" not in first.text


def test_fragments() -> None:
    assert fragment_text("<p>One <b>two</b></p><p>three<br>four &amp; five</p>") == "One two\n\nthree\n\nfour & five"
    assert fragment_text("2 < 3 and plain") == "2 < 3 and plain"
    assert fragment_text("<style>p{}</style>x<script>y</script>") == "x"
    assert len(fragment_text("<" * 200_000)) == 200_000
