"""What the command line takes, for tests of pages that tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from dateline.cli import app


def _walk(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    # typer may carry a click of its own: look, do not ask for classes
    for name, sub in sorted(getattr(command, "commands", {}).items()):
        yield f"{path}{name}", sub
        yield from _walk(sub, f"{path}{name} ")


COMMANDS = dict(_walk(typer.main.get_command(app)))
"""Every command by its words, groups opened: "add", "lexicon test"."""


def options(command: Any) -> set[str]:
    """Every way to write an option of a command, long and short."""
    return {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}
