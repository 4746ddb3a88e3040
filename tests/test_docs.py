"""The documents name what exists: commands, options, files, pages. Prose is not tested, promises are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.options import COMMANDS, options
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
LINE = re.compile(r"^\s*(?:\$ )?(dateline (?!ledger text)[a-z].*)$")
BLOCK = re.compile(r"^```.*?^```|^(?: {4}.*\n)+", re.M | re.S)


def told_lines(page: Path) -> list[str]:
    """The command lines of a page's code blocks; alternatives ("a | b") and remarks are cut off."""
    blocks = "\n".join(BLOCK.findall(page.read_text("utf-8")))
    lines = [m[1] for line in blocks.splitlines() if (m := LINE.match(line))]
    return [re.split(r"\s{2,}|\s[#|>]", line)[0] for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_options_exist(page: Path) -> None:
    wrong = []
    for line in told_lines(page):
        words = shlex.split(line)[1:]
        name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
        if name not in COMMANDS:
            wrong.append(line)
            continue
        given = {w.split("=")[0] for w in words if re.match(r"--?[a-z]", w)}
        if given - options(COMMANDS[name]):
            wrong.append(f"{line}: {sorted(given - options(COMMANDS[name]))}")
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        target
        for target in LINK.findall(page.read_text("utf-8"))
        if not target.startswith(("http://", "https://", "mailto:")) and not (page.parent / target).exists()
    ]
    assert not broken


def test_the_readme_or_a_page_leads_to_every_page() -> None:
    linked = {
        (page.parent / target).resolve() for page in PAGES for target in LINK.findall(page.read_text("utf-8"))
    } | {ROOT / "README.md"}
    lost = [p.name for p in PAGES if p.resolve() not in linked and p.parent.name != "decisions"]
    assert not lost
