"""A view made ready to be asked many times: events in order of day, with what the filters ask for worked out once.

`Index.positions(filters)` gives the same events as `views.listed`, in the same order, some hundred times faster on a
large ledger: names are folded once for every distinct name, and every filter is a mask over all events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dateline.model import Claim, Event, LedgerView, Party, Place, Report
from dateline.reconcile.names import fold
from dateline.views.conflicts import DISPUTES
from dateline.views.listing import Filters, by_day

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
NONE = -1  # an unknown day


@dataclass(frozen=True, slots=True)
class Tags:
    """Which events bear which key: two columns of one length (`event` position, `key` number) and the keys."""

    keys: tuple[str, ...]
    event: Numbers
    key: Numbers
    size: int  # how many events there are

    @classmethod
    def of(cls, rows: Sequence[Iterable[str]]) -> Tags:
        """One iterable of keys for each event."""
        numbers: dict[str, int] = {}
        events: list[int] = []
        keys: list[int] = []
        for position, row in enumerate(rows):
            for key in dict.fromkeys(row):
                events.append(position)
                keys.append(numbers.setdefault(key, len(numbers)))
        return cls(tuple(numbers), np.array(events, np.int64), np.array(keys, np.int64), len(rows))

    def mask(self, wanted: Callable[[str], bool]) -> Mask:
        """Events that bear a key which is wanted."""
        chosen = np.fromiter((wanted(k) for k in self.keys), bool, len(self.keys))
        found = np.zeros(self.size, bool)
        found[self.event[chosen[self.key]]] = True
        return found

    def counted(self, among: Mask) -> list[tuple[str, int]]:
        """Key and number of events among those masked, most first."""
        counts = np.bincount(self.key[among[self.event]], minlength=len(self.keys))
        order = sorted(np.flatnonzero(counts), key=lambda n: (-counts[n], self.keys[n]))
        return [(self.keys[n], int(counts[n])) for n in order]


@dataclass(frozen=True, slots=True)
class Index:
    """Look-ups and columns over one view. All positions are into `events`."""

    view: LedgerView
    events: tuple[Event, ...]  # by day, undated ones last
    position: dict[str, int]
    claim: dict[str, Claim]
    report: dict[str, Report]
    home: dict[str, str]  # claim id → event id
    stated: dict[str, tuple[Claim, ...]]  # report id → its claims in order of the text
    start: Numbers  # ordinals of days, NONE where unknown
    end: Numbers
    told_first: Numbers  # publication day of the first report that tells it
    told_last: Numbers
    types: Tags
    modes: Tags
    statuses: Tags
    reports: Tags
    places: Tags  # folded names
    countries: Tags
    parties: Tags  # folded names
    place_keys: Tags  # `key_of` of the event's own place
    party_keys: Tags
    disputed: Mask

    def event(self, event_id: str) -> Event | None:
        at = self.position.get(event_id)
        return None if at is None else self.events[at]

    def reports_of(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Ids of the reports of these claims, each once."""
        return tuple(sorted({self.claim[c].report for c in claims if c in self.claim}))

    def mask(self, f: Filters) -> Mask:
        """The events that pass, as `listing.passes` has it."""
        kept = np.ones(len(self.events), bool)
        for one in self._masks(f):
            kept &= one
        return kept

    def positions(self, f: Filters) -> Numbers:
        """Positions of the events that pass, by day."""
        return np.flatnonzero(self.mask(f))

    def listed(self, f: Filters = Filters()) -> list[Event]:
        """As `views.listed`."""
        return [self.events[n] for n in self.positions(f)]

    def _masks(self, f: Filters) -> Iterator[Mask]:
        if f.type is not None:
            kind, _, mode = f.type.partition("/")
            yield self.types.mask(kind.__eq__)
            if mode:
                yield self.modes.mask(mode.__eq__)
        if f.status is not None:
            yield self.statuses.mask(f.status.__eq__)
        if f.report is not None:
            yield self.reports.mask(f.report.__eq__)
        if f.place is not None:
            name = fold(f.place)
            yield self.places.mask(lambda k: name in k) | self.countries.mask(f.place.upper().__eq__)
        if f.party is not None:
            who = fold(f.party)
            yield self.parties.mask(lambda k: who in k)
        if f.since is not None or f.until is not None:
            yield self._within(f.since, f.until)

    def _within(self, since: date | None, until: date | None) -> Mask:
        """Events that touch the days from `since` to `until`; one without a day never does."""
        kept: Mask = self.start != NONE
        if since is not None:
            kept = kept & (self.end >= since.toordinal())
        if until is not None:
            kept = kept & (self.start <= until.toordinal())
        return kept


