"""Law: whatever fails under it, what a ledger said was stored is there once, and adding again finishes the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.trials import KINDS, MODES, NoCompiler, faulty_disk, printed, run, settings, trials, writes, wrong

TRIALS = 6


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        return faulty_disk(tmp_path_factory.mktemp("disk"))
    except NoCompiler as error:
        pytest.skip(str(error))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_faults_lose_and_double_nothing(kind: str, disk: Path, tmp_path: Path) -> None:
    done = list(trials({kind: TRIALS}, tmp_path, seed=5))
    assert [line for one in done for line in one.wrong] == []
    struck = sum(one.struck for one in done)
    assert struck >= TRIALS // 3, "the faults did not strike: the trials have shown nothing"


@pytest.mark.slow
def test_a_program_that_never_flushes_loses_what_it_said_was_stored(disk: Path, tmp_path: Path) -> None:
    """The trials can fail: on this disk a power cut takes what was not flushed."""
    calm = tmp_path / "calm.db"
    run(calm)
    most = writes(disk, tmp_path)
    for seed in range(8):
        ledger = tmp_path / f"{seed}.db"
        cut = run(ledger, settings(disk, ledger, MODES["cuts"], most // 3 + seed * most // 16, seed), how="careless")
        try:
            if any(line.startswith("lost") for line in wrong("cuts", ledger, cut, printed(calm))):
                return
        except Exception:  # not even a ledger any more
            return
    pytest.fail("nothing was lost by a program that never flushes: the faulty disk is none")


@pytest.mark.slow
def test_a_full_disk_is_named_with_what_to_do(disk: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "full.db"
    told = run(ledger, settings(disk, ledger, MODES["full"], writes(disk, tmp_path) // 2))
    assert told.status == 3
    assert "make room and run the same again" in told.told
