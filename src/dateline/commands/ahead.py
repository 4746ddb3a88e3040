"""Linking while others read: the process that stores what its workers make has time left, and the linking that would
follow the reading, on one processor while the others rest, is done in it.

What is linked ahead is held in memory, so it is left off where a run makes more than MOST claims, and not begun on a
ledger that holds something: what is added to that is linked from where its cache ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.stages import stage

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.ledger.derived import Reconcile
    from dateline.model import Coded, Issue, Report
    from dateline.reconcile import Growing

EVERY = 64  # reports linked at a time: short enough that no worker waits for the next report
MOST = 20_000  # claims held


class Ahead:
    """`reconcile` is what to derive the ledger with when all is read: the outcome is the same, sooner."""

    def __init__(self, ledger: Ledger, workers: int) -> None:
        from dateline.reconcile import Growing, reconcile

        self.reconcile: Reconcile = reconcile
        self._growing: Growing | None = None
        self._waiting: list[tuple[Report, Coded]] = []
        self._claims = 0
        if workers > 1 and not ledger.count():
            self.reconcile = self._growing = Growing()

    def watched(self, made: Iterable[tuple[Report, Coded] | Issue]) -> Iterator[tuple[Report, Coded] | Issue]:
        """The same items, those that are reports linked on the way."""
        for one in made:
            if self._growing is not None and isinstance(one, tuple):
                self._take(*one)
            yield one

    def _take(self, report: Report, coded: Coded) -> None:
        self._waiting.append((report, coded))
        self._claims += len(coded.claims)
        if self._claims > MOST:
            self._leave()
        elif len(self._waiting) >= EVERY:
            self._link()

    def _link(self) -> None:
        batch, self._waiting = self._waiting, []
        assert self._growing is not None
        with stage("derive"):
            self._growing.ahead([r for r, _ in batch], [c for _, coded in batch for c in coded.claims])

    def _leave(self) -> None:
        """Too much to hold: it is all derived at the end."""
        from dateline.reconcile import reconcile

        self.reconcile, self._growing, self._waiting = reconcile, None, []
