"""Event mentions across documents: ECB+ (development topics) and GVC (validation and test), gold mentions and own.

Own mentions are the triggers of our claims, and two are one where the claims are one event. With gold mentions, each
gold mention is made a claim: of our coder's own where a trigger of ours lies on it, else one whose day and place are
the nearest that resolve found in its sentence and whose parties stand in the roles the parser sees. Linking then has to
do with what a reader of that sentence has. The corpora do not confine types, so the head's lemma, without the endings
that make a noun of a verb, stands for type and mode, and two of these are apart as two types are. Mentions of one head
lemma in one document are one claim, as our coder makes one of what a report tells several times.

The baseline joins, within a topic, mentions of one head lemma (ECB+) or all documents' (GVC). The corpora only
measure; nothing is fitted on them.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.coreference import clusters, conll
from dateline.coding import code
from dateline.model import Claim, EventType, Evidence, Interval, Kind, Mentions, Report, Source, Span, Status
from dateline.pipeline import Chain
from dateline.reconcile import Book
from dateline.reconcile.knowledge import Weights, weights
from dateline.reconcile.score import APART
from dateline.resolve import resolve

Token = tuple[int, int]  # sentence, token
ENDINGS = re.compile(r"(?:ation|ment|ance|ence|ing|ion|ure|al|er|or|ed|e|s)$")
SHORT = 5  # letters of a word that keeps its ending


@dataclass(frozen=True)
class Document:
    """One document: its text rebuilt from tokens, where each token stands, its day if the corpus gives it."""

    name: str
    topic: str
    text: str
    at: dict[Token, Span]
    sentences: dict[int, Span]
    day: str | None


@dataclass(frozen=True)
class Mention:
    document: str
    tokens: tuple[Token, ...]
    chain: str
    head: str  # lemma, lower case


# ------------------------------------------------------------------------------------------------- the corpora


def ecb(shared: Path) -> tuple[list[Document], list[Mention]]:
    """The development topics of ECB+ by the usual split."""
    folder = shared / "data" / "ecbplus" / "barhom2019"
    rows = [line.split("\t") for line in (folder / "ECB_Dev_corpus.txt").read_text(encoding="utf-8").splitlines()]
    tokens = ((r[0], int(r[1]), int(r[2]), r[3]) for r in rows if len(r) > 4)
    documents = [_document(n, n.split("_")[0], t, None) for n, t in _by_document(tokens)]
    with gzip.open(folder / "ECB_Dev_Event_gold_mentions.json.gz", "rt", encoding="utf-8") as file:
        gold = json.load(file)
    return documents, [
        Mention(m["doc_id"], tuple((m["sent_id"], t) for t in m["tokens_number"]), m["coref_chain"], "") for m in gold
    ]


def gvc(shared: Path, part: str) -> tuple[list[Document], list[Mention]]:
    """A part of GVC; the first sentence of a document is its day."""
    folder = shared / "data" / "gvc"
    with gzip.open(folder / f"{part}.dataset.conll.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if "\t" in line]
    tokens = ((r[0], int(r[1]), int(r[2]), r[3]) for r in rows)
    documents = [_document(n, "all", t, _first(t)) for n, t in _by_document(tokens)]
    with gzip.open(folder / f"{part}.event_mentions.json.gz", "rt", encoding="utf-8") as file:
        gold = json.load(file)
    return documents, [
        Mention(
            m["conll_doc_key"],
            tuple((m["sent_id"], t) for t in m["tokens_number"]),
            m["coref_chain"],
            m["mention_head_lemma"].lower(),
        )
        for m in gold
    ]


def _by_document(tokens: Iterable[tuple[str, int, int, str]]) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    found: dict[str, list[tuple[int, int, str]]] = {}
    for name, sentence, token, word in tokens:
        found.setdefault(name, []).append((sentence, token, word))
    yield from found.items()


def _first(tokens: list[tuple[int, int, str]]) -> str | None:
    words = [w for s, _, w in tokens if s == 0]
    return words[0] if len(words) == 1 and len(words[0]) == 10 else None


def _document(name: str, topic: str, tokens: list[tuple[int, int, str]], day: str | None) -> Document:
    """Words a space apart, none before closing punctuation; a line for each sentence. The day's line is left out."""
    text, at, sentences = "", {}, dict[int, Span]()
    for sentence, token, word in tokens:
        if day is not None and sentence == 0:
            continue
        if sentence not in sentences:
            text = text.rstrip() + ("\n" if text else "")
        elif word in {".", ",", ";", ":", "?", "!", ")", "'s", "n't", "''"}:
            text = text.rstrip()
        start = len(text)
        text += word + " "
        at[sentence, token] = Span(start, start + len(word))
        sentences[sentence] = Span(sentences[sentence].start if sentence in sentences else start, start + len(word))
    return Document(name, topic, text.rstrip(), at, sentences, day)


# --------------------------------------------------------------------------------------------------- measuring


