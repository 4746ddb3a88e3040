"""Rows to lines: RFC 4180 for spreadsheets (cells never formulas), tab-separated for the event-data files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

Cell = str | int | float | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes a formula by, at the start of a cell."""


def comma(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A heading and rows, CRLF at the ends."""
    for cells in chain((heading,), rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow([safe(text(c)) for c in cells])
        yield out.getvalue()


def tab(heading: Sequence[str] | None, rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Rows between tabs, LF at the ends; a tab or line break inside a cell becomes a space."""
    if heading is not None:
        yield "\t".join(heading) + "\n"
    for row in rows:
        yield "\t".join(" ".join(safe(text(c)).split()) for c in row) + "\n"


def text(cell: Cell) -> str:
    """Numbers without a needless decimal point, None as nothing."""
    if cell is None:
        return ""
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)


def safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    if not cell.startswith(FORMULA) or _is_number(cell):
        return cell
    return "'" + cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
