"""The ledger's "today": it has no clock but its reports."""

from __future__ import annotations

from datetime import date

from dateline.model import LedgerView
from dateline.reconcile.fulfil import last_day as last_published


def last_day(view: LedgerView) -> date | None:
    """The latest publication day in the ledger; None when no report has one."""
    return last_published(view.reports)
