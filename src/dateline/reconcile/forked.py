"""Tasks run by forked processes, one each: a task sees all that this process holds, and nothing is copied to it but
what it touches. Only answers travel, pickled, through a pipe."""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

CHUNK = 1 << 20


def able() -> bool:
    """Whether a process may fork here: a program with threads must not (what they hold stays locked in the copy)."""
    return hasattr(os, "fork") and threading.active_count() == 1


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


class Forked:
    """Runs tasks like `map`, so many side by side. A task whose process dies is done once more in this one."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def __call__(self, function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterator[Any]:
        if self.workers < 2 or not able():
            yield from map(function, tasks)
            return
        hands = _Hands(function)
        try:
            for task in tasks:
                hands.begin(task)
                while hands.busy() >= self.workers:
                    hands.listen()
                yield from hands.ready()
            while hands.busy():
                hands.listen()
                yield from hands.ready()
        finally:
            hands.drop()


class _Hands:
    """The processes at work, and answers that wait for earlier ones."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function
        self._selector = selectors.DefaultSelector()
        self._working: dict[int, tuple[int, int, Any, bytearray]] = {}  # by pipe: number, process, task, words so far
        self._answers: dict[int, Any] = {}
        self._begun = self._given = 0

    def begin(self, task: Any) -> None:
        ours, theirs = os.pipe()
        process = os.fork()
        if not process:
            os.close(ours)
            _work(self._function, task, theirs)
        os.close(theirs)
        self._selector.register(ours, selectors.EVENT_READ)
        self._working[ours] = self._begun, process, task, bytearray()
        self._begun += 1

    def busy(self) -> int:
        return len(self._working)

    def listen(self) -> None:
        """Hear what some process has to say."""
        for key, _ in self._selector.select():
            pipe = int(key.fd)
            words = os.read(pipe, CHUNK)
            number, process, task, heard = self._working[pipe]
            heard += words
            if not words:
                well = self._close(pipe, process) == 0
                self._answers[number] = pickle.loads(heard) if well else self._function(task)

    def ready(self) -> Iterator[Any]:
        """The answers that are next in order."""
        while self._given in self._answers:
            yield self._answers.pop(self._given)
            self._given += 1

    def drop(self) -> None:
        """End what still works: nobody waits for it."""
        for pipe, (_, process, _, _) in list(self._working.items()):
            os.kill(process, 9)
            self._close(pipe, process)
        self._selector.close()

    def _close(self, pipe: int, process: int) -> int:
        """Returns how the process ended: 0 for well."""
        self._selector.unregister(pipe)
        os.close(pipe)
        del self._working[pipe]
        return os.waitpid(process, 0)[1]


def _work(function: Callable[[Any], Any], task: Any, pipe: int) -> None:
    """What the copy does: it answers, and is no more. It clears nothing away, which would only copy memory."""
    status = 1
    try:
        gc.disable()
        words = memoryview(pickle.dumps(function(task), protocol=pickle.HIGHEST_PROTOCOL))
        while words:
            words = words[os.write(pipe, words) :]
        status = 0
    finally:
        os._exit(status)
