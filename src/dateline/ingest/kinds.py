"""From the kind of an input to the function that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.ingest.blob import Blob
from dateline.ingest.columns import all_names
from dateline.ingest.limits import Limits
from dateline.ingest.plain import from_text
from dateline.ingest.records import from_json
from dateline.ingest.sniff import Media, sniff
from dateline.model import Issue, RawReport


def read_blob(blob: Blob, limits: Limits, columns: Mapping[str, str] | None) -> Iterator[RawReport | Issue]:
    """The reports of one input of any kind. Raises `Fault` when the input as a whole cannot be read (further)."""
    media = sniff(blob.head(), blob.suffix, all_names())
    if media is Media.JSON:
        yield from from_json(blob, limits, columns)
    else:
        yield from from_text(blob, limits)
