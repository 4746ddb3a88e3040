"""The long tail: local news articles of shootings; those of one incident together, those of others apart.

All articles are reconciled at once, with no step that compares all with all. An article belongs to the event of the
claim that tells its incident (as `bench incidents` picks it: assaults that happened, the lead's first); articles
without one stand alone. B-cubed over articles against the archive's incidents.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.chaining import article, sample
from bench.incidents import SHOOTING, told
from bench.linking import bcubed, f1
from bench.police import lines
from dateline.model import Claim, Report
from dateline.pipeline import Chain
from dateline.reconcile import reconcile

Coded = tuple[str, Report, tuple[Claim, ...]]  # incident, report, claims


def drawn(shared: Path, limit: int, seed: int) -> list[dict[str, Any]]:
    """The articles of `limit` incidents that speak of a shooting, as the archive has them."""
    folder = shared / "data" / "gva-longtail"
    known = {r["incident_uri"] for r in lines(folder / "incidents.jsonl.gz")}
    docs = [d for d in lines(folder / "documents.jsonl.gz") if d["incident"] in known and SHOOTING.search(d["content"])]
    chosen = set(sample(sorted({d["incident"] for d in docs}), limit, seed))
    return [d for d in docs if d["incident"] in chosen]


def coded(chain: Chain, shared: Path, limit: int, seed: int) -> list[Coded]:
    """The articles that speak of a shooting, read and coded; `limit` incidents drawn, with all their articles."""
    found = []
    for doc in drawn(shared, limit, seed):
        made = article(chain, doc["content"], doc["id"], title=doc["title"] or None, published=doc["dct"] or None)
        if made:
            found.append((doc["incident"], *made))
    return found


def measure(articles: Sequence[Coded]) -> dict[str, Any]:
    """B-cubed over articles; `alone` is the score of joining nothing, the floor to beat."""
    found = reconcile([r for _, r, _ in articles], [c for _, _, claims in articles for c in claims])
    event = {c: e.id for e in found.events for c in e.claims}
    ours = [_home(report, claims, event) for _, report, claims in articles]
    gold = [incident for incident, _, _ in articles]
    p, r = bcubed(list(zip(gold, ours, strict=True)))
    alone = bcubed([(g, str(n)) for n, g in enumerate(gold)])
    return {
        "articles": len(articles), "gold": len(set(gold)), "events": len(set(ours)), "b3_p": p, "b3_r": r,
        "b3_f1": f1(p, r), "alone": f1(*alone),
    }  # fmt: skip


def _home(report: Report, claims: tuple[Claim, ...], event: dict[str, str]) -> str:
    """The event an article is about."""
    main = told(claims)
    return event[main[0].id] if main else f"alone {report.id}"
