"""The two pattern reports, whose files bear no date: alone, together, and beside the story they belong to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.commands.adding import adding
from dateline.dating import redate
from dateline.ingest import items
from dateline.ledger import Ledger
from dateline.model import Interval
from tests.laws.chain import chain

TRUTH = {"(AA)": date(2020, 3, 26), "(AP)": date(2020, 3, 19)}


def days(paths: list[Path], where: Path) -> dict[str, Interval]:
    with Ledger.open(where) as ledger:
        list(adding(items([str(p) for p in paths]), chain(), ledger))
        redate(ledger, chain())
        found = {r.text: r.published for r in ledger.reports() if r.id.startswith("r-")}
    return {tag: p for tag in TRUTH for text, p in found.items() if tag in text and p is not None}


@pytest.mark.parametrize("which", ["alone", "together", "story"])
def test_the_truth_lies_inside(shared: Path, tmp_path: Path, which: str) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    groups = {"alone": [[s] for s in seeds], "together": [seeds]}.get(which)
    found: dict[str, Interval] = {}
    for n, group in enumerate(groups or [[*seeds, shared / "eval" / "reports" / "iraq-2020"]]):
        found.update(days(group, tmp_path / f"{n}.db"))
    assert found.keys() == TRUTH.keys()
    for tag, interval in found.items():
        assert interval.start is not None
        assert interval.end is not None
        assert interval.start <= TRUTH[tag] <= interval.end, interval
        if which == "story":
            assert (interval.end - interval.start).days < 7, interval
