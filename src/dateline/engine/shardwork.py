"""One shard from its file to Parquet: the piece of work that every engine hands out, and may hand out again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from dateline.engine import parquet
from dateline.engine.manifest import Manifest, begin, finished, keep
from dateline.engine.pool import pooled
from dateline.engine.shards import Shard, digest, reports
from dateline.errors import LedgerError
from dateline.ledger import rows
from dateline.model import Coded, Issue, Report
from dateline.pipeline import Chain, run

SHEETS = ("reports", "claims", "issues")
PATIENCE = 2  # times a shard may end its process; then each of its reports is read in a process apart


@dataclass(frozen=True, slots=True)
class Work:
    """What every shard of a run has in common."""

    out: str
    columns: tuple[tuple[str, str], ...] = ()
    debug: bool = False

    @property
    def folder(self) -> Path:
        return Path(self.out)

    @property
    def named(self) -> Mapping[str, str]:
        return dict(self.columns)


def place(out: Path, sheet: str, key: str) -> Path:
    """Where one sheet of a shard lies: partitioned the way that Hive, DuckDB, Spark and pandas know."""
    return out / sheet / f"shard={key}" / "part.parquet"


def work(shard: Shard, chain: Chain, what: Work) -> Manifest:
    """Code one shard and write it, unless that is done; the same again changes nothing.

    A shard that has ended its process twice is read with each report in a process apart, and a report that kills is set
    aside as an issue."""
    done = finished(what.folder, shard, chain.fingerprint)
    if done is not None:
        return done
    tries, began = begin(what.folder, shard.key), time.monotonic()
    found = reports(shard, what.named)
    if tries > PATIENCE:
        made = pooled(found, chain, workers=2, debug=what.debug, alone=0)
    else:
        made = run(found, chain, debug=what.debug)
    counts, words = dict.fromkeys(SHEETS, 0), 0
    with ExitStack() as stack:
        tables = {s: stack.enter_context(parquet.Table(place(what.folder, s, shard.key), s)) for s in SHEETS}
        for one in made:
            words += _put(tables, one)
        counts = {name: table.count for name, table in tables.items()}
    sha = digest(shard.path)
    seconds = round(time.monotonic() - began, 3)
    manifest = Manifest(
        shard.key, shard.path, sha, chain.fingerprint, **counts, words=words, attempts=tries, seconds=seconds
    )
    keep(what.folder, manifest)
    return manifest


def _put(tables: Mapping[str, parquet.Table], one: tuple[Report, Coded] | Issue) -> int:
    """One report or issue to its sheets. Returns the report's words."""
    if isinstance(one, Issue):
        tables["issues"].put(parquet.issue_row(one))
        return 0
    (report, coded), number = one, tables["reports"].count
    try:
        claims = [parquet.claim_row(c, number, report.text) for c in sorted(coded.claims, key=rows.claim_order)]
        row = parquet.report_row(report, number)
    except LedgerError as error:
        issue = Issue(report.source.locator, "bulk", "unstorable", str(error), report.source.digest)
        tables["issues"].put(parquet.issue_row(issue))
        return 0
    tables["reports"].put(row)
    for claim in claims:
        tables["claims"].put(claim)
    return len(report.text.split())
