"""Bulk work by a Ray cluster: Ray Data hands shards to actors that each hold a model, and hands them out again when an
actor or its machine dies. Shards and output must be on storage that all machines see. Linking is tasks (`tasks`), which
carry what they need."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.engine.manifest import Manifest
from dateline.engine.shards import Shard
from dateline.engine.shardwork import PATIENCE, Work, work
from dateline.errors import UsageError
from dateline.ledger.derived import version_of
from dateline.reconcile import reconcile
from dateline.reconcile.partition import Run

if TYPE_CHECKING:
    from dateline.pipeline import Chain

STORE = 400_000_000  # bytes of Ray's object store on one machine: names and manifests, and some tasks of linking


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker gets the chain that this process has: a model cannot be sent, but it can be loaded there."""

    lexicon: str | None = None
    parser: str = "dateline"
    published: str | None = None

    def load(self) -> Chain:
        from dateline.commands.light import light
        from dateline.commands.loading import chain
        from dateline.config import Settings

        light(self.parser)
        folder = Path(self.lexicon) if self.lexicon else None
        return chain(Settings(parser=self.parser), lexicon=folder, published=self.published)


class Coder:
    """A Ray actor: one process with a model, one shard at a time."""

    def __init__(self, recipe: Recipe, coder: str, what: Work) -> None:
        from dateline.engine.pool import settle

        self._chain, self._what = recipe.load(), what
        settle()
        if self._chain.fingerprint != coder:
            raise UsageError(
                "a worker has another version of Dateline, or of its data, than the program that gives it work: "
                f"{self._chain.fingerprint} and {coder}; install the same on every machine"
            )

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return asdict(work(Shard(**row), self._chain, self._what))


def by_ray(
    shards: Sequence[Shard], recipe: Recipe, coder: str, what: Work, *, workers: int, address: str | None = None
) -> Iterator[Manifest]:
    """The manifest of each shard, as they are finished. address: of a running cluster ("auto" finds one here); None
    starts one on this machine for as long as the work takes. Raises UsageError where Ray is not installed."""
    ray = needed()
    if not shards:
        return
    with redirect_stdout(sys.stderr), _connected(ray, address, workers):  # Ray prints what dies; output is ours
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        rows = ray.data.from_items([asdict(s) for s in shards], override_num_blocks=len(shards))
        made = rows.map(
            Coder,
            fn_constructor_args=(recipe, coder, what),
            compute=ray.data.ActorPoolStrategy(size=min(workers, len(shards))),
            num_cpus=1,
        )
        for row in made.iter_rows():
            yield Manifest(**{name: _plain(row[name]) for name in Manifest.__slots__})


@contextmanager
def tasks(workers: int, address: str | None = None) -> Iterator[Run]:
    """What runs the parts of linking as tasks of a cluster, each of which carries what it needs; a task whose process
    or machine dies is handed out again. address: as for `by_ray`."""
    ray, version = needed(), version_of(reconcile)
    with redirect_stdout(sys.stderr), _connected(ray, address, workers):
        remote = ray.remote(num_cpus=1, max_retries=PATIENCE + 1)(_task)

        def run(function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterator[Any]:
            waiting: deque[Any] = deque()
            for task in tasks:
                waiting.append(remote.remote(version, function, task))
                if len(waiting) > workers + 1:  # few at a time in Ray's store
                    yield ray.get(waiting.popleft())
            while waiting:
                yield ray.get(waiting.popleft())

        yield run


def _task(version: str, function: Callable[[Any], Any], task: Any) -> Any:
    """Where a task is done. Raises UsageError where linking is another version than the caller's."""
    if version_of(reconcile) != version:
        raise UsageError("a worker links by another version of Dateline; install the same on every machine")
    return function(task)


def needed() -> Any:
    """Ray, with its Data. Raises UsageError where it is not installed."""
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError('--engine ray needs Ray: pip install "dateline[scale]"') from None
    return ray


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def reached(address: str) -> None:
    """Raises OSError where nothing answers at HOST:PORT; Ray itself would wait for many minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=10).close()


@contextmanager
def _connected(ray: Any, address: str | None, workers: int) -> Iterator[None]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    own = not ray.is_initialized()
    if own:
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR", "configure_logging": True}
        try:
            if address:
                reached(address)
                ray.init(address=address, **quiet)
            else:
                ray.init(num_cpus=workers, object_store_memory=STORE, include_dashboard=False, **quiet)
        except (OSError, ValueError, RuntimeError) as error:
            raise UsageError(f"no Ray cluster at {address or 'this machine'}: {error}") from error
    try:
        yield
    finally:
        if own:
            ray.shutdown()
