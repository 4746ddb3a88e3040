"""What is known of claims that were linked in parts, as rows of numbers, and what follows from it: as much of a `Book`
as the ledger keeps to go on from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from dateline.model import Claim, Event, Kind, Report
from dateline.reconcile import blocks
from dateline.reconcile.copies import Families
from dateline.reconcile.fulfil import last_day, plans_of
from dateline.reconcile.judged import Judged
from dateline.reconcile.knowledge import weights
from dateline.reconcile.merge import SAME
from dateline.reconcile.parts import DAYS, Reach, drawers, tied
from dateline.reconcile.profile import Profile, days, inferred, profile
from dateline.reconcile.ranked import Ranked, Ranks, homes, offsets
from dateline.reconcile.records import Linked, Reconciled

Points = NDArray[np.int32]
Places = NDArray[np.int64]


class Parted:
    """Claims by rank: their shelves, ties and blocks. `names`: rank → claim; `dated`: the one day it tells of, or 0."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        claims: Mapping[str, Claim],
        words: Judged,
        kin: Families,
        ranked: Ranked,
        names: list[str],
        dated: NDArray[np.int32],
    ) -> None:
        self._reports, self._claims, self._words, self._kin = reports, claims, words, kin
        self.ranked, self.names, self._dated = ranked, names, dated
        self._family = kin.names()
        self._a: Ranks = np.zeros(0, np.int32)  # ties: the lower rank, the higher, the points
        self._b: Ranks = self._a
        self._points: Points = self._a
        self._home: Ranks = self._a  # rank → the lowest rank of its block
        self._reach: dict[str, Reach] = {}
        self._rank: dict[str, int] | None = None
        self._by_claim: tuple[NDArray[np.int64], Ranks, Points] | None = None

    def tie(self, found: Iterable[tuple[Ranks, Ranks, Points]]) -> None:
        """Take what was weighed, and what people judged; and find the blocks."""
        parts = list(found)
        none = np.zeros(0, np.int32)
        self._a, self._b, self._points = (
            np.concatenate([none, *(p[n] for p in parts)]).astype(np.int32, copy=False) for n in range(3)
        )
        parts.clear()
        if self._words.same or self._words.apart:
            self._overrule()
        bars = tuple(weights().propose + step for step in blocks.STEPS)
        self._home = homes(len(self.names), self._a, self._b, self._points, bars, blocks.LIMIT)

    def _overrule(self) -> None:
        """Pairs judged the same are tied beyond doubt, those judged apart not at all."""
        rank = self._ranks()
        said = [
            (*sorted((rank[x], rank[y])), SAME if pairs is self._words.same else 0)
            for pairs in (self._words.same, self._words.apart)
            for x, y in sorted(pairs)
            if x in rank and y in rank
        ]
        mine = np.array([a * len(self.names) + b for a, b, _ in said], np.int64)
        free = ~np.isin(self._a.astype(np.int64) * len(self.names) + self._b, mine)
        same = np.array([one for one in said if one[2]], np.int32).reshape(-1, 3)
        self._a = np.concatenate([self._a[free], same[:, 0]])
        self._b = np.concatenate([self._b[free], same[:, 1]])
        self._points = np.concatenate([self._points[free], same[:, 2]])

    def inside(self) -> Inside:
        """The blocks with the ties within them."""
        return Inside(self._home, self._a, self._b, self._points)

    def result(self, found: Iterable[tuple[Event, Reach]]) -> Reconciled:
        """Events, plans and families, sorted; from the events of all blocks."""
        every = sorted(found, key=lambda f: f[0].id)
        self._reach = {event.id: reach for event, reach in every if reach}
        row = [event for event, _ in every]
        series = drawers(every)
        near = [e.id for e in row if e.kind is Kind.EVENT and self._near(e, series)] if series else []
        events = tied(row, near, series, _Faces(self, row), weights())
        plans = plans_of(events, self._claims, self._reports, last_day(self._reports.values()))
        families = tuple(sorted(self._family.items()))
        return Reconciled(events, tuple(sorted(plans, key=lambda p: p.event)), families, self)

    def _near(self, event: Event, series: Mapping[tuple[str, int], object]) -> bool:
        """Whether any series is so near in time that it may take an event."""
        for claim in map(self._claims.__getitem__, event.claims):
            first, last = days(None if inferred(claim.when) else claim.when)
            if first and first == last and (claim.type.value, first.toordinal() // DAYS) in series:
                return True
        return False

    def look(self, name: str) -> Profile:
        claim = self._claims[name]
        return profile(claim, self._reports.get(claim.report), self._family.get(claim.report, claim.report))

    # ------------------------------------------------------------------------------------- kept, to go on from

    def laid(self) -> Iterator[tuple[int, int, str]]:
        """As `Book.laid`."""
        for shelf, key in enumerate(self.ranked.keys.tolist()):
            for rank in self.ranked.rows(shelf).tolist():
                yield key, int(self.ranked.days[rank]), self.names[rank]

    def linked(self, names: Iterable[str]) -> Iterator[Linked]:
        """As `Book.linked`."""
        ranks = self._ranks()
        for name in names:
            claim, rank = self._claims[name], ranks.get(name)
            if rank is None:
                yield Linked(name, claim.report, None, None, (), {}, claim.type.value, claim.mode, None)
                continue
            day, keys = self.ranked.place(rank)
            dated, home, ties = int(self._dated[rank]) or None, int(self._home[rank]) + 1, self._ties(rank)
            yield Linked(name, claim.report, home, day, keys, ties, claim.type.value, claim.mode, dated)

    def known(self) -> list[str]:
        """As `Book.known`."""
        return sorted(self._claims)

    def block(self, event: Event) -> int | None:
        """As `Book.block`."""
        return int(self._home[self._ranks()[event.claims[0]]]) + 1

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """As `Book.signatures`."""
        return self._kin.signatures()

    def reach(self, event: Event) -> Reach:
        """As `Book.reach`."""
        return self._reach.get(event.id) if event.kind is Kind.EVENT else None

    def _ranks(self) -> dict[str, int]:
        if self._rank is None:
            self._rank = {name: rank for rank, name in enumerate(self.names)}
        return self._rank

    def _ties(self, rank: int) -> dict[str, int]:
        if self._by_claim is None:
            ends = np.concatenate([self._a, self._b])
            order = np.argsort(ends, kind="stable")
            first = offsets(np.bincount(ends, minlength=len(self.names)))
            others = np.concatenate([self._b, self._a])[order]
            self._by_claim = first, others, np.concatenate([self._points, self._points])[order]
        first, others, points = self._by_claim
        here = slice(first[rank], first[rank + 1])
        return dict(zip((self.names[o] for o in others[here].tolist()), points[here].tolist(), strict=True))


class _Faces(dict[str, tuple[Profile, ...]]):
    """The profiles of events' claims, each made when it is asked for."""

    def __init__(self, parted: Parted, events: Iterable[Event]) -> None:
        super().__init__()
        self._parted, self._claims = parted, {e.id: e.claims for e in events}

    def __missing__(self, event: str) -> tuple[Profile, ...]:
        return self.setdefault(event, tuple(map(self._parted.look, self._claims[event])))


class Inside:
    """Claims block by block, and the ties within blocks, in the same order."""

    def __init__(self, home: Ranks, a: Ranks, b: Ranks, points: Points) -> None:
        self._ranks = np.argsort(home, kind="stable")
        self._edges = np.append(np.flatnonzero(np.diff(home[self._ranks], prepend=-1)), len(home))  # of the blocks
        place = np.empty(len(home), np.int32)
        place[self._ranks] = np.arange(len(home), dtype=np.int32)
        ours = np.flatnonzero(home[a] == home[b])
        ours = ours[np.argsort(place[a[ours]], kind="stable")]
        self._a, self._b, self._points = place[a[ours]], place[b[ours]], points[ours]

    def stretches(self, size: int) -> Iterator[tuple[int, int]]:
        """Blocks from one number to before another, of about so many claims together."""
        first, last = 0, len(self._edges) - 1
        while first < last:
            end = int(np.searchsorted(self._edges, self._edges[first] + size))
            end = min(max(end, first + 1), last)
            yield first, end
            first = end

    def stretch(self, first: int, end: int) -> tuple[Places, Places, Ranks, Ranks, Points]:
        """The ranks of some blocks' claims, how many each block has, and their ties, by places among these ranks."""
        low, high = int(self._edges[first]), int(self._edges[end])
        tied = slice(*np.searchsorted(self._a, [low, high]).tolist())
        sizes = np.diff(self._edges[first : end + 1])
        return self._ranks[low:high], sizes, self._a[tied] - low, self._b[tied] - low, self._points[tied]
