"""The desk keeps up with its ledger, at once where that is quick and behind the scenes where it is not."""

from __future__ import annotations

import gc
import threading
import weakref
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.model import Coded, Judgement
from dateline.views import state
from dateline.web.desk import Desk, Desks, Pending, uncollected
from tests.cli.conftest import stories
from tests.web.conftest import Open, store


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
    desk: Desk = Desks(ledger).current()
    gate = threading.Event()
    assert desk.soon(("slow",), lambda: gate.wait(10) and 7, wait=0.01) is None
    gate.set()
    assert desk.soon(("slow",), lambda: 8, wait=10) == 7


def slow(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """From now on deriving as known on a day waits for what is given."""
    gate, derive = threading.Event(), ledger.derive

    def waits(reconcile: Any, *, as_known: date | None = None) -> Any:
        assert as_known is None or gate.wait(20)
        return derive(reconcile, as_known=as_known)

    monkeypatch.setattr(ledger, "derive", waits)
    return gate


def test_a_day_that_takes_long_keeps_nobody_else_waiting(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    desks, day = Desks(ledger), date(2020, 3, 12)
    desks.current()
    gate = slow(ledger, monkeypatch)
    with pytest.raises(Pending, match="2020-03-12"):
        desks.as_known(day, wait=0.01)
    assert desks.current(look=True).view.reports, "others are answered meanwhile"
    gate.set()
    known = desks.as_known(day, wait=20)
    assert set(known.index.report) == {"a-1", "a-2"}
    assert desks.as_known(day, wait=0) is known


def test_a_day_that_could_not_be_derived_is_tried_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    desks, day = Desks(ledger), date(2020, 3, 12)
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "derive", lambda *a, **k: (_ for _ in ()).throw(LedgerError("locked")))
        with pytest.raises(LedgerError, match="locked"):
            desks.as_known(day, wait=20)
    assert set(desks.as_known(day, wait=20).index.report) == {"a-1", "a-2"}


def test_pages_say_that_they_wait_and_programs_are_told_when_to_ask_again(
    opens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opens()
    desks = client.app.state.desks  # type: ignore[attr-defined]
    gate = slow(desks.ledger, monkeypatch)
    as_known = desks.as_known
    monkeypatch.setattr(desks, "as_known", lambda day, wait=0.0: as_known(day, wait=0.01))
    page = client.get("/events?as_known=2020-03-12")
    assert (page.status_code, page.headers["retry-after"]) == (503, "5")
    assert "12 Mar 2020" in page.text
    assert "data-again" in client.get("/events?as_known=2020-03-12", headers={"X-Part": "results"}).text
    told = client.get("/api/v1/events?as_known=2020-03-12")
    assert (told.status_code, told.headers["content-type"]) == (503, "application/problem+json")
    gate.set()


def test_the_state_of_many_days_rests_on_grounds_worked_out_once(ledger: Ledger) -> None:
    desk = Desks(ledger).current()
    for day in (date(2020, 3, 12), date(2020, 3, 26), None):
        assert desk.state(day) == state(desk.view, day)
    assert desk.state(date(2020, 3, 12)) is desk.state(date(2020, 3, 12))


def test_a_desk_that_nobody_reads_any_more_goes_without_a_search_for_garbage(ledger: Ledger) -> None:
    desks = Desks(ledger)
    desks.current().state(None)
    old = weakref.ref(desks.current())
    gc.disable()
    try:
        ledger.judge(Judgement("j1", "reject", ("a-1.0",), "Ada", "2026-01-01T00:00:00Z"))
        desks.current(look=True)
        assert old() is None
    finally:
        gc.enable()


def test_collecting_garbage_goes_on_when_the_last_desk_is_made() -> None:
    with uncollected, uncollected:
        assert not gc.isenabled()
    assert gc.isenabled()
