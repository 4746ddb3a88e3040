"""One bad input is one line and stops nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.ingest import blob, items
from dateline.model import Issue, RawReport

from .broken import STORY, Broken, every, zipped

ALL = every()


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses to open files called locked-*, as the system would for another user."""
    opened = blob.Counted.__init__

    def refuse(self: blob.Counted, path: Path, progress: object) -> None:
        if path.name.startswith("locked-"):
            raise PermissionError(13, "Permission denied")
        opened(self, path, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(blob.Counted, "__init__", refuse)


def test_there_are_at_least_sixty_of_twelve_kinds() -> None:
    assert len(ALL) >= 60
    assert len({broken.kind for broken in ALL}) >= 12
    assert len({broken.name for broken in ALL}) == len(ALL)


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: broken.name)
def test_each_is_one_line_that_says_what_and_what_to_do(broken: Broken, tmp_path: Path, refusing: None) -> None:
    broken.make(tmp_path / broken.name)
    found = [item for item in items([str(tmp_path / broken.name)]) if isinstance(item, Issue)]
    assert len(found) == 1
    assert found[0].code in broken.codes
    line = str(found[0])
    assert "\n" not in line
    assert broken.name.removesuffix(".gz") in line
    assert ";" in found[0].message  # what is wrong; what to do


def test_none_stops_the_rest(tmp_path: Path, refusing: None) -> None:
    for number, broken in enumerate(b for b in ALL if b.kind != "huge line"):
        folder = tmp_path / f"{number:03}"
        folder.mkdir()
        broken.make(folder / broken.name)
        (folder / "zz-good.txt").write_text(f"{STORY}{number}\n")
    found = list(items([str(tmp_path)]))
    good = [item for item in found if isinstance(item, RawReport) and item.source.locator.endswith("zz-good.txt")]
    assert [item.text for item in good] == [f"{STORY}{n}\n" for n in range(len(good))]
    assert len(good) == len(ALL) - len([b for b in ALL if b.kind == "huge line"])


def test_records_before_the_break_are_kept(tmp_path: Path) -> None:
    for broken in ALL:
        if broken.name in ("cut-f.warc", "cut-g.warc.gz"):
            broken.make(tmp_path / broken.name)
            found = list(items([str(tmp_path / broken.name)]))
            assert len([item for item in found if isinstance(item, RawReport)]) == 2
            assert isinstance(found[-1], Issue)


def test_a_fault_of_a_library_is_the_issue_of_one_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("a\nb")

    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(STORY)
    monkeypatch.setattr(sys.modules["dateline.ingest.items"], "read_blob", breaks)
    found = list(items([str(tmp_path)]))
    assert [(type(x), x.code) for x in found if isinstance(x, Issue)] == [(Issue, "fault")] * 2
    assert all("KeyError" in str(x) and "\n" not in str(x) for x in found)


def test_a_feed_that_breaks_its_parser_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(
        b"<?xml version='1.0' encoding='\xc1'?><rss><channel><item><title>x</title></item></channel></rss>"
    )
    (issue,) = items([str(path)])
    assert isinstance(issue, Issue)
    assert issue.code == "bad-feed"


def test_a_zip_member_without_a_name_does_not_stop_anything(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"q.txt": STORY.encode()}).replace(b"q.txt", b"\0.txt"))
    assert [x.code for x in items([str(path)]) if isinstance(x, Issue)] == ["archive-damaged"]
