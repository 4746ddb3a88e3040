"""The web desk and the API: what `dateline serve` shows, on this machine and with no other.

`make_app` is the door. `desk` holds a ledger ready to be asked, `query` reads addresses, `pages` and `api` answer
them, `access` says who may, `guard` sets the headers, `hostile` makes report text safe to show.
"""

from __future__ import annotations
