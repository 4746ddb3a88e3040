"""The door of ingest: paths, addresses and stdin in, reports and issues out, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.errors import DatelineError
from dateline.errors import fault as fault_of
from dateline.ingest.blob import Blob, Counted, buffered
from dateline.ingest.faults import Fault, one_line, os_fault
from dateline.ingest.kinds import read_blob
from dateline.ingest.limits import Limits
from dateline.ingest.walk import is_address, walk
from dateline.model import Issue, RawReport

Item = RawReport | Issue
Progress = Callable[[int], None]


def items(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    fetch: bool = True,
    limits: Limits | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Iterator[Item]:
    """Every report at `paths`, lazily: in the order given, folders in sorted order.

    `-` reads `stdin`; http(s) addresses are fetched when `fetch`. `columns` maps parts of a report to
    column names of tables ("text" → "Body"). `progress` is told how many bytes of files on disk were read
    since it was last told.
    Nothing about an input raises: what is wrong with it comes as an `Issue`.
    """
    limits = limits or Limits()
    for path in paths:
        if path == "-":
            yield from _stdin(stdin, limits, columns)
        elif is_address(path):
            yield from _address(path, fetch, limits, columns)
        else:
            for found in walk(Path(path)):
                yield from [found] if isinstance(found, Issue) else _file(found, limits, columns, progress)


def _file(path: Path, limits: Limits, columns: Mapping[str, str] | None, progress: Progress | None) -> Iterator[Item]:
    told = 0

    def tell(count: int) -> None:
        nonlocal told
        told += count
        if progress is not None:
            progress(count)

    size = 0
    try:
        with buffered(Counted(path, tell)) as stream:
            size = path.stat().st_size
            yield from guarded(Blob(str(path), stream, path=path), limits, columns)
    except OSError as error:
        yield os_fault(error).issue(str(path))
    if progress is not None and size > told:  # not every byte was needed, yet the file is done
        progress(size - told)


def _stdin(stdin: BinaryIO | None, limits: Limits, columns: Mapping[str, str] | None) -> Iterator[Item]:
    if stdin is None:
        yield Fault("empty", "nothing comes from standard input").issue("-")
        return
    yield from guarded(Blob("-", buffered(stdin)), limits, columns)


def _address(address: str, fetch: bool, limits: Limits, columns: Mapping[str, str] | None) -> Iterator[Item]:
    from dateline.ingest.fetch import fetched  # httpx is slow to import and rarely needed

    try:
        if not fetch:
            raise Fault("no-fetch", "is an address")
        blob = fetched(address, limits)
    except Fault as fault:
        yield fault.issue(address)
        return
    yield from guarded(blob, limits, columns)


def guarded(blob: Blob, limits: Limits, columns: Mapping[str, str] | None) -> Iterator[Item]:
    """The items of one input; whatever breaks off its reading is its last item."""
    try:
        yield from read_blob(blob, limits, columns)
    except Fault as fault:
        yield fault.issue(blob.locator)
    except OSError as error:
        yield os_fault(error).issue(blob.locator)
    except (RecursionError, MemoryError):
        yield Fault("too-deep", "is built to exhaust memory").issue(blob.locator)
    except DatelineError:
        raise
    except Exception as error:  # over hostile bytes a library may raise anything: one input is lost, not the run
        yield Issue(one_line(blob.locator), "ingest", "fault", one_line(fault_of(error)))
