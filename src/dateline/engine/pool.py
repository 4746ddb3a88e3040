"""The chain on several processes: same reports, same order, same claims as `pipeline.run`, only sooner.

Reading (cheap) and asking the ledger stay in this process; understanding (parse, resolve, code) goes to workers, which
are forked from it and so share its model and gazetteer. A worker that dies takes no report with it: what was in its
hands is tried once more alone, and only a report that kills again is set aside."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice

from dateline import pipeline
from dateline.errors import issue_of
from dateline.model import Coded, Issue, RawReport, Report
from dateline.pipeline import Chain, Dated, Holds, arrived, run
from dateline.stages import Spent, booked, forget, stage, taken

Done = tuple[Report, Coded] | Issue
Made = tuple[Coded, dict[str, Spent]]  # what a worker gives back: the coding, and what its stages took
ALONE = 3  # items that are read here before any worker is started: a few reports are not worth it
AHEAD = 16  # reports in flight for each worker: enough to read while this process links

_chain: Chain | None = None  # in a worker: inherited at the fork


def processors() -> int:
    """How many processes this one may use at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def settle() -> None:
    """Tell the collector that what is loaded now is here to stay: it then need not look through a model, a gazetteer
    and a lexicon again and again (a twelfth of the time), and forked workers share these pages for good."""
    gc.collect()
    gc.freeze()


def pooled(
    items: Iterable[RawReport | Issue],
    chain: Chain,
    *,
    workers: int,
    dated: Dated = None,
    holds: Holds = None,
    debug: bool = True,
    alone: int = ALONE,
) -> Iterator[Done]:
    """As `pipeline.run`, by `workers` processes, the first `alone` items by this one. Where the system cannot fork, or
    with one worker, it is `run`."""
    source = iter(items)
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from run(source, chain, dated=dated, holds=holds, debug=debug)
        return
    first = list(islice(source, alone))
    yield from run(first, chain, dated=dated, holds=holds, debug=debug)
    settle()  # with all that is loaded at the first use
    with _Pool(chain, workers, debug) as pool:
        for item in source:
            ready = arrived(item, chain, dated, holds, debug)
            if ready is not None:
                yield from pool.put(ready)
        yield from pool.rest()


@dataclass(slots=True)
class _Flight:
    """A report on its way, or an issue waiting for its turn."""

    what: Report | Issue
    future: Future[Made] | None = None


class _Pool:
    """Workers and the reports in flight, in order."""

    def __init__(self, chain: Chain, workers: int, debug: bool) -> None:
        self._chain, self._workers, self._debug = chain, workers, debug
        self._flying: deque[_Flight] = deque()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def put(self, what: Report | Issue) -> Iterator[Done]:
        """Send one off; gives those that are done when enough are in flight."""
        self._flying.append(_Flight(what, None if isinstance(what, Issue) else self._send(what)))
        while len(self._flying) > self._workers * AHEAD:
            yield self._next()

    def rest(self) -> Iterator[Done]:
        while self._flying:
            yield self._next()

    def _send(self, report: Report) -> Future[Made]:
        try:
            return self._started().submit(_understood, report)
        except BrokenProcessPool:
            self._mend()
            return self._started().submit(_understood, report)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = forked(self._chain, self._workers)
        return self._pool

    def _next(self) -> Done:
        flight = self._flying.popleft()
        if isinstance(flight.what, Issue):
            return flight.what
        report, source = flight.what, flight.what.source
        assert flight.future is not None
        try:
            return report, _handed(flight.future)
        except BrokenProcessPool:
            self._mend()
            return self._alone(report)
        except Exception as error:
            return issue_of(error, source, self._debug)

    def _alone(self, report: Report) -> Done:
        """Once more, in a worker of its own."""
        with forked(self._chain, 1) as single:
            try:
                return report, _handed(single.submit(_understood, report))
            except BrokenProcessPool:
                told = "reading it ended the process that read it, twice; split it, or save only the text"
                return Issue(report.source.locator, "code", "killed", told, report.source.digest)
            except Exception as error:
                return issue_of(error, report.source, self._debug)

    def _mend(self) -> None:
        """New workers for those that died; what was in flight and is not done is sent again."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
        for flight in self._flying:
            undone = flight.future is not None and (not flight.future.done() or flight.future.exception() is not None)
            if undone and not isinstance(flight.what, Issue):
                flight.future = self._started().submit(_understood, flight.what)


def forked(chain: Chain, count: int) -> ProcessPoolExecutor:
    """Processes that each have the chain, with no copy of it made; `inherited` gives it there."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_inherit, initargs=(chain, os.getpid()))


def _inherit(chain: Chain, parent: int) -> None:
    """In a worker: keep the chain that came with the fork, and end when the parent does: one that was killed cannot
    tell its workers, and they would wait for work for ever."""
    global _chain
    _chain = chain
    forget()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def inherited() -> Chain:
    """In a worker: the chain it was forked with."""
    assert _chain is not None
    return _chain


def _understood(report: Report) -> Made:
    return pipeline.understand(report, inherited()), taken()


def _handed(future: Future[Made]) -> Coded:
    """What a worker made, its time booked here."""
    with stage("wait"):
        coded, spent = future.result()
    booked(spent)
    return coded
