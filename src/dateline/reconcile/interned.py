"""Small numbers for things that recur (places, groups of parties, names), so that comparing them is remembered.

A comparison of two places or two groups of parties costs a hundred times a look in a table, and a ledger holds few
different ones. The numbers mean nothing, are never stored, and only tell equal from unequal within one process.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
MOST = 500_000  # answers remembered for one kind of comparison; then the memory is emptied


class Interned(Generic[T]):
    """Numbers things and remembers how two compare. `compare` must be pure and symmetric."""

    def __init__(self, compare: Callable[[T, T], str]) -> None:
        self._compare = compare
        self._number: dict[T, int] = {}
        self._things: list[T] = []
        self._answers: dict[int, str] = {}

    def number(self, thing: T) -> int:
        found = self._number.get(thing)
        if found is None:
            found = self._number[thing] = len(self._things)
            self._things.append(thing)
        return found

    def compare(self, a: int, b: int) -> str:
        """How the things of these two numbers compare."""
        key = (a << 32) | b if a < b else (b << 32) | a
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= MOST:
                self._answers.clear()
            answer = self._answers[key] = self._compare(self._things[a], self._things[b])
        return answer
