"""JSON: one object, an array of objects, or a line for each. The `text` field becomes the report's
text exactly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from dateline.ingest.blob import Blob, digest
from dateline.ingest.columns import PARTS, mapping
from dateline.ingest.decode import encoding_of, tidy
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits
from dateline.ingest.sniff import Media
from dateline.model import Issue, RawReport, Source

Line = tuple[int, bytes | None]  # number from 1; None for a line that is too long
Columns = Mapping[str, str] | None


def from_json(blob: Blob, limits: Limits, columns: Columns = None) -> Iterator[RawReport | Issue]:
    """Reports of a JSON or JSON lines stream, in its order; a bad object or line is one Issue with its
    number.
    """
    encoding = encoding_of(blob.head())
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _document(blob.whole(limits.whole_bytes).decode(encoding, "replace"), blob, limits, columns)
        return
    lines = _lines(blob, limits.report_bytes)
    first = list(_take(lines, 2))
    if any(_is_object(line) for _, line in first) or _too_long_line(first):
        for number, line in chain(first, lines):
            yield from _line(number, line, blob, limits, columns)
        return
    rest = blob.whole(limits.whole_bytes)
    data = b"".join(line or b"" for _, line in first) + rest
    yield from _document(data.decode("utf-8-sig", "replace"), blob, limits, columns)


def _too_long_line(first: list[Line]) -> bool:
    return any(line is None for _, line in first)


def _lines(blob: Blob, most: int) -> Iterator[Line]:
    number = 0
    while line := blob.stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):  # skip to the end of it, holding no more than a piece
            line = blob.stream.readline(most + 1)
        yield number, None


def _take(lines: Iterator[Line], count: int) -> Iterator[Line]:
    """The first `count` lines that are not blank, and the blank ones before them."""
    while count:
        item = next(lines, None)
        if item is None:
            return
        yield item
        count -= item[1] is None or bool(item[1].strip())


def _is_object(line: bytes | None) -> bool:
    try:
        return line is not None and isinstance(json.loads(line.lstrip(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False


def _line(number: int, line: bytes | None, blob: Blob, limits: Limits, columns: Columns) -> Iterator[RawReport | Issue]:
    locator = f"{blob.locator}:{number}"
    try:
        if line is None:
            raise Fault("too-large", f"line {number} is longer than a report may be")
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
        if text.strip():
            yield report_of(_parsed(text, f"line {number}"), locator, digest(line), columns)
    except Fault as fault:
        yield fault.issue(locator, digest(line or b""))


def _document(text: str, blob: Blob, limits: Limits, columns: Columns) -> Iterator[RawReport | Issue]:
    value = _parsed(text.lstrip("\ufeff"), "it")
    if isinstance(value, dict):
        if len(text) > limits.report_bytes:
            raise Fault("too-large", "the object is longer than a report may be")
        yield report_of(value, blob.locator, digest(text.encode("utf-8", "replace")), columns)
        return
    if not isinstance(value, list):
        raise Fault("wrong-type", f"holds {_named(value)}, not reports")
    if not value:
        raise Fault("empty", "is an empty list")
    if not any(isinstance(item, dict) for item in value):
        raise Fault("wrong-type", "is a list without any report in it")
    for number, item in enumerate(value, 1):
        locator = f"{blob.locator}:{number}"
        key = digest(json.dumps(item, sort_keys=True).encode())
        try:
            yield report_of(item, locator, key, columns)
        except Fault as fault:
            yield fault.issue(locator, key)


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise Fault("bad-json", f"{where} is nested beyond reason") from None
    except ValueError as error:
        place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else where
        if where != "it":
            place = where
        raise Fault("bad-json", f"is not JSON at {place}") from None


def report_of(value: Any, locator: str, key: str, columns: Columns = None) -> RawReport:
    """One object as a report. Raises `Fault` wrong-type or no-text, naming the key and what it holds."""
    if not isinstance(value, dict):
        raise Fault("wrong-type", f"holds {_named(value)} where a report should be")
    keys = mapping(value, columns)
    parts = {part: _string(value, part, keys[part]) for part in PARTS if part in keys}
    text = parts.pop("text", None)
    if text is None or not text.strip():
        raise Fault("no-text", "has no 'text'", "give the story's words in a field named text")
    reason = f"JSON field {keys['published']!r}" if parts.get("published") else None
    return RawReport(Source(locator, Media.JSON, key), text, published_reason=reason, **parts)


def _string(value: dict[str, Any], part: str, key: str) -> str | None:
    held = value[key]
    if held is None:
        return None
    if part == "id" and isinstance(held, int) and not isinstance(held, bool):
        return str(held)
    if not isinstance(held, str):
        if key != part:  # a key that merely may mean this part
            return None
        raise Fault("wrong-type", f"{key!r} holds {_named(held)} where a string should be")
    return tidy(held) if part == "text" else tidy(held).strip() or None


def _named(value: object) -> str:
    names = {list: "a list", dict: "an object", bool: "true or false", int: "a number", float: "a number"}
    return "nothing" if value is None else names.get(type(value), "a string")
