"""A printed ledger, read back into a new one. See `text.py`, which prints it, and `text_parse.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection

from dateline.errors import LedgerError, UsageError
from dateline.ledger import judging, setting_aside, writing
from dateline.ledger.store import Ledger
from dateline.ledger.text_parse import Judged, Revision, SetAside, parse_ledger


def load_ledger(lines: Iterable[str], ledger: Ledger) -> int:
    """Store a printed ledger in an empty one, whole or not at all. Returns the number of report revisions.

    Raises LedgerError, naming the line, for what cannot be read, and for a ledger that holds something
    already.
    """
    with ledger.writing() as connection:
        if not writing.is_empty(connection):
            raise LedgerError(f"{ledger.name}: holds entries already; read a printed ledger into a new one")
        return _load(connection, lines)


def _load(connection: Connection, lines: Iterable[str]) -> int:
    newest: Counter[str] = Counter()
    judged: list[Judged] = []
    for entry in parse_ledger(lines):
        if isinstance(entry, Judged):
            judged.append(entry)
        elif isinstance(entry, SetAside):
            setting_aside.set_aside(connection, entry.issue, resolved=entry.resolved)
        else:
            _add(connection, entry, newest)
    writing.make_heads(connection)
    _judge(connection, judged)
    return newest.total()


def _add(connection: Connection, entry: Revision, newest: Counter[str]) -> None:
    report = entry.report
    newest[report.id] += 1
    expected = newest[report.id]
    if report.revision != expected:
        raise LedgerError(
            f"line {entry.line}: report {report.id!r} revision {report.revision} where {expected} was"
            " expected; revisions count from 1 without gaps"
        )
    try:
        writing.insert_whole(connection, report, entry.codings)
    except LedgerError as error:
        raise LedgerError(f"line {entry.line}: {error}") from None


def _judge(connection: Connection, judged: list[Judged]) -> None:
    """In an order in which each comes after the one it takes back."""
    waiting = {entry.judgement.id: entry for entry in judged}
    while waiting:
        free = [e for e in waiting.values() if e.judgement.takes_back not in waiting]
        if not free:
            raise LedgerError(f"line {min(e.line for e in waiting.values())}: judgements take each other back")
        for entry in free:
            try:
                judging.judge(connection, entry.judgement)
            except UsageError as error:
                raise LedgerError(f"line {entry.line}: {error}") from None
            del waiting[entry.judgement.id]
