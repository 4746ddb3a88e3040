# ruff: noqa: E501  (sample copy is kept on its line)
"""Folders, archives, crawls: order, bounds, progress."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dateline.ingest import Limits, count_bytes, items
from dateline.model import Issue, RawReport

from .broken import STORY, warc, zipped
from .made import META_PAGE, issues, read


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.x.txt", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    found = [r.source.locator.removeprefix(f"{tmp_path}/") for r in read(tmp_path)]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c/d/e.txt"]


def test_a_folder_linked_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(STORY)
    (tmp_path / "also").symlink_to(tmp_path / "real")
    assert len(read(tmp_path)) == 1


def test_progress_adds_up_to_the_bytes_on_disk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY * 100)
    (tmp_path / "b.zip").write_bytes(zipped({"x.txt": STORY.encode()}))
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.4" + b"x" * 200_000)
    told: list[int] = []
    list(items([str(tmp_path)], progress=told.append))
    assert sum(told) == count_bytes([str(tmp_path), "-", "http://x.example/"])


def test_items_are_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    first = next(iter(items([str(tmp_path / "a.txt"), str(tmp_path / "gone")])))
    assert isinstance(first, RawReport)


def test_gzip_is_seen_through(tmp_path: Path) -> None:
    two = gzip.compress(STORY[:50].encode()) + gzip.compress(STORY[50:].encode())  # members follow one another
    (tmp_path / "a.txt.gz").write_bytes(two)
    assert read(tmp_path / "a.txt.gz")[0].text == STORY
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(META_PAGE.encode()))
    assert read(tmp_path / "b.html.gz")[0].title == "Ferry sails at last"


def test_zip_members_in_order_and_one_archive_inside(tmp_path: Path) -> None:
    inner = {"z.txt": STORY.encode(), "a/b.json": b'{"text": "The army left."}', "c.txt.gz": gzip.compress(STORY.encode()),
             "__MACOSX/x": b"\x00", "d.bin": b"\x00\x01\x02\x03" * 50}  # fmt: skip
    (tmp_path / "a.zip").write_bytes(zipped(inner))
    found = list(items([str(tmp_path / "a.zip")]))
    names = [(i.locator if isinstance(i, Issue) else i.source.locator).split("!")[1] for i in found]
    assert names == ["a/b.json:1", "c.txt", "d.bin", "z.txt"]
    assert [i.code for i in found if isinstance(i, Issue)] == ["binary"]


def test_a_bomb_by_small_steps(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped({f"{n}.txt": (f"The army left town {n}. " * 9000).encode() for n in range(12)})
    )
    limits = Limits(unpacked_bytes=1_000_000)
    assert issues(tmp_path / "a.zip", limits) == ["zip-bomb"]


def test_a_locked_zip(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert issues(tmp_path / "a.zip") == ["encrypted"]


@pytest.mark.parametrize("packed", [True, False])
def test_crawls(tmp_path: Path, packed: bool) -> None:
    (tmp_path / "a").write_bytes(warc(3, packed, META_PAGE.replace("Thursday", "Tuesday")))
    found = read(tmp_path / "a")
    assert len(found) == 3
    assert found[0].source.locator.endswith("a#0")
    assert found[0].published == "2020-03-26T09:00:00Z"  # the page's word, not the day of the crawl
    assert len({r.source.locator for r in found}) == 3


@pytest.mark.slow
def test_a_large_file_of_lines_takes_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    line = '{"text": "' + "The army left. " * 60 + '"}\n'
    (tmp_path / "a.jsonl").write_text(line * 20_000)  # 18 MB
    tracemalloc.start()
    count = sum(1 for _ in items([str(tmp_path / "a.jsonl")]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 10_000_000
