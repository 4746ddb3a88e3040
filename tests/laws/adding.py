"""A program that adds made-up reports, revisions and issues to a ledger: `python -m tests.laws.adding LEDGER COUNT`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from dateline.ledger import Ledger
from dateline.model import Coded, Issue, Report
from tests.ledger.plain import coded, report, series


def items(count: int) -> Iterator[tuple[Report, Coded] | Issue]:
    """Reports; every fifth comes again with another text from another file, every seventh is followed by an issue."""
    for number, (one, made) in enumerate(series(count)):
        yield one, made
        if number % 5 == 0:
            yield report(one.id, f"{one.text} Corrected.", f"{one.id}-again.txt"), made
        if number % 7 == 0:
            yield Issue(f"{one.id}.bin", "ingest", "binary", "not text; give a text file", f"{number:02x}")
        if number % 11 == 0:
            yield one, coded(one.id, coder="k2", claim=f"{made.claims[0].id}-again")


def main(path: str, count: str) -> None:
    with Ledger.open(path) as ledger:
        for _ in ledger.add_many(items(int(count)), every=3):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
