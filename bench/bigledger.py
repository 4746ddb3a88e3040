"""A large ledger asked by single commands: what a page of events costs, and what one more report costs.

`--reports N` made-up reports of about seven claims each (default 10000; nothing is parsed) are added and derived, then
`dateline events` and its kin run as processes of their own, start included, and more reports are added one by one, each
linked from where the cache ends. `derive_memory_mb` is the most that all processes held while the first linking ran;
`input_mb` of it is the made-up input, which a run that reads reports does not hold. `cpu_s` is processor time,
`seconds` a clock on the wall beside whatever else the machine does. `--ledger FILE` keeps the ledger, and uses it when
it is there already.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.memory import watching
from bench.synthetic import ledger as made
from dateline.ledger import Ledger, pages
from dateline.model import Claim, Coded, Report
from dateline.reconcile import reconcile

NAME = "bigledger"
SUMMARY = "a large ledger asked by single commands, and one more report linked to it"
PER_REPORT = 6.97  # claims of a made-up report
ONE_BY_ONE = 5
ASKED = {
    "events": ["events"],
    "events of a place": ["events", "--place", "ba", "--limit", "50"],
    "events of a month": ["events", "--since", "2015-02-01", "--until", "2015-02-28", "--limit", "50"],
    "events of a party and type": ["events", "--party", "front", "--type", "assault", "--limit", "50"],
    "state": ["state", "--about", "front"],
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, and use it when it is there already")


def run(args: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = args.ledger or Path(folder) / "big.db"
        reports, claims, _ = made(int(args.reports * PER_REPORT), seed=5)
        items = list(_items(reports, claims))
        rows = {} if path.exists() else {"made": _make(path, items[:-ONE_BY_ONE])}
        return {**rows, **_asked(path), **_one_more(path, items[-ONE_BY_ONE:])}


def _items(reports: list[Report], claims: list[Claim]) -> Iterator[tuple[Report, Coded]]:
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    return ((r, Coded(r.id, 1, "made", tuple(by_report[r.id]))) for r in reports)


def _make(path: Path, items: list[tuple[Report, Coded]]) -> dict[str, Any]:
    began = time.process_time()
    tenth, parts = max(1, len(items) // 10), []
    with Ledger.open(path) as ledger:
        for number, _ in enumerate(ledger.add_many(items, every=500, seconds=60), 1):
            if number % tenth == 0:
                parts.append(time.process_time())
        added, clock = time.process_time(), time.perf_counter()
        with watching() as memory:
            ledger.bring_up(reconcile)
            clock, derived = time.perf_counter() - clock, time.process_time() - added + _children()
        with ledger.reading() as connection:
            events = pages.count(connection)
    shares = [b - a for a, b in pairwise([began, *parts])]
    return {
        "reports": len(items), "claims": sum(len(c.claims) for _, c in items), "events": events,
        "add_cpu_s": added - began, "add growth from the second tenth to the last": shares[-1] / shares[1] - 1,
        "derive_cpu_s": derived, "derive_s": clock, "derive_memory_mb": memory["most"],
        "input_mb": memory["before"], "ledger_mb": path.stat().st_size >> 20,
    }  # fmt: skip


def _asked(path: Path) -> dict[str, Any]:
    """Each command in a process of its own, the second of two runs."""
    with Ledger.open(path, readonly=True) as ledger, ledger.reading() as connection:
        event = connection.exec_driver_sql("select id from events order by id limit 1").scalar()
    rows = {}
    for name, words in {**ASKED, "show": ["show", str(event)]}.items():
        for _ in range(2):
            began, before = time.perf_counter(), _children()
            command = [sys.executable, "-m", "dateline.cli", *words, "--ledger", str(path)]
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "COLUMNS": "160"})
            rows[name] = {"cpu_s": _children() - before, "seconds": time.perf_counter() - began}
    return rows


def _one_more(path: Path, items: list[tuple[Report, Coded]]) -> dict[str, Any]:
    """Each report added and linked by a ledger opened for it alone, as single commands do."""
    taken = []
    for report, coded in items:
        began, wall = time.process_time(), time.perf_counter()
        with Ledger.open(path) as ledger:
            ledger.add(report, coded)
            ledger.bring_up(reconcile)
        taken.append((time.process_time() - began, time.perf_counter() - wall))
    cpu, seconds = zip(*taken, strict=True)
    return {
        "one more report": {"cpu_s": sum(cpu) / len(cpu), "seconds": sum(seconds) / len(seconds)},
        "one more report, worst": {"cpu_s": max(cpu), "seconds": max(seconds)},
    }


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
