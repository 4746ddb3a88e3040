"""A small ledger behind the web desk, and a client that asks it without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


@pytest.fixture
def opens(tmp_path: Path) -> Iterator[Open]:
    """Opens a desk over some reports: `opens(told, access=..., ...)`. Its clock counts seconds."""
    ledgers = []

    def make(told: Told | None = None, readonly: bool = False, **settings: object) -> TestClient:
        path = tmp_path / f"{len(ledgers)}.db"
        store(path, stories() if told is None else told)
        ledger = Ledger.open(path, readonly=readonly)
        ledgers.append(ledger)
        ticks = count()
        given = {"access": Access("Ada"), "clock": lambda: f"2026-01-01T00:00:{next(ticks):02d}Z", **settings}
        app = make_app(ledger, Settings(**given))  # type: ignore[arg-type]
        return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)

    yield make
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def client(opens: Open) -> TestClient:
    return opens()
