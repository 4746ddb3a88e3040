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
COUNT = 40


def command(path: Path, coder: str = "k1") -> list[str]:
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import tests.laws.adding as a; a.main(*sys.argv[1:])"
    return [sys.executable, "-c", program, str(path), str(COUNT), coder]


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


@pytest.mark.slow
def test_killed_while_coding_anew_the_ledger_is_the_same(tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm.db", tmp_path / "killed.db"
    for path in (calm, killed):
        run(command(path), path, None)
    took = run(command(calm, "k2"), calm, None).seconds
    assert disturbed(command(killed, "k2"), killed, moments(7, 10, took)) > 0
    assert printed(killed) == printed(calm)
    assert '  coding "k2"' in printed(calm)


def test_killed_at_once_it_leaves_a_ledger_or_none(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert run(command(path), path, 0.0).killed
    assert disturbed(command(path), path, []) == 0
    assert len(printed(path)) > COUNT


def test_what_is_said_to_be_stored_is_there_for_others(tmp_path: Path) -> None:
    """With nothing closed, as after a kill, another program finds all that was said to be stored."""
    path = tmp_path / "a.db"
    with Ledger.open(path) as ledger:
        stream = ledger.add_many(items(10), every=4)
        stored = [next(stream) for _ in range(4)]
        with Ledger.open(path, readonly=True) as other:
            assert len(other.reports(current=False)) + len(other.issues()) == len(stored)
