"""Reconciling in parts: the events of `reconcile`, worked out by tasks that any pool of workers can run.

What costs is shared out: reading claims for comparison, weighing the pairs that meet, and clustering blocks. The caller
keeps the shelves, on which claims of all parts meet, so that no pair is lost between two parts, and the blocks, which
are handed out whole; both as rows of numbers (`ranked`). Between tasks no claim is held as comparison sees it, so that
memory is the input's, the numbers' and the events'. Families of copies, and the parts of events told as several, are
found by the caller from what the tasks read.

A task cuts itself out of the whole where it runs: a forked process (`forked`) cuts it from the memory it shares, and
one that is pickled for another process or machine is cut as it is pickled and carries what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.model import Claim, Event, Judgement, Report
from dateline.reconcile.candidates import place_of
from dateline.reconcile.copies import Families, banded, shingled, story_of
from dateline.reconcile.judged import Judged, judged
from dateline.reconcile.knowledge import weights
from dateline.reconcile.likened import Likened
from dateline.reconcile.merge import clusters
from dateline.reconcile.parted import Parted
from dateline.reconcile.parts import Reach, is_series, reach_of
from dateline.reconcile.profile import Profile, profiles
from dateline.reconcile.ranked import Ranked, Ranks
from dateline.reconcile.records import Reconciled
from dateline.reconcile.ties import Ties
from dateline.reconcile.values import event_of

TASK = 10_000
"""Claims of one task."""

T = TypeVar("T")
Tied = tuple[Ranks, Ranks, NDArray[np.int32]]
"""Pairs, the lower rank first, with their points."""


class Run(Protocol):
    """What runs tasks, such as `map` or a pool's: the answers of a function that can be pickled, in order of the tasks.
    Tasks may be taken as workers come free, so that few are in memory at a time."""

    def __call__(self, function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterable[Any]: ...


class Later(Generic[T]):
    """A task that is cut when it is needed: where it is done, or when it is pickled."""

    def __init__(self, cut: Callable[[int, int], T], first: int, end: int) -> None:
        self._cut, self._first, self._end = cut, first, end

    def now(self) -> T:
        return self._cut(self._first, self._end)

    def __reduce__(self) -> tuple[Callable[[T], Cut[T]], tuple[T]]:
        return Cut, (self.now(),)


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """A task that has been cut."""

    what: T

    def now(self) -> T:
        return self.what


Task = Later[T] | Cut[T]


@dataclass(frozen=True, slots=True)
class Told:
    """Claims with the reports they are of and these reports' families."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    family: Mapping[str, str]

    def looks(self, whole: Callable[[Claim], bool] = lambda claim: True) -> list[Profile]:
        """In the order of the claims; see `profile` for `whole`."""
        return list(profiles(self.claims, {r.id: r for r in self.reports}, self.family, whole=whole).values())


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of claims, in their order, and of reports: days and keys of the shelves; shingles and bands."""

    days: NDArray[np.int32]
    dated: NDArray[np.int32]  # the one day that a claim tells of, 0 for none
    counts: NDArray[np.int32]
    keys: NDArray[np.int64]
    runs: tuple[NDArray[np.uint32], ...]
    bands: tuple[NDArray[np.uint64], ...]


@dataclass(frozen=True, slots=True)
class Meetings:
    """A task: pairs to weigh, by their places among the claims told, in order."""

    told: Told
    ranks: Ranks  # of the claims told
    a: NDArray[np.int64]
    b: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Share:
    """A task: blocks to cluster (how many claims each has, in the order told), with the ties within them."""

    told: Told
    blocks: NDArray[np.int64]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    points: NDArray[np.int32]
    words: Judged


def reconcile_in_parts(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    judgements: Iterable[Judgement] = (),
    *,
    run: Run = map,
    task: int = TASK,
) -> Reconciled:
    """As `reconcile`, whatever the size of the tasks and the order in which they are done."""
    whole = Whole({r.id: r for r in reports}, {c.id: c for c in claims}, judged(judgements))
    parted = whole.laid(list(run(read, whole.reading(task))))
    parted.tie(run(weighed, whole.meetings(parted, task)))
    found = [one for made in run(clustered, whole.shares(parted, task)) for one in made]
    return parted.result(found)


# ------------------------------------------------------------------------------------------------- what tasks do


def read(task: Task[Told]) -> Read:
    """Where claims lie on the shelves, and what copies are found by."""
    told, known = task.now(), weights()
    looks = told.looks(lambda claim: False)
    places = [place_of(look, known) for look in looks]
    runs = tuple(shingled(story_of(r)) for r in told.reports)
    return Read(
        np.array([day for day, _ in places], np.int32),
        np.array([p.first if p.first == p.last else 0 for p in looks], np.int32),
        np.array([len(keys) for _, keys in places], np.int32),
        np.array([key for _, keys in places for key in keys], np.int64),
        runs,
        tuple(banded(one) for one in runs),
    )


def weighed(task: Task[Meetings]) -> Tied:
    """The pairs that are alike enough to be tied."""
    meetings, known = task.now(), weights()
    looks, scorer = meetings.told.looks(), Likened(known)
    at = {look.claim.id: n for n, look in enumerate(looks)}
    row: list[int] = []
    others: list[int] = []
    found: list[int] = []
    edges = np.flatnonzero(np.diff(meetings.a, prepend=-1, append=-1)).tolist()
    for first, end in pairwise(edges):
        one, met = int(meetings.a[first]), meetings.b[first:end].tolist()
        for look, points in scorer.each(looks[one], (looks[o] for o in met), known.propose):
            row.append(one)
            others.append(at[look.claim.id])
            found.append(points)
    ranks = meetings.ranks
    return ranks[np.array(row, np.intp)], ranks[np.array(others, np.intp)], np.array(found, np.int32)


def clustered(task: Task[Share]) -> list[tuple[Event, Reach]]:
    """The events of some blocks; with the days of those that are told as several."""
    share, ties, scorer = task.now(), Ties(), Likened(weights())
    sizes = share.blocks.tolist()
    alone = {c.id for c, size in zip(share.told.claims, (n for n in sizes for _ in range(n)), strict=True) if size == 1}
    looks = {look.claim.id: look for look in share.told.looks(lambda claim: claim.id not in alone)}
    names = list(looks)
    for a, b, points in zip(share.a.tolist(), share.b.tolist(), share.points.tolist(), strict=True):
        ties.tie(names[a], names[b], points)
    told = {r.id: r for r in share.told.reports}
    found, at = [], 0
    for size in sizes:
        for join in clusters(names[at : at + size], looks, ties, scorer, share.words):
            face = [looks[c] for c in join.claims]
            event = event_of(face, told, share.told.family, share.words, join.reasons)
            found.append((event, reach_of(face) if is_series(face) else None))
        at += size
    return found


# ---------------------------------------------------------------------------------------- what they are cut from


class Whole:
    """All reports and claims, from which tasks are cut."""

    def __init__(self, reports: dict[str, Report], claims: dict[str, Claim], words: Judged) -> None:
        self._reports, self._claims, self._words = reports, claims, words
        self._alive = sorted(c for c in claims if c not in words.rejected)
        by_report = sorted(range(len(self._alive)), key=lambda n: (claims[self._alive[n]].report, n))
        self._by_report = np.array(by_report, np.int32)  # places in `alive`
        self._families: dict[str, str] = {}

    def reading(self, size: int) -> Iterator[Task[Told]]:
        """Claims with their reports, by report; no report in two tasks."""
        told = [self._claims[self._alive[n]].report for n in self._by_report.tolist()]
        start = 0
        while start < len(told):
            end = min(len(told), start + size)
            while end < len(told) and told[end] == told[end - 1]:
                end += 1
            yield Later(self._read, start, end)
            start = end

    def _read(self, first: int, end: int) -> Told:
        return self._told(self._alive[n] for n in self._by_report[first:end].tolist())

    def _told(self, names: Iterable[str]) -> Told:
        claims = tuple(self._claims[name] for name in names)
        reports = sorted({c.report for c in claims} & self._reports.keys())
        family = {r: self._families[r] for r in reports if r in self._families}
        return Told(tuple(self._reports[r] for r in reports), claims, family)

    def laid(self, found: Sequence[Read]) -> Parted:
        """The shelves and the families, from what was read."""
        none = np.zeros(0, np.int32)
        ranked = Ranked(
            np.concatenate([none, *(r.days for r in found)]),
            np.concatenate([none, *(r.counts for r in found)]),
            np.concatenate([np.zeros(0, np.int64), *(r.keys for r in found)]),
            self._by_report,
        )
        dated = np.zeros(len(self._alive), np.int32)
        dated[self._by_report] = np.concatenate([none, *(r.dated for r in found)])
        kin = self._kin(found)
        self._families = kin.names()
        names = [self._alive[n] for n in ranked.order.tolist()]
        return Parted(self._reports, self._claims, self._words, kin, ranked, names, dated[ranked.order])

    def _kin(self, found: Sequence[Read]) -> Families:
        """Families, of reports without claims too, which no task has read."""
        told = sorted({self._claims[c].report for c in self._alive} & self._reports.keys())
        runs = dict(zip(told, (one for r in found for one in r.runs), strict=True))
        bands = dict(zip(told, (one for r in found for one in r.bands), strict=True))
        for id in sorted(self._reports.keys() - runs.keys()):
            runs[id] = shingled(story_of(self._reports[id]))
            bands[id] = banded(runs[id])
        kin = Families()
        kin.add_read({id: runs[id] for id in sorted(runs)}, [bands[id] for id in sorted(runs)])
        return kin

    def meetings(self, parted: Parted, size: int) -> Iterator[Task[Meetings]]:
        """The pairs that meet, each once, with the claim of the lower rank."""

        def cut(first: int, end: int) -> Meetings:
            a, b = parted.ranked.pairs(first, end)
            ranks = np.unique(np.concatenate([a, b]))
            told = self._told(parted.names[n] for n in ranks.tolist())
            return Meetings(told, ranks, np.searchsorted(ranks, a), np.searchsorted(ranks, b))

        return (Later(cut, first, min(first + size, len(parted.names))) for first in range(0, len(parted.names), size))

    def shares(self, parted: Parted, size: int) -> Iterator[Task[Share]]:
        """Blocks, as many at a time as come to about so many claims."""
        inside = parted.inside()

        def cut(first: int, end: int) -> Share:
            ranks, sizes, a, b, points = inside.stretch(first, end)
            return Share(self._told(parted.names[n] for n in ranks.tolist()), sizes, a, b, points, self._words)

        return (Later(cut, first, end) for first, end in inside.stretches(size))
