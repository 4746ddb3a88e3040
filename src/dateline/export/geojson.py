"""Events as GeoJSON (RFC 7946): points where the place is that well known, no geometry where it is not.

A country's middle is not where a thing happened, so a place known only as a country or region has a null
geometry and says so in its properties; software that maps it must decide on purpose.
"""

from __future__ import annotations

from typing import Any

from dateline.export.claims import count_json, interval_json
from dateline.model import Event, LedgerView, Place

UNCERTAINTY_KM = {"site": 2.0, "city": 10.0, "admin1": 100.0, "country": 500.0, "region": 1000.0}
"""Rough radius by precision, where the place itself states none."""


def geojson(view: LedgerView) -> dict[str, Any]:
    """A FeatureCollection of all events, in order of id."""
    return {"type": "FeatureCollection", "features": [feature(e) for e in view.events]}


def feature(event: Event) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point(event.place),
        "properties": {
            "kind": event.kind.value,
            "type": event.type.value,
            "mode": event.mode,
            "status": event.status.value,
            "when": interval_json(event.when),
            "place": event.place.name if event.place else None,
            "precision": event.place.precision if event.place else None,
            "uncertainty_km": uncertainty(event.place),
            "actor": [p.name for p in event.actor],
            "recipient": [p.name for p in event.recipient],
            "counts": [count_json(c) for c in event.counts],
            "reports": list(event.reports),
            "origins": event.origins,
            "conflicts": [f"{c.attribute}: {c.kind}" for c in event.conflicts],
        },
    }


def point(place: Place | None) -> dict[str, Any] | None:
    """Longitude first, as GeoJSON has it."""
    if place is None or place.lat is None or place.lon is None or place.precision not in ("site", "city"):
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def uncertainty(place: Place | None) -> float | None:
    """Kilometres within which the event lies, as well as the place's precision tells."""
    if place is None:
        return None
    return place.uncertainty_km if place.uncertainty_km is not None else UNCERTAINTY_KM[place.precision]
