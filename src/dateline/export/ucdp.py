"""UCDP GED-style CSV: the 49 columns of GED v26.1, for lethal events of organised violence.

Lost: everything without a death, injuries, attribution of single values (`source_original` names the origins),
statuses. Dyad, conflict and PRIO-GRID ids are UCDP's own and stay empty (docs/exports.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateline.export import delimited
from dateline.export.crosswalk import TOLD, codes, country_name
from dateline.export.happenings import Dead, Happening, dead, first, happenings, last, length
from dateline.model import Event, Kind, LedgerView, Party

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
WHERE_PREC = {"site": 1, "city": 1, "admin1": 4, "country": 6, "region": 7}
UNKNOWN = "XXX"


def ucdp(view: LedgerView) -> Iterator[str]:
    """The file, a line at a time."""
    rows = (row(h, killed) for h in happenings(view) if holds(h.event) and (killed := dead(h.event)))
    return delimited.comma(COLUMNS, rows)


def holds(event: Event) -> bool:
    """At least one death, by a type that UCDP knows, that happened at a known time."""
    killed = dead(event)
    lethal = killed is not None and killed.best >= 1
    return lethal and event.kind is Kind.EVENT and event.status in TOLD and "ucdp" in codes(event) and _dated(event)


def _dated(event: Event) -> bool:
    return first(event.when) is not None


def row(h: Happening, killed: Dead) -> list[delimited.Cell]:
    """The cells of one event, in the order of COLUMNS."""
    event, place = h.event, h.event.place
    start, end = first(event.when), last(event.when)
    assert start is not None
    assert end is not None
    a, b = _side(event.actor), _side(event.recipient)
    civilians, unknown = _split(event, killed)
    at = (place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None
    return [
        event.id, f"{event.id}-{start.year}", start.year, 0, "Check", int(codes(event)["ucdp"]), None, None, "", None,
        None, f"{a} - {b}", None, None, a, None, None, b, len(h.reports), articles(h), "; ".join(h.outlets),
        _day(h.latest), "; ".join(r.title or "" for r in h.reports).strip("; "), "; ".join(h.sources),
        WHERE_PREC[place.precision] if place else 6, place.name if place else "", place.name if place else "",
        (place.admin1 or "") if place else "", "", at[0] if at else None, at[1] if at else None,
        f"POINT ({at[1]} {at[0]})" if at else "", None, country_name(place.country) if place else "", None, "",
        1 if length(event.when) == 1 else 2, date_prec(length(event.when)), f"{start} 00:00:00.000",
        f"{end} 00:00:00.000", 0, 0, civilians, unknown, killed.best, killed.high, killed.low, None, None,
    ]  # fmt: skip


def date_prec(days: int) -> int:
    """1 a day, 2 up to six days, 3 a week, 4 a month, 5 more or open."""
    for limit, code in ((1, 1), (6, 2), (7, 3), (31, 4)):
        if 0 < days <= limit:
            return code
    return 5


def articles(h: Happening) -> str:
    """ "outlet, date, headline" of each report, joined by ";"."""
    parts = ((r.outlet or r.source.locator, _day(last(r.published)), r.title or "") for r in h.reports)
    return ";".join(", ".join(p for p in part if p) for part in parts)


def _split(event: Event, killed: Dead) -> tuple[int, int]:
    """(civilians, unknown): the sides of the dead are only told apart where a count names civilians."""
    named = [c for c in event.counts if c.what == "killed" and c.of and "civilian" in c.of.casefold()]
    civilians = min(killed.best, round(named[0].value)) if named else 0
    return civilians, killed.best - civilians


def _side(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name for p in parties) or UNKNOWN


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
