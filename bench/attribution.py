"""PolNeAR: who is quoted (source) and the words that say so (cue), on the development split.

`--data DIR` holds polnear_text_ann.tar.gz. Ours are all acts of saying that the coder sees in an article,
whether or not a claim hangs on them: the span of the speaker and the verb of speech, or "according to".
`tokens` is F1 over words inside any gold and any of our spans (a name where the gold has name and role
loses the role); `overlap` counts a span as found when it shares a word with one of the other side. PolNeAR
also marks beliefs, wishes and intentions ("Clinton hopes"), which are no acts of saying: `said` gives the
recall of sources whose cue has a verb of our list of speech, or "according". `claims` is the precision of
sources on claims: the share whose span shares a word with a gold source.

The split is coded as it is; the first annotator of an article is taken. The corpus only measures.
"""

from __future__ import annotations

import argparse
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.__main__ import corpus
from bench.chaining import add_options, chain_of, sample, scores, share
from bench.linking import f1
from dateline.coding import Lexicon, code
from dateline.coding.attribution import speeches
from dateline.coding.view import make_view
from dateline.model import Issue, RawReport, Report, Source, Span
from dateline.pipeline import Chain, read
from dateline.resolve import resolve

NAME = "attribution"
SUMMARY = "PolNeAR development split: sources and cues of attributions"
SPLIT = "dev"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """Sources and cues of one article, and the pairs of a source with the words of its cue."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    pairs: tuple[tuple[Span, str], ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser)


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = corpus(args.data, "polnear")
    chain = chain_of(args)
    counts = Counter[str]()
    for name, text, gold in sample(articles(data / "polnear_text_ann.tar.gz"), args.limit, args.seed):
        published = found[0] if (found := re.search(r"\d{4}-\d{2}-\d{2}", name)) else None
        report = read(RawReport(Source(name, "text/plain"), text, id=name, published=published), chain)
        if isinstance(report, Issue):
            continue
        ours, claimed = acts(report, chain)
        counts.update(compared(text, gold, ours))
        counts.update(on_claims(text, gold, claimed))
        counts.update(of_speech(text, gold, ours, chain.lexicon))
    return table(counts)


def table(n: Counter[str]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for part in ("source", "cue"):
        rows[f"{part} tokens"] = scores(n[f"{part} both"], n[f"{part} ours"], n[f"{part} gold"])
        p = share(n[f"{part} ours met"], n[f"{part} ours spans"]) or 0.0
        r = share(n[f"{part} gold met"], n[f"{part} gold spans"]) or 0.0
        spans = {"gold": n[f"{part} gold spans"], "ours": n[f"{part} ours spans"]}
        rows[f"{part} overlap"] = {**spans, "p": p, "r": r, "f1": f1(p, r)}
    rows["source said"] = {"gold": n["said"], "r": share(n["said met"], n["said"])}
    rows["source claims"] = {"ours": n["claims"], "p": share(n["claims met"], n["claims"])}
    return rows


# ------------------------------------------------------------------------------------------------------- gold


def articles(path: Path) -> list[tuple[str, str, Told]]:
    """Name, text and gold of the split's articles, by name."""
    texts: dict[str, str] = {}
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    with tarfile.open(path) as tar:
        for member in tar:
            parts = member.name.removeprefix("./").split("/")
            if parts[0] != SPLIT or not member.isfile():
                continue
            handle = tar.extractfile(member)
            assert handle is not None
            content, stem = handle.read().decode("utf-8"), Path(parts[-1]).stem
            if parts[1] == "text":
                texts[stem] = content
            else:
                article, _, annotator = stem.rpartition("_")
                marks[article][annotator] = content
    return [(name, texts[name], gold_of(by[min(by)])) for name, by in sorted(marks.items()) if name in texts]


