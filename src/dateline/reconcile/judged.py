"""What people decided, as constraints: judgements in force, with those taken back left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from dateline.model import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Claim pairs that must be one event or must not, rejected and accepted claims, and corrected values."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    corrected: tuple[tuple[str, str, str], ...] = field(default=())  # claim, attribute, value as JSON


def judged(judgements: Iterable[Judgement]) -> Judged:
    """Constraints in force. Where two judgements disagree on one pair or claim, the later one (by instant,
    then id) holds; a judgement that takes back another undoes it as if it had never been."""
    every = sorted(judgements, key=lambda j: (j.at, j.id))
    pairs: dict[Pair, bool] = {}
    claims: dict[str, bool] = {}
    values: dict[tuple[str, str], str] = {}
    for j in in_force(every):
        if j.verdict in ("same", "not-same"):
            for a, b in combinations(sorted(set(j.subjects)), 2):
                pairs[a, b] = j.verdict == "same"
        elif j.verdict in ("accept", "reject") and j.attribute is None:
            claims.update(dict.fromkeys(j.subjects, j.verdict == "accept"))
        elif j.attribute and j.value is not None:
            values.update({(s, j.attribute): j.value for s in j.subjects})
    return Judged(
        same=frozenset(p for p, yes in pairs.items() if yes),
        apart=frozenset(p for p, yes in pairs.items() if not yes),
        rejected=frozenset(c for c, yes in claims.items() if not yes),
        accepted=frozenset(c for c, yes in claims.items() if yes),
        corrected=tuple(sorted((c, a, v) for (c, a), v in values.items())),
    )


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that no judgement in force takes back. Taking back a taking-back restores the first."""
    every = list(judgements)
    undone: set[str] = set()
    for j in sorted((j for j in every if j.takes_back), key=lambda j: (j.at, j.id), reverse=True):
        if j.id not in undone and j.takes_back:
            undone.add(j.takes_back)
    return [j for j in every if j.id not in undone and not j.takes_back]
