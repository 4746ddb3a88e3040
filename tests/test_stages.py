"""Stages: their times exclude each other and add up; what another process spent is added."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from dateline import stages
from dateline.stages import Spent, booked, each, forget, stage, taken, timed


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock that stands still until a test moves it."""
    now = [0.0]
    monkeypatch.setattr(stages.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(stages.time, "process_time", lambda: now[0] / 2)
    forget()
    yield now
    forget()


def test_an_inner_stage_stops_the_watch_of_the_outer(clock: list[float]) -> None:
    with stage("store"):
        clock[0] += 1
        with stage("parse"):
            clock[0] += 10
        clock[0] += 2
    assert taken() == {"parse": Spent(1, 10, 5), "store": Spent(1, 3, 1.5)}
    assert taken() == {}


def test_making_items_is_timed_and_using_them_is_not(clock: list[float]) -> None:
    def source() -> Iterator[int]:
        for n in range(3):
            clock[0] += 1
            yield n

    for _ in each("ingest", source()):
        clock[0] += 100
    assert taken()["ingest"].seconds == 3


def test_a_stage_that_fails_is_booked_and_closed(clock: list[float]) -> None:
    def parse() -> None:
        clock[0] += 4
        raise ValueError("no text")

    with pytest.raises(ValueError, match="no text"):
        timed(parse)
    clock[0] += 9
    with stage("code"):
        clock[0] += 1
    assert {name: s.seconds for name, s in taken().items()} == {"parse": 4, "code": 1}


def test_what_a_worker_spent_is_added(clock: list[float]) -> None:
    with stage("parse"):
        clock[0] += 2
    booked({"parse": Spent(3, 5, 4), "code": Spent(1, 1, 1)})
    assert taken() == {"parse": Spent(4, 7, 5), "code": Spent(1, 1, 1)}


def test_each_thread_has_its_own(clock: list[float]) -> None:
    seen: list[dict[str, Spent]] = []
    with stage("store"):
        thread = threading.Thread(target=lambda: seen.append(taken()))
        thread.start()
        thread.join()
    assert seen == [{}]
