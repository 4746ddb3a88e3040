"""The ledger: reports, claims and judgements, stored for good; events and plans, derived and kept as a cache.

`Ledger.open` is the door. `schema` names the tables, `dialect` what differs between databases, `versions`
brings old files forward, `text` prints a ledger and `reload` reads it back, `check` looks for damage.
"""

from __future__ import annotations

from dateline.ledger.reading import Hit
from dateline.ledger.store import Ledger
from dateline.ledger.writing import Added

__all__ = ["Added", "Hit", "Ledger"]
