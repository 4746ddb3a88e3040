"""Helpers for the read room's tests."""

from __future__ import annotations

from functools import cache

from dateline.model import Issue, RawReport, Report, Source
from dateline.read import Outlets, load_outlets, read_report


@cache
def outlets() -> Outlets:
    return load_outlets()


def raw(text: str, locator: str = "desk/copy.txt", **parts: object) -> RawReport:
    return RawReport(Source(locator, "text/plain"), text, **parts)  # type: ignore[arg-type]


def report(text: str, locator: str = "desk/copy.txt", user: str | None = None, **parts: object) -> Report:
    found = read_report(raw(text, locator, **parts), outlets(), user)
    assert not isinstance(found, Issue), found
    return found


def furniture(text: str, **parts: object) -> list[tuple[str, str]]:
    """Kind and words of everything that is masked."""
    found = report(text, **parts)
    return [(item.kind, item.span.of(found.text)) for item in found.furniture]
