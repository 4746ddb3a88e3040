"""One input as a buffered stream of bytes with a name, whatever it comes from."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.ingest.faults import Fault, one_line

HEAD = 64 * 1024  # bytes that the kind and the encoding are told from


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes still to be read. `address` is where they were fetched from, when they were."""

    locator: str
    stream: io.BufferedReader
    address: str | None = None
    level: int = 0  # how many archives it lies inside
    path: Path | None = None  # where it lies on disk, when it lies there as it is
    charset: str | None = None  # what the server called it

    @property
    def suffix(self) -> str:
        """The last extension of the name, lower case, without the dot."""
        name = self.locator.rsplit("!", 1)[-1].split("?", 1)[0].rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[-1].lower() if "." in name else ""

    def head(self) -> bytes:
        """Up to `HEAD` bytes without consuming them."""
        return self.stream.peek(HEAD)[:HEAD]

    def whole(self, most: int) -> bytes:
        """Everything, when it is no more than `most` bytes."""
        data = self.stream.read(most + 1)
        if len(data) > most:
            raise Fault("too-large", f"more than {most // (1024 * 1024)} MB in one piece")
        return data

    def inner(self, name: str, stream: io.BufferedReader) -> Blob:
        """A member of this archive."""
        return Blob(f"{self.locator}!{one_line(name)}", stream, level=self.level + 1)


class Counted(io.FileIO):
    """A file that says how many bytes were read from it, for a progress bar."""

    def __init__(self, path: Path, progress: Callable[[int], None] | None) -> None:
        super().__init__(path, "rb")
        self._progress = progress

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = super().readinto(buffer) or 0
        if self._progress is not None and count:
            self._progress(count)
        return count


def buffered(raw: object) -> io.BufferedReader:
    """A reader with a buffer of `HEAD` bytes over any binary stream."""
    return io.BufferedReader(_Filled(raw), HEAD)


class _Filled(io.RawIOBase):
    """Reads until the buffer is full, so that the first peek sees a whole head even from a pipe."""

    def __init__(self, raw: object) -> None:
        self._raw: BinaryIO = raw  # type: ignore[assignment]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        view = memoryview(buffer)
        filled = 0
        while filled < len(view):
            piece = self._raw.read(len(view) - filled)
            if not piece:
                break
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
