"""A lighter start: spaCy looks for torch and its like, and loads them where it finds them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

HEAVY = ("torch", "tensorflow", "mxnet", "cupy")


def light(parser: str) -> None:
    """Load spaCy without the libraries that Dateline's own parser never uses: over a second and 200 MB where torch is
    installed. Only for a program of our own, and only when no pipeline of the user's might want them."""
    if parser.partition(":")[0] == "dateline" and "spacy" not in sys.modules:
        with hidden(*HEAVY):
            import spacy  # noqa: F401


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """These modules cannot be imported within, unless they are loaded already."""
    away = [name for name in names if name not in sys.modules]
    for name in away:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in away:
            sys.modules.pop(name, None)
