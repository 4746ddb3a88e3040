"""A copy is whole and of one moment, whatever goes on beside it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from dateline.errors import LedgerError, UsageError
from dateline.ledger import Ledger, check, print_ledger
from dateline.ledger.copying import backup
from tests.laws.adding import items


def test_the_copy_is_the_ledger(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        list(ledger.add_many(items(6)))
        assert backup(tmp_path / "a.db", tmp_path / "b.db") > 0
        with Ledger.open(tmp_path / "b.db", create=False) as copy:
            assert list(print_ledger(copy)) == list(print_ledger(ledger))
            assert list(check(copy)) == []
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_taken_while_somebody_writes_is_whole(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        list(ledger.add_many(items(4)))
        stop = threading.Event()

        def write() -> None:
            with Ledger.open(tmp_path / "a.db") as other:
                for n in range(200):
                    if stop.is_set():
                        return
                    list(other.add_many(items(1, f"w{n}-")))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for n in range(5):
                backup(tmp_path / "a.db", tmp_path / f"b{n}.db")
        finally:
            stop.set()
            writer.join()
    for n in range(5):
        with Ledger.open(tmp_path / f"b{n}.db", create=False) as copy:
            assert list(check(copy)) == []
            assert copy.count() >= 4


def test_an_older_copy_is_only_replaced_when_asked_and_never_the_ledger_itself(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        list(ledger.add_many(items(2)))
        backup(tmp_path / "a.db", tmp_path / "b.db")
        with pytest.raises(UsageError, match="--replace"):
            backup(tmp_path / "a.db", tmp_path / "b.db")
        list(ledger.add_many(items(1, "more")))
        backup(tmp_path / "a.db", tmp_path / "b.db", replace=True)
        told = list(print_ledger(ledger))
        with pytest.raises(UsageError, match="there already"):
            backup(tmp_path / "a.db", tmp_path / "a.db", replace=True)
    with Ledger.open(tmp_path / "b.db", create=False) as copy:
        assert list(print_ledger(copy)) == told


def test_what_cannot_be_copied_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger here"):
        backup(tmp_path / "none.db", tmp_path / "b.db")
    with pytest.raises(UsageError, match="pg_dump"):
        backup("postgresql://user@host/x", tmp_path / "b.db")
    (tmp_path / "bad.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(LedgerError, match="cannot be made"):
        backup(tmp_path / "bad.db", tmp_path / "b.db")
    with Ledger.open(tmp_path / "a.db"), pytest.raises(LedgerError, match="cannot be made"):
        backup(tmp_path / "a.db", tmp_path / "no-such-folder" / "b.db")
    assert not (tmp_path / "b.db").exists()
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_stands_on_its_own(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        list(ledger.add_many(items(2)))
        stored = ledger.count()
        backup(tmp_path / "a.db", tmp_path / "b.db")
    assert not (tmp_path / "b.db-wal").exists()
    assert sqlite3.connect(tmp_path / "b.db").execute("select count(*) from heads").fetchone() == (stored,)
