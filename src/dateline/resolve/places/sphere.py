"""Distances and directions on the globe (mean radius 6371 km)."""

from __future__ import annotations

import math
from collections.abc import Sequence

RADIUS_KM = 6371.0088

BEARINGS = {
    "north": 0.0, "north-northeast": 22.5, "northeast": 45.0, "north-east": 45.0, "east": 90.0, "southeast": 135.0,
    "south-east": 135.0, "south": 180.0, "southwest": 225.0, "south-west": 225.0, "west": 270.0, "northwest": 315.0,
    "north-west": 315.0,
}  # fmt: skip
"""Degrees clockwise from north, by the words English has for them."""


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine)."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def offset(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """The point `distance_km` from (lat, lon) towards `bearing` (degrees from north); degrees, rounded to 4
    places."""
    a, b, t, d = math.radians(lat), math.radians(lon), math.radians(bearing), distance_km / RADIUS_KM
    lat2 = math.asin(math.sin(a) * math.cos(d) + math.cos(a) * math.sin(d) * math.cos(t))
    lon2 = b + math.atan2(math.sin(t) * math.sin(d) * math.cos(a), math.cos(d) - math.sin(a) * math.sin(lat2))
    return round(math.degrees(lat2), 4), round((math.degrees(lon2) + 540) % 360 - 180, 4)


def side_of(
    points: Sequence[tuple[float, float]], bearing: float, middle: tuple[float, float]
) -> tuple[float, float, float] | None:
    """(lat, lon, spread in km) of the side of a country towards `bearing`: from its middle half way to where
    all but a tenth of its towns end. None under ten towns, or when none lie that way."""
    if len(points) < 10:
        return None
    north, east = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
    squeeze = math.cos(math.radians(middle[0]))
    reach = sorted((p[0] - middle[0]) * north + (p[1] - middle[1]) * squeeze * east for p in points)
    degrees = reach[int(len(reach) * 0.9)]
    if degrees <= 0:
        return None
    far = degrees * 111.2
    return (*offset(*middle, bearing, far * 0.55), round(max(far * 0.6, 20.0), 1))
