"""Dateline keeps the books on a developing situation from the news."""

__version__ = "0.1.0"
