"""What the gazetteer holds of one place."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Precision

KINDS: dict[str, Precision] = {
    "country": "country", "division": "admin1", "district": "admin1", "city": "city", "quarter": "city",
    "airport": "site", "site": "site", "region": "region", "sea": "region", "water": "region", "land": "region",
    "continent": "region",
}  # fmt: skip
"""The kinds of entry, and how finely each says where."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: `id` as in `Place.id`, WGS 84 degrees, `people` living there (0 when unknown or a site).

    `match` says how it was found: 3 its own name, 2 another name, 1 only another romanisation of one,
    0 inside the name of a building or body that itself is not known.
    """

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None = None
    admin1: str | None = None  # "IQ.13": country and GeoNames first-level code
    people: int = 0
    match: int = 3
    near: str | None = None  # the town that tells where a site is

    @property
    def precision(self) -> Precision:
        return KINDS[self.kind]
