"""The book: all that linking knows of a set of claims, to which reports are added as they come.

Adding a report costs what its claims touch: whom they meet on their shelves (`shelves`), the blocks these are in
(`blocks`), the events of those blocks. The outcome is that of one run over everything, in whatever order and
however divided the reports came; `reconcile` is a book to which all is added at once.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager

from dateline.model import Claim, Event, Judgement, Kind, Plan, Report
from dateline.reconcile.blocks import Blocks
from dateline.reconcile.candidates import place_of
from dateline.reconcile.copies import Families
from dateline.reconcile.fulfil import last_day, plans_of
from dateline.reconcile.judged import Judged, Pair, judged
from dateline.reconcile.knowledge import Weights, weights
from dateline.reconcile.likened import Likened
from dateline.reconcile.merge import SAME, clusters
from dateline.reconcile.parts import is_series, reach_of, with_parts
from dateline.reconcile.profile import Profile, profile
from dateline.reconcile.records import Linked, Reconciled
from dateline.reconcile.shelves import Lists, Shelves, pair
from dateline.reconcile.ties import Ties
from dateline.reconcile.values import event_of

NO_TIES: Mapping[str, int] = {}
MANY = 20_000  # claims at once from which on the collector of cycles (there are none) would only stand in the way


class Book:
    """Reports, claims and judgements, linked. `add` and `drop` change it, `result` tells what follows."""

    def __init__(self, known: Weights | None = None) -> None:
        self._scorer = Likened(known or weights())
        self._told: dict[str, Report] = {}
        self._claims: dict[str, Claim] = {}
        self._of: dict[str, list[str]] = {}  # report → its claims
        self._kin = Families()
        self._family: dict[str, str] = {}
        self._judgements: dict[str, Judgement] = {}
        self._words = Judged()
        self._looks: dict[str, Profile] = {}  # of claims not rejected
        self._shelves = Shelves()
        self._ties = Ties()  # pairs above the bar for proposing
        self._blocks = Blocks(self._ties, self._scorer.weights.propose)
        self._events: dict[int, tuple[Event, ...]] = {}  # by block

    def add(
        self, reports: Iterable[Report] = (), claims: Iterable[Claim] = (), judgements: Iterable[Judgement] = ()
    ) -> None:
        """Reports with their claims, and judgements. A report that is here already is replaced, with all its
        claims."""
        told = {r.id: r for r in reports}
        fresh = {c.id: c for c in claims}
        with _uncollected(len(fresh) >= MANY):
            self._add(told, fresh, judgements)

    def _add(self, told: dict[str, Report], fresh: dict[str, Claim], judgements: Iterable[Judgement]) -> None:
        known = self._known(told)
        gone, moved = self._forget(known) if known else (set[str](), set[str]())
        nearer, lost = self._take(gone)
        self._told |= told
        self._claims |= fresh
        for claim in fresh.values():
            self._of.setdefault(claim.report, []).append(claim.id)
        moved |= self._copies(told)
        judged_anew, rejected = self._judge(judgements)
        anew = {c for c in fresh if c not in self._words.rejected} | judged_anew | moved
        parted = self._lay(anew)
        nearer_too, lost_too = self._take(rejected)
        anew -= rejected
        touched = self._link(anew, parted | nearer | nearer_too) | anew | lost | lost_too
        self._settle(touched - rejected, rejected | (gone - anew))

    def drop(self, reports: Iterable[str]) -> None:
        """Take reports and their claims away."""
        gone, moved = self._forget({name for name in reports if name in self._told})
        nearer, lost = self._take(gone)
        self._settle(self._link(moved, nearer | self._lay(moved)) | moved | lost, gone)

    # ------------------------------------------------------------------------------------- kept, to go on from

    def laid(self) -> Iterator[tuple[int, int, str]]:
        """Every key, day and claim on the shelves, in order."""
        rack = self._shelves.rack
        assert isinstance(rack, Lists)
        return ((key, day, name) for key, (day, name) in rack.rows())

    def linked(self, names: Iterable[str]) -> Iterator[Linked]:
        """What is known of each of these claims."""
        for name in names:
            claim = self._claims[name]
            day, keys = self._shelves.rack.place(name) or (None, ())
            look = self._looks[name] if day is not None else None
            dated = look.first if look and look.first and look.first == look.last else None
            ties = dict(self._ties.items(name))
            home, kind = self._blocks.home(name), claim.type.value
            yield Linked(name, claim.report, home, day, keys, ties, kind, claim.mode, dated)

    def known(self) -> list[str]:
        """Every claim, those rejected among them, by id."""
        return sorted(self._claims)

    def block(self, event: Event) -> int | None:
        """The block that an event is of."""
        return self._blocks.home(event.claims[0])

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Every report with the signature of its words."""
        return self._kin.signatures()

    def reach(self, event: Event) -> tuple[int, int] | None:
        """First and last day of an event that is told as several."""
        if event.kind is not Kind.EVENT:
            return None
        face = [self._looks[c] for c in event.claims]
        return reach_of(face) if is_series(face) else None

    def _known(self, reports: Iterable[str]) -> set[str]:
        """Those that are here already."""
        return {name for name in reports if name in self._told}

    def _want(self, claims: Set[str]) -> None:
        """Called with claims before many of them are looked at one by one."""

    def result(self) -> Reconciled:
        """Events, plans and families, sorted."""
        found = (e for events in self._events.values() for e in events)
        events = with_parts(found, self._looks, self._scorer.weights)
        plans = sorted(self._plans(events), key=lambda p: p.event)
        return Reconciled(events, tuple(plans), tuple(sorted(self._family.items())), self)

    # ------------------------------------------------------------------------------------------- what is known

    def _forget(self, reports: set[str]) -> tuple[set[str], set[str]]:
        """Forget reports. Returns their claims, and the claims of other reports whose family this has changed."""
        gone = {c for r in reports for c in self._of.pop(r, ())}
        for name in gone:
            del self._claims[name]
        for name in reports:
            del self._told[name]
        broken = self._kin.drop(reports)
        for name in reports:
            del self._family[name]
        for name in broken:
            self._family[name] = self._kin.family(name)
        moved = {c for r in broken for c in self._of.get(r, ()) if c in self._looks}
        return {c for c in gone if c in self._looks}, moved

    def _copies(self, told: Mapping[str, Report]) -> set[str]:
        """Families with the new reports. Returns the claims of earlier reports that have another family now."""
        changed = self._kin.add(told.values())
        for name in changed:
            self._family[name] = self._kin.family(name)
        return {c for r in changed - set(told) for c in self._of.get(r, ()) if c in self._looks}

    def _judge(self, judgements: Iterable[Judgement]) -> tuple[set[str], set[str]]:
        """Take in judgements. Returns the claims whose ties or values they change, and those now rejected."""
        fresh = {j.id: j for j in judgements}
        if not fresh:
            return set(), set()
        self._judgements |= fresh
        return self._rule(judged(self._judgements.values()))

    def _rule(self, new: Judged) -> tuple[set[str], set[str]]:
        """Put other words in force. Returns as `_judge`."""
        old, self._words = self._words, new
        pairs: set[Pair] = set(old.same ^ new.same) | set(old.apart ^ new.apart)
        values = {c for c, _, _ in set(old.corrected) ^ set(new.corrected)}
        changed = {c for p in pairs for c in p} | values | (old.rejected - new.rejected)
        fallen = {c for c in new.rejected - old.rejected if c in self._looks}
        return {c for c in changed if c in self._claims and c not in new.rejected}, fallen

    # ----------------------------------------------------------------------------------------------- who is like

    def _lay(self, names: set[str]) -> set[Pair]:
        """Profile claims and lay those on the shelves that are not there. Returns pairs that may meet no more."""
        for name in sorted(names):  # those of one report together
            claim = self._claims[name]
            family = self._family.get(claim.report, claim.report)
            self._looks[name] = profile(claim, self._told.get(claim.report), family)
        known = self._scorer.weights
        return self._shelves.lay(
            {name: place_of(self._looks[name], known) for name in sorted(names) if name not in self._shelves}
        )

    def _take(self, names: set[str]) -> tuple[set[Pair], set[str]]:
        """Take claims off the shelves. Returns pairs that may meet now, and the claims that have lost a tie."""
        nearer, lost = set[Pair](), set[str]()
        for name in sorted(names):
            nearer |= self._shelves.take(name)
            lost.update(self._ties.untie(name))
            del self._looks[name]
        return nearer, lost - names

    def _link(self, anew: set[str], doubtful: set[Pair]) -> set[str]:
        """The ties of claims that are new or changed, found anew, and those of pairs that have moved on the shelves.
        Returns the claims whose ties are others than before."""
        before = {name: was for name in anew if (was := self._ties.untie(name, anew))}
        for name in sorted(anew):
            for other, points in self._alike(name, anew):
                self._ties.tie(name, other, points)
            self._ties.rest((name,))  # those before it have found it already
        self._want({c for both in doubtful for c in both} - anew)
        changed = {c for both in doubtful if self._moved(*both, anew) for c in both}
        for name in anew:
            old, new = before.get(name, NO_TIES), self._ties.of(name)
            if new != old:
                changed.add(name)
                changed.update(other for other in old.keys() | new.keys() if old.get(other) != new.get(other))
        self._ties.rest(anew | changed)
        return changed

    def _moved(self, a: str, b: str, anew: Set[str]) -> bool:
        """See to the tie of two claims that have been pushed apart or moved together. Returns whether it changes."""
        if a in anew or b in anew or a not in self._looks or b not in self._looks or (a, b) in self._words.same:
            return False
        tied, meet = b in self._ties.of(a), self._shelves.meet(a, b)
        if tied and not meet:
            self._ties.cut(a, b)
            return True
        if tied or not meet or (a, b) in self._words.apart:
            return False
        points = self._scorer.above(self._looks[a], self._looks[b], self._scorer.weights.propose)
        if points is not None:
            self._ties.tie(a, b, points)
        return points is not None

    def _alike(self, name: str, turns: Set[str]) -> Iterable[tuple[str, int]]:
        """Whom a claim is like, with points; of two whose turn it is, the first finds the pair."""
        looks, same, apart = self._looks, self._words.same, self._words.apart
        met = self._shelves.met(name)
        known = {o for p in same if name in p for o in p if o != name and o in looks} if same else set[str]()
        met |= known
        self._want(met)
        mine = [other for other in met if other > name or other not in turns]
        if apart:
            mine = [other for other in mine if pair(name, other) not in apart]
        yield from ((other, SAME) for other in mine if other in known)
        others = [looks[other] for other in mine if other not in known]
        for look, points in self._scorer.each(looks[name], others, self._scorer.weights.propose):
            yield look.claim.id, points

    # ---------------------------------------------------------------------------------------------------- events

    def _settle(self, touched: set[str], gone: set[str]) -> None:
        old, new = self._blocks.settle(touched - gone, gone)
        for number in old:
            self._close(number)
        self._want({c for number in new for c in self._blocks.members(number)})
        for number in sorted(new):
            joins = clusters(self._blocks.members(number), self._looks, self._ties, self._scorer, self._words)
            self._events[number] = tuple(
                event_of([self._looks[c] for c in join.claims], self._told, self._family, self._words, join.reasons)
                for join in joins
            )

    def _close(self, block: int) -> None:
        """A block is no more, nor are its events."""
        self._events.pop(block, None)

    def _plans(self, events: Iterable[Event]) -> Iterable[Plan]:
        return plans_of(events, self._claims, self._told, last_day(self._told.values()))


@contextmanager
def _uncollected(many: bool) -> Iterator[None]:
    """Without Python's collector of cycles for as long as very many records are made."""
    off = many and gc.isenabled()
    if off:
        gc.disable()
    try:
        yield
    finally:
        if off:
            gc.enable()
