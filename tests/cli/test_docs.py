"""The page on the command line names every command and every option, and none that is not there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.cli.options import COMMANDS, options
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def section(path: str) -> str:
    """The part of the page under the command's heading."""
    found = re.search(rf"^#+ `dateline {re.escape(path)}\b[^`]*`\n(.*?)(?=^#+ `|\Z)", PAGE, re.M | re.S)
    return found.group(1) if found else ""


@pytest.mark.parametrize("path", COMMANDS)
def test_command_is_described(path: str) -> None:
    assert section(path).strip(), f"docs/cli.md has no section for `dateline {path}`"


ALONE = [p for p, c in COMMANDS.items() if not getattr(c, "commands", None)]
OPTIONS = [(p, o) for p in ALONE for o in sorted(options(COMMANDS[p])) if o.startswith("--") and o != "--help"]


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_option_is_described(path: str, option: str) -> None:
    assert f"`{option}" in section(path), f"docs/cli.md does not describe {option} of `{path}`"


def test_page_names_nothing_that_is_gone() -> None:
    for path in re.findall(r"^#+ `dateline ([a-z ]+?)(?: [A-Z\[(-].*)?`$", PAGE, re.M):
        assert path in COMMANDS, f"docs/cli.md describes `dateline {path}`, which does not exist"
        if path in ALONE:
            gone = set(re.findall(r"^\| `(--[a-z-]+)", section(path), re.M)) - options(COMMANDS[path])
            assert not gone, f"`dateline {path}`: {sorted(gone)} do not exist"


@pytest.mark.parametrize("path", ALONE)
def test_help_teaches_with_an_example(path: str) -> None:
    told = COMMANDS[path].help or ""
    assert f"dateline {path} " in told or f"dateline {path}" in told.split("\b")[-1]


def test_looking_up_loads_no_heavy_library() -> None:
    heavy = ["spacy", "onnxruntime", "trafilatura", "torch", "tokenizers", "feedparser"]
    code = (
        "import sys; from dateline.cli import main; main(['events', '--ledger', 'none.db']);"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
