"""CSV and TSV: a row is a report, columns found by name or by the user's word."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping

from dateline.ingest.blob import Blob, digest
from dateline.ingest.columns import PARTS, mapping
from dateline.ingest.decode import encoding_of, hopeless, tidy
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits
from dateline.ingest.sniff import Media
from dateline.model import Issue, RawReport, Source

_PIECE = 64 * 1024


def from_table(blob: Blob, limits: Limits, columns: Mapping[str, str] | None = None) -> Iterator[RawReport | Issue]:
    """The rows of a table with a header. Raises `Fault` missing-columns naming what it has, bad-csv or
    too-large.
    """
    head = blob.head()
    encoding = encoding_of(head)
    start = head.decode(encoding, "replace")
    if hopeless(start):
        raise Fault("bad-encoding", "its characters cannot be made out in any known encoding")
    csv.field_size_limit(limits.report_bytes)
    rows = csv.reader(_lines(blob, encoding, limits.report_bytes), delimiter=delimiter(start, blob.suffix))
    try:
        header = next(rows, [])
        where = _positions(header, columns)
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                yield _row(row, where, header, f"{blob.locator}:{number}")
    except csv.Error as error:
        if "field larger" in str(error):
            raise Fault("too-large", f"a field near line {rows.line_num} is longer than a report may be") from None
        raise Fault("bad-csv", f"breaks off near line {rows.line_num} ({error})") from None


def delimiter(start: str, suffix: str) -> str:
    """The mark between columns: tab, comma, semicolon or bar, whichever the header has most of."""
    line = start.lstrip("\ufeff").split("\n", 1)[0]
    best = max("\t,;|", key=line.count)
    return best if line.count(best) else ("\t" if suffix in {"tsv", "tab"} else ",")


def _lines(blob: Blob, encoding: str, most: int) -> Iterator[str]:
    """Decoded lines with their ends, held a piece at a time; a line with no end in sight is refused."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    while True:
        piece = blob.stream.read(_PIECE)
        rest += decoder.decode(piece, final=not piece)
        *whole, rest = rest.split("\n")
        yield from (line + "\n" for line in whole)
        if len(rest) > most:
            raise Fault("too-large", "has a line longer than a report may be")
        if not piece:
            break
    if rest:
        yield rest


def _positions(header: list[str], columns: Mapping[str, str] | None) -> dict[str, int]:
    names = [name.strip().lstrip("\ufeff") for name in header]
    found = mapping(names, columns)
    wanted = [part for part in columns or {} if part not in found]
    if "text" not in found or wanted:
        missing = ", ".join(dict.fromkeys([*wanted, *([] if "text" in found else ["text"])]))
        shown = ", ".join(name[:40] for name in names[:12]) or "none"
        raise Fault("missing-columns", f"has no column for {missing} (its columns: {shown})")
    return {part: names.index(name) for part, name in found.items()}


def _row(row: list[str], where: dict[str, int], header: list[str], locator: str) -> RawReport | Issue:
    parts = {p: tidy(row[where[p]]) for p in PARTS if p in where and where[p] < len(row)}
    text = parts.pop("text", "")
    key = digest("\x1f".join(row).encode("utf-8", "replace"))
    if not text.strip():
        return Fault("no-text", "the row has no text").issue(locator, key)
    values = {part: value.strip() or None for part, value in parts.items()}
    reason = f"column {header[where['published']].strip()!r}" if values.get("published") else None
    return RawReport(Source(locator, Media.TABLE, key), text.replace("\r\n", "\n"), published_reason=reason, **values)
