"""Reconciling at size: claims a second, memory and growth from ten thousand to a million made-up claims, and what
adding one more report costs.

`--sizes N ...` says how many claims (default 10000 and 100000; the full run is 10000 30000 100000 300000 1000000).
Every size runs in a process of its own, so that its memory is its own. `growth` is the power of the number of claims
with which processor time and memory beyond the input grow, from the smallest size to the largest: 1 is linear. All
runs on one core: `cpu_s` is what it took of it, `seconds` what a clock on the wall showed beside whatever else the
machine did. `b3` holds the events against the happenings the claims were made from, and shows only that speed was not
bought with nonsense.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from math import log
from typing import Any

from bench.linking import bcubed, f1
from bench.synthetic import ledger
from dateline.reconcile import Book

NAME = "reconcile"
SUMMARY = "made-up claims by the million: claims/s, memory, growth, the cost of one more report"
ONE_BY_ONE = 20  # reports added singly at the end


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of claims")
    parser.add_argument("--here", action="store_true", help="run one size in this process")


def run(args: argparse.Namespace) -> dict[str, Any]:
    if args.here:
        return {f"{args.sizes[0]:,}": measure(args.sizes[0])}
    rows: dict[str, Any] = {}
    for size in args.sizes:
        command = [sys.executable, "-m", "bench", NAME, "--here", "--json", "--sizes", str(size)]
        rows |= json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return rows if len(rows) < 2 else {**rows, "growth": growth(list(rows.values()))}


def growth(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How time and memory grow with the number of claims: the slope from the first to the last, both logarithmic."""
    low, high = (sorted(rows, key=lambda r: r["claims"])[n] for n in (0, -1))
    step = log(high["claims"] / low["claims"])
    memory = [max(1, r["memory_mb"] - r["input_mb"]) for r in (low, high)]
    return {"cpu_power": log(high["cpu_s"] / low["cpu_s"]) / step, "memory_power": log(memory[1] / memory[0]) / step}


def measure(size: int) -> dict[str, Any]:
    """One size: the batch, then single reports, largest first."""
    reports, claims, truth = ledger(size)
    late = {r.id for r in reports[-ONE_BY_ONE * 7 :: 7]}
    own = _rss()
    book, began, worked = Book(), time.perf_counter(), time.process_time()
    book.add([r for r in reports if r.id not in late], [c for c in claims if c.report not in late])
    found = book.result()
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    print(
        f"{len(claims)} claims: {seconds:.0f} s, {worked:.0f} s of one core, {_rss()} MB", file=sys.stderr, flush=True
    )
    memory = _rss()
    mine: dict[str, list[Any]] = {name: [] for name in late}
    for claim in claims:
        if claim.report in late:
            mine[claim.report].append(claim)
    singly = [_one_more(book, r, mine[r.id]) for r in reports if r.id in late]
    events = {c: e.id for e in found.events for c in e.claims}
    p, r = bcubed([(str(truth[c]), events[c]) for c in events])
    return {
        "claims": len(events), "reports": len(reports) - len(late), "events": len(found.events),
        "seconds": seconds, "cpu_s": worked, "claims_per_s": len(events) / seconds, "memory_mb": memory,
        "input_mb": own, "one_more_cpu_s": sum(singly) / len(singly), "one_more_worst_cpu_s": max(singly),
        "b3": f1(p, r),
    }  # fmt: skip


def _one_more(book: Book, report: Any, claims: list[Any]) -> float:
    began = time.process_time()
    book.add([report], claims)
    return time.process_time() - began


def _rss() -> int:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
