"""A program that adds made-up reports, revisions and issues to a ledger: arguments LEDGER, COUNT, CODER."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from dateline.ledger import Ledger
from dateline.model import Coded, Issue, Report
from tests.ledger.plain import coded, report, series


def items(count: int, coder: str = "k1") -> Iterator[tuple[Report, Coded] | Issue]:
    """Reports; each fifth comes again with another text from another file, an issue follows each seventh."""
    for number, (one, _) in enumerate(series(count)):
        made = coded(one.id, coder)
        yield one, made
        if number % 5 == 0:
            yield report(one.id, f"{one.text} Corrected.", f"{one.id}-again.txt"), made
        if number % 7 == 0:
            yield Issue(f"{one.id}.bin", "ingest", "binary", "not text; give a text file", f"{number:02x}")


def main(path: str, count: str, coder: str) -> None:
    with Ledger.open(path) as ledger:
        for _ in ledger.add_many(items(int(count), coder), every=3):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
