"""The word tables of times, quantities and places are part of what the coder is called by."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from dateline import resolve
from dateline.resolve import load_knowledge, tables


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with as_file(files("dateline.data")) as shipped:
        for folder in ("quantities", "times", "places", "brief"):
            shutil.copytree(shipped / folder, tmp_path / folder)
    return tmp_path


def test_an_untouched_copy_has_the_same_digest(data: Path) -> None:
    assert tables.digest(data) == tables.fingerprint()


@pytest.mark.parametrize(
    "file", ["quantities/en.yaml", "quantities/numbers.en.yaml", "times/en.yaml", "places/words.en.yaml"]
)
def test_a_changed_table_is_another_digest(data: Path, file: str) -> None:
    with (data / file).open("a", encoding="utf-8") as table:
        table.write("# one more line\n")
    assert tables.digest(data) != tables.fingerprint()


def test_another_language_is_another_digest(data: Path) -> None:
    (data / "times" / "xx.yaml").write_text("words: {}\n", encoding="utf-8")
    assert tables.digest(data) != tables.fingerprint()


@pytest.mark.parametrize("file", ["brief/sentences.en.yaml", "places/sites.yaml", "times/notes.txt"])
def test_other_files_do_not_count_here(data: Path, file: str) -> None:
    """The names of places are in the gazetteer's own version."""
    with (data / file).open("a", encoding="utf-8") as table:
        table.write("# one more line\n")
    assert tables.digest(data) == tables.fingerprint()


def test_knowledge_is_called_by_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_knowledge()
    before = known.version
    monkeypatch.setattr(resolve, "fingerprint", lambda: "other")
    assert known.version != before
