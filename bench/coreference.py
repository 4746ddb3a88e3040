"""Scores of coreference over mentions: MUC (Vilain 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and
their mean, the CoNLL F1 (Pradhan 2012).

Clusters are sets of mention names. Mentions of one side that the other lacks count as the reference scorer counts
them: they cost precision or recall, never both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from bench.linking import f1

Clusters = Sequence[frozenset[Hashable]]


def clusters(of: Mapping[Hashable, Hashable]) -> list[frozenset[Hashable]]:
    """Mention → cluster, as clusters."""
    found: dict[Hashable, set[Hashable]] = {}
    for mention, cluster in of.items():
        found.setdefault(cluster, set()).add(mention)
    return [frozenset(c) for c in found.values()]


def conll(key: Clusters, response: Clusters) -> dict[str, float]:
    """F1 of the three and their mean, in one row."""
    row = {"muc": f1(*muc(key, response)), "b3": f1(*bcubed(key, response)), "ceafe": f1(*ceafe(key, response))}
    return {**row, "conll": sum(row.values()) / 3}


def muc(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Precision and recall of links."""
    return _links(response, key), _links(key, response)


def _links(ours: Clusters, others: Clusters) -> float:
    home = _homes(others)
    kept = sum(len(c) - len({home.get(m, m) for m in c}) for c in ours)
    total = sum(len(c) - 1 for c in ours)
    return kept / total if total else 0.0


def bcubed(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Precision and recall of each mention's cluster."""
    return _cubed(response, key), _cubed(key, response)


def _cubed(ours: Clusters, others: Clusters) -> float:
    home = _homes(others)
    total = sum(len(c) for c in ours)
    shared = 0.0
    for cluster in ours:
        counts: dict[Hashable, int] = {}
        for mention in cluster:
            if mention in home:
                counts[home[mention]] = counts.get(home[mention], 0) + 1
        shared += sum(n * n for n in counts.values()) / len(cluster)
    return shared / total if total else 0.0


def ceafe(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Precision and recall of the best one-to-one matching of clusters, by Dice overlap."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    home = {m: n for n, c in enumerate(key) for m in c}
    overlap = np.zeros((len(key), len(response)))
    for n, cluster in enumerate(response):
        for mention in cluster:
            if mention in home:
                overlap[home[mention], n] += 1
    sizes = np.array([len(c) for c in key])[:, None] + np.array([len(c) for c in response])[None, :]
    dice = 2 * overlap / sizes
    best = float(dice[linear_sum_assignment(-dice)].sum())
    return (best / len(response) if response else 0.0), (best / len(key) if key else 0.0)


def _homes(of: Iterable[frozenset[Hashable]]) -> dict[Hashable, int]:
    return {mention: n for n, cluster in enumerate(of) for mention in cluster}
