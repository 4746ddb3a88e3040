"""Plain copy in every encoding that copy still comes in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest import items
from dateline.ingest.decode import decode, tidy
from dateline.model import RawReport

from .made import issues, read

WORDS = "ORRIN (NCW) — “Café Zoë” said on Tuesday that 12 people left."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(WORDS.encode(encoding))
    assert read(tmp_path / "a.txt")[0].text == WORDS


def test_other_scripts(tmp_path: Path) -> None:
    words = "Войска покинули базу в четверг, сообщил представитель армии. Это вторая база за месяц.\n" * 4
    for encoding in ("cp1251", "koi8-r", "utf-8"):
        (tmp_path / "a.txt").write_bytes(words.encode(encoding))
        assert read(tmp_path / "a.txt")[0].text == words


def test_a_few_broken_bytes_are_no_reason_to_refuse(tmp_path: Path) -> None:
    data = ("The café, the naïve and the Zoë. " * 20).encode()
    (tmp_path / "a.txt").write_bytes(data[:40] + b"\xff" + data[40:])
    text = read(tmp_path / "a.txt")[0].text
    assert text.count("\N{REPLACEMENT CHARACTER}") == 1
    assert "naïve" in text


def test_newlines_become_lf_and_nothing_is_stripped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"  One.\r\n\r\nTwo.\rThree. \n")
    assert read(tmp_path / "a.txt")[0].text == "  One.\n\nTwo.\nThree. \n"


def test_unkeepable_characters_are_replaced_one_for_one() -> None:
    assert tidy("a\x00b\ud800c") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if sum(c.isprintable() or c.isspace() for c in text) == len(text):
        assert decode(b"\xef\xbb\xbf" + text.encode()) == text


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_reports_or_issues_and_never_an_exception(data: bytes) -> None:
    for item in items(["-"], stdin=io.BytesIO(data)):
        assert str(item)


def test_stdin_is_sniffed(tmp_path: Path) -> None:
    found = list(items(["-"], stdin=io.BytesIO(b'{"id": "x", "text": "The army left."}\n')))
    assert isinstance(found[0], RawReport)
    assert (found[0].id, found[0].source.locator) == ("x", "-:1")
    assert issues("-", stdin=io.BytesIO(b"")) == ["empty"]
