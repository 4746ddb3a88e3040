"""A ledger's schema version: read at every opening, made new, or brought forward with a copy kept beside it.

The version is what alembic writes into its own table. Alembic itself is loaded only when there is something
to migrate; a new ledger is made from `schema.py` and stamped, and a test holds both ways to the same schema.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerError
from dateline.ledger import copying, dialect, trouble
from dateline.ledger.schema import SCHEMA_VERSION, metadata

VERSION_TABLE = "schema_version"


def ready(engine: Engine, name: str, *, create: bool, readonly: bool) -> None:
    """See that the database holds a ledger of this program's version. Raises LedgerError where it cannot."""
    try:
        _ready(engine, name, create and not readonly, readonly)
    except DBAPIError as error:
        raise trouble.told(name, error) from None


def _ready(engine: Engine, name: str, create: bool, readonly: bool) -> None:
    with engine.connect() as connection:
        found = version(connection)
        strangers = [] if found else inspect(connection).get_table_names()
        found = found or (version(connection) if strangers else None)  # another program may just have made it
    if found is None and strangers:
        raise LedgerError(f"{name}: a database, but not a Dateline ledger (it holds {strangers[0]!r}); name another")
    if found is None and not create:
        raise LedgerError(f"{name}: no ledger here; `dateline add` makes one")
    if found is None:
        new(engine)
    elif found > SCHEMA_VERSION:
        raise LedgerError(
            f"{name}: written by a newer Dateline (schema {found}, here {SCHEMA_VERSION}); upgrade Dateline"
        )
    elif found < SCHEMA_VERSION and readonly:
        raise LedgerError(f"{name}: an older ledger (schema {found}); open it once for writing to bring it forward")
    elif found < SCHEMA_VERSION:
        bring_forward(engine, found)


def version(connection: Connection) -> str | None:
    """The schema version, or None where no ledger is. One read."""
    if connection.dialect.name == "postgresql" and not inspect(connection).has_table(VERSION_TABLE):
        return None
    try:
        found = connection.execute(text(f"select version_num from {VERSION_TABLE}")).scalar()
    except DBAPIError as error:
        if "no such table" in str(error.orig):
            return None
        raise
    return None if found is None else str(found)


def new(engine: Engine) -> None:
    """Make the newest schema in one transaction; two programs that start at once make one ledger."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        dialect.lock_for_writing(connection)
        if version(connection) is not None:
            return
        metadata.create_all(connection)
        dialect.create_index(connection)
        connection.execute(text(f"create table {VERSION_TABLE} (version_num VARCHAR(32) not null primary key)"))
        connection.execute(text(f"insert into {VERSION_TABLE} values (:v)"), {"v": SCHEMA_VERSION})


def bring_forward(engine: Engine, found: str) -> Path | None:
    """Migrate an older ledger in one transaction. Returns the copy of a SQLite file as it was, made first."""
    file = dialect.file_of(engine)
    kept = None
    if file is not None:
        kept = _free(file.with_name(f"{file.name}.bak-v{int(found)}"))
        copying.backup(file, kept)
    migrate(engine)
    return kept


def _free(path: Path) -> Path:
    """The path itself, or with a number behind it: an earlier copy is never overwritten."""
    number, candidate = 1, path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.name}.{number}")
    return candidate


def migrate(engine: Engine, to: str = "head") -> None:
    """Run the migrations up to revision `to` in one transaction."""
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        dialect.lock_for_writing(connection)
        settings.attributes["connection"] = connection
        command.upgrade(settings, to)
