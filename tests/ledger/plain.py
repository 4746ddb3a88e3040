"""Plain reports and codings, made without any of the chain, and a reconciler of the simplest kind."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.model import (
    Claim,
    Coded,
    Count,
    Event,
    EventType,
    Evidence,
    Interval,
    Judgement,
    Kind,
    Party,
    PassedOver,
    Place,
    Report,
    Source,
    Span,
    Status,
)
from dateline.reconcile.records import Reconciled

TEXT = "Soldiers handed over the base at Tal Aswad on Thursday. Nobody was hurt."


def report(name: str = "r1", text: str = TEXT, locator: str = "a.txt", day: date | None = date(2020, 3, 26)) -> Report:
    published = Interval(day, day, "day", "given") if day else None
    return Report(name, text, Source(locator, "text/plain", "00"), title="Base handed over", published=published)


def coded(name: str = "r1", coder: str = "k1", claim: str | None = None) -> Coded:
    one = Claim(
        id=claim or f"c-{name}",
        report=name,
        revision=1,
        kind=Kind.EVENT,
        type=EventType.RETREAT,
        mode=None,
        status=Status.HAPPENED,
        evidence=Evidence(Span(0, 55), Span(9, 20)),
        actor=(Party("Soldiers", span=Span(0, 8)),),
        place=Place("Tal Aswad", "site", id="site:tal-aswad", lat=35.5, lon=43.25, span=Span(33, 42)),
        when=Interval(date(2020, 3, 26), date(2020, 3, 26), "day", "Thursday of publication", Span(46, 54)),
        counts=(Count("troops", 300.0),),
        why="hand-over.verb",
    )
    return Coded(name, 1, coder, (one,), (PassedOver(Span(56, 62), None, "no predicate"),))


def series(count: int) -> list[tuple[Report, Coded]]:
    """Reports that differ, a day apart."""
    start = date(2020, 1, 1)
    made = []
    for n in range(count):
        name = f"r{n:03d}"
        one = report(name, f"{TEXT} Note {n}.", f"{name}.txt", start + timedelta(days=n))
        made.append((one, coded(name)))
    return made


def one_event_each(
    reports: tuple[Report, ...], claims: tuple[Claim, ...], judgements: tuple[Judgement, ...]
) -> Reconciled:
    """A reconciler that joins nothing, and leaves out what a judgement rejects."""
    out = {claim for j in judgements if j.verdict == "reject" for claim in j.subjects}
    events = tuple(
        Event(f"e-{c.id}", c.kind, c.type, c.mode, c.status, (c.id,), (c.report,), 1, place=c.place, when=c.when)
        for c in claims
        if c.id not in out
    )
    return Reconciled(events, (), tuple((r.id, f"f-{r.id}") for r in reports))
