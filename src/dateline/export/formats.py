"""The formats `dateline export` knows: name, file ending, what it is, and who writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.export import acled, calendar_, csv_, followthemoney, gdelt, geopackage, plover, provenance, tables, ucdp
from dateline.export.claims import claims, claims_of, dumps
from dateline.export.geojson import geojson
from dateline.ledger import pages
from dateline.model import LedgerView

if TYPE_CHECKING:
    from sqlalchemy import Connection

Pieces = Iterable[str] | bytes


@dataclass(frozen=True, slots=True)
class Format:
    """One export. `write` gives text in pieces, or bytes; `file` writes a path itself (GDAL can do no other)."""

    name: str
    ending: str
    gloss: str
    write: Callable[[LedgerView], Pieces] | None = None
    file: Callable[[LedgerView, Path], None] | None = None
    binary: bool = False
    of_event: Callable[[LedgerView, str], str] | None = None
    stream: Callable[[Connection], Iterable[str]] | None = None  # the same pieces as `write`, from a ledger's cache


def _claim_lines(view: LedgerView) -> Iterable[str]:
    return (dumps(c) + "\n" for c in claims(view))


def _streamed_claims(connection: Connection) -> Iterator[str]:
    for some in pages.portions(connection):
        yield from (dumps(c) + "\n" for c in claims_of(some.reports, some.claims, some.home))


def _streamed_events(connection: Connection) -> Iterator[str]:
    return csv_.event_lines(pages.events(connection))


def _geojson(view: LedgerView) -> Iterable[str]:
    return [json.dumps(geojson(view), ensure_ascii=False, indent=1) + "\n"]


ALL = (
    Format("claims", ".jsonl", "every claim, one JSON object a line, with offsets into the report's text",
           _claim_lines, stream=_streamed_claims),
    Format("csv", ".csv", "an event a row, safe to open in a spreadsheet", csv_.events_csv, stream=_streamed_events),
    Format("claims-csv", ".csv", "a claim a row with its sentence, for checking by eye", csv_.claims_csv),
    Format("xlsx", ".xlsx", "an Excel workbook: events, claims, reports, conflicts, plans", tables.excel, binary=True),
    Format("parquet", ".parquet", "events as Parquet", tables.parquet, binary=True),
    Format("claims-parquet", ".parquet", "claims as Parquet", lambda v: tables.parquet(v, "claims"), binary=True),
    Format("geojson", ".geojson", "events on a map (RFC 7946)", _geojson),
    Format("gpkg", ".gpkg", "events as a GeoPackage for QGIS", file=geopackage.geopackage, binary=True),
    Format("acled", ".csv", "ACLED's 31 columns, for events that ACLED has a type for", acled.acled),
    Format("ucdp", ".csv", "UCDP GED's 49 columns, for events with deaths", ucdp.ucdp),
    Format("plover", ".jsonl", "PLOVER 2.0 JSON lines", plover.plover_lines),
    Format("polecat", ".tsv", "POLECAT's 40 columns", plover.polecat),
    Format("gdelt", ".tsv", "GDELT 2.0 events, 61 columns", gdelt.gdelt),
    Format("ftm", ".csv", "FollowTheMoney statements", followthemoney.followthemoney),
    Format("ics", ".ics", "plans with a due day, for calendars", calendar_.calendar, binary=True),
    Format("prov", ".json", "W3C PROV-JSON of one event (--event)", of_event=provenance.provenance),
)  # fmt: skip
NAMES = tuple(f.name for f in ALL)


def named(name: str) -> Format:
    """The format of that name. Raises UsageError."""
    found = next((f for f in ALL if f.name == name), None)
    if found is None:
        raise UsageError(f"--format: there is no {name!r}; one of {', '.join(NAMES)}")
    return found
