"""How much of anything ingest is willing to take, in one frozen record."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one run's input. Sizes are bytes, times are seconds.

    A file of many reports (JSON lines, tables, WARC) may be of any size, since it is read as a stream; each
    report in
    it may not. What has to be held whole (a JSON array, a feed, a zip inside an archive) has its own bound.
    """

    report_bytes: int = 10 * MEGABYTE  # one report: a text, a page, a line of JSON lines, a field of a table
    whole_bytes: int = 128 * MEGABYTE  # one input that cannot be streamed
    unpacked_bytes: int = 4096 * MEGABYTE  # everything unpacked from one archive
    ratio: int = 200  # unpacked : packed, counted once `ratio_from` bytes have come out
    ratio_from: int = 4 * MEGABYTE
    members: int = 100_000  # entries of one archive
    nesting: int = 1  # archives inside archives
    depth: int = 1_000  # elements inside elements of a page
    marks: int = 60_000  # "<" of a page, opening and closing; the longest live blogs have some 40,000
    fetch_bytes: int = 20 * MEGABYTE
    fetch_seconds: float = 30.0
    redirects: int = 5
    private_addresses: bool = False  # let addresses lead into private networks; for tests against a local server
