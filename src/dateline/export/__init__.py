"""Export: the ledger as other programs and people take it: claims as JSON lines, tables, maps."""

from __future__ import annotations

from dateline.export.claims import claims, dumps
from dateline.export.csv_ import claims_csv, events_csv
from dateline.export.geojson import geojson

__all__ = ["claims", "claims_csv", "dumps", "events_csv", "geojson"]