def measure(chain: Chain, documents: list[Document], gold: list[Mention]) -> dict[str, Any]:
    """Rows: gold mentions linked by us, joined by head lemma; own mentions."""
    by_document: dict[str, list[Mention]] = {}
    for mention in gold:
        by_document.setdefault(mention.document, []).append(mention)
    reports: list[Report] = []
    own: list[Claim] = []
    posed: list[Claim] = []
    place: dict[str, list[Any]] = {}  # claim id → mentions
    by_head: dict[Any, tuple[str, str]] = {}  # mention → topic, lemma
    topic: dict[str, str] = {d.name: d.topic for d in documents}
    for document in documents:
        report, doc, found, claims = _read(chain, document)
        reports.append(report)
        own += claims
        heads: dict[str, list[Mention]] = {}
        for mention in by_document.get(document.name, ()):
            word = doc.char_span(*_extent(document, mention), alignment_mode="expand")
            lemma = mention.head or (word.root.lemma_.lower() if word is not None else "")
            heads.setdefault(lemma, []).append(mention)
            by_head[mention.document, mention.tokens] = (topic[document.name], lemma)
        for lemma, same in heads.items():
            claim = _posed(document, same, lemma, found, claims, doc)
            posed.append(claim)
            place[claim.id] = [(m.document, m.tokens) for m in same]
    key = clusters({(m.document, m.tokens): m.chain for m in gold})
    linked = _events(reports, posed, topic, _words_as_types())
    joined = {m: e for c, e in linked.items() for m in place[c]}
    ours = _own(documents, gold, own, _events(reports, own, topic))
    return {
        "gold mentions": {"mentions": len(gold), **conll(key, clusters(joined))},
        "head lemma": {"mentions": len(gold), **conll(key, clusters(by_head))},
        "own mentions": {"mentions": len(ours), **conll(key, clusters(ours))},
    }


def _words_as_types() -> Weights:
    """The weights, with two words as far apart as two types, which are never compared: gold mentions bear one type."""
    known = weights()
    kind = {**known.event["kind"], "other-mode": APART}
    return replace(known, event={**known.event, "kind": kind})


def _stem(lemma: str) -> str:
    """A head lemma without the endings that make a noun of a verb."""
    return ENDINGS.sub("", lemma) if len(lemma) > SHORT else lemma


def _events(
    reports: list[Report], claims: list[Claim], topic: dict[str, str], known: Weights | None = None
) -> dict[str, str]:
    """Claim → event, linking each topic by itself, as the corpora are scored."""
    found = {}
    for one in sorted(set(topic.values())):
        some = [r for r in reports if topic[r.id] == one]
        names = {r.id for r in some}
        book = Book(known)
        book.add(some, [c for c in claims if c.report in names])
        for event in book.result().events:
            found.update(dict.fromkeys(event.claims, event.id))
    return found


def _read(chain: Chain, document: Document) -> tuple[Report, Any, Mentions, tuple[Claim, ...]]:
    source = Source(document.name, "text/plain")
    report = Report(document.name, document.text, source, published=_day(document.day))
    doc = chain.parser.parse(report.text)
    mentions = resolve(doc, report, chain.knowledge)
    return report, doc, mentions, code(doc, report, mentions, chain.lexicon, coder="bench").claims


def _day(day: str | None) -> Interval | None:
    return Interval(date.fromisoformat(day), date.fromisoformat(day), "day", "stated") if day else None


def _extent(document: Document, mention: Mention) -> tuple[int, int]:
    spans = [document.at[t] for t in mention.tokens]
    return min(s.start for s in spans), max(s.end for s in spans)


def _posed(
    document: Document, same: list[Mention], lemma: str, found: Mentions, claims: tuple[Claim, ...], doc: Any
) -> Claim:
    """Gold mentions of one word as a claim: one of ours on these words, else what the parser's roles and the sentence
    give the first."""
    name = f"{document.name}#{lemma}"
    for mention in same:
        trigger = Span(*_extent(document, mention))
        ours = next((c for c in claims if c.evidence.trigger.overlaps(trigger)), None)
        if ours is not None:
            evidence = replace(ours.evidence, trigger=trigger)
            return replace(ours, id=name, type=EventType.ASSAULT, kind=Kind.EVENT, mode=_stem(lemma), evidence=evidence)
    mention = same[0]
    start, end = _extent(document, mention)
    trigger = Span(start, end)
    sentence = document.sentences[mention.tokens[0][0]]

    def near(spans: Iterable[Any]) -> list[Any]:
        inside = [m for m in spans if sentence.covers(m.span)]
        return sorted(inside, key=lambda m: (abs(m.span.start - start), m.span.start))

    days = [t for t in near(found.times) if t.interval is not None]
    places = near(p for p in found.places if p.role != "modifier")
    before, after = (_in_role(doc, trigger, role, near(found.parties)) for role in ("ARG0", "ARG1"))
    return Claim(
        id=name,
        report=document.name,
        revision=1,
        kind=Kind.EVENT,
        type=EventType.ASSAULT,
        mode=_stem(lemma),
        status=Status.HAPPENED,
        evidence=Evidence(sentence, trigger),
        actor=tuple(before),
        recipient=tuple(after),
        place=places[0].place if places else None,
        when=days[0].interval if days else None,
        why="gold mention",
    )


def _in_role(doc: Any, trigger: Span, label: str, parties: list[Any]) -> list[Any]:
    """The parties named in a role of the predicate that stands on the trigger; none when the parser sees none there."""
    for predicate in doc._.predicates:
        at = doc[predicate.i].idx
        if trigger.start <= at < trigger.end:
            spans = [doc[r.start : r.end] for r in predicate.roles if r.label == label]
            inside = [p for p in parties for s in spans if s.start_char <= p.span.start < s.end_char]
            return [p.party for p in inside][:2]
    return []


def _own(documents: list[Document], gold: list[Mention], claims: list[Claim], events: dict[str, str]) -> dict[Any, str]:
    """Our triggers as mentions; one that lies on a gold mention is that mention."""
    known = {d.name: d for d in documents}
    spans: dict[str, list[tuple[Span, Any]]] = {}
    for m in gold:
        start, end = _extent(known[m.document], m)
        spans.setdefault(m.document, []).append((Span(start, end), (m.document, m.tokens)))
    out: dict[Any, str] = {}
    for claim in claims:
        if claim.kind is Kind.FIGURE:
            continue
        trigger = claim.evidence.trigger
        on = next((key for span, key in spans.get(claim.report, ()) if span.overlaps(trigger)), None)
        out[on or (claim.report, trigger)] = events[claim.id]
    return out
