"""A damaged ledger is found out and named in one line; a torn log leaves whole batches; no clock can disturb adding."""

from __future__ import annotations

import random
import shutil
import sqlite3
from itertools import cycle
from pathlib import Path

import pytest

from dateline.errors import LedgerError
from dateline.ledger import Ledger, check, print_ledger
from tests.laws.adding import items
from tests.ledger.plain import one_event_each, series

EVERY = 4


def problems(path: Path) -> list[str]:
    """What `check` says of a file, or the one line with which it cannot be opened at all."""
    try:
        with Ledger.open(path, create=False) as ledger:
            return [str(problem) for problem in check(ledger, one_event_each)]
    except LedgerError as error:
        return [str(error)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in one file, its log written back."""
    path = tmp_path_factory.mktemp("sound") / "a.db"
    with Ledger.open(path) as ledger:
        list(ledger.add_many(items(40)))
        ledger.derive(one_event_each)
    assert not path.with_name("a.db-wal").exists()
    return path


def test_a_sound_ledger_has_no_problem(sound: Path) -> None:
    assert problems(sound) == []


@pytest.mark.parametrize("seed", range(12))
def test_overwritten_pages_are_found_out_in_words(sound: Path, tmp_path: Path, seed: int) -> None:
    """Three pages in a row of rubbish, anywhere: a line with the remedy, or nothing where no page was in use."""
    chance = random.Random(seed)
    path = Path(shutil.copy(sound, tmp_path / "a.db"))
    raw = bytearray(path.read_bytes())
    page = chance.randrange(len(raw) // 4096 - 3)
    raw[page * 4096 : (page + 3) * 4096] = chance.randbytes(3 * 4096)
    path.write_bytes(raw)
    told = problems(path)
    assert told
    assert all("\n" not in line and "; " in line for line in told)


def test_a_ledger_cut_short_is_found_out(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(sound.read_bytes()[: sound.stat().st_size // 2])
    assert problems(path)


def test_a_swapped_letter_in_a_report_is_found_out(sound: Path, tmp_path: Path) -> None:
    """The database is whole, its content is not what was stored."""
    path = Path(shutil.copy(sound, tmp_path / "a.db"))
    with sqlite3.connect(path) as other:
        other.execute("update reports set text = replace(text, 'Soldiers', 'Citizens') where id = 'r003'")
    assert any("r003" in line for line in problems(path))


@pytest.mark.parametrize("seed", range(8))
def test_a_torn_log_leaves_whole_batches(tmp_path: Path, seed: int) -> None:
    """The log is cut, or garbled, anywhere: what is left is the ledger as it was after some batch."""
    chance = random.Random(seed)
    path = tmp_path / "a.db"
    with Ledger.open(path) as ledger:
        list(ledger.add_many(series(20), every=EVERY))
        for name in ("a.db", "a.db-wal"):
            shutil.copy(path.with_name(name), tmp_path / f"torn-{name}")
    log = tmp_path / "torn-a.db-wal"
    raw = bytearray(log.read_bytes())
    at = chance.randrange(len(raw))
    log.write_bytes(raw[:at] if seed % 2 else raw[:at] + chance.randbytes(64) + raw[at + 64 :])
    with Ledger.open(tmp_path / "torn-a.db") as torn, Ledger.open(":memory:") as calm:
        assert [str(p) for p in check(torn, one_event_each)] == []
        there = len(torn.reports())
        assert there % EVERY == 0
        list(calm.add_many(series(there)))
        assert list(print_ledger(torn)) == list(print_ledger(calm))
        list(torn.add_many(series(20), every=EVERY))
        assert len(torn.reports()) == 20


def test_a_clock_that_jumps_loses_nothing(tmp_path: Path) -> None:
    jumps = cycle([1e9, -5.0, 0.0, float("nan"), 1e-9, float("inf")])
    with Ledger.open(tmp_path / "a.db") as jumping, Ledger.open(":memory:") as calm:
        list(jumping.add_many(series(20), every=64, clock=lambda: next(jumps)))
        list(calm.add_many(series(20)))
        assert list(print_ledger(jumping)) == list(print_ledger(calm))
