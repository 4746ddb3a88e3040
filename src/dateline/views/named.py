"""Parties and places as their events tell of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dateline.model import Event, Party, Place
from dateline.views.index import Index, key_of


@dataclass(frozen=True, slots=True)
class Named:
    """A party or a place: its address key, its commonest name, and how many events name it from when to when."""

    key: str
    name: str
    country: str | None
    events: int
    first: date | None
    last: date | None
    place: Place | None = None
    spellings: tuple[str, ...] = ()


def places(index: Index) -> list[Named]:
    """Every place that is some event's, most events first."""
    return _named(index, lambda e: [e.place] if e.place else [])


def parties(index: Index) -> list[Named]:
    """Every actor and recipient of some event, most events first."""
    return _named(index, lambda e: [*e.actor, *e.recipient])


def _named(index: Index, of: Callable[[Event], Iterable[Place | Party]]) -> list[Named]:
    names: dict[str, Counter[str]] = {}
    days: dict[str, list[date]] = {}
    one: dict[str, Place | Party] = {}
    counts: Counter[str] = Counter()
    for event in index.events:
        found = {key_of(p): p for p in of(event)}
        counts.update(found.keys())
        for key, p in found.items():
            one.setdefault(key, p)
            names.setdefault(key, Counter())[p.name] += 1
            days.setdefault(key, []).extend(_day(event))
    made = [_one(key, one[key], n, names[key], days[key]) for key, n in counts.items()]
    return sorted(made, key=lambda n: (-n.events, n.name, n.key))


def _one(key: str, p: Place | Party, events: int, names: Counter[str], days: list[date]) -> Named:
    ordered = [name for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))]
    return Named(
        key,
        ordered[0],
        p.country,
        events,
        min(days, default=None),
        max(days, default=None),
        p if isinstance(p, Place) else None,
        tuple(ordered[1:]),
    )


def _day(event: Event) -> Iterator[date]:
    if event.when and (event.when.start or event.when.end):
        yield event.when.start or event.when.end or date.min
