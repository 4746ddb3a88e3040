"""Text to claims to events, over whole report folders, scored with the scorer beside the development stories.

`--data DIR` is a folder holding `reports/STORY/*.json` and `gold/STORY.jsonl`; the scorer is `score.py` of that
folder, or of the shared development stories. `--tables` adds, per type, what was found and right, the types taken for
one another, the most frequent misses, and what is found per construction; `--details FILE` writes every match, miss
and wrong claim as JSON lines.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.__main__ import shared_folder
from bench.constructions import by_construction
from dateline.coding import load_lexicon
from dateline.export.claims import claims as exported
from dateline.ingest import items
from dateline.model import Issue, LedgerView
from dateline.parse import load_parser
from dateline.pipeline import Chain
from dateline.pipeline import run as run_chain
from dateline.read import load_outlets
from dateline.reconcile import reconcile
from dateline.resolve import load_knowledge

NAME = "claims"
SUMMARY = "reports → claims → events: found, right, each attribute, links, per story"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--story", action="append", help="only these stories")
    parser.add_argument("--parser", default="dateline", help="parser to use (default: the shipped model)")
    parser.add_argument("--lexicon", type=Path, help="a user's lexicon folder on top of the shipped one")
    parser.add_argument("--details", type=Path, help="write matches, misses and wrong claims to this file")
    parser.add_argument(
        "--tables", action="store_true", help="print figures per type and construction, confusion, misses"
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = args.data or shared_folder() / "eval"
    scorer = load_scorer(data)
    chain = Chain(load_parser(args.parser), load_outlets(), load_knowledge(), load_lexicon(args.lexicon))
    stories = args.story or sorted(p.stem for p in (data / "gold").glob("*.jsonl"))
    details: list[dict[str, Any]] = []
    figures: dict[str, Any] = {}
    for story in stories:
        figures[story] = measure(scorer, chain, data, story, details)
    if len(figures) > 1:
        figures["ALL"] = weighted(list(figures.values()))
    if args.details:
        args.details.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in details), encoding="utf-8")
    if args.tables:
        docs = {d["id"]: chain.parser.parse(d["text"], ()) for s in stories for d in texts(data / "reports" / s)}
        print(tables(details))
        print(by_construction(details, docs, scorer))
    return figures


def texts(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]


def load_scorer(data: Path) -> ModuleType:
    """score.py of the data folder, else of the shared stories; imported by path, never copied."""
    for folder in (data, shared_folder() / "eval"):
        path = folder / "score.py"
        if path.exists():
            spec = importlib.util.spec_from_file_location("score", path)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    raise SystemExit("no score.py beside the data or in the shared folder (set DATELINE_SHARED)")


def measure(scorer: ModuleType, chain: Chain, data: Path, story: str, details: list[dict[str, Any]]) -> dict[str, Any]:
    """One story: the whole chain in memory, then the scorer's figures and the time taken."""
    gold = [
        json.loads(x) for x in (data / "gold" / f"{story}.jsonl").read_text(encoding="utf-8").splitlines() if x.strip()
    ]
    folder = data / "reports" / story
    began = time.perf_counter()
    view = ledger_of(chain, folder)
    lines = list(exported(view))
    seconds = time.perf_counter() - began
    row: dict[str, Any] = scorer.score(scorer.load_reports(folder), gold, lines, details)
    return {**row, "reports_per_s": round(len(view.reports) / seconds, 2)}


def ledger_of(chain: Chain, folder: Path) -> LedgerView:
    """All reports of a folder, coded and reconciled; an issue is an error here, since the data is known to be good."""
    reports, claims = [], []
    for result in run_chain(items([str(folder)]), chain):
        if isinstance(result, Issue):
            raise SystemExit(str(result))
        report, coded = result
        reports.append(report)
        claims.extend(coded.claims)
    found = reconcile(reports, claims)
    return LedgerView(tuple(reports), tuple(claims), (), found.events, found.plans)


def weighted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Means weighted by gold items, as the scorer prints them; counts are sums."""
    total = sum(r["gold"] for r in rows)
    out: dict[str, Any] = {}
    for key, value in rows[0].items():
        if isinstance(value, float):
            out[key] = sum(r[key] * r["gold"] for r in rows) / total
        else:
            out[key] = sum(r[key] for r in rows)
    return out


def tables(details: list[dict[str, Any]]) -> str:
    """Per type: items, found, claims, right; then confusion of types and the triggers most often missed."""
    items_, found, wrong = Counter[str](), Counter[str](), Counter[str]()
    claims_ = Counter[str]()
    confusion, misses, mistaken = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    for d in details:
        if "missed" in d:
            items_[d["gold"]["type"]] += 1
            misses[f"{d['gold']['type']}: {d['gold'].get('trigger')}"] += 1
        elif "match" in d:
            items_[d["gold"]["type"]] += 1
            found[d["gold"]["type"]] += 1
            claims_[d["claim"]["type"]] += 1
            if d["gold"]["type"] != d["claim"]["type"]:
                confusion[d["gold"]["type"], d["claim"]["type"]] += 1
        else:
            wrong[d["claim"]["type"]] += 1
            mistaken[d["claim"]["why"].split(" ")[0]] += 1
    lines = [f"{'type':10} {'gold':>6} {'found':>6} {'recall':>7} {'wrong claims':>13}"]
    for kind in sorted(items_ | wrong):
        recall = found[kind] / items_[kind] if items_[kind] else 0.0
        lines.append(f"{kind:10} {items_[kind]:6} {found[kind]:6} {recall:7.3f} {wrong[kind]:13}")
    lines.append("taken for another type: " + ", ".join(f"{a}→{b} {n}" for (a, b), n in confusion.most_common(15)))
    lines.append("most missed triggers: " + ", ".join(f"{t} {n}" for t, n in misses.most_common(25)))
    lines.append("entries of wrong claims: " + ", ".join(f"{t} {n}" for t, n in mistaken.most_common(25)))
    return "\n".join(lines)
