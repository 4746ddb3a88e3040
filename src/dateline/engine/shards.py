"""Shards: the files of a bulk run, each a piece of work of its own, in an order that does not depend on who does it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.ingest import items
from dateline.ingest.columns import PARTS, mapping
from dateline.ingest.limits import Limits
from dateline.ingest.walk import walk
from dateline.model import Issue, RawReport, Source

GIGABYTE = 1 << 30
LIMITS = Limits(unpacked_bytes=64 * GIGABYTE, members=10_000_000)  # an hour of a news crawl is one file of a gigabyte
ROWS = 256  # of a Parquet file, held at a time


@dataclass(frozen=True, slots=True)
class Shard:
    """One file. `key` names it in the output: its own name and eight digits of its path as it was given."""

    number: int
    path: str
    key: str


def find(paths: Sequence[str]) -> list[Shard]:
    """The files at these paths, folders opened, in the order given and sorted within folders. Raises UsageError for a
    path that is not there, and for one that is given twice."""
    files: list[str] = []
    for path in paths:
        for found in walk(Path(path)):
            if isinstance(found, Issue):
                raise UsageError(f"shard {found}")
            files.append(str(found))
    if double := next((f for n, f in enumerate(files) if f in files[:n]), None):
        raise UsageError(f"the shard {double!r} is given twice")
    return [Shard(n, path, _key(path)) for n, path in enumerate(files)]


def _key(path: str) -> str:
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(path).name)[:60]
    return f"{name}-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def digest(path: str) -> str:
    """sha256 of a file, hex."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def reports(shard: Shard, columns: Mapping[str, str] | None = None) -> Iterator[RawReport | Issue]:
    """What a shard holds, lazily: Parquet by rows, any other kind as `ingest` reads it."""
    if shard.path.lower().endswith(".parquet"):
        yield from _rows(shard.path, columns)
    else:
        yield from items([shard.path], fetch=False, limits=LIMITS, columns=columns)


def _rows(path: str, columns: Mapping[str, str] | None) -> Iterator[RawReport | Issue]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            where = mapping(file.schema_arrow.names, columns)
            if "text" not in where:
                shown = ", ".join(file.schema_arrow.names[:12])
                yield Issue(path, "ingest", "missing-columns", f"has no column for text (its columns: {shown})")
                return
            number = 0
            for batch in file.iter_batches(ROWS, columns=sorted(set(where.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield _report(row, where, f"{path}:{number}")
    except (pa.ArrowException, OSError) as error:
        yield Issue(path, "ingest", "damaged", f"cannot be read as Parquet ({str(error).splitlines()[0]})")


def _report(row: Mapping[str, Any], where: Mapping[str, str], locator: str) -> RawReport | Issue:
    parts = {part: str(row[where[part]]) for part in PARTS if part in where and row[where[part]] is not None}
    text = parts.pop("text", "").replace("\r\n", "\n")
    key = hashlib.sha256("\x1f".join((*parts.values(), text)).encode("utf-8", "replace")).hexdigest()[:16]
    if not text.strip():
        return Issue(locator, "ingest", "no-text", "the row has no text", key)
    reason = f"column {where['published']!r}" if parts.get("published") else None
    return RawReport(Source(locator, "application/vnd.apache.parquet", key), text, published_reason=reason, **parts)
