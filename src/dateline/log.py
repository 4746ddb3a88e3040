"""The log for machines: one JSON object a line, of what a run did, when, and how long it took.

Python's own `logging` carries it: every record of a logger under "dateline" with `extra={"told": {...}}` becomes a line
`{"at": ..., "level": ..., "event": ..., ...}`. Report text never gets into it; ids, places of origin and counts do.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from dateline.errors import UsageError

ROOT = "dateline"
Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


class Lines(logging.Formatter):
    """A record as one line of JSON; `clock` gives the instants, so that a test can fix them."""

    def __init__(self, clock: Clock = now) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        at = self._clock().isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "event": record.getMessage()}
        line |= getattr(record, "told", {})
        return json.dumps(line, ensure_ascii=True, default=str)


def start(where: str, clock: Clock = now) -> logging.Handler:
    """Write the log to a file (added to its end), or to the error stream for "-". Raises UsageError for a file that
    cannot be written."""
    try:
        made = logging.StreamHandler(sys.stderr) if where == "-" else logging.FileHandler(where, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"the log {where!r} cannot be written: {error.strerror}") from error
    made.setFormatter(Lines(clock))
    logger = logging.getLogger(ROOT)
    logger.addHandler(made)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return made


def stop(handler: logging.Handler) -> None:
    logging.getLogger(ROOT).removeHandler(handler)
    handler.close()


def tell(event: str, told: Mapping[str, Any], level: int = logging.INFO) -> None:
    """One line, if anyone listens."""
    logger = logging.getLogger(ROOT)
    if logger.handlers and logger.isEnabledFor(level):
        logger.log(level, event, extra={"told": dict(told)})
