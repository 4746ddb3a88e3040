"""Nearness of many candidates to many others at once (NumPy): places of one report tend to lie together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.resolve.places.sphere import RADIUS_KM

Array = NDArray[np.float64]
DOUBT = 0.2  # what an unlikely candidate of another name counts for, against 1 for a certain one


def closeness(
    points: Sequence[tuple[float, float]], sizes: Sequence[int], scale_km: float
) -> Callable[[Sequence[float]], list[float]]:
    """A function from the candidates' shares to their support, 0..1 each.

    `points` are (lat, lon) in degrees of all candidates, name after name; `sizes` how many each name has. A
    candidate's support is 1 - exp(-sum over the other names of their closest candidate's weight * exp(-km /
    scale)).
    """
    if not points:
        return lambda shares: []
    near = np.exp(-_kilometres(points) / scale_km)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(int)
    own = np.repeat(np.arange(len(sizes)), sizes)
    rarity = 1.0 / np.sqrt(np.repeat(np.asarray(sizes, dtype=float), sizes))

    def support(shares: Sequence[float]) -> list[float]:
        weight = DOUBT * rarity + (1 - DOUBT) * np.asarray(shares)
        best: Array = np.maximum.reduceat(near * weight[None, :], starts, axis=1)
        best[np.arange(len(own)), own] = 0.0
        return [float(v) for v in 1.0 - np.exp(-best.sum(axis=1))]

    return support


def _kilometres(points: Sequence[tuple[float, float]]) -> Array:
    """Great-circle distances of all pairs."""
    lat, lon = np.radians(np.asarray(points, dtype=float)).T
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    distances: Array = RADIUS_KM * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0))
    return distances
