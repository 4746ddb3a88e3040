"""How many troops are where: the last count of each force at each place, for the section "Forces".

A strength stands until another is told, so that each claim counts for the day it speaks of, and not only for the one
day of the event that all claims of one strength come to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model import Claim, Count, Interval, Kind, LedgerView, Report, StateLine
from dateline.reconcile.names import fold
from dateline.reconcile.origins import origins
from dateline.reconcile.profile import profile
from dateline.reconcile.values import of_key
from dateline.views.figures import whom
from dateline.views.owners import owner
from dateline.views.standing import people

NOBODY = "Troops (whose is not told)"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Strength:
    """One claim's count of troops, on the day it speaks of."""

    claim: Claim
    report: Report | None
    event: str
    count: Count
    of: str
    place: str
    day: date


def strengths(view: LedgerView, on: date | None, stale: int) -> Iterator[StateLine]:
    """A line for every force and place with a count that is not older than `stale` days on the day asked about."""
    rows: dict[Key, list[Strength]] = defaultdict(list)
    for s in _told(view):
        if (on is None or s.day <= on) and (on is None or (on - s.day).days <= stale):
            rows[fold(s.place), of_key(s.of)].append(s)
    for key in sorted(rows):
        last = max(s.day for s in rows[key])
        yield _line([s for s in rows[key] if s.day == last])


def _told(view: LedgerView) -> Iterator[Strength]:
    reports = {r.id: r for r in view.reports}
    home = {c: e.id for e in view.events if e.kind is Kind.FIGURE for c in e.claims}
    for claim in (c for c in view.claims if c.id in home):
        report = reports.get(claim.report)
        told = report.published.end if report and report.published else None
        day = (claim.when and (claim.when.end or claim.when.start)) or told
        place = claim.place.name if claim.place else ""
        for count in people(claim.counts):
            if day:
                of = count.of if whom(count.what, count.of) else owner(report.text, claim, count) if report else None
                yield Strength(claim, report, home[claim.id], count, of or "", place, day)


def _line(given: Sequence[Strength]) -> StateLine:
    """The value most origins give on the last day, the largest on a tie: a part told without its whole's name is
    smaller. Other values of that day stand beside it."""
    by_value: dict[float, list[Strength]] = defaultdict(list)
    for s in given:
        by_value[s.count.value].append(s)
    best = max(by_value, key=lambda v: (_origins(by_value[v]), v))
    chosen = min(by_value[best], key=lambda s: (s.claim.report, s.claim.id))
    rivals = sorted(set(by_value) - {best})
    also = f" (also given: {', '.join(f'{r:,.10g}' for r in rivals)})" if rivals else ""
    number = f"{chosen.count.qualifier + ' ' if chosen.count.qualifier else ''}{best:,.10g}"
    return StateLine(
        chosen.of[:1].upper() + chosen.of[1:] if chosen.of else NOBODY,
        "presence",
        f"{number}{also}" + (f" in {chosen.place}" if chosen.place else ""),
        Interval(chosen.day, chosen.day, "day", "as of"),
        tuple(sorted({s.claim.id for s in given})),
        bool(rivals),
        "event " + ", ".join(sorted({s.event for s in given})),
        _parts({"number": f"{best:.15g}", "place": chosen.place}),
    )


def _origins(told: Sequence[Strength]) -> int:
    return origins(profile(s.claim, s.report, (s.report.family if s.report else None) or s.claim.report) for s in told)


def _parts(every: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((k, v) for k, v in every.items() if v))
