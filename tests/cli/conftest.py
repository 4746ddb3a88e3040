"""A small ledger on disk, and a way to run commands against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.ledger import Ledger
from dateline.model import Claim, Coded, Count, Issue, PassedOver, Report, Span
from tests.reconcile.made import COALITION, IRAQ, IRAQ_MILITARY, K1, QAYARA, QAYYARAH, TAJI, one, when


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def stories() -> list[tuple[Report, Claim]]:
    """An attack told twice with two tolls, a plan and its handover, a plan that is open, a figure."""
    retreat = {"type": "retreat", "mode": "handover", "actor": [COALITION], "recipient": [IRAQ_MILITARY]}
    return [
        one(
            "a-1",
            "2020-03-12",
            "Rockets hit Camp Taji on Wednesday, killing three.",
            "hit",
            place=TAJI,
            on=when("2020-03-11"),
            recipient=[COALITION],
            counts=[Count("killed", 3)],
        ),
        one(
            "a-2",
            "2020-03-12",
            "Rockets hit Camp Taji on Wednesday and killed two.",
            "hit",
            place=TAJI,
            on=when("2020-03-11"),
            recipient=[COALITION],
            counts=[Count("killed", 2)],
        ),
        one(
            "b-1",
            "2020-03-20",
            "The coalition will leave Qayara within two weeks.",
            "leave",
            status="planned",
            place=QAYARA,
            on=when("2020-03-20", "2020-04-03"),
            **retreat,
        ),
        one(
            "b-2",
            "2020-03-26",
            "The coalition handed Qayyarah to Iraqi troops on Thursday.",
            "handed",
            place=QAYYARAH,
            on=when("2020-03-26"),
            **retreat,
        ),
        one(
            "c-1",
            "2020-03-26",
            "The coalition will hand over K1 on Sunday.",
            "hand",
            status="planned",
            place=K1,
            on=when("2020-03-29"),
            **retreat,
        ),
        one(
            "d-1",
            "2020-03-26",
            "Iraq has confirmed 382 cases.",
            "confirmed",
            type="figure",
            mode=None,
            place=IRAQ,
            on=when("2020-03-26"),
            counts=[Count("cases", 382)],
        ),
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "story.db"
    with Ledger.open(path) as opened:
        for report, claim in stories():
            passed = (PassedOver(Span(0, 3), "attack", "a decoy: sport"),)
            opened.add(report, Coded(report.id, 1, "test", (claim,), passed))
        opened.set_aside(Issue("broken.warc", "ingest", "truncated", "ends in the middle of a record", "d1"))
    return path


@pytest.fixture
def run(ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `dateline ARGUMENTS` on the ledger; wide output, so that tables do not fold."""
    monkeypatch.setenv("DATELINE_LEDGER", str(ledger))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("DATELINE_LEXICON", raising=False)
    capsys.readouterr()

    def runs(*arguments: str) -> Ran:
        code = main(list(arguments))
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return runs
