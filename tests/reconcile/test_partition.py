"""In parts, in whatever sizes, by other processes or here: the events of one run."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest
from bench.synthetic import ledger

from dateline.model import Judgement
from dateline.reconcile import blocks, reconcile, shelves
from dateline.reconcile.partition import reconcile_in_parts

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


def test_by_two_processes() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert reconcile_in_parts(REPORTS, CLAIMS, run=pool.map, task=40) == reconcile(REPORTS, CLAIMS)
