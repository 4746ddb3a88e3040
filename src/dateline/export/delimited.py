"""Rows to lines: RFC 4180 for spreadsheets (cells never formulas), tab-separated for the event-data files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from dateline.export.csv_ import safe

Cell = str | int | float | None


def comma(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A heading and rows, CRLF at the ends."""
    yield _comma_line(heading)
    for row in rows:
        yield _comma_line(row)


def _comma_line(cells: Sequence[Cell]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe(text(c)) for c in cells])
    return out.getvalue()


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
