"""Exceptions of the program. What is wrong with one report is an `Issue` record, not one of these."""

from __future__ import annotations

import traceback

from dateline.model import Issue, Source


class DatelineError(Exception):
    """Base of everything Dateline raises on purpose. The message says the place and the remedy."""

    exit_code = 1


class UsageError(DatelineError):
    """The caller asked for something that cannot be (an unknown event, an unreadable option)."""

    exit_code = 2


class LedgerError(DatelineError):
    """The ledger file cannot be used: wrong version, damaged, locked."""

    exit_code = 3


class DataError(DatelineError):
    """A data file (lexicon, actors, places, outlets) breaks its schema. Names the file, the entry and the key."""

    exit_code = 4


class WeightsError(DatelineError):
    """The shipped model is missing or damaged."""

    exit_code = 5


def fault(error: Exception) -> str:
    """A program's fault in one line: what, and where in the program."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "dateline" in f.filename]
    last = frames[-1] if frames else None
    where = f" at {last.filename.split('dateline/')[-1]}:{last.lineno}" if last else ""
    return f"a fault in Dateline: {type(error).__name__}: {error}{where}; please report it with the input"


def issue_of(error: Exception, source: Source, debug: bool) -> Issue:
    """What a report raised while it was read or coded, as its issue. A wrong use of the program is raised again, and
    with `debug` so is a program's fault."""
    known = isinstance(error, DatelineError)
    if isinstance(error, UsageError) or (debug and not known):
        raise error
    told = str(error) if known else fault(error)
    return Issue(source.locator, "code", "failed" if known else "fault", told, source.digest)
