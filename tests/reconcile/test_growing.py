"""A program that asks again and again gets what one run gives, and the ledger's cache serves both."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bench.synthetic import ledger

from dateline.ledger import Ledger
from dateline.ledger.derived import version_of
from dateline.model import Coded, Judgement
from dateline.reconcile import Book, Growing, reconcile

REPORTS, CLAIMS, _ = ledger(100, seed=7)


def test_whatever_is_asked_the_answer_is_that_of_one_run() -> None:
    chance, growing = random.Random(4), Growing()
    for share in (0.3, 0.6, 0.5, 1.0, 0.2):
        some = chance.sample(REPORTS, int(len(REPORTS) * share))
        names = {r.id for r in some}
        claims = [c for c in CLAIMS if c.report in names]
        assert growing(some, claims) == reconcile(some, claims)


def test_judgements_come_and_another_ledger_has_none() -> None:
    growing = Growing()
    pair = next(e.claims[:2] for e in growing(REPORTS, CLAIMS).events if len(e.claims) > 1)
    apart = [Judgement("j", "not-same", pair, "Ada", "2020-04-01T10:00:00")]
    assert growing(REPORTS, CLAIMS, apart) == reconcile(REPORTS, CLAIMS, apart) != reconcile(REPORTS, CLAIMS)
    assert growing(REPORTS, CLAIMS) == reconcile(REPORTS, CLAIMS)


def test_asked_again_only_what_changed_is_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    growing, added = Growing(), []
    whole = Book.add

    def counting(self: Book, reports: object = (), claims: object = (), judgements: object = ()) -> None:
        added.append(len(list(reports)))  # type: ignore[call-overload]
        whole(self, reports, claims, judgements)  # type: ignore[arg-type]

    monkeypatch.setattr(Book, "add", counting)
    last = REPORTS[-1].id
    growing(REPORTS[:-1], [c for c in CLAIMS if c.report != last])
    growing(REPORTS, CLAIMS)
    assert added == [len(REPORTS) - 1, 1]


def test_the_ledger_takes_it_for_the_same_reconciler(tmp_path: Path) -> None:
    growing = Growing()
    assert version_of(growing) == version_of(reconcile)
    with Ledger.open(tmp_path / "a.db") as kept:
        for report in REPORTS[:20]:
            mine = tuple(c for c in CLAIMS if c.report == report.id)
            kept.add(report, Coded(report.id, 1, "made", mine))
            grown = kept.derive(growing)
        assert grown.events
        assert kept.derive(reconcile) == grown
    with Ledger.open(tmp_path / "b.db") as other:
        for report in REPORTS[:20][::-1]:
            other.add(report, Coded(report.id, 1, "made", tuple(c for c in CLAIMS if c.report == report.id)))
        assert other.derive(reconcile) == grown
