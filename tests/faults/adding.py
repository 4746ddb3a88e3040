"""A program that adds made-up reports and says of each, once it is stored, that it is: LEDGER, COUNT, and "careless"
for one that never flushes to disk, which shows that a power cut on the faulty disk is one."""

from __future__ import annotations

import sys

from sqlalchemy import Engine, event

from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.model import Issue
from tests.laws.adding import items


def main(path: str, count: str, how: str = "") -> int:
    if how == "careless":
        event.listen(Engine, "connect", lambda raw, _: raw.execute("pragma synchronous=off"), insert=False)
    try:
        with Ledger.open(path) as ledger:
            for made in ledger.add_many(items(int(count)), every=3):
                told = made.locator if isinstance(made, Issue) else f"{made.report_id} {made.revision}"
                print(told, flush=True)
    except DatelineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
