"""Reconcile: which claims speak of one happening, what they agree on, and what became of each plan.

`reconcile` is pure and order-free: the same reports, claims and judgements, in whatever order they come, give
the same events with the same ids. `Book` is the same for reports that come one by one, `Growing` for
a program that asks again and again; what is large is linked in parts, by all processors (`partition`).
Rooms: `copies` (texts), `candidates` and `shelves` (which claims are worth comparing), `score` (how alike two are, and
why), `blocks` and `merge` (clusters), `values` (what each cluster says), `fulfil` (plans).
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Claim, Judgement, Report
from dateline.reconcile.book import Book
from dateline.reconcile.copies import families
from dateline.reconcile.growing import Growing
from dateline.reconcile.records import Reconciled

LARGE = 20_000
"""Claims from which on they are linked in parts."""

__all__ = ["Book", "Growing", "Reconciled", "families", "reconcile"]


def reconcile(reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> Reconciled:
    """Current reports and claims, and all judgements, to events, plans and families of copies.

    Claims that a judgement rejects take no part. Every other claim is in exactly one event. An event's id
    follows from its earliest claim, so that it stays while later reports join.
    """
    every = tuple(claims)
    if len(every) >= LARGE:
        from dateline.reconcile.forked import Forked, cores
        from dateline.reconcile.partition import reconcile_in_parts

        return reconcile_in_parts(reports, every, judgements, run=Forked(cores()))
    book = Book()
    book.add(reports, every, judgements)
    return book.result()
