"""Bytes to reports: files, folders, archives, feeds, crawls, tables, addresses and stdin become `RawReport`s.

The door is `items`. One bad input is one `Issue` and stops nothing; see docs/input.md for kinds, limits and
codes.
"""

from dateline.ingest.items import items
from dateline.ingest.limits import Limits
from dateline.ingest.walk import count_bytes

__all__ = ["Limits", "count_bytes", "items"]
