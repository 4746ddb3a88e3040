"""The pool gives what one process gives, in order, and loses nothing when a worker dies."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.config import Settings
from dateline.engine import pooled, processors
from dateline.ledger import Ledger, print_ledger
from dateline.model import Issue, RawReport, Source
from dateline.pipeline import Chain, run
from tests.engine.traps import DEADLY, FRAIL, WRONG, trap


@pytest.fixture(scope="module")
def chain() -> Chain:
    from dateline.commands.loading import chain as load

    return load(Settings())


def raw(n: int, text: str) -> RawReport:
    return RawReport(Source(f"r{n}.txt", "text/plain"), text, f"r{n}", outlet="Tigris Wire", published="2020-03-12")


def sampled(samples: Path) -> list[RawReport | Issue]:
    made: list[RawReport | Issue] = []
    for n, path in enumerate(sorted(samples.glob("*.json"))[:10]):
        told = json.loads(path.read_text("utf-8"))
        made.append(replace(raw(n, told["text"]), title=told.get("title"), outlet=told.get("outlet")))
    made.insert(4, Issue("bad.txt", "ingest", "binary", "is no text"))
    return made


def test_the_same_claims_in_the_same_order(chain: Chain, samples: Path) -> None:
    items = sampled(samples)
    assert list(pooled(items, chain, workers=2)) == list(run(items, chain))


def test_a_ledger_is_the_same_however_many_read_into_it(chain: Chain, samples: Path) -> None:
    from dateline.commands.adding import adding

    printed = []
    for workers in (1, 2):
        with Ledger.open(":memory:") as ledger:
            items = sampled(samples)
            list(adding([*items, *items], chain, ledger, workers=workers))
            printed.append(list(print_ledger(ledger)))
    assert printed[0] == printed[1]


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Workers that meet certain texts: one kills its process each time, one only the first time, one is a fault."""
    mark = tmp_path / "killed-once"
    monkeypatch.setattr(pipeline, "understand", trap(mark))
    return mark


def many(bad: dict[int, str]) -> list[RawReport | Issue]:
    return [raw(n, f"Rockets hit Camp Taji on Wednesday. {bad.get(n, '')} It was report {n}.") for n in range(14)]


def test_a_worker_killed_loses_nothing(chain: Chain, trapped: Path) -> None:
    made = list(pooled(many({7: FRAIL}), chain, workers=2))
    assert trapped.exists()
    assert [m[0].id for m in made if not isinstance(m, Issue)] == [f"r{n}" for n in range(14)]


def test_a_report_that_kills_each_time_is_set_aside_and_the_others_are_read(chain: Chain, trapped: Path) -> None:
    made = list(pooled(many({8: DEADLY}), chain, workers=2))
    assert [(m.locator, m.code) for m in made if isinstance(m, Issue)] == [("r8.txt", "killed")]
    assert [m[0].id for m in made if not isinstance(m, Issue)] == [f"r{n}" for n in range(14) if n != 8]


def test_what_a_report_raises_is_its_issue(chain: Chain, trapped: Path) -> None:
    made = list(pooled(many({5: WRONG}), chain, workers=2, debug=False))
    assert [(m.locator, m.code, m.message) for m in made if isinstance(m, Issue)] == [
        ("r5.txt", "failed", "it is wrong")
    ]


def test_a_reader_that_stops_early_leaves_no_process(chain: Chain) -> None:
    made = pooled(many({}), chain, workers=2)
    for _ in range(5):
        next(made)
    made.close()


def test_a_parent_killed_leaves_no_worker(tmp_path: Path, samples: Path) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("looks for processes in /proc")
    mark = f"{tmp_path / 'orphans.db'}"
    code = "import sys; from dateline.cli import main; sys.exit(main(sys.argv[1:]))"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "add", str(samples), "--workers", "2", "--quiet", "--ledger", mark]
    )

    def alive() -> int:
        return sum(mark in _words(p) for p in Path("/proc").glob("[0-9]*/cmdline"))

    _until(lambda: alive() >= 3, 60)
    running.kill()
    running.wait()
    _until(lambda: alive() == 0, 10)


def _words(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _until(met: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_processors_are_counted() -> None:
    assert processors() >= 1
