"""Blocks: which claims must be clustered together, found from one claim outwards, so that a new report disturbs
few.

Claims whose likeness is above the lowest bar hang together; where more than LIMIT do, only likeness above the next
bar counts, and so on. A claim's block follows from who is like whom, not from the order of adding, and is found by
looking at no more than LIMIT claims for each bar.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.reconcile.ties import Ties

LIMIT = 100  # claims of one block; above, the next bar
STEPS = (0, 1000, 2000, 3000, 4500, 6000, 8000)  # points above the proposing ones, in thousandths of log-odds


class Blocks:
    """The blocks of a changing set of claims."""

    def __init__(
        self,
        ties: Ties,
        propose: int,
        home: dict[str, int] | None = None,
        members: dict[int, frozenset[str]] | None = None,
        last: int = 0,
    ) -> None:
        """`home` and `members`: blocks found before, claim to number and number to claims; `last`: the highest."""
        self._ties = ties
        self._bars = tuple(propose + step for step in STEPS)
        self._home: dict[str, int] = {} if home is None else home
        self._members: dict[int, frozenset[str]] = {} if members is None else members
        self._next = last

    def of(self, name: str) -> int:
        """The number of a claim's block. Numbers tell blocks apart and mean nothing else."""
        return self._home[name]

    def home(self, name: str) -> int | None:
        """As `of`; None for a claim in no block."""
        return self._home.get(name)

    def members(self, number: int) -> frozenset[str]:
        return self._members[number]

    def settle(self, touched: Iterable[str], gone: Iterable[str] = ()) -> tuple[set[int], set[int]]:
        """Find the blocks anew after the edges of `touched` changed and claims went. Returns the numbers of blocks
        that are no more, and of those that are new."""
        touched, gone = set(touched), set(gone)
        waiting, old = touched - gone, set[int]()
        for name in touched | gone:
            if name in self._home:
                self._open(self._home[name], old, waiting)
        found = self._find(waiting - gone, gone, old)
        changed = [b for b in found if not self._stays(b, touched)]
        kept = {self._home[next(iter(b))] for b in found if self._stays(b, touched)}
        for number in old - kept:
            for name in self._members.pop(number):
                del self._home[name]
        return old - kept, {self._keep(block) for block in changed}

    def _open(self, number: int, old: set[int], waiting: set[str]) -> None:
        if number not in old:
            old.add(number)
            waiting |= self._members[number]

    def _find(self, waiting: set[str], gone: set[str], old: set[int]) -> list[frozenset[str]]:
        """New blocks of all that wait, and of whoever shared a block with one of theirs."""
        over: tuple[set[str], ...] = tuple(set() for _ in self._bars)
        done, found = set[str](), []
        while waiting:
            name = waiting.pop()
            if name in done or name in gone:
                continue
            block = self._block(name, over)
            found.append(block)
            done |= block
            for member in block:
                if member in self._home:
                    self._open(self._home[member], old, waiting)
        return found

    def _block(self, name: str, over: tuple[set[str], ...]) -> frozenset[str]:
        """All that hang together with a claim at the lowest bar where they are few enough, or at the last. `over`
        remembers, for each bar, claims that hang together with too many."""
        for bar, crowded in zip(self._bars[:-1], over, strict=False):
            if name not in crowded:
                seen, few = self._reach(name, bar, crowded)
                if few:
                    return frozenset(seen)
                crowded |= seen
        return frozenset(self._reach(name, self._bars[-1], None)[0])

    def _reach(self, name: str, bar: int, crowded: set[str] | None) -> tuple[set[str], bool]:
        """Claims that hang together with one above a bar, and whether these are all; given up at LIMIT, or on
        meeting one that is known to hang together with too many. Without `crowded` all are found."""
        seen, ahead = {name}, [name]
        while ahead:
            for other, points in self._ties.items(ahead.pop()):
                if points > bar and other not in seen:
                    if crowded is not None and (len(seen) >= LIMIT or other in crowded):
                        return seen, False
                    seen.add(other)
                    ahead.append(other)
        return seen, True

    def _stays(self, block: frozenset[str], touched: set[str]) -> bool:
        home = self._home.get(next(iter(block)))
        return home is not None and self._members[home] == block and block.isdisjoint(touched)

    def _keep(self, block: frozenset[str]) -> int:
        self._next += 1
        self._members[self._next] = block
        self._home.update(dict.fromkeys(block, self._next))
        return self._next
