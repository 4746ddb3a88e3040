"""What the exports for other systems ask of an event: its dead, its outlets, its latest report, its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.model import Claim, Event, Interval, LedgerView, Report


@dataclass(frozen=True, slots=True)
class Dead:
    """Deaths of one event: the derived best, and the bounds over everything reported."""

    best: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with the claims and reports it follows from, in order of publication."""

    event: Event
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]

    @property
    def outlets(self) -> list[str]:
        """Each outlet once, in order of publication."""
        return list(dict.fromkeys(r.outlet or r.source.locator for r in self.reports))

    @property
    def latest(self) -> date | None:
        """The last day on which a report of it was published, as far as that is known."""
        days = [d for r in self.reports if (d := last(r.published))]
        return max(days, default=None)

    @property
    def sources(self) -> list[str]:
        """Who the reports have it from, each once."""
        named = (c.source.name or c.source.organisation for c in self.claims if c.source)
        return list(dict.fromkeys(n for n in named if n))

    @property
    def sentence(self) -> str:
        """The words of the first claim."""
        texts = {r.id: r.text for r in self.reports}
        return " ".join(self.claims[0].evidence.sentence.of(texts[self.claims[0].report]).split())

    @property
    def url(self) -> str:
        return next((r.url for r in self.reports if r.url), "")


def happenings(view: LedgerView) -> Iterator[Happening]:
    """Every event, by id, with its claims and reports."""
    reports = {r.id: r for r in view.reports}
    claims = {c.id: c for c in view.claims}
    for event in view.events:
        told = [claims[c] for c in event.claims if c in claims and claims[c].report in reports]
        if told:
            told.sort(key=lambda c: (last(reports[c.report].published) or date.max, c.report, c.evidence.trigger))
            found = dict.fromkeys(c.report for c in told)
            yield Happening(event, tuple(told), tuple(reports[r] for r in found))


def dead(event: Event) -> Dead | None:
    """How many were killed; None where no report gives a number. Parts of a total are not added to it."""
    best = [c for c in event.counts if c.what == "killed" and c.part_of is None and c.of is None]
    best = best or [c for c in event.counts if c.what == "killed" and c.part_of is None]
    if not best:
        return None
    said = [float(s.value) for key, values in event.values if key == "counts:killed" for s in values]
    low = min([c.value if c.low is None else c.low for c in best] + said)
    high = max([c.value if c.high is None else c.high for c in best] + said)
    return Dead(round(best[0].value), round(low), round(high))


def counted(event: Event, what: str) -> int | None:
    """The derived total of one kind of count, or None."""
    found = [c.value for c in event.counts if c.what == what and c.part_of is None]
    return round(found[0]) if found else None


def first(when: Interval | None) -> date | None:
    return (when.start or when.end) if when else None


def last(when: Interval | None) -> date | None:
    return (when.end or when.start) if when else None


def length(when: Interval | None) -> int:
    """Days that the interval covers; 0 when an end is open."""
    return (when.end - when.start).days + 1 if when and when.start and when.end else 0
