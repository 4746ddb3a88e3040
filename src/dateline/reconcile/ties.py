"""Ties: which claims are alike enough to be weighed together, with their points; kept small, for there are millions.

A tie has two ends and is told from both. Claims at rest hold theirs packed (a tuple of names, an array of points);
a claim whose ties are changing holds them in a dictionary until `rest` packs it again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

Packed = tuple[tuple[str, ...], "array[int]"]


class Ties:
    """Symmetric: what is told of one end is told of the other."""

    def __init__(self, packed: dict[str, Packed] | None = None) -> None:
        self._packed: dict[str, Packed] = {} if packed is None else packed
        self._loose: dict[str, dict[str, int]] = {}

    def of(self, name: str) -> Mapping[str, int]:
        """The other ends of a claim's ties → points."""
        loose = self._loose.get(name)
        return loose if loose is not None else dict(self.items(name))

    def items(self, name: str) -> Iterator[tuple[str, int]]:
        """As `of`, to walk through once."""
        loose = self._loose.get(name)
        if loose is not None:
            return iter(loose.items())
        packed = self._packed.get(name)
        return zip(*packed, strict=True) if packed else iter(())

    def tie(self, a: str, b: str, points: int) -> None:
        self._open(a)[b] = points
        self._open(b)[a] = points

    def untie(self, name: str, apart_from: Iterable[str] = ()) -> Mapping[str, int]:
        """Undo all ties of a claim, at both ends; ends at claims in `apart_from` are theirs to undo. Returns what
        there was."""
        was = self.of(name)
        self._packed.pop(name, None)
        self._loose.pop(name, None)
        keep = apart_from if isinstance(apart_from, Mapping | set | frozenset) else set(apart_from)
        for other in was:
            if other not in keep:
                del self._open(other)[name]
        return was

    def cut(self, a: str, b: str) -> None:
        """Undo one tie, which must be there."""
        del self._open(a)[b]
        del self._open(b)[a]

    def loose(self) -> Iterable[str]:
        """Claims whose ties are not packed."""
        return self._loose.keys()

    def rest(self, names: Iterable[str]) -> None:
        """Pack the ties of claims that will not change for now."""
        for name in names:
            loose = self._loose.pop(name, None)
            if loose:
                self._packed[name] = tuple(loose), array("i", loose.values())

    def _open(self, name: str) -> dict[str, int]:
        loose = self._loose.get(name)
        if loose is None:
            packed = self._packed.pop(name, None)
            loose = self._loose[name] = dict(zip(*packed, strict=True)) if packed else {}
        return loose
