"""Our own reports with many numbers: the gold points to words that are there, and the chain keeps what it reached."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.claims import ledger_of, load_scorer

from dateline.export.claims import claims as exported
from tests.laws.chain import chain

OWN = Path(__file__).parent / "own"
FLOORS = {"own-1": {"found_all": 0.72, "counts": 0.82}, "own-2": {"found_all": 0.68, "counts": 0.73}}


@pytest.mark.parametrize("story", sorted(FLOORS))
def test_gold_has_its_words(story: str) -> None:
    texts = {
        r["id"]: r["text"] for p in (OWN / "reports" / story).glob("*.json") for r in [json.loads(p.read_text("utf-8"))]
    }
    lines = (OWN / "gold" / f"{story}.jsonl").read_text("utf-8").splitlines()
    assert len(lines) > 80
    for item in map(json.loads, lines):
        assert item["evidence"] in texts[item["report"]]
        assert item["trigger"] in item["evidence"]


@pytest.mark.parametrize("story", sorted(FLOORS))
def test_the_chain_keeps_what_it_reached(story: str, shared: Path) -> None:
    """A floor, a little under what was reached when the rules were mended with these reports."""
    scorer = load_scorer(shared / "eval")
    gold = [json.loads(x) for x in (OWN / "gold" / f"{story}.jsonl").read_text("utf-8").splitlines()]
    lines = list(exported(ledger_of(chain(), OWN / "reports" / story)))
    row = scorer.score(scorer.load_reports(OWN / "reports" / story), gold, lines)
    assert {k: v for k, v in FLOORS[story].items() if row[k] < v} == {}
