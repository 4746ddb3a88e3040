"""What the ledger holds against which undated reports are dated: events and figures of reports whose own day is firm.

Firm is a day stated by metadata, dateline, address or print, or given by a person. Inferred days give nothing, so that
no report can confirm, by way of another, what was only inferred of itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.dating.figures import Series, Told, series_of
from dateline.dating.rules import rules
from dateline.model import Claim, Event, Kind, LedgerView, Report, Status
from dateline.read.dating import is_inferred
from dateline.reconcile import reconcile
from dateline.reconcile.candidates import keys
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import Profile, inferred, profiles

DEEDS = (Status.HAPPENED, Status.ONGOING)
CROWD = 2000  # claims under one key above which the key tells nothing


@dataclass(frozen=True, slots=True)
class KnownDeed:
    """One event as firm reports tell it. `day` is the day on which they say it was done, where they agree on one;
    else `announced` is the day on which one of them first told it as still to come. `members` are the claims that
    say so, and those alone are compared."""

    id: str  # the event's
    kind: Kind
    members: tuple[Profile, ...]
    day: date | None
    announced: date | None
    fresh: bool = False  # whether a report printed within days of the deed tells it so

    @property
    def told_by(self) -> tuple[str, ...]:
        return tuple(sorted({p.claim.report for p in self.members}))

    @property
    def corroborated(self) -> bool:
        """Whether more than one text dates it: a single one may have slipped, or mean another of its kind."""
        return len({p.family for p in self.members}) > 1


@dataclass(frozen=True, slots=True)
class Firm:
    """Everything firm, ready to be looked up: deeds by claim, claims by comparison key, figures as they were told."""

    deeds: Mapping[str, KnownDeed]  # by claim id
    shelves: Mapping[tuple[str, ...], tuple[str, ...]]  # comparison key → claim ids
    figures: Mapping[Series, tuple[Told, ...]]


def is_firm(report: Report) -> bool:
    """Whether a report's day of publication is one day, and not inferred."""
    p = report.published
    return p is not None and p.start is not None and p.start == p.end and not is_inferred(p)


def is_open(report: Report) -> bool:
    """Whether the ledger may date a report: nobody stated or gave its day."""
    return report.published_by != "user" and is_inferred(report.published)


def firm(view: LedgerView) -> Firm:
    """What the firm reports of a ledger tell. A pure function of them, whatever else the ledger holds."""
    reports = {r.id: r for r in view.reports if is_firm(r)}
    claims = [c for c in view.claims if c.report in reports]
    found = reconcile(reports.values(), claims, view.judgements)
    looks = profiles(claims, reports, dict(found.families))
    deeds: dict[str, KnownDeed] = {}
    for event in found.events:
        if known := _known(event, [looks[c] for c in event.claims], reports):
            deeds.update({p.claim.id: known for p in known.members})
    return Firm(deeds, _shelves(looks[c] for c in deeds), _figures(claims, reports))


def _known(event: Event, members: Sequence[Profile], reports: Mapping[str, Report]) -> KnownDeed | None:
    """The day with twice the families of any other, or when a plan was first told. None where neither is known, or
    where a report still tells as a plan, after that day, what others have had done."""
    dated = [p for p in members if p.claim.status in DEEDS and _day(p.claim) is not None]
    by_day: dict[date, list[Profile]] = defaultdict(list)
    for p in dated:
        if (day := _day(p.claim)) is not None:
            by_day[day].append(p)
    votes = sorted(((len({p.family for p in told}), day) for day, told in by_day.items()), reverse=True)
    plans = tuple(p for p in members if p.claim.status is Status.PLANNED)
    printed = [day for p in plans if (day := _printed(reports[p.claim.report]))]
    if votes and (len(votes) == 1 or votes[0][0] >= 2 * votes[1][0]):
        day = votes[0][1]
        told_ahead_later = any(p > day + timedelta(days=1) for p in printed)
        if told_ahead_later:
            return None
        printed_on = [on for p in by_day[day] if (on := _printed(reports[p.claim.report]))]
        fresh = any(on <= day + timedelta(days=rules().stale_days) for on in printed_on)
        return KnownDeed(event.id, event.kind, tuple(by_day[day]), day, None, fresh)
    if dated or not plans or any(p.claim.status in DEEDS for p in members):
        return None
    return KnownDeed(event.id, event.kind, plans, None, min(printed)) if printed else None


def _day(claim: Claim) -> date | None:
    """The one day on which a claim was stated to have happened."""
    when = claim.when
    if when is None or inferred(when) or when.start is None or when.start != when.end:
        return None
    return when.start


def _printed(report: Report) -> date | None:
    return report.published.end if report.published else None


def _shelves(looks: Iterable[Profile]) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for look in looks:
        for key in set(keys(look, weights())):
            found[key].append(look.claim.id)
    return {k: tuple(sorted(names)) for k, names in found.items() if len(names) <= CROWD}


def _figures(claims: Iterable[Claim], reports: Mapping[str, Report]) -> dict[Series, tuple[Told, ...]]:
    """Growing figures with the day they are stated to stand on, else that of printing."""
    found: dict[Series, set[Told]] = defaultdict(set)
    for claim in claims:
        report = reports[claim.report]
        if day := _day(claim) or _printed(report):
            for key, value in series_of(claim, report.text):
                found[key].add(Told(day, value, report.id))
    return {key: tuple(sorted(told)) for key, told in found.items()}
