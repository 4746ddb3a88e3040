"""Disjoint sets of names (union-find), whose result does not depend on the order of joining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Joined:
    """Names joined into groups; a group is called after its smallest name."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}
        self._members: dict[str, set[str]] = {}  # of groups of two and more

    def add(self, names: Iterable[str]) -> None:
        """Names not there yet, each a group of its own."""
        for name in names:
            self._parent.setdefault(name, name)

    def find(self, name: str) -> str:
        """The smallest name of the group that `name` is in."""
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def together(self, a: str, b: str) -> bool:
        return self.find(a) == self.find(b)

    def members(self, name: str) -> set[str]:
        """All of the group that `name` is in."""
        root = self.find(name)
        return set(self._members.get(root, {root}))

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        if low != high:
            self._parent[high] = low
            self._members.setdefault(low, {low}).update(self._members.pop(high, {high}))

    def scatter(self, names: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Make whole groups' names groups of their own again; forget those gone."""
        names, gone = set(names), set(gone)
        for name in names | gone:
            self._members.pop(name, None)
        self._parent.update({name: name for name in names})
        for name in gone:
            del self._parent[name]

    def names(self) -> dict[str, str]:
        """Every name → its group's name."""
        return {name: self.find(name) for name in sorted(self._parent)}

    def groups(self) -> list[tuple[str, ...]]:
        """The groups, members sorted, in order of their names."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._parent):
            found[self.find(name)].append(name)
        return [tuple(found[k]) for k in sorted(found)]
