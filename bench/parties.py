"""Parties: are the gold actors, recipients and named sources of the development stories found in their
sentences? And are parties taken up again within a text the right ones (rows "gum ...", "ecb+ ...": bench/takenup.py)?

For each gold name, a hit when resolve gives, in one of the item's evidence sentences, a party that the
scorer's `same_name` takes for it. Names with no word of theirs in the evidence need more than resolve can do
alone (a passive without an agent) and are counted apart. `strange` is the share of mentions whose party
matches no gold name of the whole story, a rough ceiling on what is wrong: gold names only those who take part
in an event.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.__main__ import shared_folder
from bench.takenup import GENRES, SPLITS, figures
from dateline.model import Issue, PartyMention, RawReport, Report, Source
from dateline.read import Outlets, load_outlets, read_report
from dateline.resolve.actors import Actors, load_actors, resolve_parties
from dateline.resolve.places import Gazetteer, load_gazetteer, resolve_places

NAME = "parties"
SUMMARY = "gold actors and recipients of the development stories found in their sentences"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--parser", default="dateline", help="'dateline', 'dateline:FOLDER', 'spacy:PIPELINE' or 'none'"
    )
    parser.add_argument("--errors", type=int, default=0, help="print so many of what was missed")


def run(args: argparse.Namespace) -> dict[str, Any]:
    folder: Path = args.data or shared_folder() / "eval"
    parse, gazetteer, actors = parser_of(args.parser), load_gazetteer(), load_actors()
    same = same_name_of(folder / "score.py")
    rows: dict[str, Any] = {}
    outlets = load_outlets()
    for gold in sorted((folder / "gold").glob("*.jsonl")):
        rows[gold.stem] = story(folder, gold, parse, outlets, gazetteer, actors, same, args.errors)
    plain = argparse.Namespace(data=args.data, genres=GENRES, splits=SPLITS, errors=0, missed=0)
    return rows | figures(plain, parse, gazetteer, actors)


def read(raw: dict[str, Any], outlets: Outlets, name: str) -> Report:
    """A development story's report, with its dateline and furniture."""
    found = read_report(RawReport(Source(name, "application/json"), raw["text"], raw["id"], raw.get("url"),
                                  raw.get("outlet"), raw.get("title"), raw.get("published")), outlets)  # fmt: skip
    if isinstance(found, Issue):
        raise SystemExit(str(found))
    return found


def parser_of(name: str) -> Callable[[Report], Any]:
    """A function from a report to its Doc."""
    if name == "none":
        import spacy

        blank = spacy.blank("en")
        blank.add_pipe("sentencizer")
        return lambda report: blank(report.text)
    from dateline.parse import load_parser

    parser = load_parser(name)
    return lambda report: parser.parse(report.text, masked=tuple(f.span for f in report.furniture))


def same_name_of(path: Path) -> Callable[[str, str], bool]:
    """The scorer's own notion of one name."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path.name}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[str, str], bool] = module.same_name
    return found


def story(
    folder: Path, gold: Path, parse: Callable[[Report], Any], outlets: Outlets, gazetteer: Gazetteer, actors: Actors,
    same: Callable[[str, str], bool], errors: int,
) -> dict[str, float]:  # fmt: skip
    """Recall of one story by role, told or not told in the evidence, and what matches no gold name."""
    items = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    names = {n for i in items for n in (*texts(i.get("actor")), *texts(i.get("recipient"))) if n != "unknown"}
    hits, totals, mentions_all, strange, seconds = Counter[str](), Counter[str](), 0, 0, 0.0
    found: dict[str, tuple[str, tuple[PartyMention, ...]]] = {}
    for path in sorted((folder / "reports" / gold.stem).glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        report = read(raw, outlets, path.name)
        doc = parse(report)
        began = time.perf_counter()
        mentions = resolve_parties(doc, report, actors, resolve_places(doc, report, gazetteer))
        seconds += time.perf_counter() - began
        found[raw["id"]] = raw["text"], mentions
        mentions_all += len(mentions)
        strange += sum(not any(same(n, m.party.name) for n in names) for m in mentions)
    for item in items:
        text, mentions = found[item["report"]]
        near = in_evidence(text, item, mentions)
        for role in ("actor", "recipient"):
            for name in texts(item.get(role)):
                if name == "unknown":
                    continue
                told = any(w in " ".join(evidence(item)).lower() for w in words(name))
                hit = any(same(name, m.party.name) for m in near)
                body = hit or any(m.organisation and same(name, m.organisation) for m in near)
                for key in (role, "told" if told else "untold"):
                    totals[key] += 1
                    hits[key] += hit
                hits["or_body"] += body
                if not hit and told and errors > 0:
                    errors -= 1
                    print(f"{role} {name!r} not in {sorted({m.party.name for m in near})}\n     {item['evidence']}")
    rows = {k: hits[k] / max(totals[k], 1) for k in ("actor", "recipient", "told", "untold")}
    names_all = totals["actor"] + totals["recipient"]
    return rows | {"or_body": hits["or_body"] / max(names_all, 1), "names": names_all, "mentions": mentions_all,
                   "strange": strange / max(mentions_all, 1), "reports_a_minute": 60 * len(found) / max(seconds, 1e-9)}  # fmt: skip  # noqa: E501


def texts(values: Any) -> list[str]:
    return [v if isinstance(v, str) else v["name"] for v in values or [] if v]


def evidence(item: dict[str, Any]) -> list[str]:
    return [item["evidence"], *(item.get("more") or [])]


def words(name: str) -> list[str]:
    """The words of a gold name that would show it to be told (four letters, so Iraq shows in Iraqi)."""
    return [w.lower()[:4] for w in name.replace(".", "").split() if len(w) > 2]


def in_evidence(text: str, item: dict[str, Any], mentions: tuple[PartyMention, ...]) -> list[PartyMention]:
    """The mentions that lie in the item's sentences."""
    spans = [(text.find(s), text.find(s) + len(s)) for s in evidence(item) if s in text]
    return [m for m in mentions if any(a <= m.span.start < b for a, b in spans)]
