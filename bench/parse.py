"""How well the parser reads: CoNLL 2018 metrics from raw text, names, times, roles, factuality.

Every figure is per cent but Pearson's r. Raw-text rows go from characters to trees with the parser's own
words and sentences; rows called "gold" get the treebank's words and sentences. Names, roles and factuality
are scored on gold words, as published figures are. Corpora that may not train (TempEval-3) are read here
only.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import os
import re
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.scoring import conll18, conllu
from bench.scoring.spans import Tally, bio_spans, longest, relaxed_matches
from bench.scoring.srl import SrlTally

if TYPE_CHECKING:
    from dateline.parse import Parser
    from dateline.parse.encoder import Encoder

NAME = "parse"
SUMMARY = "words, sentences, trees, names, times, roles and factuality against gold corpora"
PARTS = ("syntax", "gold", "names", "times", "roles", "factuality")
UNER = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}  # the other labels are no UNER type
TREEBANKS = {"EWT": "ud-ewt/en_ewt-ud-{}.conllu.gz", "GUM": "ud-gum/en_gum-ud-{}.conllu.gz"}
PUD = "ud-pud/en_pud-ud-test.conllu.gz"
FREE = re.compile(r"CC BY(-SA)? \d|public domain", re.IGNORECASE)
Row = dict[str, float]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--split", choices=("dev", "test"), default="test", help="dev for tuning")
    parser.add_argument("--gold-tokens", action="store_true", help="only the rows on gold words and sentences")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="these parts only")
    parser.add_argument("--weights", type=Path, help="folder of weights instead of the shipped ones")
    parser.add_argument("--parser", help="another parser in its place (spacy:NAME); syntax and times only")
    parser.add_argument("--threads", type=int, default=0)


def run(args: argparse.Namespace) -> dict[str, object]:
    """All figures, one row a corpus."""
    data = data_folder(args.data)
    parts = set(args.only or (PARTS[1:2] if args.gold_tokens else PARTS))
    if args.parser:
        from dateline.parse import load_parser

        return raw_parts(load_parser(args.parser), data, args.split, parts)
    from dateline.parse.component import DatelineParser

    parser = DatelineParser.load(args.weights, threads=args.threads)
    encoder = parser.component.encoder
    figures = raw_parts(parser, data, args.split, parts)
    if "gold" in parts:
        for name, path in files(data, args.split).items():
            figures[f"{name} {args.split} gold words"] = gold_words(encoder, conllu.read(path))
    if "names" in parts:
        figures |= names(encoder, data, args.split)
    if "roles" in parts:
        figures |= roles(encoder, data, args.split)
    if "factuality" in parts:
        figures[f"factuality UDS {args.split}"] = factuality(encoder, data, args.split)
    return figures


def data_folder(given: Path | None) -> Path:
    """The corpora: --data, else $DATELINE_SHARED/data, else ../shared/data beside the project."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    return given or Path(os.environ.get("DATELINE_SHARED", beside)) / "data"


def files(data: Path, split: str) -> dict[str, Path]:
    found = {name: data / path.format(split) for name, path in TREEBANKS.items()}
    return found | ({"PUD": data / PUD} if split == "test" else {})


def raw_parts(parser: Parser, data: Path, split: str, parts: set[str]) -> dict[str, object]:
    """What any parser can be asked: trees and times from raw text."""
    figures: dict[str, object] = {}
    if "syntax" in parts:
        for name, path in files(data, split).items():
            scored = raw(parser, conllu.read(path))
            figures[f"{name} {split}"] = metrics(scored)
            if name == "GUM":
                free, news = free_documents(data), lambda doc: "_news_" in doc
                figures[f"GUM free {split}"] = metrics([s for s in scored if s[0] in free])
                figures[f"GUM news {split}"] = metrics([s for s in scored if news(s[0])])
    if "times" in parts:
        for name, archive in (("TimeBank", "timebank-cleaned"), ("AQUAINT", "aquaint-cleaned")):
            figures[f"times {name}"] = times(parser, data / "tempeval3" / f"{archive}.tar.gz")
    return figures


# --------------------------------------------------------------------------------------------------- syntax


Scored = tuple[str, conllu.Analysis, conllu.Analysis]


def raw(parser: Parser, documents: Sequence[conllu.GoldDocument]) -> list[Scored]:
    """(document id, gold, system) of every document, parsed from its raw text."""
    parsed = parser.parse_many(d.text for d in documents)
    return [(d.id, d.analysis, conllu.of_doc(doc)) for d, doc in zip(documents, parsed, strict=True)]


def metrics(scored: Sequence[Scored]) -> Row:
    """The CoNLL 2018 metrics over all documents together."""
    gold, system = conllu.Analysis(), conllu.Analysis()
    for _, g, s in scored:
        gold.add(g)
        system.add(s)
    return {k: round(100 * v.f1, 2) for k, v in conll18.evaluate(gold, system).items()}


