"""What kind of input this is: told from its first bytes, and by its extension only where bytes leave
it open.
"""

from __future__ import annotations

import re
from enum import StrEnum

from dateline.ingest.decode import encoding_of
from dateline.ingest.faults import Fault


class Media(StrEnum):
    TEXT = "text/plain"
    JSON = "application/json"
    HTML = "text/html"
    FEED = "application/xml"
    TABLE = "text/csv"
    WARC = "application/warc"
    GZIP = "application/gzip"
    ZIP = "application/zip"


_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "sound, film or a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3", "sound"),
    (b"OggS", "sound or film"),
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.I)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|meta|title|table)\b", re.I)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_TABLE_SUFFIXES = {"csv": ",", "tsv": "\t", "tab": "\t"}
_JSON_SUFFIXES = {"json", "jsonl", "ndjson", "jsonlines"}


def sniff(head: bytes, suffix: str, headers: frozenset[str] = frozenset()) -> Media:
    """The kind of an input from its first bytes, its extension and the column names tables are known by.

    Raises `Fault` empty or binary.
    """
    if not head.strip():
        raise Fault("empty", "has nothing in it")
    if head.startswith(b"\x1f\x8b"):
        return Media.GZIP
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Media.ZIP
    if head.startswith((b"WARC/0.", b"WARC/1.")):
        return Media.WARC
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise Fault("binary", f"is {what}, not text")
    return _sniff_text(_readable(head), suffix, headers)


def _readable(head: bytes) -> str:
    encoding = encoding_of(head)
    if b"\x00" in head and not encoding.startswith(("utf-16", "utf-32")) and head.count(0) > len(head) // 500:
        raise Fault("binary", "is not text")
    return head.decode(encoding, errors="replace").lstrip("\ufeff")


def _sniff_text(text: str, suffix: str, headers: frozenset[str]) -> Media:
    start = text.lstrip()
    if start.startswith("<"):
        opening = start[:4096]
        feed, page = _FEED.search(opening), _HTML.search(opening)
        if feed and (page is None or feed.start() < page.start()):
            return Media.FEED
        if page:
            return Media.HTML
        return Media.FEED if start.startswith("<?xml") or suffix in {"xml", "rss", "atom"} else Media.HTML
    if _JSON.match(text) or suffix in _JSON_SUFFIXES:
        return Media.JSON
    if suffix in _TABLE_SUFFIXES or _looks_like_table(start, headers):
        return Media.TABLE
    return Media.TEXT


def _looks_like_table(start: str, headers: frozenset[str]) -> bool:
    """A first line of at least two known column names, one of them the text's."""
    line = start.split("\n", 1)[0].strip()
    if len(line) > 1000:
        return False
    for mark in ",\t;|":
        names = {name.strip().strip('"').lower() for name in line.split(mark)}
        if len(names & headers) >= 2 and len(names & headers) * 2 >= len(names):
            return True
    return False
