"""The arrows point one way, the rooms stay small, and nothing of a machine or a registry is named in the project."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SRC = ROOT / "src" / "dateline"

ORDER = ["ingest", "read", "parse", "resolve", "coding", "reconcile", "ledger", "views", "export"]
"""A room may import itself, the rooms before it, and the common modules."""

COMMON = {"model", "errors", "data", "text"}
"""Modules that any room may import. They import nothing of the rooms."""

NOT_BEFORE = {"read": {"ingest"}, "parse": {"ingest", "read"}, "resolve": {"ingest"}}
"""Rooms that come before but are none of a room's business: a report is read the same however it came in."""


def room_of(path: Path) -> str:
    """The first name under src/dateline: a room, or a module at the top."""
    part = path.relative_to(SRC).parts[0]
    return part.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Rooms of dateline that a file imports anywhere, type-checking blocks included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("dateline.") and name.count(".")}
    return found


def source_files() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def tracked_files() -> list[Path]:
    """Files git knows; a bare export without git is taken as it lies."""
    try:
        out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", source_files(), ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    if room not in ORDER:
        if room in COMMON:
            assert not imports_of(path) & set(ORDER), f"{path.name} is common ground and may know no room"
        return
    allowed = set(ORDER[: ORDER.index(room) + 1]) | COMMON
    allowed -= NOT_BEFORE.get(room, set())
    known = {*ORDER, "cli", "commands", "pipeline", "config"}
    assert not (imports_of(path) & known) - allowed


def test_no_room_is_a_barn() -> None:
    long = {str(p.relative_to(ROOT)): n for p in source_files() if (n := len(p.read_text("utf-8").splitlines())) > 500}
    assert not long, f"over 500 lines; is each still one idea? {long}"


def test_pipeline_fits_one_screen() -> None:
    assert len((SRC / "pipeline.py").read_text("utf-8").splitlines()) <= 80


def test_public_things_have_docstrings() -> None:
    missing = []
    for path in source_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.name != "__init__.py" and not ast.get_docstring(tree):
            missing.append(str(path.relative_to(ROOT)))
    assert not missing


FORBIDDEN = re.compile(
    r"/w[o]rk/(main|shared)|/tmp/d[l]/|py[p]i\.org|files\.pythonh[o]sted|registry\.npmj[s]|/s[i]mple/"
)


def test_no_machine_and_no_registry_is_named() -> None:
    found = []
    for path in tracked_files():
        if path.suffix in {".onnx", ".bin", ".gz", ".png"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {m.group()}" for m in FORBIDDEN.finditer(text)]
    assert not found


def test_repository_stays_small() -> None:
    big = {str(p.relative_to(ROOT)): p.stat().st_size for p in tracked_files() if p.stat().st_size > 30_000_000}
    assert not big