def free_documents(data: Path) -> set[str]:
    """GUM documents in a genre whose text licence is free."""
    with (data / "ud-gum" / "doc_licences.tsv").open(encoding="utf-8") as lines:
        return {r["doc"] for r in csv.DictReader(lines, delimiter="\t") if FREE.match(r["text_licence"])}


def gold_words(encoder: Encoder, documents: Sequence[conllu.GoldDocument]) -> Row:
    """Accuracy on the treebank's own words, one gold sentence at a time."""
    sentences = [s for d in documents for s in d.sentences]
    first = {id(w): n for d in documents for n, w in enumerate(d.analysis.words)}
    parsed = encoder.parse([[w.form for w in s.words] for s in sentences], whole=True)
    hits = {"UPOS": 0, "XPOS": 0, "UFeats": 0, "Lemmas": 0, "UAS": 0, "LAS": 0}
    total = 0
    for sentence, found in zip(sentences, parsed, strict=True):
        start = first[id(sentence.words[0])]
        for n, word in enumerate(sentence.words):
            right = found.heads[n] == (word.head - start if word.head >= 0 else -1)
            same = conll18.relation(found.deprels[n]) == conll18.relation(word.deprel)
            hits["UPOS"] += found.upos[n] == word.upos
            hits["XPOS"] += found.xpos[n] == word.xpos
            hits["UFeats"] += conll18.features(found.feats[n]) == conll18.features(word.feats)
            hits["Lemmas"] += word.lemma in ("_", found.lemmas[n])
            hits["UAS"] += bool(right)
            hits["LAS"] += bool(right and same)
        total += len(sentence.words)
    return {k: round(100 * v / total, 2) for k, v in hits.items()}


# ---------------------------------------------------------------------------------------------------- names


def names(encoder: Encoder, data: Path, split: str) -> dict[str, object]:
    """Span micro-F1 on gold words: UNER EWT, UNER PUD (test only), names of GUM's news and free genres."""
    figures: dict[str, object] = {}
    ewt = uner(encoder, data / "ner-uner-ewt" / f"en_ewt-ud-{split}.iob2.gz")
    figures |= {f"names EWT {split}{k}": row for k, row in ewt.items()}
    if split == "test":
        path = data / "ner-uner-pud" / "en_pud-ud-test.iob2.gz"
        figures["names PUD"] = uner(encoder, path)[""]
        figures["names PUD news"] = uner(encoder, path, lambda sent: sent.startswith("n"))[""]
    for label, keep in (("news", lambda doc: "_news_" in doc), ("free", lambda doc: True)):
        figures[f"names GUM {label} {split}"] = gum_names(encoder, data, split, keep)
    return figures


def uner(encoder: Encoder, path: Path, keep: Callable[[str], bool] = lambda sent: True) -> dict[str, Row]:
    """UNER's own types PER, ORG and LOC, together and each; our FAC counts as LOC, NORP and EVENT as
    nothing."""
    sentences = [(w, t) for sent, w, t in _iob(path) if keep(sent)]
    tally, by = Tally(), {"PER": Tally(), "ORG": Tally(), "LOC": Tally()}
    for (_, tags), found in zip(sentences, encoder.parse([w for w, _ in sentences], whole=True), strict=True):
        gold = [s for s in bio_spans(tags) if s[2] in by]
        system = [(a, b, UNER[k]) for a, b, k in longest(found.names) if k in UNER]
        tally.add(gold, system)
        for label, one in by.items():
            one.add((s for s in gold if s[2] == label), (s for s in system if s[2] == label))
    return {"": tally.row()} | {f" {k}": t.row() for k, t in by.items()}


