"""Fits the points of linking by logistic regression over levels, held near the points in force.

Pairs come from gold claims of the stories and from our own coder's claims of them (each labelled with the gold item it
was matched to by the stories' scorer): own ones teach what a wrong day or a missing place is worth. The prior (a
Gaussian about the points in force) keeps levels that the stories hardly show where they were put; PINNED levels are
set by hand and stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.goldclaims import story
from dateline.model import Claim, Kind, LedgerView, Report
from dateline.reconcile.candidates import candidates
from dateline.reconcile.copies import families
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import profiles
from dateline.reconcile.score import Scorer

Labelled = tuple[list[Report], list[tuple[Claim, str]]]
STEPS = 800
RATE = 0.3
STRENGTH = 0.0005  # of the pull towards the points in force
LIKE = 6.0  # how much more a like pair weighs than an unlike one
GOLD = 1.2  # how much more a pair of gold claims weighs than one of our own
PINNED = (
    ("time", "apart"), ("time", "far"), ("place", "other-site"), ("place", "apart"), ("place", "other-country"),
    ("occasion", "series-one"), ("occasion", "plain"), ("report", "same-words"), ("bond", "none"), ("bond", "one"),
    ("naming", "nothing"),
)  # fmt: skip


def fit(shared: Path, names: list[str]) -> dict[str, Any]:
    """Points of events by feature and level."""
    stories = [(story(shared, n), GOLD) for n in names] + [(own, 1.0) for own in owned(shared, names)]
    scorer = Scorer(weights())
    prior = scorer.weights.event
    columns = {(f, lv): i for i, (f, lv) in enumerate((f, lv) for f, lvs in prior.items() for lv in lvs)}
    rows, same, weigh = [], [], []
    for labelled, weight in stories:
        for levels, alike in _pairs(labelled, scorer):
            rows.append([columns[level] for level in levels])
            same.append(alike)
            weigh.append(weight)
    start = np.array([prior[f][lv] / 1000 for f, lv in columns])
    pinned = [columns[p] for p in PINNED]
    found = _descend(np.array(rows), np.array(same, dtype=float), np.array(weigh), start, pinned)
    return {f: ", ".join(f"{lv}: {found[columns[f, lv]]:.1f}" for lv in lvs) for f, lvs in prior.items()}


def owned(shared: Path, names: list[str]) -> Iterator[Labelled]:
    """Our own claims of the stories, each with the gold event it was matched to; unmatched ones are left out."""
    from bench.chaining import shipped
    from bench.claims import ledger_of, load_scorer
    from dateline.export.claims import claims as exported

    chain, folder = shipped(), shared / "eval"
    scorer = load_scorer(folder)
    for name in names:
        view: LedgerView = ledger_of(chain, folder / "reports" / name)
        lines = (folder / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        details: list[dict[str, Any]] = []
        gold = [json.loads(line) for line in lines if line.strip()]
        scorer.score(scorer.load_reports(folder / "reports" / name), gold, list(exported(view)), details)
        slug: dict[str, str] = {}
        for d in details:
            if "match" in d:
                slug.setdefault(d["claim"]["id"], d["gold"]["event"])
        yield list(view.reports), [(c, slug[c.id]) for c in view.claims if c.id in slug]


def _pairs(labelled: Labelled, scorer: Scorer) -> Iterator[tuple[list[tuple[str, str]], bool]]:
    """Levels of every pair of event claims worth comparing, and whether the two are one event."""
    reports, gold = labelled
    told, slug = {r.id: r for r in reports}, {c.id: s for c, s in gold}
    looks = profiles([c for c, _ in gold], told, families(reports))
    for a, b in candidates(looks, scorer.weights):
        if looks[a].claim.kind is not Kind.FIGURE:
            yield [("bias", "all"), *scorer.levels(looks[a], looks[b])], slug[a] == slug[b]


def _descend(rows: Any, same: Any, weigh: Any, start: Any, pinned: list[int]) -> Any:
    """Adagrad on the weighted log loss, plus the pull to the start."""
    point, seen = start.copy(), np.full(len(start), 1e-6)
    weight = weigh * np.where(same > 0, LIKE, 1.0)
    weight /= weight.sum()
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-point[rows].sum(axis=1)))
        slope = STRENGTH * (point - start)
        np.add.at(slope, rows.ravel(), np.repeat((guess - same) * weight, rows.shape[1]))
        slope[pinned] = 0
        seen += slope**2
        point = point - RATE * slope / np.sqrt(seen)
    return point
