"""Tables for spreadsheets: events and claims, one a row. A cell never becomes a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.export import delimited
from dateline.model import Claim, Count, Event, Interval, LedgerView, Party, Place

SHARED = (
    "kind", "type", "mode", "status", "start", "end", "place", "precision", "country", "lat", "lon", "actor",
    "recipient", "counts",
)  # fmt: skip
"""What events and claims have alike; `_shared` gives the cells."""
EVENT_COLUMNS = ("event", *SHARED, "reports", "origins", "conflicts")
CLAIM_COLUMNS = ("claim", "event", "report", "outlet", "published", *SHARED, "source", "sentence", "trigger")


def events_csv(view: LedgerView) -> Iterator[str]:
    """One event a line, with a heading line; RFC 4180, CRLF."""
    return event_lines(view.events)


def event_lines(events: Iterable[Event]) -> Iterator[str]:
    """As `events_csv`, a line as each event comes."""
    return delimited.comma(EVENT_COLUMNS, map(_event, events))


def _event(e: Event) -> list[delimited.Cell]:
    disputed = "; ".join(f"{c.attribute} {c.kind}" for c in e.conflicts)
    return [e.id, *_shared(e), len(e.reports), e.origins, disputed]


def claims_csv(view: LedgerView) -> Iterator[str]:
    """One claim a line with its sentence, for checking by eye."""
    return delimited.comma(CLAIM_COLUMNS, _claims(view))


def _claims(view: LedgerView) -> Iterator[list[delimited.Cell]]:
    reports = {r.id: r for r in view.reports}
    events = {c: e.id for e in view.events for c in e.claims}
    for c in (c for c in view.claims if c.id in events and c.report in reports):
        report = reports[c.report]
        of = [c.id, events[c.id], c.report, report.outlet, _days(report.published)[0]]
        words = [c.evidence.sentence.of(report.text), c.evidence.trigger.of(report.text)]
        yield [*of, *_shared(c), _source(c), *words]


def _shared(x: Event | Claim) -> list[str | None]:
    """The cells of the columns SHARED."""
    what = [x.kind.value, x.type.value, x.mode, x.status.value]
    return [*what, *_days(x.when), *_where(x.place), names(x.actor), names(x.recipient), counted(x.counts)]


def names(parties: Iterable[Party]) -> str:
    return "; ".join(p.name for p in parties)


def counted(counts: Iterable[Count]) -> str:
    """ "killed 3; killed 2 (Americans)"."""
    return "; ".join(f"{c.what} {c.value:g}" + (f" ({c.of})" if c.of else "") for c in counts)


def _source(c: Claim) -> str:
    return (c.source.name or c.source.organisation or "") if c.source else ""


def _days(when: Interval | None) -> tuple[str, str]:
    if when is None:
        return "", ""
    return str(when.start or ""), str(when.end or "")


def _where(place: Place | None) -> tuple[str, str, str, str, str]:
    if place is None:
        return "", "", "", "", ""
    at = ("" if place.lat is None else f"{place.lat}", "" if place.lon is None else f"{place.lon}")
    return place.name, place.precision, place.country or "", *at
