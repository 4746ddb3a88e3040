"""Copies: reports whose texts are one text, cut, re-headlined or lightly edited, are one family.

Word shingles (Broder 1997) hashed into MinHash signatures; banded signatures propose pairs without comparing
all, and the exact shingle overlap decides. Copies count once as evidence, so a false family hides an
independent source: the bars are set where no two separately written reports on one event come near.
`changes` says what a copy altered.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dateline.model import Report
from dateline.reconcile.joined import Joined

if TYPE_CHECKING:  # numpy is loaded when there is something to compare, so that looking things up starts at once
    import numpy as np
    from numpy.typing import NDArray

Pair = tuple[str, str]
SHINGLE = 4  # words
ROWS = 3  # rows a band: pairs at Jaccard 0.02 (two reports on one event) are proposed with probability 0.0005
BANDS = 64  # at Jaccard 0.35 they are proposed with probability 0.94, at 0.5 always
JACCARD = 0.35
CONTAINED = 0.7  # of the shorter text, for cuts
FEW = 40  # new reports up to which each is looked for by itself among all others
SHORTEST = 12  # shingles; below it only equal texts are copies
_WORD = re.compile(r"\w+")


def families(reports: Iterable[Report]) -> dict[str, str]:
    """Report id → family id. A family is named after its smallest report id; most reports are alone in
    theirs."""
    kin = Families()
    kin.add(reports)
    return kin.names()


def copied(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> bool:
    """Whether two shingle sets (sorted, each once) are one text: much in common, or nearly all of the shorter
    within the longer."""
    import numpy as np

    if min(len(a), len(b)) < SHORTEST:
        return len(a) > 0 and np.array_equal(a, b)
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) >= JACCARD or shared / min(len(a), len(b)) >= CONTAINED


def shingled(text: str) -> NDArray[np.uint32]:
    """Every run of SHINGLE words of a text, case and punctuation aside, as 32-bit hashes, sorted, each once."""
    import numpy as np

    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    hashed = b"".join(hashlib.blake2b(r.encode(), digest_size=4).digest() for r in runs)
    return np.unique(np.frombuffer(hashed, dtype="<u4"))


def story_of(report: Report) -> str:
    """The text without its furniture: two wire stories are not copies for sharing a footer."""
    parts, at = [], 0
    for piece in sorted(report.furniture, key=lambda f: f.span):
        parts.append(report.text[at : max(at, piece.span.start)])
        at = max(at, piece.span.end)
    return " ".join([*parts, report.text[at:]])


class Families:
    """Families of copies, to which reports are added as they come. The outcome does not depend on the order."""

    def __init__(self) -> None:
        self._runs: dict[str, NDArray[np.uint32]] = {}
        self._ids: list[str] = []
        self._bands: NDArray[np.uint64] | None = None  # a row per report, a column per band
        self._joined = Joined(())

    @classmethod
    def restored(
        cls, ids: list[str], bands: NDArray[np.uint64] | None, joined: Joined, runs: dict[str, NDArray[np.uint32]]
    ) -> Families:
        """Families found before: a row of `bands` for each id, and `runs` that knows every report's shingles."""
        made = cls()
        made._ids, made._bands, made._joined, made._runs = ids, bands, joined, runs
        return made

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Every report with its row of bands, as 64-bit numbers, lowest byte first."""
        if self._bands is not None:
            for name, row in zip(self._ids, self._bands, strict=True):
                yield name, row.astype("<u8").tobytes()

    def names(self) -> dict[str, str]:
        """Report id → family id."""
        return self._joined.names()

    def family(self, report: str) -> str:
        return self._joined.find(report)

    def add(self, reports: Iterable[Report]) -> set[str]:
        """Add reports not added before. Returns the ids whose family is new or has another name now."""
        fresh = {r.id: shingled(story_of(r)) for r in sorted(reports, key=lambda r: r.id)}
        return self.add_read(fresh, [banded(runs) for runs in fresh.values()])

    def add_read(self, fresh: dict[str, NDArray[np.uint32]], bands: Sequence[NDArray[np.uint64]]) -> set[str]:
        """As `add`, of reports by id whose shingles and rows of bands are known."""
        import numpy as np

        if not fresh:
            return set()
        first = len(self._ids)
        self._ids += fresh
        self._runs |= fresh
        self._joined.add(fresh)
        rows = np.stack(bands)
        self._bands = rows if self._bands is None else np.concatenate([self._bands, rows])
        changed, names, told_apart = set(fresh), set(fresh), set[Pair]()
        for bucket in self._buckets(first):
            changed |= self._join(bucket, names, told_apart)
        return changed

    def drop(self, gone: set[str]) -> set[str]:
        """Take reports away. Returns the ids of those left whose families had one of them: they are joined anew
        among themselves."""
        import numpy as np

        broken = {n for name in gone for n in self._joined.members(name)} - gone
        keep = [n for n, name in enumerate(self._ids) if name not in gone]
        self._ids = [self._ids[n] for n in keep]
        self._bands = self._bands[keep] if self._bands is not None else None
        for name in gone:
            del self._runs[name]
        self._joined.scatter(broken, gone)
        rows, told_apart = (
            np.array([n for n, name in enumerate(self._ids) if name in broken], dtype=np.intp),
            set[Pair](),
        )
        for column in range(BANDS if len(rows) > 1 else 0):
            for bucket in self._alike(rows, column):
                self._join(bucket, broken, told_apart)
        return broken

    def _join(self, bucket: list[str], fresh: set[str], told_apart: set[Pair]) -> set[str]:
        """Join the new ones of a bucket to whom they copy; those of one family, and those told apart in another
        bucket, are not compared again."""
        changed, kin = set[str](), defaultdict[str, list[str]](list)
        for name in bucket:
            kin[self._joined.find(name)].append(name)
        for name in (n for n in bucket if n in fresh and len(kin) > 1):
            for root, members in kin.items():
                if self._joined.together(root, name):
                    continue
                if any(self._copied(name, other, told_apart) for other in members):
                    changed |= self._joined.members(max(self._joined.find(root), self._joined.find(name)))
                    self._joined.join(root, name)
        return changed

    def _copied(self, name: str, other: str, told_apart: set[Pair]) -> bool:
        both = (name, other) if name < other else (other, name)
        if both in told_apart:
            return False
        same = copied(self._runs[name], self._runs[other])
        if not same:
            told_apart.add(both)
        return same

    def _buckets(self, first: int) -> Iterator[list[str]]:
        """Reports that share a band, of which one at least is new (row `first` or later)."""
        import numpy as np

        assert self._bands is not None
        near = np.arange(len(self._bands))
        if 0 < len(self._bands) - first <= FEW:  # one look along all columns for each: few rows are left
            near = np.flatnonzero(
                np.logical_or.reduce([(self._bands == row).any(axis=1) for row in self._bands[first:]])
            )
        for column in range(BANDS):
            values = self._bands[near, column]
            new = np.unique(self._bands[first:, column])
            rows = near[new[np.minimum(np.searchsorted(new, values), len(new) - 1)] == values] if first else near
            yield from self._alike(rows, column)

    def _alike(self, rows: NDArray[np.intp], column: int) -> Iterator[list[str]]:
        """Groups of two and more of these rows that have one value in a column."""
        import numpy as np

        assert self._bands is not None
        values = self._bands[:, column]
        row = rows[np.argsort(values[rows], kind="stable")]
        edges = (np.flatnonzero(np.diff(values[row])) + 1).tolist()
        for start, end in zip([0, *edges], [*edges, len(row)], strict=True):
            if end - start > 1:
                yield [self._ids[n] for n in row[start:end].tolist()]


def signature(report: Report) -> bytes:
    """A report's row of bands, as in `Families.signatures`."""
    return banded(shingled(story_of(report))).astype("<u8").tobytes()


def banded(runs: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """One 64-bit number per band of a text's signature. A text always has at least one shingle."""
    import numpy as np

    a, b = _coefficients()
    hashed = (runs.astype(np.uint64)[:, None] * a + b) >> np.uint64(32)
    rows = hashed.min(axis=0).reshape(BANDS, ROWS)
    mixed = np.zeros(BANDS, dtype=np.uint64)
    for column in range(ROWS):
        mixed = (mixed ^ rows[:, column]) * np.uint64(0x9E3779B97F4A7C15)
    return mixed


@cache
def _coefficients() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The fixed hash family h(x) = (a x + b mod 2^64) >> 32 (Dietzfelbinger 1996); a fixed seed keeps families the
    same everywhere."""
    import numpy as np

    rng = np.random.Generator(np.random.PCG64(20200311))
    top = np.iinfo(np.uint64).max
    a = rng.integers(1, top, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    return a, rng.integers(0, top, BANDS * ROWS, dtype=np.uint64)


def grouped(names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Family id → its reports, families of one report left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for report, family in sorted(names.items()):
        found[family].append(report)
    return {family: tuple(members) for family, members in found.items() if len(members) > 1}
