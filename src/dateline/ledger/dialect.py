"""All that differs between SQLite and PostgreSQL: connecting, the writer's lock, the full-text index.

SQLite runs in WAL mode with `synchronous=FULL`: what `add` has reported as stored survives `kill -9` and a
power cut. (NORMAL would survive the first only; the price of FULL is one flush per commit, and `add_many`
commits in batches.)
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
import unicodedata
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import StaticPool

from dateline.errors import LedgerError

BUSY_SECONDS = 30
_TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
MEMORY = ":memory:"
MARK = "\ufdd0"  # a code point that Unicode keeps for a program's own use: marks hits in the index's answer
WRITER_LOCK = 0x44_4C_4E_45

_TEXTS = """create view current_texts as
 select heads.number as number, coalesce(reports.title, '') as title, reports.text as text
 from heads join reports on reports.id = heads.report and reports.revision = heads.revision"""
_FTS = """create virtual table report_words using fts5(title, text, content='current_texts',
 content_rowid='number', tokenize='unicode61 remove_diacritics 2')"""
_VECTOR = (  # without marks on letters, as `remove_diacritics` has it
    "to_tsvector('simple', regexp_replace(normalize(coalesce(title, '') || ' ' || text, NFKD),"
    " '[\u0300-\u036f]', '', 'g'))"
)


def connect(where: str | Path, *, readonly: bool) -> Engine:
    """An engine for a path, `:memory:`, `sqlite:///...` or `postgresql://...`. Opens nothing yet."""
    path = path_of(where)
    if path is None and str(where) != MEMORY:
        return _postgresql(str(where), readonly)
    return _sqlite(path, readonly)


def path_of(where: str | Path) -> Path | None:
    """The file that an address names, None for a server or for memory."""
    address = str(where)
    if address == MEMORY or address.startswith(("postgresql:", "postgres:", "postgresql+")):
        return None
    return Path(address.removeprefix("sqlite:///"))


def name_of(where: str | Path) -> str:
    """What to call the ledger in messages: its address, without a password."""
    return re.sub(r"(?<=://)([^:/@]*):.*@", r"\1:***@", str(where))


def file_of(engine: Engine) -> Path | None:
    """The SQLite file, or None for a server or for memory."""
    name = engine.get_execution_options().get("ledger_file")
    return Path(name) if name else None


def _postgresql(address: str, readonly: bool) -> Engine:
    try:
        engine = create_engine(re.sub(r"^postgres(ql)?:", "postgresql+psycopg:", address))
    except ModuleNotFoundError as error:
        raise LedgerError(
            "a PostgreSQL ledger needs the driver psycopg; install it with: pip install 'dateline[postgresql]'"
        ) from error
    if readonly:
        engine = engine.execution_options(postgresql_readonly=True, readonly=True)
    return engine


def _sqlite(path: Path | None, readonly: bool) -> Engine:
    """A ledger in a file, or (no path) in memory."""
    uri = MEMORY if path is None else _uri(path, readonly)

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(
            uri,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # the transactions are SQLAlchemy's, by `_begin`
            check_same_thread=False,
            uri=path is not None,
        )

    pool = {"poolclass": StaticPool} if path is None else {}
    engine = create_engine("sqlite+pysqlite://" + ("/ledger" if path else ""), creator=open_file, **pool)
    if path is not None:
        engine = engine.execution_options(ledger_file=str(path), readonly=readonly)
    event.listen(engine, "connect", _pragmas if not readonly else _reader_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _uri(path: Path, readonly: bool) -> str:
    """A file address for SQLite. In a folder that cannot be written, a closed ledger is read as it lies."""
    uri = path.absolute().as_uri()
    if not readonly:
        return uri
    wal = path.with_name(path.name + "-wal")
    still = not os.access(path.parent, os.W_OK) and not wal.exists()
    return uri + ("?mode=ro&immutable=1" if still else "?mode=ro")


def _pragmas(connection: Any, _: Any) -> None:
    _write_ahead(connection)
    connection.execute("pragma synchronous=full")
    connection.execute("pragma foreign_keys=on")


def _write_ahead(connection: Any) -> None:
    """Turn WAL mode on, which needs the file alone for a moment: SQLite does not wait for that by itself when two
    programs open a new ledger at once or one closes the last connection, so it is tried until the usual time is up.
    """
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode=wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _TAKEN or time.monotonic() > last:
                raise
            time.sleep(0.02)


def _reader_pragmas(connection: Any, _: Any) -> None:
    connection.execute("pragma query_only=on")


def _begin(connection: Connection) -> None:
    """Writers take the lock at once, so that none reads something that another is about to change."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("begin immediate" if writing else "begin")


