"""IndiaPoliceEvents: sentence labels KILL, ARREST, FORCE, FAIL and ANY_ACTION, F1 of each.

`--data DIR` holds docs.jsonl.gz and sents.jsonl.gz. Whole documents are coded, in context, and a claim
labels every sentence that it has its words in. A label needs the police as actor (sector COP, or a word for
them); an arrest with no actor told is the police's. KILL: a killing with killed people by police; FORCE:
any assault by police, and shots in the air; FAIL: what the police are said not to have done (status denied, or the
mode `inaction`: stood by, did nothing, failed to stop); ANY_ACTION: any claim with police as actor that
happened or goes on. Published for zero-shot RoBERTa with MNLI (Halterman and others 2021, recalled and not
re-read): KILL about 0.74, ARREST 0.62, FORCE 0.55. The corpus only measures.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.__main__ import corpus
from bench.chaining import add_options, article, bag, chain_of, party_words, sample, scores, words
from dateline.model import Claim, Span, Status

NAME = "police"
SUMMARY = "IndiaPoliceEvents: KILL, ARREST, FORCE, FAIL, ANY_ACTION of sentences, F1 each"
LABELS = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")
PUBLISHED = {"KILL": 0.74, "ARREST": 0.62, "FORCE": 0.55}
POLICE = bag("police policeman policemen policewoman cop cops constable constables crpf constabulary")
REAL = (Status.HAPPENED, Status.ONGOING)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser, limit=300)


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = corpus(args.data, "india-police-events")
    by_doc: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in lines(data / "sents.jsonl.gz"):
        by_doc[row["doc_id"]].append(row)
    docs = [d for d in lines(data / "docs.jsonl.gz") if d["doc_id"] in by_doc]
    chain = chain_of(args)
    gold, ours, hit = Counter[str](), Counter[str](), Counter[str]()
    sentences = 0
    for doc in sample(docs, args.limit, args.seed):
        coded = article(chain, doc["doc_text"], str(doc["doc_id"]))
        claims = coded[1] if coded else ()
        for row, span in located(doc["doc_text"], by_doc[doc["doc_id"]]):
            wanted, given = set(row["sent_labels"]), labels(claims, span)
            gold.update(wanted)
            ours.update(given)
            hit.update(wanted & given)
            sentences += 1
    rows = {x: {**scores(hit[x], ours[x], gold[x]), "published f1": PUBLISHED.get(x)} for x in LABELS}
    return {**rows, "sentences": sentences}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def located(text: str, rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Span]]:
    """Each sentence with its place in its document; one not found there is nowhere, and gets no label."""
    cursor = 0
    for row in sorted(rows, key=lambda r: int(r["sent_id"])):
        start = text.find(row["sent_text"], cursor)
        end = start + len(row["sent_text"])
        yield row, Span(start, end) if start >= 0 else Span(len(text), len(text))
        cursor = end if start >= 0 else cursor


def labels(claims: tuple[Claim, ...], sentence: Span) -> set[str]:
    """The labels that the claims with words in this sentence give it."""
    inside = (
        c for c in claims if sentence.overlaps(c.evidence.trigger) or any(sentence.overlaps(m) for m in c.evidence.more)
    )
    return {label for c in inside for label in labels_of(c)}


def labels_of(claim: Claim) -> set[str]:
    """The labels of one claim, after the corpus's five questions."""
    kind, police = claim.type.value, any(is_police(p.sector, party_words(p)) for p in claim.actor)
    if kind == "coerce" and claim.mode == "arrest" and claim.status in REAL and (police or not claim.actor):
        return {"ARREST", "ANY_ACTION"}
    if not police:
        return set()
    if claim.status is Status.DENIED or (claim.mode == "inaction" and claim.status in REAL):
        return {"FAIL"}
    if claim.status not in REAL:
        return set()
    if kind == "assault" or (kind, claim.mode) in (("coerce", "shooting"), ("coerce", "crowd-control")):
        dead = claim.mode == "killing" or any(c.what in ("killed", "deaths") for c in claim.counts)
        return {"FORCE", "ANY_ACTION"} | ({"KILL"} if dead else set())
    return {"ANY_ACTION"}


def is_police(sector: str | None, told: str) -> bool:
    return sector == "COP" or bool(POLICE & set(words(told)))
