"""How fast reports become a ledger: from JSON lines to committed rows, linked into events.

The reports are original ones of mixed length: Wikinews of 2019, local news on shootings (every tenth, from 40 words
on) and the development stories; rates are told for reports of 400 words. Each number of workers is a run of
`dateline add --stats` on a new ledger. The rate leaves out loading the model and the like (`loading`); `processor`
counts the seconds of all processors that the run took, start and loading included, and holds on a busy machine too.
Memory is the proportional share (PSS) of all its processes together, sampled. `--data` takes a folder of JSON lines of
your own.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder

NAME = "speed"
SUMMARY = "JSON lines to a reconciled ledger: reports a second by workers, memory, time by stage, start-up"
STORY = 400  # words of the report that rates are told in
SHORTEST = 40  # words; what is shorter is a page that held no article
EVERY = 10  # of the local news
PROGRAM = [sys.executable, "-c", "import sys; from dateline.cli import main; sys.exit(main(sys.argv[1:]))"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--limit", type=int, help="only so many reports, spread over all")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Rows for each number of workers and each stage; figures of start-up; whether all ledgers were the same."""
    reports = list(original(args.data))
    if not reports:
        return {"speed": "skipped: no reports"}
    if args.limit:
        reports = [reports[i * len(reports) // args.limit] for i in range(min(args.limit, len(reports)))]
    words = sum(len(r["text"].split()) for r in reports)
    figures: dict[str, Any] = {}
    stages: dict[str, dict[str, float]] = {}
    ledgers = set()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
        for workers in args.workers:
            ledger = Path(folder) / f"{workers}.db"
            name = f"{workers} worker" + "s" * (workers > 1)
            figures[name], stages[f"ms a report, {name}"] = added(source, ledger, workers)
            ledgers.add(printed(ledger))
        figures |= stages
        figures |= started(ledger, Path(folder))
    first, last = (figures[f"{w} worker" + "s" * (w > 1)] for w in (args.workers[0], args.workers[-1]))
    figures |= {
        "reports": len(reports),
        "words": words,
        "times the rate": last["reports a second"] / first["reports a second"],
    }
    return figures | {"same ledger": str(len(ledgers) == 1), "load before": round(os.getloadavg()[0], 1)}


def original(data: Path | None) -> Iterator[dict[str, str]]:
    """The reports, with ids of their own."""
    if data is not None:
        for path in sorted(data.glob("*.jsonl")):
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())
        return
    shared = shared_folder()
    csv.field_size_limit(1 << 24)
    with gzip.open(shared / "data" / "wikinews" / "wikinews_2019.csv.gz", "rt", encoding="utf-8") as rows:
        for n, row in enumerate(csv.DictReader(rows)):
            day = row["date"][:10]
            yield {"id": f"wn-{n}", "title": row["title"], "text": row["text"], "published": day, "outlet": "Wikinews"}
    with gzip.open(shared / "data" / "gva-longtail" / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [x for x in map(json.loads, lines) if len(x["content"].split()) >= SHORTEST]
    for n, one in enumerate(found[::EVERY]):
        yield {"id": f"gva-{n}", "title": one["title"], "text": one["content"], "published": one["dct"][:10]}
    for path in sorted((shared / "eval" / "reports").glob("*/*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def added(source: Path, ledger: Path, workers: int) -> tuple[dict[str, float], dict[str, float]]:
    """One run of `dateline add`: its row, and milliseconds of each stage for a report of 400 words."""
    before, begun = _processor(), time.monotonic()
    command = [*PROGRAM, "add", str(source), "--ledger", str(ledger), "--workers", str(workers), "--stats", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        watched = _Memory(running.pid)
        out, _ = running.communicate()
        most = watched.stop()
    if running.returncode > 1:
        raise SystemExit(f"dateline add ended with {running.returncode}")
    seconds, told = time.monotonic() - begun, json.loads(out)["stats"]
    units = told["words"] / STORY
    row = {
        "reports a second": told["rate"],
        "with start": units / seconds,
        "processor": units / (_processor() - before),
        "loading": told["stages"]["load"]["seconds"],
        "MB": most,
    }
    return row, {name: 1000 * s["processor"] / units for name, s in told["stages"].items() if name != "load"}


def started(ledger: Path, folder: Path) -> dict[str, float]:
    """Seconds of the clock and of the processor, the best of three: looking up events, adding one report."""
    one = folder / "one.txt"
    one.write_text("Rockets hit Camp Taji on Wednesday, killing two soldiers, the army said.", encoding="utf-8")
    commands = {
        "`dateline events`": ["events", "--ledger", str(ledger)],
        "`dateline add` of one report": ["add", str(one), "--published", "2020-03-12", "-q", "--workers", "1"],
    }
    figures = {}
    for name, words in commands.items():
        times = []
        for n in range(3):
            more = ["--ledger", str(folder / f"one{n}.db")] if words[0] == "add" else []
            before, begun = _processor(), time.monotonic()
            subprocess.run([*PROGRAM, *words, *more], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times.append((time.monotonic() - begun, _processor() - before))
        figures[f"{name}, s"] = min(t for t, _ in times)
        figures[f"{name}, processor s"] = min(t for _, t in times)
    return figures


def printed(ledger: Path) -> str:
    """A digest of all that a ledger says."""
    from dateline.ledger import Ledger, print_ledger

    seen = hashlib.sha256()
    with Ledger.open(ledger, readonly=True) as opened:
        for line in print_ledger(opened):
            seen.update(line.encode())
    return seen.hexdigest()


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Memory:
    """The most memory that a process and all under it held at a time, in MB; nothing where /proc does not tell."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._ends = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ends.wait(0.25):
            self._most = max(self._most, sum(map(share, family(self._pid))))

    def stop(self) -> float:
        self._ends.set()
        self._thread.join()
        return round(self._most)


def family(pid: int) -> list[int]:
    """A process and all it has started, and these."""
    try:
        under = [c for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(x for child in under for x in family(int(child)))]


def share(pid: int) -> float:
    """MB of a process: what it shares with others counts in parts."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
