"""`dateline export`: the ledger for spreadsheets, maps, calendars and other systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.export.formats import Format, Pieces
    from dateline.ledger import Ledger
    from dateline.model import LedgerView


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    format: Annotated[str, typer.Option("--format", "-f", help="One of those that --list shows.")] = "claims",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead of the screen.")] = None,
    event: Annotated[str | None, typer.Option("--event", help="The event (id or its start), for prov.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the formats and end.")] = False,
    as_known: o.AsKnownOption = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Export the ledger. `claims` is the full record, one JSON object a line, with offsets into the report's
    text. Tables are safe to open in a spreadsheet. docs/exports.md says of each format what it loses.

    \b
    dateline export --list
    dateline export --format claims -o claims.jsonl
    dateline export --format xlsx -o ledger.xlsx
    dateline export --format gpkg -o events.gpkg
    dateline export --format ics -o plans.ics
    dateline export --format prov --event e3k -o event.prov.json
    """
    from dateline.export import formats

    if list_:
        for known in formats.ALL:
            typer.echo(f"{known.name:<15} {known.ending:<9} {known.gloss}")
        return
    chosen = formats.named(format)
    if out is None and chosen.binary:
        raise UsageError(f"{chosen.name} is no text; name a file: -o ledger{chosen.ending}")
    if (event is not None) != (chosen.of_event is not None):
        raise UsageError("prov is of one event: --format prov --event ID; no other format takes --event")
    try:
        if as_known is None and (chosen.stream is not None or event is not None):
            with o.open_ledger(ledger) as opened:
                _from_cache(chosen, opened, out, event)
            return
        write(chosen, o.view_of(ledger, as_known), out, event)
    except OSError as error:
        raise UsageError(f"cannot write {str(out)!r}: {error.strerror or error}") from None


def _from_cache(chosen: Format, opened: Ledger, out: Path | None, event: str | None) -> None:
    """Write what is streamed, or of one event, without the whole ledger in memory; with it where no cache is kept."""
    from dateline.ledger import pages

    if not o.brought_up(opened):
        write(chosen, o.derived(opened), out, event)
        return
    with opened.reading() as connection:
        if chosen.stream is not None:
            _put(chosen.stream(connection), out)
            return
        found = o.one_of(event or "", pages.starting(connection, event or "")[0], "event")
        write(chosen, pages.part(connection, pages.around(connection, found)), out, found)


def write(chosen: Format, view: LedgerView, out: Path | None, event: str | None) -> None:
    """Write the export to the file, or to the screen."""
    if chosen.of_event is not None:
        pieces = chosen.of_event(view, o.one_of(event or "", [e.id for e in view.events], "event"))
    elif chosen.file is not None:
        assert out is not None
        chosen.file(view, out)
        return
    else:
        assert chosen.write is not None
        pieces = chosen.write(view)  # type: ignore[assignment]
    _put(pieces, out)


def _put(pieces: Pieces, out: Path | None) -> None:
    if isinstance(pieces, bytes):
        assert out is not None
        out.write_bytes(pieces)
    elif out is None:
        sys.stdout.writelines(pieces)
    else:
        with out.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)
