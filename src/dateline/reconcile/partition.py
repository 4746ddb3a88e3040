"""Reconciling in parts: the events of `reconcile`, worked out by tasks that any pool of workers can run.

What costs is shared out: reading claims for comparison, weighing the pairs that meet, and clustering blocks. Each task
carries the reports and claims it needs and nothing else, and gives back plain values, so that it runs as well in
another process or on another machine. The caller keeps the shelves, on which claims of all parts meet, so no pair is
lost between two parts, and the blocks, which are handed out whole. Families of copies, and the parts of events told as
several, are found by the caller alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from dateline.model import Claim, Event, Judgement, Report
from dateline.reconcile.blocks import Blocks
from dateline.reconcile.candidates import place_of
from dateline.reconcile.copies import families
from dateline.reconcile.fulfil import last_day, plans_of
from dateline.reconcile.judged import Judged, Pair, judged
from dateline.reconcile.knowledge import weights
from dateline.reconcile.merge import SAME, clusters
from dateline.reconcile.parts import with_parts
from dateline.reconcile.profile import Profile, profile, profiles
from dateline.reconcile.records import Reconciled
from dateline.reconcile.score import Scorer
from dateline.reconcile.shelves import Shelves
from dateline.reconcile.ties import Ties
from dateline.reconcile.values import event_of

TASK = 2_000
"""Claims of one task."""

Tie = tuple[str, str, int]
Place = tuple[int, tuple[int, ...]]


class Run(Protocol):
    """What runs tasks, such as `map` or a pool's: the answers of a function that can be pickled, in order of the tasks.
    Tasks may be taken as workers come free, so that few are in memory at a time."""

    def __call__(self, function: Callable[[Any], Any], tasks: Iterable[Any], /) -> Iterable[Any]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Claims with the reports they are of and these reports' families."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    family: Mapping[str, str]

    def looks(self) -> dict[str, Profile]:
        return profiles(self.claims, {r.id: r for r in self.reports}, self.family)


def reconcile_in_parts(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    judgements: Iterable[Judgement] = (),
    *,
    run: Run = map,
    task: int = TASK,
) -> Reconciled:
    """As `reconcile`, whatever the size of the tasks and the order in which they are done."""
    whole = _Whole({r.id: r for r in reports}, {c.id: c for c in claims}, judged(judgements))
    places: dict[str, Place] = {}
    for some in run(placed, (whole.told(names) for names in _portions(whole.alive, task))):
        places |= some
    shelves = Shelves()
    shelves.lay(places)
    ties = Ties()
    for tied in run(weighed, (whole.meetings(some, shelves) for some in _portions(whole.alive, task))):
        for a, b, points in tied:
            ties.tie(a, b, points)
    ties.rest(whole.alive)
    blocks = Blocks(ties, weights().propose)
    _, found = blocks.settle(whole.alive)
    members = [sorted(blocks.members(n)) for n in found]
    shares = _shares(sorted(members), task)
    events = [e for made in run(clustered, (whole.share(some, ties) for some in shares)) for e in made]
    return whole.result(events)


@dataclass(frozen=True, slots=True)
class Meetings:
    """A task: pairs to weigh; those judged the same need no weighing."""

    told: Told
    pairs: tuple[Pair, ...]
    same: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Share:
    """A task: blocks to cluster, with the ties within them."""

    told: Told
    blocks: tuple[tuple[str, ...], ...]
    ties: tuple[Tie, ...]
    words: Judged


def placed(told: Told) -> dict[str, Place]:
    """Where claims lie on the shelves."""
    known = weights()
    return {name: place_of(look, known) for name, look in told.looks().items()}


def weighed(task: Meetings) -> list[Tie]:
    """The pairs that are alike enough to be tied, with their points."""
    looks, scorer = task.told.looks(), Scorer(weights())
    found = []
    for a, b in task.pairs:
        same = (a, b) in task.same
        points = SAME if same else scorer.above(looks[a], looks[b], scorer.weights.propose)
        if points is not None:
            found.append((a, b, points))
    return found


def clustered(task: Share) -> list[Event]:
    """The events of some blocks."""
    looks, ties, scorer = task.told.looks(), Ties(), Scorer(weights())
    for a, b, points in task.ties:
        ties.tie(a, b, points)
    told = {r.id: r for r in task.told.reports}
    return [
        event_of([looks[c] for c in join.claims], told, task.told.family, task.words, join.reasons)
        for block in task.blocks
        for join in clusters(block, looks, ties, scorer, task.words)
    ]


class _Whole:
    """All reports and claims, from which tasks are cut."""

    def __init__(self, reports: dict[str, Report], claims: dict[str, Claim], words: Judged) -> None:
        self.reports, self.claims, self.words = reports, claims, words
        self.family = families(reports.values())
        self.alive = sorted(c for c in claims if c not in words.rejected)

    def told(self, names: Iterable[str]) -> Told:
        claims = tuple(self.claims[name] for name in names)
        reports = sorted({c.report for c in claims} & self.reports.keys())
        family = {r: self.family[r] for r in reports}
        return Told(tuple(self.reports[r] for r in reports), claims, family)

    def meetings(self, names: Sequence[str], shelves: Shelves) -> Meetings:
        """Each pair once, with the claim that comes first."""
        own, alive = set(names), set(self.alive) if self.words.same else set[str]()
        found = {(name, other) for name in names for other in shelves.met(name) if name < other}
        found |= {p for p in self.words.same if p[0] in own and p[1] in alive}
        pairs = tuple(sorted(found - self.words.apart))
        return Meetings(self.told(sorted({c for p in pairs for c in p})), pairs, self.words.same & set(pairs))

    def share(self, blocks: Sequence[Sequence[str]], ties: Ties) -> Share:
        members = [c for block in blocks for c in block]
        home = {c: n for n, block in enumerate(blocks) for c in block}
        within = (
            (c, other, points)
            for c in members
            for other, points in ties.items(c)
            if c < other and home.get(other) == home[c]
        )
        return Share(self.told(members), tuple(map(tuple, blocks)), tuple(within), self.words)

    def result(self, events: Iterable[Event]) -> Reconciled:
        looks = _Looks(self)
        every = with_parts(events, looks, weights())
        plans = sorted(
            plans_of(every, self.claims, self.reports, last_day(self.reports.values())), key=lambda p: p.event
        )
        return Reconciled(every, tuple(plans), tuple(sorted(self.family.items())))


class _Looks(dict[str, Profile]):
    """Profiles, each made when it is asked for."""

    def __init__(self, whole: _Whole) -> None:
        super().__init__()
        self._whole = whole

    def __missing__(self, name: str) -> Profile:
        claim = self._whole.claims[name]
        report = self._whole.reports.get(claim.report)
        return self.setdefault(name, profile(claim, report, self._whole.family.get(claim.report, claim.report)))


def _portions(names: Sequence[str], size: int) -> Iterator[list[str]]:
    left = iter(names)
    while some := list(islice(left, size)):
        yield some


def _shares(blocks: Iterable[list[str]], size: int) -> Iterator[list[list[str]]]:
    """Blocks in order, as many at a time as come to about so many claims."""
    share: list[list[str]] = []
    held = 0
    for block in blocks:
        share.append(block)
        held += len(block)
        if held >= size:
            yield share
            share, held = [], 0
    if share:
        yield share
