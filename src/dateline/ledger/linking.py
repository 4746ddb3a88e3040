"""Linking what was added to a ledger, from where its cache ends: what the new reports touch is read from the cache,
linked as `reconcile` would have linked it, and written back; the rest stays unread.

The outcome is that of deriving anew (`tests/ledger/test_ledger_linking.py` and `check` compare the two). All is done in
the writer's transaction that also stamps the cache: a run that is killed leaves the cache as it was.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.ledger import corrections, keeping, reading
from dateline.ledger import schema as s
from dateline.ledger.cache import pieces
from dateline.ledger.lazily import Lazily
from dateline.ledger.rack import KeptRack, Place
from dateline.model import Claim, Event, Judgement, Report
from dateline.reconcile.blocks import Blocks
from dateline.reconcile.book import Book
from dateline.reconcile.copies import Families, shingled, story_of
from dateline.reconcile.joined import Joined
from dateline.reconcile.judged import judged
from dateline.reconcile.knowledge import Weights
from dateline.reconcile.profile import Profile, profile
from dateline.reconcile.records import Linked
from dateline.reconcile.shelves import Shelves
from dateline.reconcile.ties import Packed, Ties


class KeptBook(Book):
    """A Book over the cache. `now`: the judgements in force, `before`: those that the cache stands for."""

    def __init__(self, connection: Connection, before: Sequence[Judgement], now: Sequence[Judgement]) -> None:
        super().__init__()
        self._connection, self._now = connection, now
        self._words = judged(before)
        self._rows = Lazily[Linked](self._row)
        self._rack = KeptRack(connection, self._placed)
        self._packed = Lazily[Packed](self._tied)
        self._homes = Lazily[int](lambda name: row.block if (row := self._rows.get(name)) else None)
        self._told = Lazily[Report](lambda name: next(reading.reports_of(connection, [name]), None))
        self._claims = Lazily[Claim](lambda name: next(iter(self._read([name])), None))
        self._of = Lazily[list[str]](self._claims_of)
        self._looks = self._seen = _Looks(self._look, self._homes)
        self._names = Lazily[str](self._named)
        self._family = self._names
        self._shelves, self._ties = Shelves(self._rack), Ties(self._packed)
        last = connection.execute(select(func.max(s.linked.c.block))).scalar() or 0
        members = Lazily[frozenset[str]](self._members)
        self._blocks = Blocks(self._ties, self._scorer.weights.propose, self._homes, members, last)
        self._kin = self._families()
        self.closed: set[int] = set()  # blocks that are no more

    # ---------------------------------------------------------------------------------------- what is looked up

    def _row(self, name: str) -> Linked | None:
        row = self._connection.execute(select(s.linked).where(s.linked.c.claim == name)).first()
        return keeping.linked_of(row) if row else None

    def _placed(self, name: str) -> Place | None:
        row = self._rows.get(name)
        return (row.day, row.keys) if row and row.day is not None else None

    def _tied(self, name: str) -> Packed | None:
        row = self._rows.get(name)
        return (tuple(row.ties), array("i", row.ties.values())) if row and row.ties else None

    def _members(self, block: int) -> frozenset[str] | None:
        rows = self._connection.execute(select(s.linked).where(s.linked.c.block == block)).all()
        self._rows.hold({row.claim: keeping.linked_of(row) for row in rows})
        return frozenset(row.claim for row in rows) or None

    def _claims_of(self, report: str) -> list[str] | None:
        query = select(s.linked.c.claim).where(s.linked.c.report == report).order_by(s.linked.c.claim)
        return list(self._connection.execute(query).scalars()) or None

    def _named(self, report: str) -> str | None:
        return self._connection.execute(select(s.families.c.family).where(s.families.c.report == report)).scalar()

    def _read(self, names: Sequence[str]) -> tuple[Claim, ...]:
        return corrections.applied(reading.claims_of(self._connection, names), self._now)

    def _look(self, name: str) -> Profile | None:
        claim = self._claims.get(name)
        if claim is None:
            return None
        return profile(claim, self._told.get(claim.report), self._family.get(claim.report, claim.report))

    def _families(self) -> Families:
        import numpy as np

        rows = self._connection.execute(select(s.signatures.c.report, s.signatures.c.bands)).all()
        names, kept = zip(*rows, strict=True) if rows else ((), ())
        joined = Joined(names)
        for row in self._connection.execute(select(s.families).where(s.families.c.report != s.families.c.family)):
            joined.join(row.family, row.report)
        bands = np.frombuffer(b"".join(kept), dtype="<u8") if rows else None
        return Families.restored(
            list(names),
            bands.reshape(len(rows), -1).astype(np.uint64, copy=False) if bands is not None else None,
            joined,
            Lazily[Any](lambda name: shingled(story_of(self._told[name]))),
        )

    def _known(self, reports: Iterable[str]) -> set[str]:
        asked = select(s.signatures.c.report)
        found = (self._connection.execute(asked.where(s.signatures.c.report.in_(some))) for some in pieces(reports))
        return {name for rows in found for name in rows.scalars()}

    def _want(self, claims: Set[str]) -> None:
        """Read many claims with their reports at once."""
        new = sorted(c for c in claims if not dict.__contains__(self._seen, c) and c not in self._seen.touched)
        if not new:
            return
        missing = [c for c in new if not dict.__contains__(self._rows, c)]
        for some in pieces(missing):
            rows = self._connection.execute(select(s.linked).where(s.linked.c.claim.in_(some)))
            self._rows.hold({row.claim: keeping.linked_of(row) for row in rows})
        unread = self._read([c for c in new if not dict.__contains__(self._claims, c)])
        self._claims.hold({c.id: c for c in unread})  # type: ignore[attr-defined]
        reports = sorted({c.report for c in unread if not dict.__contains__(self._told, c.report)})
        self._told.hold({r.id: r for r in reading.reports_of(self._connection, reports)})  # type: ignore[attr-defined]
        for some in pieces(reports):
            rows = self._connection.execute(select(s.families).where(s.families.c.report.in_(some)))
            self._names.hold({row.report: row.family for row in rows})

    # ------------------------------------------------------------------------------------------- what is changed

    def _judge(self, judgements: Iterable[Judgement]) -> tuple[set[str], set[str]]:
        return self._rule(judged(self._now))

    def _close(self, block: int) -> None:
        super()._close(block)
        self.closed.add(block)

    def faces(self, event: Event) -> tuple[Profile, ...]:
        """The profiles of an event's claims."""
        self._want(set(event.claims))
        return tuple(self._looks[c] for c in event.claims)

    def found(self) -> list[tuple[int, Event]]:
        """The events found anew, each with its block."""
        return [(number, event) for number, events in sorted(self._events.items()) for event in events]

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        return {c: self._claims[c] for c in ids}

    def told(self) -> Mapping[str, Report]:
        """Reports by id, each read when it is asked for."""
        return self._told

    def weights(self) -> Weights:
        return self._scorer.weights

    def moved(self) -> tuple[set[str], list[Linked]]:
        """Claims of which something else is known now, those that are no more among them; and what is known."""
        fresh = self._claims.touched  # type: ignore[attr-defined]
        names = self._packed.touched | set(self._ties.loose()) | self._homes.touched | self._rack.places.keys() | fresh
        old = [replace(self._rows[n], block=self._homes.get(n), ties=self._ties.of(n)) for n in sorted(names - fresh)]
        return names, [*old, *self.linked(sorted(n for n in fresh if n in self._claims))]

    def copies(self) -> tuple[set[str], dict[str, str]]:
        """Reports whose family is another now, and the families of those that are here."""
        return self._names.touched, {r: self._names[r] for r in self._names.touched if r in self._names}

    def read_anew(self) -> list[Report]:
        """The reports that were added."""
        return [self._told[r] for r in sorted(self._told.touched)]  # type: ignore[attr-defined]


class _Looks(Lazily[Profile]):
    """Profiles. A claim has one when it is in a block, so that to ask whether it has one it need not be read."""

    def __init__(self, load: object, homes: Lazily[int]) -> None:
        assert callable(load)
        super().__init__(load)
        self._homes = homes

    def __contains__(self, key: object) -> bool:
        return dict.__contains__(self, key) or (key not in self.touched and key in self._homes)
