"""Linking ahead: what a run makes is linked while it reads, and the ledger is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from bench.synthetic import ledger as made_up

from dateline.commands import ahead as room
from dateline.commands.ahead import Ahead
from dateline.ledger import Ledger
from dateline.model import Coded, Issue, Report
from dateline.reconcile import Book, reconcile

MADE, CLAIMS, _ = made_up(80, seed=5)
REPORTS = MADE[:60]
ISSUE = Issue("bad.bin", "ingest", "binary", "not text; give a text file", "ab")


def stream() -> Iterator[tuple[Report, Coded] | Issue]:
    """Sixty reports and an issue, then one of them with another text and half its claims."""
    for n, report in enumerate(REPORTS):
        yield report, Coded(report.id, 1, "made", tuple(c for c in CLAIMS if c.report == report.id))
        if n == 7:
            yield ISSUE
    again = replace(REPORTS[3], text=REPORTS[3].text + " Corrected.")
    yield again, Coded(again.id, 1, "made", tuple(c for c in CLAIMS if c.report == again.id)[:1])


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many reports each call of the book has taken, in batches of 20."""
    monkeypatch.setattr(room, "EVERY", 20)
    taken: list[int] = []
    whole = Book.add

    def counting(self: Book, reports: object = (), claims: object = (), judgements: object = ()) -> None:
        taken.append(len(list(reports)))  # type: ignore[call-overload]
        whole(self, reports, claims, judgements)  # type: ignore[arg-type]

    monkeypatch.setattr(Book, "add", counting)
    return taken


def test_the_end_has_only_the_rest_to_link_and_the_ledger_is_the_same(linked: list[int]) -> None:
    with Ledger.open(":memory:") as one, Ledger.open(":memory:") as two:
        list(one.add_many(stream()))
        ahead = Ahead(two, 2)
        list(two.add_many(ahead.watched(stream())))
        assert linked == [20, 20, 20]
        sooner = two.derive(ahead.reconcile)
        assert linked == [20, 20, 20, 1]  # the report that came twice
        assert sooner.events
        assert sooner == one.derive(reconcile)


def test_what_is_too_much_to_hold_is_linked_at_the_end(linked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", sum(c.report in {r.id for r in REPORTS[:30]} for c in CLAIMS))
    with Ledger.open(":memory:") as ledger:
        ahead = Ahead(ledger, 2)
        list(ledger.add_many(ahead.watched(stream())))
        assert linked == [20]
        assert ahead.reconcile is reconcile


def test_one_worker_or_a_ledger_that_holds_something_links_as_ever(linked: list[int]) -> None:
    with Ledger.open(":memory:") as ledger:
        assert Ahead(ledger, 1).reconcile is reconcile
        list(ledger.add_many(stream()))
        assert Ahead(ledger, 2).reconcile is reconcile
