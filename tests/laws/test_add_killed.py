"""Law: `dateline add`, killed at any moment and run again, leaves the ledger an undisturbed run leaves."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dateline.ledger import Ledger, check, print_ledger
from dateline.reconcile import reconcile
from tests.laws.chain import chain
from tests.laws.killing import disturbed, moments, run

KILLS = 20


def command(path: Path, samples: Path) -> list[str]:
    program = "import sys; from dateline.cli import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", program, "add", str(samples), "--quiet", "--ledger", str(path)]


def printed(path: Path) -> list[str]:
    with Ledger.open(path, create=False) as ledger:
        assert [str(problem) for problem in check(ledger, reconcile)] == []
        return list(print_ledger(ledger))


@pytest.mark.slow
def test_add_killed_twenty_times(samples: Path, tmp_path: Path) -> None:
    chain()  # skips where there is no model
    env = {**os.environ, "PYTHONHASHSEED": "random"}
    calm, killed = tmp_path / "calm.db", tmp_path / "killed.db"
    took = run(command(calm, samples), calm, None, env).seconds
    struck = 0
    for number, after in enumerate(moments(20, KILLS, took)):
        # A ledger of its own for every moment, so that each kill strikes an `add` with all its work before it.
        path = killed.with_name(f"killed-{number}.db")
        struck += disturbed(command(path, samples), path, [after], env)
        assert printed(path) == printed(calm), f"killed after {after:.3f} s"
    assert struck >= KILLS // 2, f"only {struck} of {KILLS} kills struck the program at work"
