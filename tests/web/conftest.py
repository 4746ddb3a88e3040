"""A small ledger behind the web desk, and a client that asks it without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the web desk's packages are not installed (pip install 'dateline[web]')")

from starlette.testclient import TestClient

from dateline.ledger import Ledger
from dateline.model import Claim, Coded, Report
from dateline.web.access import Access
from dateline.web.app import Settings, make_app
from tests.cli.conftest import stories

Told = list[tuple[Report, Claim]]
Open = Callable[..., TestClient]


def store(path: Path, told: Told) -> Path:
    """A ledger with these reports, one claim each."""
    with Ledger.open(path) as ledger:
        for report, claim in told:
            ledger.add(report, Coded(report.id, 1, "test", (claim,)))
    return path


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of `stories`, written once; tests that write take a copy."""
    return store(tmp_path_factory.mktemp("web") / "stories.db", stories())


def desk(path: Path, readonly: bool = False, **settings: object) -> tuple[TestClient, Ledger]:
    """A client of a desk over the ledger at `path`; its clock counts seconds."""
    ledger = Ledger.open(path, readonly=readonly)
    ticks = count()
    given = {"access": Access("Ada"), "clock": lambda: f"2026-01-01T00:00:{next(ticks):02d}Z", **settings}
    app = make_app(ledger, Settings(**given))  # type: ignore[arg-type]
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False), ledger


@pytest.fixture
def opens(tmp_path: Path, kept: Path) -> Iterator[Open]:
    """Opens a desk over some reports, or over a copy of `kept`: `opens(told, access=..., ...)`."""
    ledgers = []

    def make(told: Told | None = None, readonly: bool = False, **settings: object) -> TestClient:
        path = tmp_path / f"{len(ledgers)}.db"
        _ = shutil.copy(kept, path) if told is None else store(path, told)
        made, ledger = desk(path, readonly, **settings)
        ledgers.append(ledger)
        return made

    yield make
    for ledger in ledgers:
        ledger.close()


@contextmanager
def shared(path: Path) -> Iterator[TestClient]:
    """A desk for many tests, over a ledger that cannot be written."""
    made, ledger = desk(path, readonly=True)
    yield made
    ledger.close()


@pytest.fixture(scope="session")
def client(kept: Path) -> Iterator[TestClient]:
    """One desk for all tests that only read."""
    with shared(kept) as made:
        yield made


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk over a ledger without reports."""
    with shared(store(tmp_path_factory.mktemp("web") / "empty.db", [])) as made:
        yield made


@pytest.fixture
def fresh(opens: Open) -> TestClient:
    """A desk of one's own, for tests that judge."""
    return opens()
