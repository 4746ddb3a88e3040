"""Where a test's ledgers lie: in files, and (marked `server`) the same tests once more on PostgreSQL.

Needs DATELINE_POSTGRESQL=postgresql://user@host/database for the second; skipped with a word without it.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text

from dateline.ledger import dialect

Where = Callable[[str], str | Path]
"""Name to address; the same name is the same ledger within a test."""


@pytest.fixture
def server() -> Iterator[Where]:
    """Addresses on the server, each with its tables in a schema of its own, dropped at the end."""
    address = os.environ.get("DATELINE_POSTGRESQL")
    if not address:
        pytest.skip("needs a PostgreSQL server; set DATELINE_POSTGRESQL")
    engine, made = dialect.connect(address, readonly=False), list[str]()

    @cache
    def where(_: str) -> str:
        made.append(f"dateline_{uuid.uuid4().hex}")
        with engine.begin() as connection:
            connection.execute(text(f"create schema {made[-1]}"))
        return f"{address}{'&' if '?' in address else '?'}options=-csearch_path%3D{made[-1]}"

    yield where
    with engine.begin() as connection:
        for schema in made:
            connection.execute(text(f"drop schema {schema} cascade"))
    engine.dispose()


@pytest.fixture(params=["file", pytest.param("postgresql", marks=pytest.mark.server)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    if request.param == "file":
        return lambda name: tmp_path / f"{name}.db"
    made: Where = request.getfixturevalue("server")
    return made
