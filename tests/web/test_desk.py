"""The desk keeps up with its ledger, at once where that is quick and behind the scenes where it is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.ledger import Ledger
from dateline.model import Coded, Judgement
from dateline.web.desk import Desk, Desks
from tests.cli.conftest import stories
from tests.web.conftest import store


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(store(tmp_path / "desk.db", stories()[:3]))


def test_a_desk_stays_until_something_is_added(ledger: Ledger) -> None:
    desks = Desks(ledger)
    first = desks.current(look=True)
    assert desks.current(look=True) is first
    report, claim = stories()[3]
    ledger.add(report, Coded(report.id, 1, "test", (claim,)))
    second = desks.current(look=True)
    assert second is not first
    assert report.id in second.index.report


def test_a_judgement_makes_a_new_desk(ledger: Ledger) -> None:
    desks = Desks(ledger)
    before = desks.current()
    ledger.judge(Judgement("j1", "reject", ("a-1.0",), "Ada", "2026-01-01T00:00:00Z"))
    assert "a-1.0" not in desks.current(look=True).index.home
    assert "a-1.0" in before.index.home


def test_a_slow_ledger_answers_meanwhile_with_what_it_has(ledger: Ledger) -> None:
    desks = Desks(ledger)
    first = desks.current()
    desks._seconds = 60.0  # as if deriving had taken a minute
    ledger.judge(Judgement("j1", "reject", ("a-1.0",), "Ada", "2026-01-01T00:00:00Z"))
    assert desks.current(look=True) is first
    assert desks._behind is not None
    desks._behind.join(10)
    assert not desks.pending
    assert "a-1.0" not in desks.current(look=True).index.home


def test_it_looks_at_most_once_a_second(ledger: Ledger) -> None:
    now = [100.0]
    desks = Desks(ledger, clock=lambda: now[0])
    first = desks.current()
    ledger.judge(Judgement("j1", "reject", ("a-1.0",), "Ada", "2026-01-01T00:00:00Z"))
    assert desks.current() is first
    now[0] += 2
    assert desks.current() is not first


def test_as_known_is_kept_and_made_anew_when_the_ledger_changes(ledger: Ledger) -> None:
    desks = Desks(ledger)
    day = date(2020, 3, 12)
    known = desks.as_known(day)
    assert set(known.index.report) == {"a-1", "a-2"}
    assert desks.as_known(day) is known
    ledger.judge(Judgement("j1", "reject", ("a-1.0",), "Ada", "2026-01-01T00:00:00Z"))
    assert "a-1.0" not in desks.as_known(day).index.home


def test_an_answer_is_worked_out_once(ledger: Ledger) -> None:
    desk = Desks(ledger).current()
    made = []
    for _ in range(3):
        desk.once(("x",), lambda: made.append(1) or 5)
    assert desk.soon(("x",), lambda: 6) == 5
    assert len(made) == 1


def test_what_takes_long_is_asked_for_again(ledger: Ledger) -> None:
    import threading

    desk: Desk = Desks(ledger).current()
    gate = threading.Event()
    assert desk.soon(("slow",), lambda: gate.wait(10) and 7, wait=0.01) is None
    gate.set()
    assert desk.soon(("slow",), lambda: 8, wait=10) == 7
