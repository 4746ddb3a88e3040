"""Dateline from Python: open, add, ask, hand on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline
from dateline.errors import UsageError
from dateline.model import EventType

FIRST = (
    "KIRKUK, Iraq -- The U.S.-led coalition handed over the K1 air base to Iraqi forces on March 29, 2020, "
    "Col. Ada Marsh said. A rocket attack on Camp Taji on March 11, 2020 killed three coalition troops."
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dateline.Book]:
    with dateline.open(tmp_path_factory.mktemp("book") / "story.db") as opened:
        assert (
            opened.add_text(FIRST, id="one", outlet="Tigris Wire", title="Base handed over", published="2020-03-30")
            == []
        )
        yield opened


def test_importing_dateline_costs_nothing() -> None:
    import subprocess
    import sys

    code = "import sys, dateline; print(any(m in sys.modules for m in ('spacy', 'sqlalchemy', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_events_take_the_filters_of_the_command_line(book: dateline.Book) -> None:
    handed = book.events(type="retreat", since="2020-03-01")
    assert [e.type for e in handed] == [EventType.RETREAT]
    assert book.events(since="2021-01-01") == []
    assert len(book.events(place="Taji")) == 1
    with pytest.raises(UsageError, match="no 'peace'"):
        book.events(type="peace")


def test_claims_reports_state_and_plans(book: dateline.Book) -> None:
    event = book.events(place="Taji")[0]
    assert [c.report for c in book.claims(event.id)] == ["one"]
    assert len(book.claims()) >= 2
    assert [r.outlet for r in book.reports()] == ["Tigris Wire"]
    assert [line.subject for line in book.state("2020-04-01") if line.attribute == "holder"]
    assert book.plans() == []
    assert list(book.conflicts()) == []
    with pytest.raises(UsageError, match="no event"):
        book.event("nothing")
    with pytest.raises(UsageError, match="is no day"):
        book.state("yesterday")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_in_one_call(book: dateline.Book, library: str) -> None:
    pytest.importorskip(library)
    frame = book.frame("claims", library)  # type: ignore[arg-type]
    assert len(frame) == len(book.claims())
    assert "sentence" in frame.columns
    with pytest.raises(UsageError, match="pandas or polars"):
        book.frame("claims", "arrow")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no table"):
        book.rows("people")  # type: ignore[arg-type]


def test_export_writes_a_file(book: dateline.Book, tmp_path: Path) -> None:
    book.export("claims", tmp_path / "claims.jsonl")
    lines = (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(book.claims())
    assert json.loads(lines[0])["report"]["id"] == "one"


def test_the_same_again_changes_nothing_and_bad_input_is_said(book: dateline.Book, tmp_path: Path) -> None:
    before = book.claims()
    assert book.add_text(FIRST, id="one", outlet="Tigris Wire", title="Base handed over", published="2020-03-30") == []
    assert book.claims() == before
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert [i.code for i in book.add(tmp_path / "bad.txt")] == ["binary"]
    assert book.claims() == before


def test_nothing_else_is_in_the_module() -> None:
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        dateline.close  # noqa: B018
