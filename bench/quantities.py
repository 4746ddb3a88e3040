"""Quantities: the project's own sentences, the numbers of the development gold, and Recognizers-Text's Number cases.

Rows: `phrases`, tests/cases/quantities.yaml. `gold counts`: of the counts in the development gold, how many values
are found in the sentences that the gold names (recall), and how many of those get the gold's kind from the noun
(`what`) or the predicate (`harm_of`). `recognizers`: values found in Microsoft Recognizers-Text's NumberModel cases.
"""

from __future__ import annotations

import argparse
import json
import tarfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.__main__ import shared_folder
from bench.times import _parser
from dateline.model import Interval, QuantityMention
from dateline.resolve.quantities import harm_of, is_vague, resolve_quantities
from dateline.resolve.quantities.language import language
from dateline.resolve.times import resolve_times
from dateline.resolve.times.language import language as times_language

NAME = "quantities"
SUMMARY = "numbers: everyday sentences, counts of the development gold, Recognizers-Text"
ROOT = Path(__file__).resolve().parent.parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", help="parse with this parser first; default: tokens and sentences only")
    parser.add_argument("--show", action="store_true", help="print the gold counts that are missed or of another kind")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Figures by set; a set whose data is absent is skipped with a word."""
    parse = _parser(args.parser)
    figures: dict[str, Any] = {"phrases": phrases(parse)}
    shared = args.data or shared_folder()
    if (shared / "eval" / "gold").is_dir():
        for gold in sorted((shared / "eval" / "gold").glob("*.jsonl")):
            figures[f"gold counts, {gold.stem}"] = gold_counts(gold, shared / "eval" / "reports", parse, args.show)
    else:
        figures["gold counts"] = "skipped: no development stories"
    specs = shared / "data" / "recognizers-text-specs" / "specs_english.tar.gz"
    figures["recognizers"] = recognizers(specs, parse) if specs.exists() else "skipped: no recognizers-text-specs"
    return figures


def phrases(parse: Any) -> dict[str, Any]:
    cases = yaml.safe_load((ROOT / "tests" / "cases" / "quantities.yaml").read_text(encoding="utf-8"))["cases"]
    right = sum(check_case(case, parse) is None for case in cases)
    return {"gold": len(cases), "right": right / len(cases)}


def check_case(case: dict[str, Any], parse: Any) -> str | None:
    """None when a case of quantities.yaml comes out as it should, else what was wrong with it."""
    text = case["text"]
    doc = parse(text)
    found = resolve_quantities(doc)
    words = str(case.get("none", case.get("at")))
    start = text.index(words)
    hits = [q for q in found if q.span.start < start + len(words) and start < q.span.end]
    if "none" in case:
        return f"no quantity here, but {hits[0]}" if hits else None
    if not hits:
        return f"{words!r} not found"
    if "what" in case:
        hits = [h for h in hits if h.what == case["what"]] or hits
    hit = hits[0]
    for key in ("value", "low", "high", "qualifier", "noun", "what", "of", "unit"):
        if key in case and getattr(hit, key) != case[key]:
            return f"{key} should be {case[key]}: {hit}"
    if "vague" in case and is_vague(hit) != case["vague"]:
        return f"vague should be {case['vague']}: {hit}"
    if "part" in case and (hit.part_of is None or str(case["part"]) not in found[hit.part_of].span.of(text)):
        return f"should be a part of {case['part']!r}: {hit}"
    if "harm" in case and harm_of(doc, hit, found) != case["harm"]:
        return f"harm should be {case['harm']}, is {harm_of(doc, hit, found)}: {hit}"
    return None


# ---------------------------------------------------------------------------------------------------- gold of stories

HARM = {"killed": {"killed", "deaths"}, "deaths": {"killed", "deaths"}}


def gold_counts(gold: Path, reports: Path, parse: Any, show: bool) -> dict[str, Any]:
    """Recall of the gold's count values in the gold's sentences, and of their kinds."""
    texts = {
        r["id"]: r["text"] for f in (reports / gold.stem).glob("*.json") for r in [json.loads(f.read_text("utf-8"))]
    }
    docs = {i: parse(text) for i, text in texts.items()}
    language(), times_language()  # compiled once in a process; not a report's cost
    clock = Interval(date(2020, 3, 26), date(2020, 3, 26))
    begun = time.process_time()
    for doc in docs.values():
        resolve_times(doc, clock)
    found = {i: resolve_quantities(doc) for i, doc in docs.items()}
    spent = time.process_time() - begun
    total = value = kind = 0
    for line in gold.read_text("utf-8").splitlines():
        item = json.loads(line)
        text, doc = texts.get(item["report"], ""), docs.get(item["report"])
        near = [q for q in found.get(item["report"], ()) if _within(q, text, [item["evidence"], *item.get("more", [])])]
        for count in item["counts"]:
            total += 1
            same = [q for q in near if count["value"] in (q.value, q.low, q.high)]
            value += bool(same)
            fits = [q for q in same if _kind_fits(q, count["what"], doc, found[item["report"]])]
            kind += bool(fits)
            if show and not fits:
                told = [(q.what, harm_of(doc, q, found[item["report"]])) for q in same]
                print(f"{'kind' if same else 'MISS'} {count} {told} | {item['evidence'][:150]}")
    return {
        "gold": total,
        "value recall": value / total if total else 0.0,
        "kind recall": kind / total if total else 0.0,
        "reports per CPU second, times and quantities": len(docs) / spent if spent else 0.0,
    }


def _within(quantity: QuantityMention, text: str, sentences: list[str]) -> bool:
    for sentence in sentences:
        at = text.find(sentence)
        if at >= 0 and at <= quantity.span.start < at + len(sentence):
            return True
    return False


def _kind_fits(quantity: QuantityMention, what: str, doc: Any, among: tuple[QuantityMention, ...]) -> bool:
    if what.startswith("other:"):
        return bool(quantity.what and quantity.what.startswith("other:")) or quantity.what is None
    told = {quantity.what, harm_of(doc, quantity, among)}
    return bool(told & HARM.get(what, {what}))


# --------------------------------------------------------------------------------------------------------- Recognizers


def recognizers(archive: Path, parse: Any) -> dict[str, Any]:
    """How many whole-number results of NumberModel have a quantity of that value over their words."""
    total = right = 0
    for text, start, end, wanted in _number_cases(archive):
        total += 1
        found = resolve_quantities(parse(text))
        right += any(q.span.start < end and start < q.span.end and abs(q.value - wanted) < 1e-6 for q in found)
    return {"gold": total, "value recall": right / total if total else 0.0}


def _number_cases(archive: Path) -> Iterator[tuple[str, int, int, float]]:
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            if not member.name.endswith("Number/English/NumberModel.json"):
                continue
            stream = tar.extractfile(member)
            assert stream is not None
            for case in json.loads(stream.read().decode("utf-8-sig")):
                for result in case.get("Results", []):
                    value = (result.get("Resolution") or {}).get("value")
                    if value and result.get("Start") is not None and float(value) >= 1 and float(value).is_integer():
                        yield case["Input"], result["Start"], result["End"] + 1, float(value)
