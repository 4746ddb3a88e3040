"""Linking alone: gold claims of each development story in, B-cubed and pair F1 of our events against gold
events out.

`--corpora ecb gvc gva` adds other people's sets, which only measure: ECB+ (development topics) and GVC (validation and
test) by CoNLL F1 over gold and own mentions beside the head-lemma baseline (`bench/mentions.py`), and the long tail of
the Gun Violence Archive by B-cubed over articles (`bench/longtail.py`; `--limit` incidents, 0 for all). `--wrong STORY`
lists what is joined wrongly and what is missed; `--fit STORY ...` fits the points of `data/reconcile/weights.yaml` by
logistic regression over the levels, on gold claims and on our own coder's, and prints them (`bench/fitting.py`).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.goldclaims import story
from dateline.model import Claim
from dateline.reconcile import reconcile

NAME = "linking"
SUMMARY = "gold claims of the development stories → events: B-cubed and pair F1"
STORIES = ("iraq-2020", "myanmar-2021", "quake-2023", "grain-2022", "seeds")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wrong", metavar="STORY", help="list wrong and missed joins of one story")
    parser.add_argument("--fit", metavar="STORY", nargs="+", help="fit the points on these stories and print them")
    parser.add_argument("--corpora", nargs="+", default=[], choices=("ecb", "gvc", "gva"), help="measure on these too")
    parser.add_argument("--only-corpora", action="store_true", help="leave the stories out")
    parser.add_argument("--limit", type=int, default=0, help="so many incidents of gva, drawn (default 0: all)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    shared = args.data or shared_folder()
    if args.fit:
        from bench.fitting import fit

        return fit(shared, args.fit)
    if args.wrong:
        print("\n".join(wrong(shared, args.wrong)))
    stories = () if args.only_corpora else [args.wrong] if args.wrong else STORIES
    rows = {name: measure(shared, name) for name in stories}
    return rows | (corpora(shared, args) if args.corpora else {})


def corpora(shared: Path, args: argparse.Namespace) -> dict[str, Any]:
    """Rows of the corpora asked for, all coded by one chain."""
    from bench import longtail, mentions  # they import this module's figures
    from bench.chaining import SEED, shipped

    chain, rows = shipped(), {}
    for corpus in args.corpora:
        if corpus == "gva":
            rows["gva"] = longtail.measure(longtail.coded(chain, shared, args.limit, SEED))
        elif corpus == "ecb":
            rows |= {f"ecb+ dev {k}": v for k, v in mentions.measure(chain, *mentions.ecb(shared)).items()}
        else:
            for part in ("val", "test"):
                rows |= {f"gvc {part} {k}": v for k, v in mentions.measure(chain, *mentions.gvc(shared, part)).items()}
    return rows


def measure(shared: Path, name: str) -> dict[str, Any]:
    """One story: claims, gold events, our events, B-cubed precision, recall and F1, and F1 over pairs of
    claims."""
    reports, gold = story(shared, name)
    ours = _events(reconcile(reports, [c for c, _ in gold]).events)
    pairs = [(slug, ours[c.id]) for c, slug in gold]
    p, r = bcubed(pairs)
    return {
        "claims": len(gold), "gold": len({s for s, _ in pairs}), "events": len({e for _, e in pairs}),
        "b3_p": p, "b3_r": r, "b3_f1": f1(p, r), "pair_f1": _pair_f1(pairs),
    }  # fmt: skip


def bcubed(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """B-cubed precision and recall (Bagga and Baldwin 1998) of (gold cluster, our cluster) per item."""
    gold, ours = defaultdict(set), defaultdict(set)
    for i, (g, s) in enumerate(pairs):
        gold[g].add(i)
        ours[s].add(i)
    shared = [len(gold[g] & ours[s]) for g, s in pairs]
    precision = sum(n / len(ours[s]) for n, (_, s) in zip(shared, pairs, strict=True))
    recall = sum(n / len(gold[g]) for n, (g, _) in zip(shared, pairs, strict=True))
    return precision / len(pairs), recall / len(pairs)


def f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _pair_f1(pairs: list[tuple[str, str]]) -> float:
    gold = {(i, j) for i, j in combinations(range(len(pairs)), 2) if pairs[i][0] == pairs[j][0]}
    ours = {(i, j) for i, j in combinations(range(len(pairs)), 2) if pairs[i][1] == pairs[j][1]}
    hit = len(gold & ours)
    return f1(hit / len(ours) if ours else 0.0, hit / len(gold) if gold else 0.0)


def _events(events: Iterable[Any]) -> dict[str, str]:
    return {c: e.id for e in events for c in e.claims}


def wrong(shared: Path, name: str) -> Iterable[str]:
    """Our events that hold claims of several gold events, and gold events spread over several of ours."""
    reports, gold = story(shared, name)
    slug = {c.id: s for c, s in gold}
    claim = {c.id: c for c, _ in gold}
    text = {r.id: r.text for r in reports}
    events = reconcile(reports, [c for c, _ in gold]).events
    ours = _events(events)
    for e in events:
        if len({slug[c] for c in e.claims}) > 1:
            yield f"\nMIXED {e.id}"
            yield from (f"   {slug[c]:34} {_line(claim[c], text)}" for c in sorted(e.claims, key=lambda c: slug[c]))
    for s in sorted(set(slug.values())):
        homes = {ours[c] for c in slug if slug[c] == s}
        if len(homes) > 1:
            yield f"\nSPLIT {s}"
            yield from (
                f"   {ours[c]} {_line(claim[c], text)}" for c in sorted(slug, key=lambda c: ours[c]) if slug[c] == s
            )


def _line(c: Claim, text: dict[str, str]) -> str:
    when = f"{c.when.start}..{c.when.end}" if c.when else "-"
    who = ",".join(p.name for p in c.actor) + ">" + ",".join(p.name for p in c.recipient)
    counts = ",".join(f"{n.what}={n.value:g}" for n in c.counts)
    where = c.place.name if c.place else "-"
    trigger = c.evidence.trigger.of(text[c.report])
    return f"{c.report} {c.type.value}/{c.mode}/{c.status.value} {who} @{where} {when} {counts} '{trigger}'"
