"""Scores of exported weights on gold words: `python -m training.evaluate --weights DIR --data DIR
--split dev`.
Syntax is scored twice: with gold sentence boundaries (the usual "gold tokens" figure) and with the
model's own boundaries inside gold paragraphs. Raw-text scores, which need the tokeniser, are `python -m
bench parse`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np

from dateline.parse.encoder import Encoder, Parsed
from training import corpora, meantime
from training.records import Sentence, Span

Block = tuple[list[Sentence], Parsed]


def f1(hit: int, said: int, gold: int) -> float:
    """Per cent."""
    return round(200 * hit / max(1, said + gold), 2)


def blocks(encoder: Encoder, sentences: list[Sentence], gold_boundaries: bool) -> list[Block]:
    """Each paragraph (or sentence) with its parse."""
    if gold_boundaries:
        groups = [[s] for s in sentences]
    else:
        groups = [list(g) for _, g in groupby(sentences, key=lambda s: (s.doc, s.paragraph))]
    parsed = encoder.parse([[w for s in g for w in s.words] for g in groups], whole=gold_boundaries)
    return list(zip(groups, parsed, strict=True))


def syntax(found: list[Block]) -> dict[str, float]:
    """UPOS, XPOS, feats, lemma, UAS, LAS, and sentence F1 (both ends right)."""
    n: Counter[str] = Counter()
    for group, p in found:
        base, gold_ends = 0, set()
        for s in group:
            assert s.upos
            assert s.xpos
            assert s.feats
            assert s.lemmas
            assert s.heads
            assert s.deprels
            gold_ends.add((base, base + len(s.words)))
            for i, w in enumerate(s.words):
                j = base + i
                head = p.heads[j] == (s.heads[i] + base if s.heads[i] >= 0 else -1)
                n.update(
                    words=1,
                    upos=p.upos[j] == s.upos[i],
                    xpos=p.xpos[j] == s.xpos[i],
                    feats=p.feats[j] == s.feats[i],
                    lemma=p.lemmas[j] == s.lemmas[i] or w == "_",
                    uas=bool(head),
                    las=bool(head) and p.deprels[j].split(":")[0] == s.deprels[i].split(":")[0],
                    las_subtypes=bool(head) and p.deprels[j] == s.deprels[i],
                )
            base += len(s.words)
        cuts = [*np.flatnonzero(p.sent_starts).tolist(), base]
        own = set(pairwise(cuts))
        n.update(hit=len(own & gold_ends), said=len(own), gold=len(gold_ends))
    out = {
        k: round(100 * n[k] / n["words"], 2) for k in ("upos", "xpos", "feats", "lemma", "uas", "las", "las_subtypes")
    }
    return out | {"sentences": f1(n["hit"], n["said"], n["gold"])}


def span_f1(pairs: list[tuple[set[Span], set[Span]]]) -> dict[str, float]:
    """Micro F1 of (gold, predicted) span sets, and by type."""
    n: Counter[tuple[str, str]] = Counter()
    for gold, said in pairs:
        for what, group in (("gold", gold), ("said", said), ("hit", gold & said)):
            for span in group:
                n[what, span[2]] += 1
                n[what, "all"] += 1
    kinds = sorted({k for _, k in n})
    return {k: f1(n["hit", k], n["said", k], n["gold", k]) for k in kinds}


UNER_OF = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}


def outermost(spans: tuple[Span, ...]) -> list[Span]:
    """Spans not inside another."""
    return [x for x in spans if not any(y != x and y[0] <= x[0] and x[1] <= y[1] for y in spans)]


def uner_pairs(found: list[Block], tags: dict[str, list[str]]) -> list[tuple[set[Span], set[Span]]]:
    """Gold and predicted flat spans in the UNER convention (FAC counts as LOC; NORP and EVENT are not
    scored)."""
    out = []
    for group, p in found:
        base = 0
        for s in group:
            if s.sent_id in tags and len(tags[s.sent_id]) == len(s.words):
                said = [
                    (a - base, b - base, UNER_OF[k])
                    for a, b, k in outermost(p.names)
                    if k in UNER_OF and base <= a < base + len(s.words)
                ]
                out.append((set(corpora.bio_spans(tags[s.sent_id])), set(said)))
            base += len(s.words)
    return out


def plain_pairs(found: list[Block], layer: str) -> list[tuple[set[Span], set[Span]]]:
    """Gold and predicted spans of a layer, for corpora annotated in our own types."""
    out = []
    for group, p in found:
        base = 0
        for s in group:
            gold = set(getattr(s, layer) or ())
            mine = outermost(p.names) if layer == "names" else p.timex
            out.append((gold, {(a - base, b - base, k) for a, b, k in mine if base <= a < base + len(s.words)}))
            base += len(s.words)
    return out


def relaxed(pairs: list[tuple[set[Span], set[Span]]]) -> dict[str, float]:
    """Strict and relaxed (any overlap) F1 of extents, types left aside."""
    n: Counter[str] = Counter()
    for gold, said in pairs:
        g, m = {x[:2] for x in gold}, {x[:2] for x in said}
        n.update(gold=len(g), said=len(m), strict=len(g & m))
        n["recall"] += sum(any(a < d and c < b for c, d in m) for a, b in g)
        n["precision"] += sum(any(a < d and c < b for c, d in g) for a, b in m)
    r, p = n["recall"] / max(1, n["gold"]), n["precision"] / max(1, n["said"])
    return {
        "strict": f1(n["strict"], n["said"], n["gold"]),
        "relaxed": round(200 * p * r / max(1e-9, p + r), 2),
    }


def roles(found: list[Block]) -> dict[str, float]:
    """Predicate F1, and argument F1 with the model's own predicates (exact span and label, V not counted)."""
    n: Counter[str] = Counter()
    core: Counter[str] = Counter()
    for group, p in found:
        base = 0
        for s in group:
            mine = {x.word - base: x for x in p.predicates if base <= x.word < base + len(s.words)}
            if s.frames is not None:
                gold = {(i, k, a, b) for i, args in s.frames for a, b, k in args if k != "V"}
                said = {(i, k, a - base, b - base) for i, x in mine.items() for k, a, b in x.roles}
                n.update(hit=len(gold & said), said=len(said), gold=len(gold))
                words = {i for i, _ in s.frames}
                n.update(phit=len(words & set(mine)), psaid=len(mine), pgold=len(words))
                for what, group_ in (("gold", gold), ("said", said), ("hit", gold & said)):
                    core[what] += sum(not x[1].startswith(("ARGM", "R-", "C-")) for x in group_)
            base += len(s.words)
    return {
        "predicates": f1(n["phit"], n["psaid"], n["pgold"]),
        "arguments": f1(n["hit"], n["said"], n["gold"]),
        "core": f1(core["hit"], core["said"], core["gold"]),
    }


