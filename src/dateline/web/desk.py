"""A ledger held ready in memory, and kept up with what is added to it.

A `Desk` is one moment of the ledger, never changed. `Desks` gives the current one: it asks the ledger, at most once a
second, whether anything was added, and derives anew. Where that takes longer than a reader should wait, the last desk
goes on answering and says that a newer one is being made.
"""

from __future__ import annotations

import gc
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from sqlalchemy import func, select

from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.ledger import schema as s
from dateline.model import LedgerView, StateLine
from dateline.reconcile import reconcile
from dateline.views import Dispute, PlanLine, Series, disputes, last_day, plan_lines, series
from dateline.views.evidence import Evidence
from dateline.views.front import Front, front
from dateline.views.index import Index, index
from dateline.views.named import Named, parties, places
from dateline.views.state import Grounds

T = TypeVar("T")
Stamp = tuple[int, int]

WAIT = 2.0  # seconds a reader waits for a newer desk; a ledger that took longer last time is derived behind the scenes
PEEK = 1.0  # seconds between looks at whether the ledger has changed
KEPT = 4  # desks "as known on" a day that are kept


class Pending(DatelineError):
    """What was asked for is being worked out, and takes longer than the asker waits: ask again."""


def started(make: Callable[[], T]) -> Future[T]:
    """What `make` gives, being made in a thread that does not keep the program from ending."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(make())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future


class Uncollected:
    """While anybody is within, Python looks for no garbage: walking the millions of records that are just being made,
    again and again, would take as long as making them. What is made is then frozen: it lives as long as its desk, and
    goes when the last reader lets go of it, since nothing of it refers to itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._within = 0

    def __enter__(self) -> None:
        with self._lock:
            self._within += 1
            gc.disable()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._within -= 1
            if not self._within:
                gc.freeze()
                gc.enable()


uncollected = Uncollected()


class Desk:
    """One moment of a ledger, with what several pages ask worked out when first asked."""

    def __init__(self, view: LedgerView, as_known: date | None = None) -> None:
        self.view = view
        self.as_known = as_known
        self.index: Index = index(view)
        self.made = time.monotonic()
        self._lock = threading.RLock()
        self._answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._running: dict[tuple[Any, ...], Future[Any]] = {}

    @cached_property
    def today(self) -> date | None:
        """The ledger's own: the day of its last report."""
        return last_day(self.view)

    @cached_property
    def series(self) -> list[Series]:
        return series(self.view)

    @cached_property
    def grounds(self) -> Grounds:
        return Grounds(self.view)

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.view)

    def disputes(self, every: bool = False) -> list[Dispute]:
        """All disputes, gravest first; with `every`, updates and spellings too."""
        return self.once(("disputes", every), lambda: disputes(self.view, every=every))

    def plans(self, on: date | None) -> list[PlanLine]:
        return self.once(("plans", on), lambda: plan_lines(self.view, on))

    def state(self, on: date | None) -> tuple[StateLine, ...]:
        """The state on a day. The first takes longest: what all days rest on is worked out with it."""
        return self.once(("state", on), lambda: self.grounds.state(on))

    def warm(self) -> None:
        """Work out what the first pages ask."""
        self.front()
        self.disputes()
        self.named("parties")
        self.named("places")

    def front(self) -> Front:
        return self.once(("front",), lambda: front(self.index, self.plans(None), self.today))

    def named(self, kind: Literal["parties", "places"]) -> list[Named]:
        """Every party or place of some event, most events first."""
        return self.once((kind,), lambda: (parties if kind == "parties" else places)(self.index))

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, kept for the next who asks by the same key; the oldest answers are forgotten."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]  # type: ignore[no-any-return]
        found = make()
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > 64:
                self._answers.popitem(last=False)
        return found

    def soon(self, key: tuple[Any, ...], make: Callable[[], T], wait: float = WAIT) -> T | None:
        """As `once`, but for what may take long: None when it is not there after `wait` seconds; it goes on being
        made, so ask again."""
        with self._lock:
            if key in self._answers:
                return self._answers[key]  # type: ignore[no-any-return]
            running = self._running.get(key)
            if running is None:
                running = self._running[key] = started(lambda: self.once(key, make))
                running.add_done_callback(lambda _: self._running.pop(key, None))
        try:
            return running.result(wait)  # type: ignore[no-any-return]
        except TimeoutError:
            return None


@dataclass
class Desks:
    """The current desk of one ledger, and a few of what was known on earlier days."""

    ledger: Ledger
    clock: Callable[[], float] = time.monotonic
    _desk: Desk | None = None
    _stamp: Stamp = (-1, -1)
    _seconds: float = 0.0  # what deriving took last time
    _looked: float = 0.0
    _behind: threading.Thread | None = None
    _earlier: OrderedDict[date, tuple[Stamp, Future[Desk]]] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def pending(self) -> bool:
        """Whether a newer desk is being made behind the scenes."""
        return self._behind is not None and self._behind.is_alive()

    def current(self, *, look: bool = False) -> Desk:
        """The newest desk there is; with `look`, the ledger is asked at once whether it has changed."""
        with self._lock:
            if self._desk is not None and not look and self.clock() - self._looked < PEEK:
                return self._desk
            self._looked = self.clock()
            if self._desk is not None and self.stamp() == self._stamp:
                return self._desk
            if self._desk is None or self._seconds < WAIT:
                return self._make()
            if not self.pending:
                self._behind = threading.Thread(target=self._make_behind, daemon=True)
                self._behind.start()
            return self._desk

    def as_known(self, day: date, wait: float = WAIT) -> Desk:
        """The ledger as known on a day: derived from what had been published by then, while other readers are
        answered. Raises Pending when it is not there after `wait` seconds; it goes on being made."""
        stamp = self.stamp()
        with self._lock:
            kept = self._earlier.get(day)
            if kept is None or kept[0] != stamp or (kept[1].done() and kept[1].exception() is not None):
                kept = (stamp, started(lambda: self._known(day)))
                self._earlier[day] = kept
            self._earlier.move_to_end(day)
            while len(self._earlier) > KEPT:
                self._earlier.popitem(last=False)
        try:
            return kept[1].result(wait)
        except TimeoutError:
            raise Pending(f"What was known on {day} is being worked out; ask again in a moment.") from None

    def _known(self, day: date) -> Desk:
        with uncollected:
            return Desk(self.ledger.derive(reconcile, as_known=day), day)

    def stamp(self) -> Stamp:
        """Changes whenever something is added: whatever is added is a coding or a judgement."""
        with self.ledger.reading() as connection:
            codings = connection.execute(select(func.max(s.codings.c.number))).scalar()
            judgements = connection.execute(select(func.count()).select_from(s.judgements)).scalar()
        return int(codings or 0), int(judgements or 0)

    def _make(self) -> Desk:
        start, stamp = self.clock(), self.stamp()
        with uncollected:
            desk = Desk(self.ledger.derive(reconcile))
            desk.warm()
        self._desk, self._stamp = desk, stamp
        self._seconds = self.clock() - start
        if self._seconds > WAIT:  # the state of a large ledger takes seconds too: have it before it is asked for
            desk.soon(("state", desk.today), lambda: desk.state(desk.today), 0)
        return desk

    def _make_behind(self) -> None:
        stamp = self.stamp()
        with uncollected:
            desk = Desk(self.ledger.derive(reconcile))
            desk.warm()
            desk.state(desk.today)
        with self._lock:
            self._desk, self._stamp = desk, stamp