def lock_for_writing(connection: Connection) -> None:
    """One writer at a time; SQLite's `begin immediate` has seen to it already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})


def of_one_moment(connection: Connection) -> Connection:
    """The connection with all its reading as of the first; SQLite's transactions are so by themselves. (PostgreSQL's
    writers are not: what they read must be newer than the lock they waited for.)"""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


# ------------------------------------------------------------------------------------------ full-text index


def create_index(connection: Connection) -> None:
    """The full-text index over title and text of the current revisions, filled from what is there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"create index report_words on reports using gin ({_VECTOR})"))
        return
    connection.execute(text(_TEXTS))
    connection.execute(text(_FTS))
    rebuild_index(connection)


def rebuild_index(connection: Connection) -> None:
    """Fill the index anew from the current texts (PostgreSQL's keeps itself)."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("insert into report_words(report_words) values ('rebuild')"))


def index(connection: Connection, number: int, title: str | None, words: str) -> None:
    """Take one report's current text into the index (PostgreSQL's keeps itself)."""
    if connection.dialect.name == "sqlite":
        _words(
            connection,
            "insert into report_words(rowid, title, text) values (:n, :title, :text)",
            number,
            title,
            words,
        )


def unindex(connection: Connection, number: int, title: str | None, words: str) -> None:
    """Take one report's old text out of the index; must be given exactly what was indexed."""
    if connection.dialect.name == "sqlite":
        _words(
            connection,
            "insert into report_words(report_words, rowid, title, text) values ('delete', :n, :title, :text)",
            number,
            title,
            words,
        )


def _words(connection: Connection, statement: str, number: int, title: str | None, words: str) -> None:
    connection.execute(text(statement), {"n": number, "title": title or "", "text": words})


def index_agrees(connection: Connection) -> bool:
    """Whether the index says what the texts say. SQLite compares them word by word; PostgreSQL keeps its
    own."""
    if connection.dialect.name == "postgresql":
        return True
    try:
        connection.execute(text("insert into report_words(report_words, rank) values ('integrity-check', 1)"))
    except Exception as error:
        if "malformed" in str(error):
            return False
        raise
    return True


def find(connection: Connection, query: str, limit: int) -> list[tuple[str, int, str, str]]:
    """Report id, revision, title and text with hits between MARKs, best first. All words of the query must
    occur; words in double quotes must stand together."""
    phrases = re.findall(r'"([^"]+)"|([^\s"]+)', query)
    wanted = [a or b for a, b in phrases]
    if not any(re.search(r"\w", word) for word in wanted):
        return []
    if connection.dialect.name == "postgresql":
        return _find_postgresql(connection, wanted, limit)
    quoted = " ".join('"' + word + '"' for word in wanted if re.search(r"\w", word))
    rows = connection.execute(
        text(
            "select heads.report, heads.revision, highlight(report_words, 0, :m, :m),"
            " highlight(report_words, 1, :m, :m)"
            " from report_words join heads on heads.number = report_words.rowid where report_words match :q"
            " order by bm25(report_words, 4.0, 1.0), heads.report limit :limit"
        ),
        {"m": MARK, "q": quoted, "limit": limit},
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def _find_postgresql(connection: Connection, wanted: list[str], limit: int) -> list[tuple[str, int, str, str]]:
    rows = connection.execute(
        text(
            "select h.report, h.revision, coalesce(title, ''), text from heads h join reports r on r.id = h.report and"
            f" r.revision = h.revision, websearch_to_tsquery('simple', :q) q where {_VECTOR} @@ q"
            f" order by ts_rank({_VECTOR}, q) desc, h.report limit :limit"
        ),
        {"q": " ".join(f'"{bare(word)}"' for word in wanted), "limit": limit},
    )
    return [(row[0], row[1], _marked(row[2], wanted), _marked(row[3], wanted)) for row in rows]


def bare(told: str) -> str:
    """Lower case, without marks on letters, as both indexes compare words."""
    return "".join(c for c in unicodedata.normalize("NFKD", told.lower()) if not unicodedata.combining(c))


def _marked(told: str, wanted: list[str]) -> str:
    """The text with every word or phrase looked for between MARKs, as SQLite's index gives it."""
    there = [(m.start(), m.end(), bare(m[0])) for m in re.finditer(r"\w+", told)]
    sought = [words for words in (re.findall(r"\w+", bare(w)) for w in wanted) if words]
    pieces, at, n = [], 0, 0
    while n < len(there):
        long = max((len(w) for w in sought if [x for _, _, x in there[n : n + len(w)]] == w), default=0)
        if long:
            start, end = there[n][0], there[n + long - 1][1]
            pieces += [told[at:start], MARK, told[start:end], MARK]
            at = end
        n += max(long, 1)
    return "".join([*pieces, told[at:]])
