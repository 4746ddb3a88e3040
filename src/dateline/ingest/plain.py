"""Plain wire copy: the whole file is one report."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.ingest.blob import Blob, digest
from dateline.ingest.decode import decode
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits
from dateline.ingest.sniff import Media
from dateline.model import RawReport, Source


def from_text(blob: Blob, limits: Limits) -> Iterator[RawReport]:
    """One report with the file's words, newlines as LF; nothing stripped."""
    data = blob.whole(limits.report_bytes)
    text = decode(data, blob.charset)
    if not any(c.isalnum() for c in text):
        raise Fault("no-text", "has no words in it")
    yield RawReport(Source(blob.locator, Media.TEXT, digest(data)), text, url=blob.address)
