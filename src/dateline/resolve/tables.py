"""The fingerprint of the word tables that decide what a time, a number or a place is.

The gazetteer and the list of parties carry versions of their own; what is read here would otherwise change the
claims without changing the name of the coder that made them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

FOLDERS = ("quantities", "times")
WORDS_OF_PLACES = "words."
"""How the files of `places` begin that the gazetteer does not cover: the words about names, not the names."""


@cache
def fingerprint() -> str:
    """Twelve hex digits that name the shipped tables; read once a process."""
    return digest(files("dateline.data"))


def digest(data: Traversable) -> str:
    """Twelve hex digits (SHA-256) of the tables in a data folder: their names and texts, in order of name."""
    found = [(folder, file) for folder in FOLDERS for file in (data / folder).iterdir() if _is_table(file)]
    found += [("places", f) for f in (data / "places").iterdir() if f.name.startswith(WORDS_OF_PLACES) and _is_table(f)]
    made = hashlib.sha256()
    for folder, file in sorted(found, key=lambda pair: (pair[0], pair[1].name)):
        made.update(f"{folder}/{file.name}\0{file.read_text(encoding='utf-8')}\0".encode())
    return made.hexdigest()[:12]


def _is_table(file: Traversable) -> bool:
    return file.name.endswith(".yaml")
