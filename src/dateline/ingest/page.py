"""HTML pages: the story by trafilatura, the rest by the page's own metadata; hostile markup refused
beforehand.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from dateline.ingest.blob import Blob, digest
from dateline.ingest.decode import decode, tidy
from dateline.ingest.faults import Fault
from dateline.ingest.limits import Limits
from dateline.ingest.pagemeta import page_meta
from dateline.ingest.sniff import Media
from dateline.model import RawReport, Source

_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|table|ul|ol|dl|b|i|u|em|strong|font|a|center|blockquote|form|nav|header|footer|aside|fieldset|small|big|sub|sup|q)\b",
    re.I,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]{2,40})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong with a page becomes an Issue, not a log


def from_page(blob: Blob, limits: Limits) -> Iterator[RawReport]:
    """One report from one page. Raises `Fault` too-large, too-deep or no-text."""
    data = blob.whole(limits.report_bytes)
    yield page_report(data, blob.locator, limits, blob.address, blob.charset)


def page_report(
    data: bytes, locator: str, limits: Limits, address: str | None = None, charset: str | None = None
) -> RawReport:
    """The report on a page of these bytes; `address` is where it was found, when that is known."""
    if data.count(b"<") > limits.marks:
        raise Fault("too-large", f"has more than {limits.marks:,} marks of markup", "give its text instead")
    declared = _CHARSET.search(data[:4096])
    text = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    if depth(text) > limits.depth:
        raise Fault("too-deep", f"has elements nested deeper than {limits.depth}")
    tree = parsed(text)
    meta = page_meta(tree)
    story = story_of(tree)
    if story is None:
        raise Fault("no-text", "the page holds no story that could be told from its furniture")
    return RawReport(
        Source(locator, Media.HTML, digest(data)),
        tidy(story),
        url=meta.url or address,
        outlet=meta.outlet,
        title=meta.title,
        published=meta.published,
        published_reason=meta.published_reason,
        byline=meta.byline,
        language=meta.language,
    )


def depth(text: str) -> int:
    """The deepest nesting of elements that must be closed; linear, and done before any parser sees the
    page.
    """
    deepest = now = 0
    for match in _NESTING.finditer(text):
        now = max(0, now - 1) if match[1] else now + 1
        deepest = max(deepest, now)
    return deepest


def parsed(text: str) -> HtmlElement:
    """The page as a tree. Raises `Fault` no-text when there is none in it."""
    try:
        return document_fromstring(_DECLARATION.sub("", text), parser=HTMLParser(huge_tree=False, no_network=True))
    except (etree.LxmlError, ValueError):
        raise Fault("no-text", "is not a page that can be read") from None


def story_of(tree: HtmlElement) -> str | None:
    """The main text of a page, paragraphs on lines of their own; None when there is none."""
    try:
        found = trafilatura.extract(
            tree,
            include_comments=False,
            include_tables=False,
            include_formatting=False,
            favor_precision=False,
        )
    except (RecursionError, etree.LxmlError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise Fault("no-text", f"its story could not be told from its furniture ({type(error).__name__})") from None
    return found if isinstance(found, str) and found.strip() else None