def _iob(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """(sentence id, words, tags) of a UNER file."""
    sent, words, tags = "", [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id"):
                sent = line.split("=", 1)[1].strip()
            elif line.strip() and not line.startswith("#"):
                columns = line.rstrip("\n").split("\t")
                words.append(columns[1])
                tags.append(columns[2])
            elif not line.strip() and words:
                yield sent, words, tags
                words, tags = [], []
    if words:
        yield sent, words, tags


def gum_names(encoder: Encoder, data: Path, split: str, keep: Callable[[str], bool]) -> Row:
    """GUM marks mentions, not names: gold here are the names that training.corpora reads out of them."""
    from training.corpora import gum

    wanted = [s for s in gum(data, split, free_only=True) if keep(s.doc)]
    tally = Tally()
    for s, found in zip(wanted, encoder.parse([s.words for s in wanted], whole=True), strict=True):
        gold = {(a, b, UNER[k]) for a, b, k in s.names or () if k in UNER}
        tally.add(gold, {(a, b, UNER[k]) for a, b, k in longest(found.names) if k in UNER})
    return tally.row()


# ---------------------------------------------------------------------------------------------------- times


def times(parser: Parser, archive: Path) -> Row:
    """Extents of TIMEX3 in the TEXT of every document, strict and relaxed (TempEval-3 task A; no DCT)."""
    documents = list(timeml(archive))
    strict, relaxed = Tally(), Tally()
    typed = 0
    for (_, gold), doc in zip(documents, parser.parse_many(t for t, _ in documents), strict=True):
        system = {(s.start_char, s.end_char): s.label_ for s in doc.spans["timex"]}
        strict.add(gold, system)
        relaxed.count(len(gold), len(system), relaxed_matches(gold, system))
        typed += sum(system.get(place) == kind for place, kind in gold.items())
    return strict.row() | {
        "relaxed": round(100 * relaxed.f1, 2),
        "type": round(100 * typed / max(strict.correct, 1), 2),
    }


def timeml(archive: Path) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """(text, {extent: type}) of each document of a TempEval-3 archive."""
    with tarfile.open(archive) as bundle:
        for member in sorted(bundle.getmembers(), key=lambda m: m.name):
            file = bundle.extractfile(member) if member.name.endswith(".tml") else None
            if file is None:
                continue
            body = ET.fromstring(file.read()).find("TEXT")
            if body is not None:
                yield _timeml_text(body)


def _timeml_text(body: ET.Element) -> tuple[str, dict[tuple[int, int], str]]:
    parts: list[str] = []
    found: dict[tuple[int, int], str] = {}

    def walk(node: ET.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            found[start, sum(map(len, parts))] = node.get("type", "")

    walk(body)
    return "".join(parts), found


# -------------------------------------------------------------------------------------- roles and factuality


def roles(encoder: Encoder, data: Path, split: str) -> dict[str, Row]:
    """EWT PropBank: predicates found; arguments (V left out), of all predicates and of those that were
    found."""
    path = data / "srl-ewt-propbank" / f"ewt-srl-{split}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    tally = SrlTally()
    for row, found in zip(rows, encoder.parse([r["tokens"] for r in rows], whole=True), strict=True):
        gold = {f["pred"]: [tuple(a) for a in f["args"]] for f in row["frames"]}
        tally.add(gold, {p.word: p.roles for p in found.predicates})
    return {
        f"predicates EWT {split}": tally.predicates.row(),
        f"roles EWT {split}": tally.arguments.row(),
        f"roles EWT {split}, found predicates": tally.given.row(),
    }


def factuality(encoder: Encoder, data: Path, split: str) -> Row:
    """Pearson's r and mean absolute error on UDS predicates.

    `r` counts every gold predicate: one that the parser does not take for a predicate gets the mean of its
    answers. `r found` leaves those out; `found` is the share that is left.
    """
    sentences = {s.id: s for d in conllu.read(files(data, split)["EWT"]) for s in d.sentences}
    wanted = uds(data, split)
    ids = [i for i in wanted if i in sentences]
    gold: list[float] = []
    said: list[float | None] = []
    for i, found in zip(
        ids, encoder.parse([[w.form for w in sentences[i].words] for i in ids], whole=True), strict=True
    ):
        answers = {p.word: p.factuality for p in found.predicates}
        for word, value in wanted[i].items():
            if word < len(sentences[i].words):
                gold.append(value)
                said.append(answers.get(word))
    given = [(g, s) for g, s in zip(gold, said, strict=True) if s is not None]
    mean = sum(s for _, s in given) / max(len(given), 1)
    filled = [(g, mean if s is None else s) for g, s in zip(gold, said, strict=True)]
    return {
        "r": round(pearson(filled), 3),
        "r found": round(pearson(given), 3),
        "found": round(100 * len(given) / max(len(gold), 1), 2),
        "MAE": round(sum(abs(g - s) for g, s in filled) / max(len(filled), 1), 3),
        "n": float(len(gold)),
    }


def uds(data: Path, split: str) -> dict[str, dict[int, float]]:
    """UDS factuality: sentence id to {word number from 0: value}."""
    with gzip.open(data / "uds" / "ud_ids.json.gz", "rt", encoding="utf-8") as f:
        ids: dict[str, dict[str, str]] = json.load(f)
    with gzip.open(data / "uds" / "factuality.normalized.json.gz", "rt", encoding="utf-8") as f:
        rows: dict[str, dict[str, Any]] = json.load(f)["data"]
    return {
        ids[key]["sentence_id"]: {
            int(node.rsplit("-", 1)[1]) - 1: float(v["factuality"]["factual"]["value"]) for node, v in nodes.items()
        }
        for key, nodes in rows.items()
        if key.startswith(f"ewt-{split}-")
    }


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Pearson's correlation; 0 where one side does not vary."""
    if len(pairs) < 2:
        return 0.0
    xs, ys = zip(*pairs, strict=True)
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    top = sum((x - mx) * (y - my) for x, y in pairs)
    below = math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
    return top / below if below else 0.0
