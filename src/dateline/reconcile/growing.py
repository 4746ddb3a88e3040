"""`reconcile` for a program that asks again and again (a watcher, a server): only what changed is linked anew."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Claim, Judgement, Report
from dateline.reconcile.book import Book
from dateline.reconcile.records import Reconciled

Held = tuple[Report, tuple[Claim, ...]]


class Growing:
    """Called like `reconcile`, with the same outcome; holds a Book between calls and tells it the difference.

    Give it to `Ledger.derive` in place of `reconcile`: it counts as the same reconciler, so that the ledger's cache
    serves both.
    """

    __module__ = "dateline.reconcile"  # what the ledger names a reconciler by: the package's code and data

    def __init__(self) -> None:
        self._book = Book()
        self._held: dict[str, Held] = {}
        self._judgements: dict[str, Judgement] = {}

    def __call__(
        self, reports: Iterable[Report], claims: Iterable[Claim], judgements: Iterable[Judgement] = ()
    ) -> Reconciled:
        """As `reconcile`."""
        now = _by_report(reports, claims)
        words = {j.id: j for j in judgements}
        if any(words.get(id) != j for id, j in self._judgements.items()):
            self._book, self._held, self._judgements = Book(), {}, {}  # another ledger, or an older state of it
        gone = self._held.keys() - now.keys()
        if gone:
            self._book.drop(gone)
        changed = [held for id, held in now.items() if self._held.get(id) != held]
        fresh = [j for id, j in words.items() if id not in self._judgements]
        self._book.add([r for r, _ in changed], [c for _, made in changed for c in made], fresh)
        self._held, self._judgements = now, words
        return self._book.result()

    def ahead(self, reports: Iterable[Report], claims: Iterable[Claim]) -> None:
        """Link what will be asked about soon, beside all that was given so before; the call then sees to what was
        not given, or is another by then."""
        new = _by_report(reports, claims)
        self._book.add([r for r, _ in new.values()], [c for _, made in new.values() for c in made])
        self._held |= new


def _by_report(reports: Iterable[Report], claims: Iterable[Claim]) -> dict[str, Held]:
    made: dict[str, list[Claim]] = {}
    for claim in claims:
        made.setdefault(claim.report, []).append(claim)
    return {r.id: (r, tuple(sorted(made.get(r.id, ()), key=lambda c: c.id))) for r in reports}
