"""A copy of a SQLite ledger, taken while others read and write: whole, of one moment, in place in one step."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from dateline.errors import LedgerError, UsageError
from dateline.ledger import dialect

PAGES = 2_000  # copied at a time, so that writers need not wait long


def backup(where: str | Path, target: Path, *, replace: bool = False) -> int:
    """Copy the ledger to `target`; its size in bytes. Raises UsageError for a server, or a target that is there and is
    not to be replaced; LedgerError when the copy cannot be made or is not whole."""
    path = dialect.path_of(where)
    if path is None:
        raise UsageError("a ledger on a server is backed up with pg_dump, or in text form with `dateline print`")
    if not path.exists():
        raise LedgerError(f"{where}: no ledger here")
    if target.exists() and (not replace or target.samefile(path)):
        raise UsageError(f"{str(target)!r} is there already; give another name, or --replace")
    spare = target.with_name(target.name + ".part")
    try:
        _copied(path, spare)
        _flushed(spare)
        os.replace(spare, target)
    except (sqlite3.Error, OSError) as error:
        spare.unlink(missing_ok=True)
        raise LedgerError(f"{target}: the copy cannot be made ({error}); is there room, may it be written?") from error
    return target.stat().st_size


def _copied(path: Path, spare: Path) -> None:
    """SQLite's own online backup: a writer in between makes it begin again, it never mixes two moments."""
    spare.unlink(missing_ok=True)
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(spare)) as made:
        source.backup(made, pages=PAGES, sleep=0.01)
        made.execute("pragma journal_mode=delete")
        told = made.execute("pragma quick_check").fetchone()[0]
    if told != "ok":
        raise sqlite3.DatabaseError(f"not whole: {told}")


def _flushed(spare: Path) -> None:
    with spare.open("rb+") as stream:
        os.fsync(stream.fileno())
