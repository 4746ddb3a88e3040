"""WARC: the HTML responses of a crawl, each a report named by its address and offset."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any
from zlib import error as ZlibError

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from dateline.ingest.blob import Blob
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits
from dateline.ingest.page import page_report
from dateline.model import Issue, RawReport

LONGEST_HEADERS = 1 << 20  # bytes of one record's headers, the page's own among them
_PAGES = ("text/html", "application/xhtml+xml")


def from_crawl(blob: Blob, limits: Limits) -> Iterator[RawReport | Issue]:
    """Reports of a WARC stream, plain or gzipped record by record.

    The capture date is no publication date and is left out. A stream that breaks off raises `Fault`
    truncated after
    the records before the break were given.
    """
    records, unpacked, last = 0, 0, 0
    try:
        iterator = ArchiveIterator(blob.stream)
        lines = _Lines(iterator.reader.readline)
        iterator.reader.readline = lines.readline
        for record in iterator:
            records, lines.spent = records + 1, 0
            data = record.content_stream().read(limits.report_bytes + 1) if _is_page(record) else b""
            _drain(record)
            last = iterator.get_record_offset()  # asked only now: asking reads the record to its end
            unpacked += len(data)
            if len(data) > limits.report_bytes:
                yield Fault("too-large", "the page is longer than a report may be").issue(f"{blob.locator}#{last}")
                continue
            if unpacked > limits.unpacked_bytes:
                raise Fault("zip-bomb", "unpacks to more than is allowed")
            if data:
                yield _page(data, record, f"{blob.locator}#{last}", limits)
    except (ArchiveLoadFailed, EOFError, ZlibError, ValueError, AttributeError, OSError) as error:
        cut = records > 0 or not blob.stream.peek(1)
        code = "truncated" if cut else "archive-damaged"
        raise Fault(code, f"breaks off near byte {last} ({type(error).__name__})") from None
    if not records:
        raise Fault("truncated", "ends before its first record")


class _Lines:
    """Header lines, bounded: warcio keeps all that comes before a line's end, or before a record's headers end."""

    def __init__(self, readline: Callable[[int], bytes]) -> None:
        self._readline = readline
        self.spent = 0

    def readline(self, length: int | None = None) -> bytes:
        line = self._readline(LONGEST_HEADERS if length is None else min(length, LONGEST_HEADERS))
        self.spent += len(line)
        if self.spent >= LONGEST_HEADERS:
            raise Fault("archive-damaged", f"has headers of more than {LONGEST_HEADERS >> 20} MB")
        return line


def _page(data: bytes, record: Any, locator: str, limits: Limits) -> RawReport | Issue:
    try:
        return page_report(data, locator, limits, record.rec_headers.get_header("WARC-Target-URI"), _charset(record))
    except Fault as fault:
        return fault.issue(locator)


def _is_page(record: Any) -> bool:
    """A response that went well and holds a page; redirects, errors, pictures and scripts are passed over."""
    if record.rec_type not in ("response", "resource"):
        return False
    if record.http_headers is None:
        return (record.rec_headers.get_header("Content-Type") or "").lower().startswith(_PAGES)
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return record.http_headers.get_statuscode() == "200" and kind.startswith(_PAGES)


def _charset(record: Any) -> str | None:
    kind = ((record.http_headers or record.rec_headers).get_header("Content-Type") or "").lower()
    return kind.split("charset=", 1)[1].split(";")[0].strip(" \"'") or None if "charset=" in kind else None


def _drain(record: Any) -> None:
    """Reads what is left of a record; raises `Fault` truncated when less came than its header says."""
    stream = record.raw_stream
    while stream.read(1 << 16):
        pass
    if getattr(stream, "limit", 0) > 0:
        raise Fault("truncated", "its last record breaks off")


def is_crawl(stream: io.BufferedReader) -> bool:
    """Whether a gzip stream unpacks to WARC records; nothing is consumed."""
    import zlib

    try:
        return zlib.decompressobj(31).decompress(stream.peek(1024)[:1024], 10).startswith(b"WARC/")
    except ZlibError:
        return False
