"""Reconciling at size: claims a second, memory and growth from ten thousand to a million made-up claims, and what
adding one more report costs.

`--sizes N ...` says how many claims (default 10000 and 100000; the full run is 10000 30000 100000 300000 1000000).
Every size runs in a process of its own, so that its memory is its own. `growth` is the power of the number of claims
with which processor time and memory beyond the input grow, from the smallest size to the largest: 1 is linear. `cpu_s`
is processor time of all processes, `seconds` what a clock on the wall showed beside whatever else the machine did;
memory is the most that all processes together held at once (proportional share, sampled). `b3` holds the events against
the happenings the claims were made from, and shows only that speed was not bought with nonsense.

`reconcile` links what is large in parts by all processors. `--book` links all in one process that goes on from there,
and adds single reports at the end; what a single report costs a ledger is measured by `bench bigledger`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from math import log
from typing import Any

from bench.speed import family, share
from bench.synthetic import ledger
from dateline.reconcile import Book, reconcile

NAME = "reconcile"
SUMMARY = "made-up claims by the million: claims/s, memory, growth, the cost of one more report"
ONE_BY_ONE = 20  # reports added singly at the end
PAUSE = 1.0  # seconds between two looks at the memory


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of claims")
    parser.add_argument("--book", action="store_true", help="by a Book, in one process, and single reports after it")


def run(args: argparse.Namespace) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for size in args.sizes:
        call = f"{'by_book' if args.book else 'measure'}({size})"
        code = f"import json; from bench.reconcile import by_book, measure; print(json.dumps({call}))"
        found, memory = watched([sys.executable, "-c", code])
        rows[f"{size:,}"] = {**json.loads(found), "memory_mb": memory}
    return rows if len(rows) < 2 else {**rows, "growth": growth(list(rows.values()))}


def watched(command: list[str]) -> tuple[str, float]:
    """What a command prints, and the most memory in MB that it and all it starts held at once."""
    most = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        while running.poll() is None:
            most = max(most, sum(map(share, family(running.pid))))
            time.sleep(PAUSE)
        assert running.stdout is not None
        found = running.stdout.read()
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
    return found, most


def growth(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How time and memory grow with the number of claims: the slope from the first to the last, both logarithmic."""
    low, high = (sorted(rows, key=lambda r: r["claims"])[n] for n in (0, -1))
    step = log(high["claims"] / low["claims"])
    memory = [max(1, r["memory_mb"] - r["input_mb"]) for r in (low, high)]
    return {"cpu_power": log(high["cpu_s"] / low["cpu_s"]) / step, "memory_power": log(memory[1] / memory[0]) / step}


def measure(size: int) -> dict[str, Any]:
    """One size, as `reconcile` links it."""
    reports, claims, truth = ledger(size)
    own, began, worked = share(os.getpid()), time.perf_counter(), _worked()
    found = reconcile(reports, claims)
    seconds, worked = time.perf_counter() - began, _worked() - worked
    print(f"{len(claims)} claims: {seconds:.0f} s, {worked:.0f} s of processors", file=sys.stderr, flush=True)
    events = {c: e.id for e in found.events for c in e.claims}
    return {
        "claims": len(events), "reports": len(reports), "events": len(found.events), "seconds": seconds,
        "cpu_s": worked, "claims_per_s": len(events) / seconds, "input_mb": own, "b3": _agreement(truth, events),
    }  # fmt: skip


def by_book(size: int) -> dict[str, Any]:
    """One size by a Book: the batch, then single reports, largest first."""
    reports, claims, truth = ledger(size)
    late = {r.id for r in reports[-ONE_BY_ONE * 7 :: 7]}
    own, book, began, worked = share(os.getpid()), Book(), time.perf_counter(), _worked()
    book.add([r for r in reports if r.id not in late], [c for c in claims if c.report not in late])
    found = book.result()
    seconds, worked = time.perf_counter() - began, _worked() - worked
    mine: dict[str, list[Any]] = {name: [] for name in late}
    for claim in claims:
        if claim.report in late:
            mine[claim.report].append(claim)
    singly = [_one_more(book, r, mine[r.id]) for r in reports if r.id in late]
    events = {c: e.id for e in found.events for c in e.claims}
    return {
        "claims": len(events), "reports": len(reports) - len(late), "events": len(found.events), "seconds": seconds,
        "cpu_s": worked, "claims_per_s": len(events) / seconds, "input_mb": own,
        "one_more_cpu_s": sum(singly) / len(singly), "one_more_worst_cpu_s": max(singly),
        "b3": _agreement(truth, events),
    }  # fmt: skip


def _agreement(truth: dict[str, int], events: dict[str, str]) -> float:
    from bench.linking import bcubed, f1  # which loads a parser's libraries, and their memory

    p, r = bcubed([(str(truth[c]), events[c]) for c in events])
    return f1(p, r)


def _one_more(book: Book, report: Any, claims: list[Any]) -> float:
    began = time.process_time()
    book.add([report], claims)
    return time.process_time() - began


def _worked() -> float:
    """Seconds of processor of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)
