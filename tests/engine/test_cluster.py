"""The Ray engine: on a cluster of several workers on this machine, what it writes is what the local engine writes, also
when a worker is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bench.synthetic import ledger

from dateline.engine.cluster import tasks
from dateline.engine.happenings import linked
from dateline.reconcile import reconcile
from dateline.reconcile.partition import Run, weighed

pq = pytest.importorskip("pyarrow.parquet", reason="bulk needs pyarrow")
pytest.importorskip("ray", reason='needs Ray: pip install "dateline[scale]"')
pytestmark = pytest.mark.slow

SHARDS, EACH = 6, 12
TEXTS = (
    "Rockets hit Camp Taji on Wednesday, killing {n} soldiers, the army said.",
    "The ministry said on Tuesday that {n} people had been detained in Yangon.",
    "Troops will leave Qayyarah within {n} days, a spokesman said on Thursday.",
    "A court in Ankara jailed {n} journalists, lawyers said.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for shard in range(SHARDS):
        rows = []
        for n in range(EACH):
            text = " ".join(t.format(n=2 + (shard + n) % 5) for t in TEXTS[n % 3 :])
            rows.append({"id": f"s{shard}-{n}", "text": text, "outlet": "Tigris Wire", "published": "2020-03-12"})
        (made / f"{shard}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return made


def command(folder: Path, out: Path, *more: str) -> list[str]:
    code = "import sys; from dateline.cli import main; sys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", code, "bulk", str(folder), "--out", str(out), "--json", *more]


def everything(out: Path) -> dict[str, Any]:
    return {str(f.relative_to(out)): pq.ParquetFile(f).read().to_pylist() for f in sorted(out.glob("**/*.parquet"))}


def test_ray_writes_what_the_local_engine_writes_though_a_worker_is_killed(folder: Path, tmp_path: Path) -> None:
    subprocess.run(command(folder, tmp_path / "local", "--workers", "1"), check=True, capture_output=True)
    ray = command(folder, tmp_path / "ray", "--engine", "ray", "--workers", "2")
    running = subprocess.Popen(ray, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killed = _kill_one(tmp_path / "ray" / "manifests", running)
    out, err = running.communicate(timeout=400)
    assert running.returncode == 0, err.decode()
    assert everything(tmp_path / "ray") == everything(tmp_path / "local")
    assert json.loads(out)["reports"] == SHARDS * EACH
    tries = [json.loads(p.read_text("utf-8"))["attempts"] for p in (tmp_path / "ray" / "manifests").glob("*.json")]
    assert killed
    assert len(tries) == SHARDS
    assert max(tries) == 2


def _kill_one(manifests: Path, running: subprocess.Popen[bytes]) -> int:
    """Kill the process that has begun the first shard there is. Returns its number."""
    end = time.monotonic() + 300
    while time.monotonic() < end and running.poll() is None:
        for begun in manifests.glob("*.begun"):
            words = begun.read_text("utf-8").split() if begun.exists() else []
            if words:
                os.kill(int(words[-1]), signal.SIGKILL)
                return int(words[-1])
        time.sleep(0.02)
    raise AssertionError("no worker began a shard")


def test_events_linked_by_tasks_are_those_of_one_run_though_a_process_is_killed(tmp_path: Path) -> None:
    reports, claims, _ = ledger(400, seed=9)
    mark = str(tmp_path / "killed")

    @contextmanager
    def runner() -> Iterator[Run]:
        with tasks(2) as run:
            yield lambda function, parts: run(partial(_dying, mark, function), parts)

    found = linked(reports, claims, runner, large=1, task=60)
    assert Path(mark).exists()
    assert found == reconcile(reports, claims)


def _dying(mark: str, function: Callable[[Any], Any], task: Any) -> Any:
    """The first to weigh pairs is killed at it."""
    if function is weighed and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return function(task)


def test_no_cluster_at_an_address_is_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    ray = command(folder, tmp_path / "out", "--engine", "ray", "--address", "127.0.0.1:1")
    done = subprocess.run(ray, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "no Ray cluster at 127.0.0.1:1" in done.stderr
