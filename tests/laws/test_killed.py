"""Law: an `add` that is killed at any moment and run again leaves the ledger an undisturbed run leaves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.ledger import Ledger, check, print_ledger
from tests.laws.adding import items
from tests.laws.killing import disturbed, moments, run
from tests.ledger.plain import one_event_each

ROOT = Path(__file__).resolve().parents[2]
COUNT = 120


def command(path: Path) -> list[str]:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.laws.adding import main; main(*sys.argv[1:])"
    return [sys.executable, "-c", program, str(path), str(COUNT)]


def printed(path: Path) -> list[str]:
    with Ledger.open(path, create=False) as ledger:
        assert list(check(ledger, one_event_each)) == []
        return list(print_ledger(ledger))


@pytest.mark.parametrize(
    ("seed", "kills"), [(5, 5), pytest.param(20, 20, marks=pytest.mark.slow)], ids=["5 kills", "20 kills"]
)
def test_killed_and_run_again_the_ledger_is_the_same(tmp_path: Path, seed: int, kills: int) -> None:
    calm, killed = tmp_path / "calm.db", tmp_path / "killed.db"
    took = run(command(calm), calm, None).seconds
    struck = disturbed(command(killed), killed, moments(seed, kills, took))
    assert struck > 0, "no kill struck the program at work: the test has shown nothing"
    assert printed(killed) == printed(calm)


def test_killed_at_once_it_leaves_a_ledger_or_none(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert run(command(path), path, 0.0).killed
    assert disturbed(command(path), path, []) == 0
    assert len(printed(path)) > COUNT


def test_what_the_ledger_says_is_stored_survives(tmp_path: Path) -> None:
    """Without closing anything, as after a kill, another program finds all that was said to be stored."""
    path = tmp_path / "a.db"
    with Ledger.open(path) as ledger:
        stored = [next(stream) for stream in [ledger.add_many(items(10), every=4)] for _ in range(4)]
        with Ledger.open(path, readonly=True) as other:
            assert len(other.reports(current=False)) + len(other.issues()) == len(stored)
