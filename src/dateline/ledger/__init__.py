"""The ledger: reports, claims and judgements, stored for good; events and plans, derived and kept as a cache.

`Ledger.open` is the door. `schema` names the tables, `dialect` what differs between databases, `versions`
brings old files forward, `text` prints a ledger and `reload` reads it back, `check` looks for damage.
"""

from __future__ import annotations

from dateline.ledger.check import Problem, check
from dateline.ledger.reading import Hit
from dateline.ledger.reload import load_ledger
from dateline.ledger.store import Ledger
from dateline.ledger.text import print_ledger
from dateline.ledger.text_parse import parse_ledger
from dateline.ledger.writing import Added

__all__ = ["Added", "Hit", "Ledger", "Problem", "check", "load_ledger", "parse_ledger", "print_ledger"]
