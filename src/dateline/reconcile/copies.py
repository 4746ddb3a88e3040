"""Copies: reports whose texts are one text, cut, re-headlined or lightly edited, are one family.

Word shingles (Broder 1997) hashed into MinHash signatures; banded signatures propose pairs without comparing
all, and the exact shingle overlap decides. Copies count once as evidence, so a false family hides an
independent source: the bars are set where no two separately written reports on one event come near.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from dateline.model import Report
from dateline.reconcile.joined import Joined

if TYPE_CHECKING:  # numpy is loaded when there is something to compare, so that looking things up starts at once
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 4  # words
SIGNATURE = 128  # hashes
ROWS = 2  # rows a band: pairs at Jaccard 0.2 are proposed with probability 0.93, at 0.5 always
JACCARD = 0.35
CONTAINED = 0.7  # of the shorter text, for cuts
SHORTEST = 12  # shingles; below it only equal texts are copies
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")


def families(reports: Iterable[Report]) -> dict[str, str]:
    """Report id → family id. A family is named after its smallest report id; most reports are alone in
    theirs."""
    shingles = {r.id: shingled(_story(r)) for r in sorted(reports, key=lambda r: r.id)}
    joined = Joined(shingles)
    for a, b in _proposed(shingles):
        if copied(shingles[a], shingles[b]):
            joined.join(a, b)
    return joined.names()


def copied(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether two shingle sets are one text: much in common, or nearly all of the shorter within the
    longer."""
    if min(len(a), len(b)) < SHORTEST:
        return a == b and bool(a)
    shared = len(a & b)
    return shared / len(a | b) >= JACCARD or shared / min(len(a), len(b)) >= CONTAINED


def shingled(text: str) -> frozenset[int]:
    """Every run of SHINGLE words of a text, case and punctuation aside, as 31-bit hashes."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=4).digest(), "big") % _PRIME for r in runs)


def _story(report: Report) -> str:
    """The text without its furniture: two wire stories are not copies for sharing a footer."""
    parts, at = [], 0
    for piece in sorted(report.furniture, key=lambda f: f.span):
        parts.append(report.text[at : max(at, piece.span.start)])
        at = max(at, piece.span.end)
    return " ".join([*parts, report.text[at:]])


def _proposed(shingles: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Pairs that share a band of their signatures, each once."""
    buckets: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for name, runs in shingles.items():
        for band, key in enumerate(_bands(runs)):
            buckets[band, key].append(name)
    yield from sorted({pair for names in buckets.values() for pair in _pairs(names)})


def _pairs(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All pairs of a small bucket; a chain through a large one, which holds a text printed many times."""
    return combinations(names, 2) if len(names) <= 50 else iter(list(pairwise(names)))


def _bands(runs: frozenset[int]) -> Iterator[bytes]:
    signature = _signature(runs)
    for start in range(0, SIGNATURE, ROWS):
        yield signature[start : start + ROWS].tobytes()


@cache
def _coefficients() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The fixed hash family h(x) = (a x + b) mod p; a fixed seed keeps families the same everywhere."""
    import numpy as np

    rng = np.random.Generator(np.random.PCG64(20200311))
    a = rng.integers(1, _PRIME, SIGNATURE, dtype=np.uint64)
    return a, rng.integers(0, _PRIME, SIGNATURE, dtype=np.uint64)


def _signature(runs: frozenset[int]) -> NDArray[np.uint64]:
    """The smallest hash of each kind. A text always has at least one shingle."""
    import numpy as np

    a, b = _coefficients()
    values = np.fromiter(sorted(runs), dtype=np.uint64, count=len(runs))
    hashed = (values[:, None] * a[None, :] + b[None, :]) % np.uint64(_PRIME)
    return np.asarray(hashed.min(axis=0), dtype=np.uint64)
