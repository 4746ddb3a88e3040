"""ACLED-style CSV: the 31 columns of ACLED's export, for the events that ACLED has a sub-event for.

Lost: attribution, planned, threatened, possible and denied events, ranges of counts (the lowest is taken, as ACLED
does, and the dispute goes to `notes`), injuries, and everything ACLED has no type for (docs/exports.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from dateline.export import delimited
from dateline.export.crosswalk import TOLD, codes, country, country_name, iso3, table
from dateline.export.happenings import Happening, dead, first, happenings, length
from dateline.model import Event, Kind, LedgerView, Party
from dateline.views.wording import sentence_of

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
GEO_PRECISION = {"site": 1, "city": 1, "admin1": 3, "country": 3, "region": 3}


def acled(view: LedgerView) -> Iterator[str]:
    """The file, a line at a time."""
    return delimited.comma(COLUMNS, (row(h) for h in happenings(view) if holds(h.event)))


def holds(event: Event) -> bool:
    """Whether ACLED would have such an event: it happened, on a known day or so, and has a sub-event."""
    known = event.kind is Kind.EVENT and event.status in TOLD and first(event.when) is not None
    return known and "acled" in codes(event)


def row(h: Happening) -> list[delimited.Cell]:
    """The cells of one event, in the order of COLUMNS."""
    event, place = h.event, h.event.place
    sub = codes(event)["acled"]
    kind, disorder = table("export", "acled")["sub_events"][sub]
    day = first(event.when)
    assert day is not None
    one, two = _side(event.actor), _side(event.recipient)
    code = place.country if place else None
    found, killed = country(code), dead(event)
    return [
        f"{iso3(code)}{event.id}", day.isoformat(), day.year, time_precision(event), disorder, kind, sub,
        *one, *two, "-".join(x for x in (one[2], two[2]) if x),
        "Civilian targeting" if "Civilians" in (one[2], two[2]) and kind != "Protests" else "",
        int(found.numeric) if found else None, region(code), country_name(code),
        (place.admin1 or "") if place else "", "", "", place.name if place else "",
        place.lat if place else None, place.lon if place else None,
        GEO_PRECISION[place.precision] if place else None,
        "; ".join(h.outlets), "", notes(h), killed.low if killed else 0, "", _timestamp(h.latest),
    ]  # fmt: skip


def time_precision(event: Event) -> int:
    """1 a day, 2 within a week, 3 a month or more."""
    days = length(event.when)
    return 1 if days == 1 else 2 if 0 < days <= 7 else 3


def notes(h: Happening) -> str:
    """One sentence from the derived values, then what the reports disagree on."""
    told = [sentence_of(h.event)]
    for conflict in h.event.conflicts:
        sides = ", ".join(f"{v.value} ({v.reports} reports, {v.origins} origins)" for v in conflict.values)
        told.append(f"Disputed {conflict.attribute}: {sides}.")
    return " ".join(told)


def region(code: str | None) -> str:
    return next((name for name, codes in table("export", "acled")["regions"].items() if code in codes), "")


def _side(parties: tuple[Party, ...]) -> tuple[str, str, str]:
    """(actor, associated actors, class of the first)."""
    if not parties:
        return "", "", ""
    inter = table("export", "acled")["inter"].get(parties[0].sector or "", "External/Other forces")
    return parties[0].name, "; ".join(p.name for p in parties[1:]), inter


def _timestamp(day: date | None) -> int | None:
    """Seconds since 1970 of the latest report's day: there is no clock in a derivation."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day else None
