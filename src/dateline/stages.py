"""Where the time goes: seconds of each stage of a run, for `--stats`, the log and `bench speed`.

Stages exclude each other: while an inner one runs the outer one's watch stands still, so that the sums of one process
add up to its time. Each thread has its own; a worker hands its own over with what it made (`taken`, `booked`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Spent(NamedTuple):
    """Of one stage: how often, seconds on the clock, and seconds of the processor."""

    calls: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    def plus(self, other: Spent) -> Spent:
        return Spent(self.calls + other.calls, self.seconds + other.seconds, self.processor + other.processor)


class _Watch(threading.local):
    """The stages of one thread: what each has taken, and those that are running, innermost last."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = {}
        self.running: list[str] = []
        self.since = (0.0, 0.0)

    def turn(self, calls: int = 0) -> None:
        """Charge the time since the last turn to the stage that has been running."""
        now = (time.perf_counter(), time.process_time())
        if self.running:
            passed = Spent(calls, now[0] - self.since[0], now[1] - self.since[1])
            self.book(self.running[-1], passed)
        self.since = now

    def book(self, name: str, more: Spent) -> None:
        self.spent[name] = self.spent.get(name, Spent()).plus(more)


_watch = _Watch()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """The time within goes to this stage. Not around a `yield`: the caller's time would count."""
    _watch.turn()
    _watch.running.append(name)
    try:
        yield
    finally:
        _watch.turn(1)
        _watch.running.pop()


def timed(f: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`f(...)`, its time booked under its own name."""
    with stage(f.__name__):
        return f(*args, **kwargs)


def each(name: str, items: Iterable[T]) -> Iterator[T]:
    """The items, with the time of making them booked."""
    source = iter(items)
    while True:
        with stage(name):
            try:
                item = next(source)
            except StopIteration:
                return
        yield item


def taken() -> dict[str, Spent]:
    """What this thread's stages have taken since the last call."""
    spent, _watch.spent = _watch.spent, {}
    return spent


def forget() -> None:
    """Begin anew: in a process just forked, whose parent's stages are not its own."""
    _watch.spent, _watch.running = {}, []


def booked(spent: dict[str, Spent]) -> None:
    """Add what another process spent."""
    for name, more in spent.items():
        _watch.book(name, more)
