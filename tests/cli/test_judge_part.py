"""A judgement reads what its words may mean, and comes to what it would with the whole ledger read."""

from __future__ import annotations

from collections import defaultdict

import pytest
from bench.synthetic import ledger as made_up

from dateline.commands.judge import Judge, made
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.model import Claim, Coded, Judgement
from dateline.reconcile import reconcile

REPORTS, CLAIMS, _ = made_up(80, seed=4)
REJECTED = CLAIMS[3].id


def test_it_comes_to_the_same_with_less_read(monkeypatch: pytest.MonkeyPatch) -> None:
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in CLAIMS:
        by_report[claim.report].append(claim)
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many((r, Coded(r.id, 1, "made", tuple(by_report[r.id]))) for r in REPORTS))
        ledger.judge(Judgement("a", "reject", (REJECTED,), "Ada", "2020-04-01T10:00:00"))
        whole = ledger.derive(reconcile)
        event = max(whole.events, key=lambda e: len(e.claims))
        asked = [
            ("same", [e.id[:7] for e in whole.events[:2]]), ("not-same", [event.id, whole.events[0].claims[0]]),
            ("accept", [REJECTED]), ("reject", [event.claims[0]]), ("reject", [REPORTS[2].id]), ("reject", ["nothing"]),
            ("split", [event.id, event.claims[0]]), ("right", [event.claims[0], "status"]),
            ("right", [event.claims[0], "counts:ships"]), ("wrong", [event.claims[1], "place"]), ("same", [event.id]),
        ]  # fmt: skip
        expected = [said(ledger, verdict, words, whole=True) for verdict, words in asked]
        monkeypatch.setattr(Ledger, "derive", None)
        assert [said(ledger, verdict, words) for verdict, words in asked] == expected
        assert {type(one) for one in expected} == {list, str}


def said(ledger: Ledger, verdict: str, words: list[str], *, whole: bool = False) -> list[Judgement] | str:
    view = ledger.derive(reconcile) if whole else None
    try:
        return made(Judge("Ada", "2020-04-02T10:00:00", ""), verdict, words, ledger, view)
    except UsageError as error:
        return str(error)