def factuality(found: list[Block]) -> dict[str, float]:
    """Pearson r and mean error over the gold predicates that the model also found; `covered` is their
    share."""
    gold, said, total = [], [], 0
    for group, p in found:
        base = 0
        for s in group:
            mine = {x.word - base: x.factuality for x in p.predicates}
            for i, value in s.factuality.items():
                total += 1
                if (own := mine.get(i)) is not None:
                    gold.append(value)
                    said.append(own)
            base += len(s.words)
    r = float(np.corrcoef(gold, said)[0, 1])
    error = float(np.abs(np.array(gold) - np.array(said)).mean())
    return {"r": round(r, 4), "mae": round(error, 3), "covered": round(100 * len(gold) / max(1, total), 2)}


def scores(encoder: Encoder, data: Path, split: str) -> dict[str, object]:
    """Every figure of the model card that gold words allow."""
    out: dict[str, object] = {}
    readers: dict[str, Callable[[], list[Sentence]]] = {
        "ewt": lambda: corpora.ewt(data, split),
        "gum": lambda: corpora.gum(data, split, free_only=False),
    }
    for name, read in readers.items():
        sentences = read()
        gold, own = blocks(encoder, sentences, True), blocks(encoder, sentences, False)
        out[f"{name} gold sentences"], out[f"{name} own sentences"] = syntax(gold), syntax(own)
        if name == "ewt":
            tags = dict(corpora.uner_tags(data / "ner-uner-ewt" / f"en_ewt-ud-{split}.iob2.gz"))
            out["uner ewt"] = span_f1(uner_pairs(gold, tags))
            out["srl"], out["factuality"] = roles(gold), factuality(gold)
        else:
            corpora.refine_names(sentences)
            out["gum names"] = span_f1(plain_pairs(gold, "names"))
            news = [x for x in gold if "_news_" in x[0][0].doc or "_interview_" in x[0][0].doc]
            out["gum news names"] = span_f1(plain_pairs(news, "names"))
            out["gum news syntax"] = syntax([x for x in gold if "_news_" in x[0][0].doc])
    if split == "test":
        pud = list(corpora.conllu(data / "ud-pud" / "en_pud-ud-test.conllu.gz", "pud"))
        found = blocks(encoder, pud, True)
        out["pud gold sentences"] = syntax(found)
    held = meantime.held_out(data)
    out["meantime timex (held-out)"] = relaxed(plain_pairs(blocks(encoder, held, True), "timex"))
    return out


def main() -> None:
    """Print the scores as JSON."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--weights", type=Path, default=None)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--split", choices=("dev", "test"), default="dev")
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    print(json.dumps(scores(Encoder.load(args.weights, args.threads), args.data, args.split), indent=1))


if __name__ == "__main__":
    main()