def index(view: LedgerView) -> Index:
    """Work out everything `Index` holds. Linear in events and claims."""
    events = tuple(sorted(view.events, key=by_day))
    claims = {c.id: c for c in view.claims}
    reports = {r.id: r for r in view.reports}
    start, end = _days(events)
    told = _told(events, claims, reports)
    placed = [_places(e, claims) for e in events]
    return Index(
        view=view,
        events=events,
        position={e.id: n for n, e in enumerate(events)},
        claim=claims,
        report=reports,
        home={c: e.id for e in events for c in e.claims},
        stated=_stated(view.claims),
        start=start,
        end=end,
        told_first=told[0],
        told_last=told[1],
        types=Tags.of([(e.type.value,) for e in events]),
        modes=Tags.of([(e.mode,) if e.mode else () for e in events]),
        statuses=Tags.of([(e.status.value,) for e in events]),
        reports=Tags.of([e.reports for e in events]),
        places=Tags.of([[fold(p.name) for p in row] for row in placed]),
        countries=Tags.of([[p.country for p in row if p.country] for row in placed]),
        parties=Tags.of([[fold(n) for n in _party_names(e)] for e in events]),
        place_keys=Tags.of([(key_of(e.place),) if e.place else () for e in events]),
        party_keys=Tags.of([[key_of(p) for p in (*e.actor, *e.recipient)] for e in events]),
        disputed=np.array([any(c.kind in DISPUTES for c in e.conflicts) for e in events], bool),
    )


def key_of(named: Place | Party) -> str:
    """What a place or a party is called in an address: its id, else its folded name."""
    return named.id or f"name:{fold(named.name)}"


def _days(events: Sequence[Event]) -> tuple[Numbers, Numbers]:
    start, end = np.full(len(events), NONE, np.int64), np.full(len(events), NONE, np.int64)
    for n, e in enumerate(events):
        first, last = (e.when.start or e.when.end, e.when.end or e.when.start) if e.when else (None, None)
        if first and last:
            start[n], end[n] = first.toordinal(), last.toordinal()
    return start, end


def _told(events: Sequence[Event], claims: dict[str, Claim], reports: dict[str, Report]) -> tuple[Numbers, Numbers]:
    day = {r.id: r.published.end.toordinal() for r in reports.values() if r.published and r.published.end}
    first, last = np.full(len(events), NONE, np.int64), np.full(len(events), NONE, np.int64)
    for n, e in enumerate(events):
        days = [day[claims[c].report] for c in e.claims if c in claims and claims[c].report in day]
        if days:
            first[n], last[n] = min(days), max(days)
    return first, last


def _places(event: Event, claims: dict[str, Claim]) -> list[Place]:
    found = [event.place, *(claims[c].place for c in event.claims if c in claims)]
    return [p for p in found if p is not None]


def _party_names(event: Event) -> list[str]:
    said = [s.value for name, supports in event.values if name in ("actor", "recipient") for s in supports]
    return said + [p.name for p in (*event.actor, *event.recipient)]


def _stated(claims: Iterable[Claim]) -> dict[str, tuple[Claim, ...]]:
    rows: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        rows[c.report].append(c)
    return {
        r: tuple(sorted(found, key=lambda c: (c.evidence.sentence, c.evidence.trigger, c.id)))
        for r, found in rows.items()
    }
