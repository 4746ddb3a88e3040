"""The last step of a bulk run: events, plans and families from the claims of all shards.

Of a report that several shards hold the last one counts, as in a ledger to which the shards were added in their order.
What is many is linked in parts, by whatever runs tasks: forked processes here, or a cluster (`cluster.tasks`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from dateline.engine import parquet
from dateline.engine.manifest import Manifest, put
from dateline.engine.shardwork import place
from dateline.ledger.derived import version_of
from dateline.model import Claim, Report
from dateline.reconcile import LARGE, Reconciled, reconcile
from dateline.reconcile.forked import Forked
from dateline.reconcile.partition import TASK, Run, reconcile_in_parts

Runner = Callable[[], AbstractContextManager[Run]]
KEPT = "events.json"
REPORT, CLAIM = ["row", "text", "record"], ["report", "row", "record"]


def current(out: Path, shards: Sequence[Manifest]) -> tuple[list[Report], list[Claim]]:
    """Reports and their claims, by id, as a ledger would have them; shards in the order of the run."""
    told: dict[str, tuple[str, int, Report]] = {}
    for one in shards:
        for row in parquet.read(place(out, "reports", one.shard), REPORT):
            report = parquet.report_of(row)
            told[report.id] = (one.shard, row["row"], report)
    claims: dict[str, Claim] = {}
    for one in shards:
        for row in parquet.read(place(out, "claims", one.shard), CLAIM):
            if told[row["report"]][:2] == (one.shard, row["row"]):
                claim = parquet.claim_of(row)
                claims[claim.id] = claim
    return [told[id][2] for id in sorted(told)], [claims[id] for id in sorted(claims)]


def by_forked(workers: int) -> Runner:
    """Parts of the linking by so many processes of this machine."""
    return lambda: nullcontext(Forked(workers))


def linked(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    runner: Runner | None = None,
    *,
    large: int = LARGE,
    task: int = TASK,
) -> Reconciled:
    """As `reconcile`. From `large` claims on it is done in parts of `task` claims by what `runner` opens."""
    if runner is None or len(claims) < large:
        return reconcile(reports, claims)
    with runner() as run:
        return reconcile_in_parts(reports, claims, run=run, task=task)


def derive(
    out: Path, shards: Sequence[Manifest], link: Callable[[list[Report], list[Claim]], Reconciled] = linked
) -> dict[str, int]:
    """Write events, plans and families, unless they are there and follow from these very shards. Returns how many."""
    inputs = fingerprint(shards)
    kept = _kept(out, inputs)
    if kept is not None:
        return kept
    reports, claims = current(out, shards)
    found = link(reports, claims)
    written = {
        "events": parquet.write(out / "events" / "part.parquet", "events", map(parquet.event_row, found.events)),
        "plans": parquet.write(out / "plans" / "part.parquet", "plans", map(parquet.plan_row, found.plans)),
        "families": parquet.write(
            out / "families" / "part.parquet", "families", ({"report": r, "family": f} for r, f in found.families)
        ),
        "reports": len(reports),
        "claims": len(claims),
    }
    put(out / KEPT, {"inputs": inputs, **written})
    return written


def fingerprint(shards: Sequence[Manifest]) -> str:
    """Names the inputs of the derivation: which shards, of which content, coded and reconciled by whom."""
    named = [[one.shard, one.sha256, one.coder] for one in shards]
    return hashlib.sha256(json.dumps([version_of(reconcile), named]).encode()).hexdigest()


def _kept(out: Path, inputs: str) -> dict[str, int] | None:
    try:
        kept: dict[str, Any] = json.loads((out / KEPT).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return kept if kept.pop("inputs", None) == inputs else None
