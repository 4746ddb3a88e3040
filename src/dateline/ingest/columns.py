"""Which column or key holds which part of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import yaml

from dateline.errors import UsageError

PARTS = ("id", "url", "outlet", "published", "title", "text", "byline", "agency", "language")


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Part of a report → the names it goes by, the best first; from data/ingest/columns.yaml."""
    loaded = yaml.safe_load(files("dateline.data").joinpath("ingest/columns.yaml").read_text("utf-8"))
    return {part: tuple(loaded[part]) for part in PARTS}


@cache
def all_names() -> frozenset[str]:
    return frozenset(name for names in known_names().values() for name in names)


def fold(name: str) -> str:
    return name.strip().lstrip("\ufeff").lower().replace(" ", "_").replace("-", "_")


def mapping(header: Iterable[str], columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """Part → the header that holds it. `columns` (part → header) is the user's word and comes first.

    Raises `UsageError` when the user names a part that reports do not have.
    """
    by_fold = {fold(name): name for name in reversed(list(header))}
    chosen: dict[str, str] = {}
    for part, wanted in (columns or {}).items():
        if part not in PARTS:
            raise UsageError(f"no part of a report is called {part!r}; there are: {', '.join(PARTS)}")
        if fold(wanted) in by_fold:
            chosen[part] = by_fold[fold(wanted)]
    for part, names in known_names().items():
        found = next((by_fold[name] for name in names if name in by_fold), None)
        if part not in chosen and part not in (columns or {}) and found is not None and found not in chosen.values():
            chosen[part] = found
    return chosen
