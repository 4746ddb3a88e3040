"""Folders to files: recursive, in sorted order, links that lead back told once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.ingest.faults import Fault, os_fault
from dateline.model import Issue

Seen = frozenset[tuple[int, int]]


def walk(path: Path) -> Iterator[Path | Issue]:
    """The regular files at or under `path`, sorted by name within each folder; hidden ones in folders
    are skipped.
    """
    yield from _walk(path, frozenset(), set())


def _walk(path: Path, above: Seen, visited: set[tuple[int, int]]) -> Iterator[Path | Issue]:
    try:
        info = path.stat()
        key = (info.st_dev, info.st_ino)
        if stat.S_ISREG(info.st_mode):
            yield path
            return
        if not stat.S_ISDIR(info.st_mode):
            raise Fault("not-a-file", "neither a file nor a folder")
        if key in above:
            raise Fault("loop", "a link that leads back to a folder above it")
        if key in visited:
            return  # the same folder by another link: its files have been given
        visited.add(key)
        names = sorted(os.listdir(path))
    except OSError as error:
        yield os_fault(error).issue(str(path))
        return
    except Fault as fault:
        yield fault.issue(str(path))
        return
    for name in names:
        if not name.startswith("."):
            yield from _walk(path / name, above | {key}, visited)


def is_address(path: str) -> bool:
    """Whether an argument is to be fetched rather than opened."""
    return path.lower().startswith(("http://", "https://"))


def count_bytes(paths: Iterable[str]) -> int:
    """Bytes on disk that `items(paths)` will read: what a progress bar runs to. Addresses and stdin
    count nothing.
    """
    total = 0
    for path in paths:
        if path == "-" or is_address(path):
            continue
        for found in walk(Path(path)):
            if isinstance(found, Path):
                try:
                    total += found.stat().st_size
                except OSError:
                    continue
    return total
