"""In parts, in whatever sizes, by other processes or here: the events of one run."""

from __future__ import annotations

import os
import pickle
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench.synthetic import ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Judgement
from dateline.reconcile import Book, blocks, reconcile, shelves
from dateline.reconcile.forked import Forked
from dateline.reconcile.parted import Parted
from dateline.reconcile.partition import reconcile_in_parts
from dateline.reconcile.ranked import homes
from dateline.reconcile.ties import Ties
from tests.reconcile import made

REPORTS, CLAIMS, _ = ledger(130, seed=7)


def elsewhere(function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterable[Any]:
    """As a pool would: what goes there and comes back is copied."""
    return [pickle.loads(pickle.dumps(function(pickle.loads(pickle.dumps(task))))) for task in tasks]


@pytest.fixture(params=["roomy", "crowded"])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "crowded":
        monkeypatch.setattr(shelves, "CROWD", 6)
        monkeypatch.setattr(shelves, "NEIGHBOURS", 2)
        monkeypatch.setattr(blocks, "LIMIT", 5)


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_any_parts_give_what_the_whole_gives(size: int) -> None:
    chance = random.Random(size)
    reports, claims = chance.sample(REPORTS, len(REPORTS)), chance.sample(CLAIMS, len(CLAIMS))
    assert reconcile_in_parts(reports, claims, run=elsewhere, task=size) == reconcile(REPORTS, CLAIMS)


def test_judgements_hold_across_parts() -> None:
    plain = reconcile(REPORTS, CLAIMS)
    many = next(e for e in plain.events if len(e.claims) > 1)
    words = [
        Judgement("a", "not-same", many.claims[:2], "Ada", "2020-04-01T10:00:00"),
        Judgement("b", "same", (plain.events[0].claims[0], plain.events[-1].claims[0]), "Ada", "2020-04-01T10:00:00"),
        Judgement("c", "reject", (plain.events[3].claims[0],), "Ada", "2020-04-01T10:00:00"),
    ]
    found = reconcile_in_parts(REPORTS, CLAIMS, words, run=elsewhere, task=9)
    assert found == reconcile(REPORTS, CLAIMS, words) != plain


def test_what_is_large_is_linked_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.reconcile.LARGE", len(CLAIMS))
    found = reconcile(iter(REPORTS), iter(CLAIMS))
    assert isinstance(found.book, Parted)
    monkeypatch.setattr("dateline.reconcile.LARGE", len(CLAIMS) + 1)
    plain = reconcile(iter(REPORTS), iter(CLAIMS))
    assert isinstance(plain.book, Book)
    assert found == plain


def test_by_two_processes() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert reconcile_in_parts(REPORTS, CLAIMS, run=pool.map, task=40) == reconcile(REPORTS, CLAIMS)


def test_by_forked_processes_that_share_memory() -> None:
    assert reconcile_in_parts(REPORTS, CLAIMS, run=Forked(3), task=20) == reconcile(REPORTS, CLAIMS)


def test_a_forked_process_that_dies_costs_its_work_only(tmp_path: Path) -> None:
    def once(number: int) -> int:
        mark = tmp_path / str(number)
        if number == 2 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    assert list(Forked(2)(once, range(6))) == [0, 1, 4, 9, 16, 25]


def test_a_mistake_in_a_forked_process_is_told_here() -> None:
    def wrong(number: int) -> float:
        return 1 / number

    with pytest.raises(ZeroDivisionError):
        list(Forked(2)(wrong, [1, 2, 0, 3]))


@pytest.mark.usefixtures("room")
def test_what_the_ledger_keeps_is_what_a_book_knows() -> None:
    apart = reconcile(REPORTS, CLAIMS).events
    many = next(e for e in apart if len(e.claims) > 1)
    words = [
        Judgement("a", "not-same", many.claims[:2], "Ada", "2020-04-01T10:00:00"),
        Judgement("b", "same", (apart[0].claims[0], apart[-1].claims[0]), "Ada", "2020-04-01T10:00:00"),
        Judgement("c", "reject", (apart[3].claims[0],), "Ada", "2020-04-01T10:00:00"),
    ]
    book = Book()
    book.add(REPORTS, CLAIMS, words)
    whole, parts = book.result(), reconcile_in_parts(REPORTS, CLAIMS, words, task=31).book
    assert isinstance(parts, Parted)
    assert list(parts.laid()) == sorted(book.laid())
    assert parts.known() == book.known()
    assert sorted(parts.signatures()) == sorted(book.signatures())
    for ours, theirs in zip(parts.linked(parts.known()), book.linked(book.known()), strict=True):
        assert replace(ours, block=None) == replace(theirs, block=None)
        assert (ours.block is None) == (theirs.block is None)
    found = {(parts.block(e), book.block(e)) for e in whole.events}
    assert len(found) == len({a for a, _ in found}) == len({b for _, b in found}) > 1
    assert [parts.reach(e) for e in whole.events] == [book.reach(e) for e in whole.events]


def test_series_take_their_parts_across_tasks() -> None:
    told = [
        made.one(
            "a", "2020-03-20", "Three attacks hit Taji in a week.", "attacks", place=made.TAJI,
            on=made.when("2020-03-11", "2020-03-18"),
        ),
        *(
            made.one(f"b{n}", day, "A rocket hit Taji.", "hit", place=made.TAJI, on=made.when(day))
            for n, day in enumerate(("2020-03-11", "2020-03-14", "2020-03-25"))
        ),
    ]  # fmt: skip
    reports, claims = [r for r, _ in told], [c for _, c in told]
    found = reconcile_in_parts(reports, claims, task=1)
    assert found == reconcile(reports, claims)
    assert sum(e.part_of is not None for e in found.events) == 2


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1_000_000))
def test_blocks_by_numbers_are_those_found_from_one_claim_outwards(seed: int) -> None:
    chance, size = random.Random(seed), 40
    ties, pairs = Ties(), dict[tuple[int, int], int]()
    for _ in range(chance.randrange(120)):
        a, b = sorted(chance.sample(range(size), 2))
        pairs[a, b] = chance.randrange(-500, 9_000)
    for (a, b), points in pairs.items():
        ties.tie(f"{a:02}", f"{b:02}", points)
    numbers = np.array([(a, b, n) for (a, b), n in pairs.items()], np.int32).reshape(-1, 3)
    propose = chance.randrange(-600, 0)
    bars = tuple(propose + step for step in blocks.STEPS)
    limit = chance.choice((2, 5, 100))
    home = homes(size, numbers[:, 0], numbers[:, 1], numbers[:, 2], bars, limit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "LIMIT", limit)
        plain = blocks.Blocks(ties, propose)
        plain.settle(f"{n:02}" for n in range(size))
        assert [f"{n:02}" for n in home] == [min(plain.members(plain.of(f"{n:02}"))) for n in range(size)]


def test_a_program_with_threads_forks_none() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert set(Forked(2)(lambda _: os.getpid(), range(3))) == {os.getpid()}
    finally:
        over.set()
        other.join()
    assert os.getpid() not in set(Forked(2)(lambda _: os.getpid(), range(3)))


def test_answers_that_nobody_waits_for_end_with_their_processes(tmp_path: Path) -> None:
    answers = Forked(2)(lambda n: (tmp_path / str(os.getpid())).touch() or time.sleep(60 * (n > 0)), range(3))
    assert isinstance(answers, Iterator)
    assert next(answers) is None
    answers.close()  # type: ignore[attr-defined]
    begun = [int(mark.name) for mark in tmp_path.iterdir()]
    assert begun
    for process in begun:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
