"""Whether a Ray cluster writes what one machine writes: the same shards by both engines, a Ray worker killed meanwhile.

Made-up reports (bench/growth.py) and a part of original ones (bench/speed.py) are put into shards by turns; then
`dateline bulk` runs with each engine, and all rows of all Parquet files are compared. The cluster is one of two workers
on this machine; the process that has begun the first shard is killed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import tempfile
import time
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bench.growth import made
from bench.speed import PROGRAM, original

NAME = "engines"
SUMMARY = "local and Ray engines: same claims and events, a Ray worker killed"
SHEETS = ("reports", "claims", "issues", "events", "plans", "families")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--original", type=int, default=100, help="so many of them original")
    parser.add_argument("--shards", type=int, default=20)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """A row a sheet: the rows of each engine, and whether they are the same; seconds; shards that were begun again."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write(home / "in", args)
        local, ray = home / "local", home / "ray"
        figures: dict[str, Any] = {"local s": bulk(home / "in", local), "killed": 0}
        figures["ray s"] = bulk(home / "in", ray, "--engine", "ray", "--workers", "2", kill=True)
        for sheet in SHEETS:
            one, other = rows(local, sheet), rows(ray, sheet)
            figures[sheet] = {"local": len(one), "ray": len(other), "same": float(one == other)}
        tries = [json.loads(p.read_text())["attempts"] for p in (ray / "manifests").glob("*.json")]
        figures["killed"] = sum(tries) - len(tries)
    return figures


def write(folder: Path, args: argparse.Namespace) -> None:
    """The shards: JSON lines, reports dealt out by turns."""
    folder.mkdir()
    mine = ({"id": r.id, "text": r.text, "outlet": r.outlet, "published": r.published} for r in made(args.reports, 7))
    real = islice(original(None), args.original)
    every = list(islice(chain(real, mine), args.reports))
    for n in range(args.shards):
        lines = (json.dumps(one) + "\n" for one in every[n :: args.shards])
        (folder / f"{n:03}.jsonl").write_text("".join(lines), encoding="utf-8")


def bulk(shards: Path, out: Path, *more: str, kill: bool = False) -> float:
    """Run the command; seconds on the clock."""
    begun = time.monotonic()
    command = [*PROGRAM, "bulk", str(shards), "--out", str(out), "--quiet", *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while kill and running.poll() is None:
            kill = not _killed(out / "manifests")
            time.sleep(0.02)
        running.wait()
    if running.returncode > 1:
        raise SystemExit(f"dateline bulk ended with {running.returncode}")
    return time.monotonic() - begun


def _killed(manifests: Path) -> bool:
    """Kill the process that has begun a shard, if one has."""
    for begun in manifests.glob("*.begun"):
        words = begun.read_text(encoding="utf-8").split() if begun.exists() else []
        if words:
            os.kill(int(words[-1]), signal.SIGKILL)
            return True
    return False


def rows(out: Path, sheet: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    files = sorted((out / sheet).glob("**/*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]
