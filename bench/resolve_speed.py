"""How fast resolve alone is: reports a minute of one core, by kind of mention and together.

The development stories and Wikinews 2019 are read and parsed first; then only `resolve` is timed, in CPU time of this
process, so that other work on the machine counts little. The first pass warms the gazetteer's memory and is not timed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.parties import parser_of, read
from dateline.model import Issue, RawReport, Report, Source
from dateline.read import load_outlets, read_report
from dateline.resolve import load_knowledge, resolve
from dateline.resolve.actors import resolve_parties
from dateline.resolve.places import resolve_places
from dateline.resolve.quantities import resolve_quantities
from dateline.resolve.times import resolve_times

NAME = "resolve-speed"
SUMMARY = "reports a minute of one core for resolve alone"
BAR = 1500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", default="dateline", help="as for the benchmark `parties`")
    parser.add_argument("--limit", type=int, default=60, help="so many Wikinews reports")


def run(args: argparse.Namespace) -> dict[str, Any]:
    shared: Path = args.data or shared_folder()
    parse, knowledge = parser_of(args.parser), load_knowledge()
    reports = [*stories(shared / "eval" / "reports"), *wikinews(shared / "data" / "wikinews", args.limit)]
    if not reports:
        return {"resolve": "skipped: no reports"}
    docs = [(parse(report), report) for report in reports]
    places = [resolve_places(doc, report, knowledge.gazetteer) for doc, report in docs]
    words = sum(len(doc) for doc, _ in docs) / len(docs)
    steps: dict[str, Callable[[int], object]] = {
        "times": lambda i: resolve_times(docs[i][0], docs[i][1].published),
        "places": lambda i: resolve_places(*docs[i], knowledge.gazetteer),
        "parties": lambda i: resolve_parties(*docs[i], knowledge.actors, places[i]),
        "quantities": lambda i: resolve_quantities(docs[i][0]),
        "together": lambda i: resolve(*docs[i], knowledge),
    }
    rows = {name: {"reports_a_minute": timed(step, len(docs))} for name, step in steps.items()}
    return {"reports": len(docs), "tokens_a_report": round(words), "bar": BAR} | rows


def timed(step: Callable[[int], object], number: int) -> float:
    """Reports a minute of CPU time in the second of two passes."""
    for i in range(number):
        step(i)
    began = time.process_time()
    for i in range(number):
        step(i)
    return 60 * number / (time.process_time() - began)


def stories(folder: Path) -> Iterator[Report]:
    outlets = load_outlets()
    for path in sorted(folder.glob("*/*.json")):
        yield read(json.loads(path.read_text(encoding="utf-8")), outlets, path.name)


def wikinews(folder: Path, limit: int) -> Iterator[Report]:
    file, outlets = folder / "wikinews_2019.csv.gz", load_outlets()
    if not file.exists():
        return
    csv.field_size_limit(1 << 24)
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        for number, row in zip(range(limit), csv.DictReader(rows), strict=False):
            raw = RawReport(Source(f"{number}.txt", "text/plain"), row["text"], title=row.get("title"))
            report = read_report(raw, outlets, row["date"][:10])
            if not isinstance(report, Issue):
                yield report
