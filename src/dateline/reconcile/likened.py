"""One claim held against many: the points of `Scorer.each`, found faster.

Most of what a feature says follows from little: two places, two numbers of names and how many of them are shared. What
has been found for such a little is remembered, and the feature itself is asked only for what is new, so that there is
one account of what each compares (`features`). `tests/reconcile/test_likened.py` holds the points against the scorer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model import Kind
from dateline.reconcile.features import EVENT_FEATURES
from dateline.reconcile.knowledge import Weights
from dateline.reconcile.profile import Profile
from dateline.reconcile.score import BY_SORT, Scorer

MOST = 1_000_000  # answers remembered; then all are forgotten
FIRST = ("report", "time", "place", "counts", "actor", "recipient", "victim")
THEN = ("naming", "context", "wording", "bond")
BITS = 12  # of a number of words or names in a key; a longer row is not remembered
LONG = 1 << BITS

Row = dict[int, int]


class Likened(Scorer):
    """A scorer that holds one profile against many in a third of the time."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        table = weights.event
        self._others = tuple(f for f in EVENT_FEATURES if f not in {*FIRST, *THEN, *BY_SORT})  # asked every time
        order = (*FIRST, *THEN, *self._others)
        self._after = {f: _most(table, order, f) for f in ("victim", "naming", "context", "wording")}
        self._firsts: dict[int, dict[int, int | None]] = {}
        self._rows: dict[tuple[str, int], Row] = {}
        self._told = 0
        self._names: frozenset[str] = frozenset()  # of the report looked at last
        self._shared: dict[frozenset[str], int] = {}  # its points of `context` beside other reports' names

    def each(self, a: Profile, others: Iterable[Profile], bar: int) -> Iterator[tuple[Profile, int]]:
        """Those whose points with a claim are above a bar, with these."""
        return super().each(a, others, bar) if a.claim.kind is Kind.FIGURE else self._events(a, others, bar)

    def _events(self, a: Profile, others: Iterable[Profile], bar: int) -> Iterator[tuple[Profile, int]]:
        """As `each`, of events. Kept in one loop, which is where linking spends its time."""
        ask, known, time, bond = self._ask, self.weights, EVENT_FEATURES["time"], EVENT_FEATURES["bond"]
        time_points, bond_points = known.event["time"], known.event["bond"]
        after_victim, after_naming = bar - self._after["victim"], bar - self._after["naming"]
        after_context, after_wording = bar - self._after["context"], bar - self._after["wording"]
        starts, family, sort_of = self._firsts.setdefault(a.sort, {}), a.family, self.start
        places = self._row("place", (a.where << 2) | (a.supposed << 1) | a.wide)
        doers, recipients = self._row("actor", a.doers), self._row("recipient", a.others)
        dead, bare, plain = self._row("victim", (a.dead << 1) | a.alone), not a.tallies, self._row("plain", 0)
        names, words, many, long = set(a.names), set(a.words), len(a.names), len(a.words)
        naming, wording = self._row("naming", many), self._row("wording", (a.verb << BITS) | long)
        contexts, apart = self._contexts(a), a.calls_off or long >= LONG
        for b in others:
            try:
                total = starts[b.sort]
            except KeyError:
                total = starts[b.sort] = sort_of(a, b)
            if total is None:
                continue
            total += time_points[time(a, b, known)]
            key = (b.where << 2) | (b.supposed << 1) | b.wide
            total += places[key] if key in places else ask("place", places, key, a, b)
            total += doers[b.doers] if b.doers in doers else ask("actor", doers, b.doers, a, b)
            total += recipients[b.others] if b.others in recipients else ask("recipient", recipients, b.others, a, b)
            key = (b.dead << 1) | b.alone
            total += dead[key] if key in dead else ask("victim", dead, key, a, b)
            if b.family == family or b.claim.report == a.claim.report:
                total += ask("report", None, 0, a, b)
            else:
                total += plain[0] if 0 in plain else ask("report", plain, 0, a, b)
            if bare or not b.tallies:
                total += plain[1] if 1 in plain else ask("counts", plain, 1, a, b)
            else:
                total += ask("counts", None, 0, a, b)
            if total <= after_victim:
                continue
            key = (len(names.intersection(b.names)) << BITS) | len(b.names)
            total += naming[key] if key in naming else ask("naming", naming if len(b.names) < LONG else None, key, a, b)
            if total <= after_naming:
                continue
            if b.family == family:
                total += ask("context", None, 0, a, b)
            else:
                found = contexts.get(b.context)
                total += self._context(contexts, a, b) if found is None else found
            if total <= after_context:
                continue
            size = len(b.words)
            same = len(words.intersection(b.words))
            if apart or b.calls_off or 2 * same > min(long, size) or size >= LONG:
                total += ask("wording", None, 0, a, b)
            else:
                key = (((b.verb << BITS) | same) << BITS) | size
                total += wording[key] if key in wording else ask("wording", wording, key, a, b)
            if total <= after_wording:
                continue
            total += bond_points[bond(a, b, known)]
            for feature in self._others:
                total += ask(feature, None, 0, a, b)
            if total > bar:
                yield b, total

    def _row(self, feature: str, code: int) -> Row:
        """What is remembered of a feature for one side."""
        if self._told >= MOST:
            self._rows.clear()
            self._told = 0
        return self._rows.setdefault((feature, code), {})

    def _ask(self, feature: str, row: Row | None, key: int, a: Profile, b: Profile) -> int:
        """A feature's points, worked out; remembered where there is a row for it."""
        points = self.weights.event[feature][EVENT_FEATURES[feature](a, b, self.weights)]
        if row is not None:
            row[key] = points
            self._told += 1
        return points

    def _contexts(self, a: Profile) -> dict[frozenset[str], int]:
        """By the names of another report, of another family: claims of one report come together."""
        if a.context is not self._names:
            self._names, self._shared = a.context, {}
        return self._shared

    def _context(self, row: dict[frozenset[str], int], a: Profile, b: Profile) -> int:
        points = row[b.context] = self._ask("context", None, 0, a, b)
        return points


def _most(table: object, order: tuple[str, ...], last: str) -> int:
    """The most that the features after one can add."""
    assert isinstance(table, dict)
    return sum(max(table[f].values()) for f in order[order.index(last) + 1 :])