def gold_of(standoff: str) -> Told:
    """Sources, cues and their pairs from brat standoff; a span in pieces is several spans."""
    spans: dict[str, tuple[str, list[Span], str]] = {}
    pairs: list[tuple[Span, str]] = []
    for line in standoff.splitlines():
        if text := re.match(r"(T\d+)\t(\w+) ([\d ;]+)\t(.*)", line):
            pieces = [Span(*map(int, piece.split())) for piece in text[3].split(";")]
            spans[text[1]] = (text[2], pieces, text[4])
        elif line.startswith("E"):
            named = dict(re.findall(r"(\w+?)\d*:(T\d+)", line))
            if "Source" in named and "Cue" in named and {named["Source"], named["Cue"]} <= spans.keys():
                pairs += [(piece, spans[named["Cue"]][2]) for piece in spans[named["Source"]][1][:1]]
    of_kind = {
        kind: tuple(p for k, pieces, _ in spans.values() if k == kind for p in pieces) for kind in ("Source", "Cue")
    }
    return Told(of_kind["Source"], of_kind["Cue"], tuple(pairs))


# ------------------------------------------------------------------------------------------------------- ours


def acts(report: Report, chain: Chain) -> tuple[Told, tuple[Span, ...]]:
    """All acts of saying of an article, and the spans of the sources on its claims."""
    doc = chain.parser.parse(report.text, masked=tuple(f.span for f in report.furniture))
    mentions = resolve(doc, report, chain.knowledge)
    view = make_view(doc, report, mentions, chain.lexicon)
    said = list(speeches(view).values())
    sources = tuple(s.source.span for s in said if s.source.span is not None)
    cues = tuple(cue_span(report.text, s.verb.idx, len(s.verb)) for s in said)
    claims = code(doc, report, mentions, chain.lexicon, coder="bench").claims
    return Told(sources, cues), tuple(c.source.span for c in claims if c.source and c.source.span)


def cue_span(text: str, start: int, length: int) -> Span:
    """The verb of speech; "according" takes its "to" along."""
    end = start + length
    return (
        Span(start, end + 3)
        if text[end : end + 3].lower() == " to" and text[start:end].lower() == "according"
        else Span(start, end)
    )


# -------------------------------------------------------------------------------------------------- comparing


def tokens(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words inside the spans begin."""
    return {m.start() for s in spans for m in WORD.finditer(text, s.start, s.end)}


def compared(text: str, gold: Told, ours: Told) -> Iterator[str]:
    """What to count, one string a time, for sources and cues."""
    counted: list[str] = []
    for part, a, b in (
        ("source", set(gold.sources), set(ours.sources)),
        ("cue", set(gold.cues), set(ours.cues)),
    ):
        left, right = tokens(text, a), tokens(text, b)
        counted += [f"{part} gold"] * len(left) + [f"{part} ours"] * len(right) + [f"{part} both"] * len(left & right)
        counted += [f"{part} gold spans"] * len(a) + [f"{part} ours spans"] * len(b)
        counted += [f"{part} gold met"] * sum(bool(tokens(text, [s]) & right) for s in a)
        counted += [f"{part} ours met"] * sum(bool(tokens(text, [s]) & left) for s in b)
    return iter(counted)


def on_claims(text: str, gold: Told, claimed: tuple[Span, ...]) -> Iterator[str]:
    left = tokens(text, gold.sources)
    for span in set(claimed):
        yield "claims"
        if tokens(text, [span]) & left:
            yield "claims met"


def of_speech(text: str, gold: Told, ours: Told, lexicon: Lexicon) -> Iterator[str]:
    """Gold sources whose cue is an act of saying that the lexicon lists."""
    verbs, right = lexicon.words("speech", "verbs") | {"according"}, tokens(text, ours.sources)
    for span, cue in gold.pairs:
        if any(w in verbs or lexicon.lemma(w, w) in verbs for w in WORD.findall(cue.lower())):
            yield "said"
            if tokens(text, [span]) & right:
                yield "said met"
