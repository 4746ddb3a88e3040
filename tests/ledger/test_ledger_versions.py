"""Opening: new files, old files, newer files, and files that are no ledger."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from dateline.errors import LedgerError
from dateline.ledger import Ledger, check, dialect, print_ledger, rows, schema, versions
from tests.ledger.plain import coded, one_event_each, report


def old_ledger(path: Path) -> None:
    """A version 1 file with a report in it, as version 1 wrote it: without a full-text index."""
    engine = dialect.connect(path, readonly=False)
    versions.migrate(engine, "0001")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(insert(schema.reports), rows.report_row(report()))
        values = {"number": 7, "report": "r1", "revision": 1, "ordinal": 1, "coder": "k1", "notes": "[]"}
        connection.execute(insert(schema.codings), values)
        connection.execute(insert(schema.claims), rows.claim_row(coded().claims[0], 7))
        connection.execute(insert(schema.passed_over), rows.passed_row(coded().passed_over[0], 7, 0))
        head = {"number": 1, "report": "r1", "revision": 1, "coding": 7}
        connection.execute(insert(schema.heads), head)
    engine.dispose()


def described(path: Path) -> list[tuple[str, str, str]]:
    """The schema as SQLite has it, columns and keys and all, without the layout of the statements."""
    found = []
    with sqlite3.connect(path) as connection:
        names = connection.execute("select type, name, tbl_name from sqlite_master order by 1, 2").fetchall()
        for kind, name, table in names:
            columns = connection.execute(f"pragma table_xinfo({name})").fetchall()
            keys = sorted(row[2:] for row in connection.execute(f"pragma foreign_key_list({name})"))
            indexes = sorted(row[1:] for row in connection.execute(f"pragma index_list({name})"))
            of_index = connection.execute(f"pragma index_info({name})").fetchall()
            found.append((kind, f"{name} of {table}", repr((columns, keys, indexes, of_index))))
    return found


def test_made_at_once_or_migrated_the_schema_is_the_same(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.db").close()
    engine = dialect.connect(tmp_path / "old.db", readonly=False)
    versions.migrate(engine)
    engine.dispose()
    assert described(tmp_path / "new.db") == described(tmp_path / "old.db")


def test_an_old_ledger_is_brought_forward_and_a_copy_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    old_ledger(path)
    before = described(path)
    with Ledger.open(path) as ledger, Ledger.open(":memory:") as fresh:
        fresh.add(report(), coded())
        assert list(print_ledger(ledger)) == list(print_ledger(fresh))
        assert [hit.report for hit in ledger.search("handed base")] == ["r1"]
        assert ledger.add(report(), coded()).outcome == "same"
        assert list(check(ledger, one_event_each)) == []
    assert described(tmp_path / "a.db.bak-v1") == before


def test_an_earlier_copy_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.db.bak-v1").write_text("mine")
    old_ledger(tmp_path / "a.db")
    Ledger.open(tmp_path / "a.db").close()
    assert (tmp_path / "a.db.bak-v1").read_text() == "mine"
    assert (tmp_path / "a.db.bak-v1.2").exists()


def test_an_old_ledger_cannot_be_brought_forward_by_a_reader(tmp_path: Path) -> None:
    old_ledger(tmp_path / "a.db")
    with pytest.raises(LedgerError, match="open it once for writing"):
        Ledger.open(tmp_path / "a.db", readonly=True)


def test_a_migration_that_fails_leaves_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_ledger(tmp_path / "a.db")
    before = described(tmp_path / "a.db")

    def fails(_: object) -> None:
        raise RuntimeError("no disk left")

    monkeypatch.setattr(dialect, "rebuild_index", fails)
    with pytest.raises(RuntimeError, match="no disk left"):
        Ledger.open(tmp_path / "a.db")
    assert described(tmp_path / "a.db") == before
    monkeypatch.undo()
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert list(check(ledger)) == []


def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger, ledger.writing() as connection:
        connection.execute(text("update schema_version set version_num = '0099'"))
    with pytest.raises(LedgerError, match=r"newer Dateline.*upgrade"):
        Ledger.open(tmp_path / "a.db")


def test_what_is_no_ledger_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear editor, " * 100)
    with pytest.raises(LedgerError, match="not a Dateline ledger"):
        Ledger.open(tmp_path / "letter.txt")
    with sqlite3.connect(tmp_path / "songs.db") as other:
        other.execute("create table songs (title text)")
    with pytest.raises(LedgerError, match=r"not a Dateline ledger .it holds 'songs'"):
        Ledger.open(tmp_path / "songs.db")
    with pytest.raises(LedgerError, match=r"unable to open.*check the path"):
        Ledger.open(tmp_path / "no" / "folder" / "a.db")
    for name in ("none.db", "none:2020.db"):
        for options in ({"create": False}, {"readonly": True}):
            with pytest.raises(LedgerError, match="no ledger here"):
                Ledger.open(tmp_path / name, **options)
        assert not (tmp_path / name).exists()
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="no ledger here"):
        Ledger.open(tmp_path / "empty.db", create=False)


def test_a_missing_driver_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'dateline\[postgresql\]'"):
        Ledger.open("postgresql://127.0.0.1:1/iraq")


def test_a_server_that_does_not_answer_is_said_in_one_line() -> None:
    pytest.importorskip("psycopg", reason="needs the extra dateline[postgresql]")
    with pytest.raises(LedgerError, match="is a server there") as told:
        Ledger.open("postgresql://ana:secret@127.0.0.1:1/iraq")
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_reader_reads_and_cannot_write(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.add(report(), coded())
    with Ledger.open(tmp_path / "a.db", readonly=True) as reader:
        assert reader.claims() == coded().claims
        assert len(reader.derive(one_event_each).events) == 1
        assert list(check(reader, one_event_each)) == []
        with pytest.raises(LedgerError, match="reading only"):
            reader.add(report("r2"), coded("r2"))


def test_opening_does_not_load_the_migrations(tmp_path: Path) -> None:
    program = (
        "import sys; from dateline.ledger import Ledger; Ledger.open(sys.argv[1]).close();"
        " Ledger.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.db")], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"
