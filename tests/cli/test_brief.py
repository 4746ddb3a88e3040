"""`dateline brief` as files and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_format_follows_the_files_ending(run: Run, tmp_path: Path) -> None:
    page, text = tmp_path / "brief.html", tmp_path / "brief.md"
    assert run("brief", "-o", str(page)).code == run("brief", "-o", str(text)).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert text.read_text(encoding="utf-8") == run("brief").out == run("brief", "--format", "md").out
    assert run("brief", "--format", "html").out == page.read_text(encoding="utf-8")


def test_json_is_the_same_document(run: Run) -> None:
    made = json.loads(run("brief", "--format", "json", "--since", "2020-03-21").out)
    titles = [s["title"] for s in made["sections"]]
    assert titles[:2] == ["What happened", "What changed since 21 March 2020"]
    assert {n["number"] for n in made["sources"]} == set(range(1, len(made["sources"]) + 1))
    changed = made["sections"][1]["said"]
    assert next(s["label"] for s in changed if "Qayyarah" in s["text"]) == "New"
    assert any(s["label"] == "Plan kept, before due" for s in changed)


@pytest.mark.parametrize(("arguments", "word"), [
    (["--format", "doc"], "md, html, pdf, json"), (["--format", "pdf"], "name it with -o"),
    (["--since", "2020-03-27", "--until", "2020-03-20"], "before --since"),
    (["-o", "no/such/place.md"], "cannot write"),
])  # fmt: skip
def test_trouble_is_one_line(run: Run, arguments: list[str], word: str) -> None:
    done = run("brief", *arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert word in done.err


def test_a_pdf_is_the_page_printed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr("dateline.export.printed.pdf", lambda html: printed.append(html) or b"%PDF-")
    assert run("brief", "-o", str(tmp_path / "brief.pdf")).code == 0
    assert (tmp_path / "brief.pdf").read_bytes() == b"%PDF-"
    assert printed == [run("brief", "--format", "html").out]


def test_a_pdf_without_a_program_to_print_it_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None)
    done = run("brief", "-o", str(tmp_path / "brief.pdf"))
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "apt-get install chromium" in done.err
    assert not (tmp_path / "brief.pdf").exists()
