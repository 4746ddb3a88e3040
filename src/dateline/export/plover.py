"""PLOVER 2.0 JSON lines and POLECAT-style tab-separated rows.

Lost: attribution, conflicting values, evidence beyond one sentence; figures, denials and mere possibilities are left
out; a planned withdrawal is CONCEDE and other planned acts of good will are AGREE, as the codebook has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dateline import __version__
from dateline.export import delimited
from dateline.export.crosswalk import Plover, country_name, iso3, plover
from dateline.export.happenings import Happening, counted, first, happenings, last
from dateline.model import LedgerView, Party, Place

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
SIZES = (("dead", "killed"), ("injured", "injured"), ("arrested", "detained"))
RESOLUTION = {"site": 5, "city": 4, "admin1": 2, "country": 1, "region": 1}
POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


def coded(view: LedgerView) -> Iterator[tuple[Happening, Plover]]:
    """Events that PLOVER can hold, with a day: it requires one."""
    for h in happenings(view):
        code = plover(h.event)
        if code is not None and first(h.event.when) is not None:
            yield h, code


def plover_lines(view: LedgerView) -> Iterator[str]:
    """One JSON object a line."""
    for h, code in coded(view):
        yield json.dumps(record(h, code), ensure_ascii=False) + "\n"


def record(h: Happening, code: Plover) -> dict[str, Any]:
    """One event under PLOVER's field names; empty optional fields are absent."""
    event, lead = h.event, h.reports[0]
    made: dict[str, Any] = {
        "id": event.id,
        "date": str(first(event.when)),
        "enddate": str(last(event.when)),
        "actor": [_entity(p) for p in event.actor],
        "recipient": [_entity(p) for p in event.recipient],
        "event": [code.type],
        "mode": [code.mode] if code.mode else [],
        "quad_code": code.quad,
        "event_scale": code.score,
        "event_loc": _location(event.place),
        "event_text": [c.evidence.trigger.of(_text(h, c.report)) for c in h.claims],
        "text": h.sentence,
        "size": {k: n for k, what in SIZES if (n := counted(event, what)) is not None},
        "cite_info": {"url": h.url, "title": lead.title, "publication": lead.outlet, "language": lead.language},
        "coder": f"dateline {__version__}",
        "comment": f"status {event.status.value}; {len(h.reports)} reports, {event.origins} origins",
    }  # fmt: skip
    return {k: v for k, v in made.items() if v or k in ("id", "date", "actor", "event", "event_scale")}


def _text(h: Happening, report: str) -> str:
    return next(r.text for r in h.reports if r.id == report)


def _entity(p: Party) -> dict[str, str]:
    wikidata = p.id.removeprefix("wikidata:") if p.id and p.id.startswith("wikidata:") else ""
    made = {
        "entity_text": p.name, "raw_text": p.text or "", "code": iso3(p.country), "sector": p.sector or "",
        "wikidata_id": wikidata,
    }  # fmt: skip
    return {k: v for k, v in made.items() if v}


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    made = {
        "resolved_place": place.name, "geonameid": _geonames(place), "lat": place.lat, "lon": place.lon,
        "province": place.admin1, "country": country_name(place.country), "country_code": iso3(place.country),
        "resolution": RESOLUTION[place.precision],
    }  # fmt: skip
    return {k: v for k, v in made.items() if v not in (None, "")}


def _geonames(place: Place) -> str:
    return place.id.removeprefix("geonames:") if place.id and place.id.startswith("geonames:") else ""


def polecat(view: LedgerView) -> Iterator[str]:
    """The tab-separated file with its heading; `None` for nothing, as the release has it."""
    rows = ([x if x not in (None, "") else "None" for x in polecat_row(h, code)] for h, code in coded(view))
    return delimited.tab(POLECAT_COLUMNS, rows)


def polecat_row(h: Happening, code: Plover) -> list[delimited.Cell]:
    """The cells of one event, in the order of POLECAT_COLUMNS. Correlates of War numbers stay empty."""
    event, place = h.event, h.event.place
    return [
        event.id, str(first(event.when)), code.type, code.mode, code.score, QUADS[code.quad], "",
        *_polecat_side(event.actor), *_polecat_side(event.recipient),
        place.name if place else "", place.name if place and place.precision == "city" else "", "",
        (place.admin1 or "") if place else "", country_name(place.country) if place else "",
        place.lat if place else None, place.lon if place else None, _geonames(place) if place else "", "",
        place.precision if place else "", "; ".join(h.outlets), str(last(h.reports[0].published) or ""), "", "", "",
        h.reports[0].language or "", f"dateline {__version__}",
    ]  # fmt: skip


def _polecat_side(parties: tuple[Party, ...]) -> list[delimited.Cell]:
    sectors = [p.sector for p in parties if p.sector]
    return [
        "; ".join(p.name for p in parties),
        "; ".join(dict.fromkeys(iso3(p.country) for p in parties if p.country)),
        "",
        sectors[0] if sectors else "",
        "; ".join(dict.fromkeys(sectors)),
        "",
        "; ".join(p.text or "" for p in parties).strip("; "),
        "",
    ]
