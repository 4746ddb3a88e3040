"""The same ledger on PostgreSQL. Needs a server: DATELINE_POSTGRESQL=postgresql://user@host/database."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.errors import LedgerError
from dateline.ledger import Ledger, check, dialect, load_ledger, print_ledger, versions
from tests.laws.adding import items
from tests.ledger.conftest import Where
from tests.ledger.made import judgement
from tests.ledger.plain import coded, one_event_each, report

pytestmark = pytest.mark.server


@pytest.fixture
def address(server: Where) -> str:
    return str(server("a"))


def test_it_is_the_same_ledger(address: str) -> None:
    with Ledger.open(address) as server, Ledger.open(":memory:") as file:
        for ledger in (server, file):
            list(ledger.add_many([*items(8), *items(4, "k2"), (report("Ähre"), coded("Ähre"))]))
            ledger.judge(judgement(1, "c-r001"))
        assert list(print_ledger(server)) == list(print_ledger(file))
        assert server.derive(one_event_each) == file.derive(one_event_each) == server.derive(one_event_each)
        assert server.view(date(2020, 1, 3)) == file.view(date(2020, 1, 3))
        found = {hit.report: hit.spans for hit in server.search("handed base")}
        assert found == {hit.report: hit.spans for hit in file.search("handed base")}
        assert list(check(server, one_event_each)) == []


def test_printed_and_read_back(address: str) -> None:
    with Ledger.open(address) as server, Ledger.open(":memory:") as file:
        list(file.add_many(items(6)))
        lines = list(print_ledger(file))
        load_ledger(lines, server)
        assert list(print_ledger(server)) == lines


def test_an_old_ledger_is_brought_forward(address: str) -> None:
    engine = dialect.connect(address, readonly=False)
    versions.migrate(engine, "0001")
    engine.dispose()
    with Ledger.open(address) as server:
        server.add(report(), coded())
        assert [hit.report for hit in server.search("handed base")] == ["r1"]


def test_a_reader_cannot_write(address: str) -> None:
    Ledger.open(address).close()
    with Ledger.open(address, readonly=True) as reader, pytest.raises(LedgerError, match="reading only"):
        reader.add(report(), coded())
