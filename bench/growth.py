"""Whether the hundred-thousandth report costs what the first did: one long run, time and memory by the ten thousand.

The reports are made up from `--seed`, a sentence or two each with towns, days, numbers and parties of their own. Time
is processor time of all stages and processes, which holds on a busy machine; memory is the proportional share (PSS) of
all processes together. Linking is left out until the end, as in `dateline add`, and timed apart.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.speed import PROGRAM, family, share
from dateline.model import RawReport, Source

NAME = "growth"
SUMMARY = "time a report and memory over a run of 100,000 made-up reports"
STEPS = 10
EPOCH = date(2015, 1, 1)
TOWNS = (
    "Mosul", "Kirkuk", "Basra", "Aleppo", "Idlib", "Homs", "Kabul", "Herat", "Kandahar", "Quetta", "Karachi",
    "Mandalay", "Yangon", "Maiduguri", "Kano", "Jos", "Mopti", "Gao", "Goma", "Bukavu", "Bangui", "Mogadishu",
    "Kismayo", "Aden", "Taiz", "Hodeidah", "Tripoli", "Benghazi", "Misrata", "Kharkiv", "Odesa", "Donetsk", "Caracas",
    "Bogota", "Cali", "Culiacan", "Tegucigalpa", "Manila", "Davao", "Colombo",
)  # fmt: skip
DOERS = ("Gunmen", "Insurgents", "Government troops", "Rebels", "Police", "Militants", "Soldiers", "Border guards")
ACTS = (
    "killed {n} people", "wounded {n} villagers", "attacked a convoy of {n} lorries", "detained {n} protesters",
    "seized {n} boats", "freed {n} hostages", "burned {n} houses", "arrested {n} students", "shelled {n} positions",
    "evacuated {n} families",
)  # fmt: skip
TELLERS = (
    "officials said",
    "the governor said",
    "residents said",
    "a hospital said",
    "the army said",
    "witnesses said",
)
MORE = ("Nobody claimed responsibility.", "Talks would be held next week.", "Roads were blocked.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)


def made(number: int, seed: int) -> Iterator[RawReport]:
    """So many reports; the same seed, the same reports."""
    chance = random.Random(seed)
    for n in range(number):
        day = EPOCH + timedelta(days=chance.randrange(3000))
        act = chance.choice(ACTS).format(n=chance.randint(2, 60))
        lead = f"{chance.choice(DOERS)} {act} in {chance.choice(TOWNS)} on {day - timedelta(1):%A}"
        text = f"{lead}, {chance.choice(TELLERS)}."
        if chance.random() < 0.05:
            text += " " + chance.choice(MORE)
        source = Source(f"made-{n}.txt", "text/plain")
        yield RawReport(source, text, f"made-{n}", outlet=f"Made Wire {n % 40}", published=day.isoformat())


def run(args: argparse.Namespace) -> dict[str, Any]:
    """A row for each tenth of the run, the growth from the second tenth to the last, and the linking at the end."""
    from dateline.commands.adding import adding
    from dateline.commands.loading import chain
    from dateline.commands.options import events_now
    from dateline.config import Settings
    from dateline.engine import settle
    from dateline.ledger import Ledger
    from dateline.model import Issue
    from dateline.stages import taken

    loaded = chain(Settings())
    settle()
    figures: dict[str, Any] = {}
    tenth, issues = max(1, args.reports // STEPS), 0
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "made.db") as ledger:
        taken()
        begun = time.monotonic()
        for n, done in enumerate(adding(made(args.reports, args.seed), loaded, ledger, workers=args.workers), 1):
            issues += isinstance(done, Issue)
            if n % tenth == 0:
                spent = {name: 1000 * s.processor / tenth for name, s in taken().items()}
                row = {"ms a report": sum(spent.values()), "MB": sum(map(share, family(os.getpid())))}
                row |= {
                    name: spent[name] for name in ("read", "ask", "parse", "resolve", "code", "store") if name in spent
                }
                figures[f"{n:,}"] = row | {"clock s": time.monotonic() - begun}
                begun = time.monotonic()
                print(f"{n:,} {row}", flush=True, file=sys.stderr)
        before = time.process_time()
        events = events_now(ledger)
        figures["linking, processor s"] = time.process_time() - before
        figures["claims"], figures["events"] = len(ledger.claims()), events
        figures["MB at the end"] = sum(map(share, family(os.getpid())))
        figures["`dateline events`, s"] = min(looked_up(ledger.name) for _ in range(3))
    rows = [row["ms a report"] for row in figures.values() if isinstance(row, dict)]
    return figures | {
        "growth of time a report": rows[-1] / rows[min(1, len(rows) - 1)] - 1,
        "set aside": issues,
    }


def looked_up(ledger: str) -> float:
    """Seconds on the clock of `dateline events`, its start included."""
    begun = time.monotonic()
    subprocess.run([*PROGRAM, "events", "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun
