"""The page on the command line names every command and every option, and none that is not there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from dateline.cli import app
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def walk(command: Any, path: str = "dateline") -> Iterator[tuple[str, Any]]:
    """Every command with its path, groups opened."""
    for name, sub in sorted(getattr(command, "commands", {}).items()):
        yield f"{path} {name}", sub
        yield from walk(sub, f"{path} {name}")


COMMANDS = dict(walk(typer.main.get_command(app)))


def section(path: str) -> str:
    """The part of the page under the command's heading."""
    found = re.search(rf"^#+ `{re.escape(path)}\b[^`]*`\n(.*?)(?=^#+ `|\Z)", PAGE, re.M | re.S)
    return found.group(1) if found else ""


@pytest.mark.parametrize("path", COMMANDS)
def test_command_is_described(path: str) -> None:
    assert section(path).strip(), f"docs/cli.md has no section for `{path}`"


OPTIONS = [
    (path, option)
    for path, command in COMMANDS.items()
    if not getattr(command, "commands", None)
    for parameter in command.params
    for option in parameter.opts
    if option.startswith("--") and option != "--help"
]


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_option_is_described(path: str, option: str) -> None:
    assert f"`{option}" in section(path), f"docs/cli.md does not describe {option} of `{path}`"


def test_page_names_nothing_that_is_gone() -> None:
    for path in re.findall(r"^#+ `(dateline [a-z ]+?)(?: [A-Z\[(-].*)?`$", PAGE, re.M):
        assert path in COMMANDS, f"docs/cli.md describes `{path}`, which does not exist"
        known = {o for p, o in OPTIONS if p == path} | {"--help"}
        if not getattr(COMMANDS[path], "commands", None):
            told = set(re.findall(r"^\| `(--[a-z-]+)", section(path), re.M))
            assert told <= known, f"`{path}`: {sorted(told - known)} do not exist"


@pytest.mark.parametrize("path", [p for p, c in COMMANDS.items() if not getattr(c, "commands", None)])
def test_help_teaches_with_an_example(path: str) -> None:
    assert f"{path} " in (COMMANDS[path].help or "") or path in (COMMANDS[path].help or "").split("\b")[-1]


def test_looking_up_loads_no_heavy_library() -> None:
    heavy = ["spacy", "onnxruntime", "trafilatura", "torch", "tokenizers", "feedparser"]
    code = (
        "import sys; from dateline.cli import main; main(['events', '--ledger', 'none.db']);"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
