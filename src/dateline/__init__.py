"""Dateline keeps the books on a developing situation from the news.

`dateline.open` gives a ledger to work with from Python; see `dateline.book`.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["Book", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """`open` and `Book` on first use: importing dateline costs nothing until then."""
    if name in ("open", "Book"):
        from dateline import book

        return getattr(book, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
