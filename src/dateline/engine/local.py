"""Bulk work by processes of this machine: a shard each, forked from one that has the model loaded."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from dateline.engine import pool
from dateline.engine.manifest import Manifest
from dateline.engine.shards import Shard
from dateline.engine.shardwork import PATIENCE, Work, work
from dateline.errors import DatelineError
from dateline.pipeline import Chain


def by_processes(shards: Sequence[Shard], chain: Chain, what: Work, workers: int) -> Iterator[Manifest]:
    """The manifest of each shard, as they are finished. A process that is killed takes its shard with it for this
    time only: it is handed out again."""
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        for shard in shards:
            yield work(shard, chain, what)
        return
    left, fruitless = {shard.key: shard for shard in shards}, 0
    while left:
        before = len(left)
        with pool.forked(chain, min(workers, before)) as processes:
            for manifest in _rounds(processes, list(left.values()), what):
                del left[manifest.shard]
                yield manifest
        fruitless = fruitless + 1 if len(left) == before else 0
        if fruitless > PATIENCE * 2:
            raise DatelineError(
                f"processes end again and again at {next(iter(left.values())).path}: too little memory?"
            )


def _rounds(processes: ProcessPoolExecutor, shards: Sequence[Shard], what: Work) -> Iterator[Manifest]:
    """What is finished before a process dies, or everything."""
    try:
        waiting: set[Future[Manifest]] = {processes.submit(_work, shard, what) for shard in shards}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    except BrokenProcessPool:
        return


def _work(shard: Shard, what: Work) -> Manifest:
    return work(shard, pool.inherited(), what)
