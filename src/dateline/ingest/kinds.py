"""From the kind of an input to the function that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.ingest.archives import from_gzip, from_zip
from dateline.ingest.blob import Blob
from dateline.ingest.columns import all_names
from dateline.ingest.limits import Limits
from dateline.ingest.plain import from_text
from dateline.ingest.records import from_json
from dateline.ingest.sniff import Media, sniff
from dateline.ingest.tables import from_table
from dateline.model import Issue, RawReport

Items = Iterator[RawReport | Issue]


def read_blob(blob: Blob, limits: Limits, columns: Mapping[str, str] | None) -> Items:
    """The reports of one input of any kind. Raises `Fault` when the input as a whole cannot be read
    (further).
    """

    def inside(inner: Blob) -> Items:
        return read_blob(inner, limits, columns)

    match sniff(blob.head(), blob.suffix, all_names()):
        case Media.JSON:
            yield from from_json(blob, limits, columns)
        case Media.TABLE:
            yield from from_table(blob, limits, columns)
        case Media.HTML | Media.FEED | Media.WARC as media:
            yield from _markup(media, blob, limits)
        case Media.GZIP:
            yield from _packed(blob, limits, inside)
        case Media.ZIP:
            yield from from_zip(blob, limits, inside)
        case _:
            yield from from_text(blob, limits)


def _markup(media: Media, blob: Blob, limits: Limits) -> Items:
    """Readers behind slow imports, loaded when the first such input comes."""
    if media is Media.HTML:
        from dateline.ingest.page import from_page

        yield from from_page(blob, limits)
    elif media is Media.FEED:
        from dateline.ingest.feeds import from_feed

        yield from from_feed(blob, limits)
    else:
        from dateline.ingest.crawl import from_crawl

        yield from from_crawl(blob, limits)


def _packed(blob: Blob, limits: Limits, inside: object) -> Items:
    from dateline.ingest.crawl import from_crawl, is_crawl

    if is_crawl(blob.stream):
        yield from from_crawl(blob, limits)
    else:
        yield from from_gzip(blob, limits, inside)  # type: ignore[arg-type]
