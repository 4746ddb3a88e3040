"""Settings from the environment, read once at the edge and passed in from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_LEDGER = "dateline.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment may set; every one can be given on the command line too."""

    ledger: str = DEFAULT_LEDGER  # DATELINE_LEDGER: path or postgresql:// address
    lexicon: Path | None = None  # DATELINE_LEXICON: folder with a user's own data files
    parser: str = "dateline"  # DATELINE_PARSER: see parse.load_parser
    second_key: str | None = None  # DATELINE_SECOND_KEY: token for the second reader's endpoint; never stored
    log: str | None = None  # DATELINE_LOG: file for the log of JSON lines, or "-" for the error stream
    debug: bool = False  # DATELINE_DEBUG: faults of the program end it with a traceback


def settings(environ: Mapping[str, str]) -> Settings:
    """Settings from an environment, e.g. `os.environ`; an empty variable counts as not set."""
    lexicon = environ.get("DATELINE_LEXICON")
    return Settings(
        ledger=environ.get("DATELINE_LEDGER") or DEFAULT_LEDGER,
        lexicon=Path(lexicon) if lexicon else None,
        parser=environ.get("DATELINE_PARSER") or "dateline",
        second_key=environ.get("DATELINE_SECOND_KEY") or None,
        log=environ.get("DATELINE_LOG") or None,
        debug=bool(environ.get("DATELINE_DEBUG")),
    )
