"""`/export`: the whole ledger in the formats of `dateline export`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dateline.errors import UsageError
from dateline.export.formats import ALL, NAMES, Format, named
from dateline.model import LedgerView
from dateline.web.api.common import desks
from dateline.web.openapi import told
from dateline.web.query import LONGEST, PATIENCE, KnownQuery, one_of

router = APIRouter(tags=["export"])
MEDIA = {
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".ics": "text/calendar",
    ".gpkg": "application/geopackage+sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WELL = told({}, "The file.")
WELL[200]["content"] = {MEDIA.get(f.ending, "application/octet-stream"): {} for f in ALL}


@router.get("/export", responses=WELL)
def export(
    request: Request,
    format: Annotated[str, Query(description=f"One of {', '.join(NAMES)}.", max_length=40)] = "claims",
    event: Annotated[str | None, Query(description="For prov: the event.", max_length=LONGEST)] = None,
    as_known: KnownQuery = None,
) -> Response:
    """The same file that `dateline export --format` writes."""
    chosen = named(format)
    desk = desks(request).as_known(as_known, PATIENCE) if as_known else desks(request).current()
    if chosen.of_event is not None and not event:
        raise UsageError(f"{chosen.name} is of one event: name it with event=")
    key = one_of(event, desk.index.position, "event") if event and chosen.of_event else None
    media = MEDIA.get(chosen.ending, "application/octet-stream")
    headers = {"content-disposition": f'attachment; filename="dateline-{chosen.name}{chosen.ending}"'}
    return _answer(written(chosen, desk.view, key), media, headers)


def _answer(pieces: Iterable[str] | bytes, media: str, headers: dict[str, str]) -> Response:
    if isinstance(pieces, (bytes, str)):
        return Response(pieces, media_type=media, headers=headers)
    return StreamingResponse(iter(pieces), media_type=media, headers=headers)


def written(chosen: Format, view: LedgerView, event: str | None) -> Iterable[str] | bytes:
    """The export as text in pieces, or as bytes."""
    if chosen.of_event is not None and event is not None:
        return chosen.of_event(view, event)
    if chosen.write is not None:
        return chosen.write(view)
    assert chosen.file is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export{chosen.ending}"
        chosen.file(view, path)
        return path.read_bytes()
