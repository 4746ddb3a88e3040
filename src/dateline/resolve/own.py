"""A user's own files for one kind of mention: YAML in a folder of theirs, and the key that names their content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from dateline.errors import DataError


class Readable(Protocol):
    """A file of ours or of a user's: a path, or a resource of the package."""

    @property
    def name(self) -> str: ...

    def read_text(self, encoding: str) -> str: ...


def own_files(extra: Path | None, kind: str) -> list[Path]:
    """`extra`/KIND/*.yaml, in order of name; none without a folder."""
    return sorted((extra / kind).glob("*.yaml")) if extra else []


def own_key(extra: Path | None, kind: str, code: str) -> str:
    """The key under which a room's `language` gives the shipped tables with a user's; the code alone without any.
    Raises DataError for a file that is not UTF-8."""
    files = own_files(extra, kind)
    if not files:
        return code
    digest = hashlib.sha256("\0".join(map(own_text, files)).encode()).hexdigest()[:8]
    return f"{code}@{extra}#{digest}"


def own_text(file: Readable) -> str:
    """What a file says. Raises DataError when it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{file.name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
