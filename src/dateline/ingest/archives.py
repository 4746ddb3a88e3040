"""gzip and zip: unpacked as streams, bounded in ratio, size, members and nesting."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from dateline.ingest.blob import Blob, buffered
from dateline.ingest.faults import Fault, one_line
from dateline.ingest.limits import Limits
from dateline.model import Issue, RawReport

Reader = Callable[[Blob], Iterator[RawReport | Issue]]
# What Python's zipfile may raise over bytes that only look like a zip archive; it promises no single kind of error.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, LookupError,
          OverflowError)  # fmt: skip
_OFFICE = {"[Content_Types].xml": "an Office document", "mimetype": "an office document or a book"}


class Budget:
    """How much one archive may still unpack to."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.out = 0

    def spend(self, count: int) -> None:
        self.out += count
        if self.out > self.limits.unpacked_bytes:
            raise Fault("zip-bomb", f"unpacks to more than {self.limits.unpacked_bytes // (1 << 20)} MB")

    def weigh(self, packed: int, unpacked: int) -> None:
        if unpacked > self.limits.ratio_from and unpacked > self.limits.ratio * max(packed, 1):
            raise Fault("zip-bomb", f"unpacks to more than {self.limits.ratio} times its size")


class Gunzip(io.RawIOBase):
    """The bytes inside a gzip stream of one or more members, refused when they grow out of proportion."""

    def __init__(self, packed: io.BufferedReader, budget: Budget) -> None:
        self._packed, self._budget = packed, budget
        self._inflate = zlib.decompressobj(31)
        self._pending, self._in, self._out = b"", 0, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._some(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _some(self, most: int) -> bytes:
        while True:
            if not self._pending and not self._inflate.eof:
                self._pending = self._packed.read(1 << 16)
                self._in += len(self._pending)
                if not self._pending:
                    raise Fault("truncated", "its packed data break off")
            if self._inflate.eof and not self._next_member():
                return b""
            try:
                data = self._inflate.decompress(self._pending, most)
            except zlib.error:
                raise Fault("archive-damaged", "its packed data are damaged") from None
            self._pending = self._inflate.unconsumed_tail or (self._inflate.unused_data if self._inflate.eof else b"")
            if data:
                self._out += len(data)
                self._budget.spend(len(data))
                self._budget.weigh(self._in, self._out)
                return data

    def _next_member(self) -> bool:
        if not self._pending:
            self._pending = self._packed.read(1 << 16)
            self._in += len(self._pending)
        if not self._pending.lstrip(b"\x00"):
            return False  # the end, or padding after it
        self._inflate = zlib.decompressobj(31)
        return True


def from_gzip(blob: Blob, limits: Limits, read: Reader) -> Iterator[RawReport | Issue]:
    """What one gzip file holds, under its own name without ".gz"."""
    _one_deeper(blob, limits)
    stream = buffered(_Whole(Gunzip(blob.stream, Budget(limits))))
    name = blob.locator.removesuffix(".gz")
    yield from read(replace(blob, locator=name, stream=stream, level=blob.level + 1, path=None))


class _Whole(io.RawIOBase):
    """Fills the buffer as far as the stream goes; a break after some bytes shows at the next read."""

    def __init__(self, raw: Gunzip) -> None:
        self._raw = raw
        self._fault: Fault | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._fault is not None:
            raise self._fault
        view, filled = memoryview(buffer), 0
        try:
            while filled < len(view) and (count := self._raw.readinto(view[filled:])):
                filled += count
        except Fault as fault:
            if not filled:
                raise
            self._fault = fault
        return filled


def from_zip(blob: Blob, limits: Limits, read: Reader) -> Iterator[RawReport | Issue]:
    """What a zip holds, members in sorted order; hidden ones and system clutter are passed over."""
    _one_deeper(blob, limits)
    try:
        archive = zipfile.ZipFile(_seekable(blob, limits))
        members = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
    except BROKEN as error:
        raise Fault("archive-damaged", f"is no whole zip archive ({type(error).__name__})") from None
    with archive:
        _check(members, limits)
        budget = Budget(limits)
        for member in members:
            if not any(part.startswith((".", "__MACOSX")) for part in member.filename.split("/")):
                yield from _member(archive, member, blob, budget, read)


def _seekable(blob: Blob, limits: Limits) -> Path | io.BytesIO:
    if blob.path is not None:
        return blob.path
    return io.BytesIO(blob.whole(limits.whole_bytes))


def _check(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not members:
        raise Fault("empty", "is an archive with nothing in it")
    if kind := next((_OFFICE[m.filename] for m in members if m.filename in _OFFICE), None):
        raise Fault("binary", f"is {kind}")
    if len(members) > limits.members:
        raise Fault("zip-bomb", f"holds more than {limits.members} files")
    if any(m.flag_bits & 1 for m in members):
        raise Fault("encrypted", "is locked with a password")
    for member in members:
        if member.file_size > limits.ratio_from and member.file_size > limits.ratio * max(member.compress_size, 1):
            raise Fault("zip-bomb", f"unpacks to more than {limits.ratio} times its size")


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, blob: Blob, budget: Budget, read: Reader
) -> Iterator[RawReport | Issue]:
    inner = None
    try:
        with _unpacked(archive, member) as packed:
            inner = blob.inner(member.filename, buffered(_Metered(packed, budget, member.compress_size)))
            yield from read(inner)
    except Fault as fault:
        if fault.code == "zip-bomb":
            raise
        yield fault.issue(inner.locator if inner else f"{blob.locator}!{one_line(member.filename)}")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(member)
    except BROKEN as error:
        raise Fault("archive-damaged", f"cannot be unpacked ({type(error).__name__})") from None


class _Metered(io.RawIOBase):
    """A member of a zip that pays for every byte it unpacks to."""

    def __init__(self, packed: object, budget: Budget, size: int) -> None:
        self._packed: io.BufferedIOBase = packed  # type: ignore[assignment]
        self._budget, self._size, self._out = budget, size, 0

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._packed.read(size)
        except BROKEN:
            raise Fault("archive-damaged", "its packed data are damaged") from None
        self._out += len(data)
        self._budget.spend(len(data))
        self._budget.weigh(self._size, self._out)
        return data


def _one_deeper(blob: Blob, limits: Limits) -> None:
    if blob.level > limits.nesting:
        raise Fault("nested", "is an archive inside an archive inside an archive")
