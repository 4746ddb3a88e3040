"""What commands print with: tables for people, JSON lines for programs, and nothing a report's text could
abuse."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 160  # columns, where the output is no terminal and nothing says how wide it is


def console(*, error: bool = False) -> Console:
    """A console that reads no markup, no emoji codes and no highlighting into what it prints."""
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else PIPE_WIDTH
    return Console(stderr=error, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)


def clean(text: str) -> str:
    """Text made safe for a terminal: one line, control and direction characters shown as codes, never
    obeyed."""
    return "".join(_shown(c) for c in " ".join(text.split()))


def _shown(char: str) -> str:
    if char == " " or char.isprintable():
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"


def words(value: object, style: str = "") -> Text:
    """A cell: cleaned, and never read as markup."""
    return Text(clean(str(value)), style=style)


Column = str | tuple[str, dict[str, Any]]
"""A heading, or a heading with rich's options for its column."""


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Table:
    """A plain table."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1))
    for column in columns:
        name, options = (column, {}) if isinstance(column, str) else column
        made.add_column(name, **{"overflow": "fold", **options})
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else words(cell) for cell in row))
    return made


def print_json(records: Iterable[Any]) -> None:
    """One JSON array, an object a line: `json.load` takes it whole, `grep` takes it by line."""
    lines = (json.dumps(jsonable(record), ensure_ascii=False) for record in records)
    first = True
    for line in lines:
        sys.stdout.write(("[\n" if first else ",\n") + line)
        first = False
    sys.stdout.write("[]\n" if first else "\n]\n")


def print_object(record: Any) -> None:
    """One JSON object on one line."""
    sys.stdout.write(json.dumps(jsonable(record), ensure_ascii=False) + "\n")


def jsonable(value: Any) -> Any:
    """Records as plain JSON values: every field, dates as ISO 8601, spans as [start, end]."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if type(value).__name__ == "Span":
            return [getattr(value, "start"), getattr(value, "end")]  # noqa: B009
        return {f.name: jsonable(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(v) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def note(text: str) -> None:
    """A line to standard error: for the person, out of the way of programs."""
    console(error=True).print(words(text, "dim"), soft_wrap=True)


def many(number: int, one: str, more: str | None = None) -> str:
    """ "1 report", "3 reports"."""
    return f"{number:,} {one if number == 1 else (more or one + 's')}"
