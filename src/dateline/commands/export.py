"""`dateline export`: claims, tables and maps for other programs."""

from __future__ import annotations

import contextlib
import json as json_
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.model import LedgerView

FORMATS = ("claims", "csv", "claims-csv", "geojson")


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    format: Annotated[
        str, typer.Option("--format", "-f", help="claims (JSON lines), csv (events), claims-csv, or geojson.")
    ] = "claims",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead of the screen.")] = None,
    as_known: o.AsKnownOption = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Export the ledger. `claims` is the full record, one JSON object a line, with offsets into the report's
    text; `csv` has an event a row and is safe to open in a spreadsheet; `geojson` maps the events whose place
    is known.

    \b
    dateline export --format claims -o claims.jsonl
    dateline export --format csv -o events.csv
    dateline export --format geojson -o events.geojson
    """
    if format not in FORMATS:
        raise UsageError(f"--format: there is no {format!r}; one of {', '.join(FORMATS)}")
    pieces = written(o.view_of(ledger, as_known), format)
    if out is None:
        sys.stdout.writelines(pieces)
        return
    try:
        with contextlib.ExitStack() as stack:
            stream = stack.enter_context(out.open("w", encoding="utf-8", newline=""))
            stream.writelines(pieces)
    except OSError as error:
        raise UsageError(f"cannot write {str(out)!r}: {error.strerror}") from None


def written(view: LedgerView, format: str) -> Iterator[str]:
    """The export in pieces, ready to write."""
    from dateline.export import claims, claims_csv, dumps, events_csv, geojson

    if format == "claims":
        yield from (dumps(c) + "\n" for c in claims(view))
    elif format == "csv":
        yield from events_csv(view)
    elif format == "claims-csv":
        yield from claims_csv(view)
    else:
        yield json_.dumps(geojson(view), ensure_ascii=False, indent=1) + "\n"
