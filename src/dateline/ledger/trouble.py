"""What a database's own words mean for somebody at the keyboard: one line with the remedy."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerError
from dateline.ledger import dialect

REMEDIES = (
    (("locked",), f"another program has been writing for {dialect.BUSY_SECONDS} s; wait for it or end it"),
    (("readonly", "read-only"), "it was opened for reading only, or may not be written: see its permissions"),
    (("is full", "no space"), "make room and run the same again; what was stored is kept"),
    (("not a database",), "not a Dateline ledger, or damaged; restore a backup, or name another file"),
    (("malformed", "corrupt"), "damaged; restore a backup, or save what `dateline print` still reads"),
    (("i/o error",), "the disk or its file system fails; copy the file elsewhere and run `dateline check` on the copy"),
    (("unable to open",), "check the path and its permissions"),
    (("connection", "could not translate host"), "is a server there? see the address, the name and the password"),
)
OTHERWISE = "run `dateline check`; if it finds damage, restore a backup"


def told(name: str, error: DBAPIError) -> LedgerError:
    """The error for a ledger of this name: the database's words in one line, and what to do."""
    words = " ".join(str(error.orig).split())
    known = (remedy for marks, remedy in REMEDIES if any(mark in words.lower() for mark in marks))
    return LedgerError(f"{name}: {words}; {next(known, OTHERWISE)}")
