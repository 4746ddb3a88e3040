"""Dating the undated by what the ledger knows: a room above the ledger.

`infer` is pure: from a view and the undated reports' claims, as their texts alone give them, to intervals with reasons.
`redate` brings a ledger up to that: reports whose interval has changed are coded again and stored as revisions.
Nothing inferred is evidence for anything else, so the outcome depends on what the ledger holds and not on the
order in which it came. docs/dating.md says how each kind of evidence is weighed.
"""

from __future__ import annotations

from dateline.dating.infer import Dated, infer
from dateline.dating.redate import Redated, redate

__all__ = ["Dated", "Redated", "infer", "redate"]
