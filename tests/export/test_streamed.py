"""What is streamed from a ledger is what is written of the whole view, piece by piece the same."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from bench.synthetic import ledger as made

from dateline.cli import main
from dateline.export import formats
from dateline.ledger import Ledger, pages
from dateline.model import Claim, Coded, Judgement
from dateline.reconcile import reconcile

REPORTS, CLAIMS, _ = made(90, seed=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in CLAIMS:
        by_report[claim.report].append(claim)
    with Ledger.open(tmp_path / "made.db") as ledger:
        list(ledger.add_many((r, Coded(r.id, 1, "made", tuple(by_report[r.id]))) for r in reversed(REPORTS)))
        ledger.judge(Judgement("a", "reject", (CLAIMS[3].id,), "Ada", "2020-04-01T10:00:00"))
        right = Judgement("b", "correct", (CLAIMS[5].id,), "Ada", "2020-04-01T10:00:00", "", "counts:killed", "7")
        ledger.judge(right)
    return tmp_path / "made.db"


@pytest.mark.parametrize("name", [f.name for f in formats.ALL if f.stream])
def test_streams_are_what_is_written_of_the_whole(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small = pages.portions
    monkeypatch.setattr(pages, "portions", lambda connection: small(connection, 3))
    chosen = formats.named(name)
    assert chosen.write is not None
    assert chosen.stream is not None
    with Ledger.open(path) as ledger:
        whole = chosen.write(ledger.derive(reconcile))
        with ledger.reading() as connection:
            assert list(chosen.stream(connection)) == list(whole)


def test_a_command_streams_and_reads_no_whole_view(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(path) as ledger:
        events = ledger.derive(reconcile).events

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the whole ledger was read")

    monkeypatch.setattr(Ledger, "derive", never)
    for words in (["claims"], ["csv"], ["prov", "--event", events[0].id[:8]]):
        out = tmp_path / words[0]
        assert main(["export", "--ledger", str(path), "--format", *words, "--out", str(out)]) == 0
    assert len((tmp_path / "claims").read_text("utf-8").splitlines()) == sum(len(e.claims) for e in events)
    assert len((tmp_path / "csv").read_text("utf-8").splitlines()) == len(events) + 1
    told = json.loads((tmp_path / "prov").read_text("utf-8"))["entity"]
    assert sum("dl:Event" in str(e) for e in told.values()) == 1
