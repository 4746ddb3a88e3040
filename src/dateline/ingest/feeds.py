"""RSS and Atom: every entry is a report with its full content, or its summary when that is all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import feedparser

from dateline.ingest.blob import Blob, digest
from dateline.ingest.decode import decode, tidy
from dateline.ingest.faults import Fault
from dateline.ingest.fragment import fragment_text
from dateline.ingest.limits import Limits
from dateline.ingest.sniff import Media
from dateline.model import Issue, RawReport, Source

_ENTITY = re.compile(r"<!ENTITY\b", re.I)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.I)
_DEPTH = re.compile(r"<(/?)[a-zA-Z][^<>]{0,500}?(/?)>")
_STATED = (("published", "published"), ("updated", "updated"), ("created", "created"))


def from_feed(blob: Blob, limits: Limits) -> Iterator[RawReport | Issue]:
    """The entries of a feed, in its order. Raises `Fault` bad-feed for what is no feed or declares
    entities.
    """
    data = blob.whole(limits.whole_bytes)
    head = decode(data[:65536], blob.charset)
    if _ENTITY.search(head):
        raise Fault(
            "bad-feed",
            "declares entities of its own, which feeds need not",
            "remove its document type declaration",
        )
    if not _ROOT.search(head):
        raise Fault("bad-feed", "is XML, yet neither RSS nor Atom")
    if _too_deep(data, limits.depth):
        raise Fault("too-deep", f"has elements nested deeper than {limits.depth}")
    feed = _parsed(data)
    if not feed.entries:
        code = "truncated" if feed.get("bozo") else "empty"
        raise Fault(code, "is a feed without entries", "fetch it again" if code == "truncated" else None)
    for number, entry in enumerate(feed.entries, 1):
        locator = f"{blob.locator}#{number}"
        try:
            yield _report(entry, feed.feed, locator, limits)
        except Fault as fault:
            yield fault.issue(locator)


def _parsed(data: bytes) -> Any:
    """What feedparser makes of bytes (never of an address or a path, which it would open). Over broken ones it may
    raise anything."""
    try:
        return feedparser.parse(data)
    except Exception as error:
        raise Fault("bad-feed", f"cannot be read as a feed ({type(error).__name__})") from None


def _too_deep(data: bytes, most: int) -> bool:
    now = 0
    for match in _DEPTH.finditer(data.decode("utf-8", "replace")):
        now += 0 if match[2] else (-1 if match[1] else 1)
        if now > most:
            return True
    return False


def _report(entry: Any, feed: Any, locator: str, limits: Limits) -> RawReport:
    contents = [str(part.get("value", "")) for part in entry.get("content", ()) or ()]
    text = fragment_text(max([*contents, str(entry.get("summary", ""))], key=len))
    if not any(c.isalnum() for c in text):
        raise Fault("no-text", "the entry has neither content nor summary", "give the page it links to")
    if len(text) > limits.report_bytes:
        raise Fault("too-large", "the entry is longer than a report may be")
    published, reason = next(((str(entry[k]), f"feed entry's {w}") for k, w in _STATED if entry.get(k)), (None, None))
    return RawReport(
        Source(locator, Media.FEED, digest(text.encode("utf-8", "replace"))),
        tidy(text),
        id=str(entry["id"]).strip() or None if entry.get("id") else None,
        url=_address(entry.get("link")),
        outlet=_string(entry.get("source", {}).get("title")) or _string(feed.get("title")),
        title=fragment_text(str(entry["title"])) or None if entry.get("title") else None,
        published=published,
        published_reason=reason,
        byline=_string(entry.get("author")),
        language=_string(feed.get("language")),
    )


def _string(value: Any) -> str | None:
    return " ".join(tidy(value).split()) or None if isinstance(value, str) else None


def _address(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.lower().startswith(("http://", "https://")) else None
