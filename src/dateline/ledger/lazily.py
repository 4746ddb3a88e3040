"""A dictionary that looks up what it does not hold, once, and knows what was changed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

V = TypeVar("V")


class Lazily(dict[Any, V]):
    """`load` gives a key's value, None where there is none. `touched`: the keys that were set or deleted here."""

    def __init__(self, load: Callable[[Any], V | None]) -> None:
        super().__init__()
        self._load = load
        self.touched: set[Any] = set()
        self._nowhere: set[Any] = set()

    def __missing__(self, key: Any) -> V:
        found = None if key in self.touched or key in self._nowhere else self._load(key)
        if found is None:
            self._nowhere.add(key)
            raise KeyError(key)
        dict.__setitem__(self, key, found)
        return found

    def hold(self, values: Mapping[Any, V]) -> None:
        """Values as they would be loaded."""
        for key, value in values.items():
            if key not in self.touched:
                dict.__setitem__(self, key, value)

    def __contains__(self, key: object) -> bool:
        try:
            self[key]
        except KeyError:
            return False
        return True

    def get(self, key: Any, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __setitem__(self, key: Any, value: V) -> None:
        self.touched.add(key)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key: Any) -> None:
        self.touched.add(key)
        dict.pop(self, key, None)

    def pop(self, key: Any, default: Any = None) -> Any:
        found = self.get(key, default)
        del self[key]
        return found

    def setdefault(self, key: Any, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, values: Any = (), /, **more: Any) -> None:
        rows: Iterable[tuple[Any, V]] = values.items() if isinstance(values, Mapping) else values
        for key, value in rows:
            self[key] = value

    def __ior__(self, values: Any) -> Any:  # type: ignore[misc]
        self.update(values)
        return self
