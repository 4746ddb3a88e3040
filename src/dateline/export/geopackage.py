"""Events as a GeoPackage (OGC 12-128r18) for QGIS and ArcGIS, written by GDAL through pyogrio (extra `maps`).

Two layers, as in the GeoJSON: `events` are points known to a town or better; `areas_unmapped` are rows without a
geometry for what is only known by province, country or region, or not at all."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.export.geojson import point, uncertainty
from dateline.export.tables import event_rows
from dateline.model import LedgerView

TEXT = ("event", "kind", "type", "mode", "status", "start", "end", "place", "precision", "country", "admin1", "actor",
        "recipient", "counts", "outlets", "conflicts", "part_of")  # fmt: skip
REAL = ("killed", "injured", "uncertainty_km")
WHOLE = ("claims", "reports", "origins")


def geopackage(view: LedgerView, path: Path) -> None:
    """Write the file; an existing one is replaced. Raises UsageError without pyogrio."""
    try:
        import numpy as np
        from pyogrio import raw
    except ImportError:
        raise UsageError('GeoPackages need pyogrio: pip install "dateline[maps]"') from None
    places = {e.id: e.place for e in view.events}
    rows = [r | {"uncertainty_km": uncertainty(places[r["event"]])} for r in event_rows(view)]
    path.unlink(missing_ok=True)
    for layer, kept in (("events", True), ("areas_unmapped", False)):
        some = [r for r in rows if (point(places[r["event"]]) is not None) is kept]
        shapes = [_wkb(r["lon"], r["lat"]) for r in some] if kept else [None] * len(some)
        raw.write(
            path,
            geometry=np.array(shapes, dtype=object) if kept else None,
            field_data=[_column(np, some, name) for name in (*TEXT, *REAL, *WHOLE)],
            fields=[*TEXT, *REAL, *WHOLE],
            layer=layer,
            driver="GPKG",
            geometry_type="Point" if kept else None,
            crs="EPSG:4326" if kept else None,
            append=path.exists(),
        )


def _wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary, little-endian."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


def _column(np: Any, rows: list[dict[str, Any]], name: str) -> Any:
    values = [r[name] for r in rows]
    if name in REAL:
        return np.array([float("nan") if v is None else v for v in values], dtype=float)
    if name in WHOLE:
        return np.array(values, dtype="int64")
    return np.array([None if v is None else str(v) for v in values], dtype=object)
