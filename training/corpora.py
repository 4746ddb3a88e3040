"""Readers of the treebanks and of what is annotated on their tokens (names, roles, factuality)."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.name_rules import facility, nationality
from training.records import NAME_TYPES, Sentence, Span

UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
FREE_LICENCE = re.compile(r"(?i)^(?!.*(NC|ND))")


def conllu(path: Path, corpus: str) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; entity mentions of GUM are kept aside in `mentions` form by gum_names."""
    doc, paragraph, sent_id, rows = "", 0, "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id"):
                doc, paragraph = line.split("=", 1)[1].strip(), 0
            elif line.startswith("# newpar"):
                paragraph += 1
            elif line.startswith("# sent_id"):
                sent_id = line.split("=", 1)[1].strip()
            elif line and line[0].isdigit():
                rows.append(line.split("\t"))
            elif not line and rows:
                yield _sentence(rows, corpus, doc, paragraph, sent_id)
                rows = []


def _sentence(rows: list[list[str]], corpus: str, doc: str, paragraph: int, sent_id: str) -> Sentence:
    words = [r for r in rows if r[0].isdigit()]
    columns = list(zip(*words, strict=True))
    glued = {int(r[0].split("-")[1]) for r in rows if "-" in r[0] and "SpaceAfter=No" in r[9]}
    inside = {i for r in rows if "-" in r[0] for i in range(int(r[0].split("-")[0]), int(r[0].split("-")[1]))}
    space = [not ("SpaceAfter=No" in r[9] or int(r[0]) in glued or int(r[0]) in inside) for r in words]
    return Sentence(
        corpus=corpus,
        doc=doc,
        paragraph=paragraph,
        words=list(columns[1]),
        upos=list(columns[3]),
        xpos=list(columns[4]),
        feats=list(columns[5]),
        lemmas=list(columns[2]),
        heads=[int(h) - 1 for h in columns[6]],
        deprels=list(columns[7]),
        sent_id=sent_id,
        space_after=space,
    )


def bio_spans(tags: list[str]) -> list[Span]:
    """(start, end, type) of IOB2 tags; an I- without its B- opens a span."""
    spans: list[Span] = []
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (not tag.startswith("I-") or tag[2:] != kind):
            spans.append((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return spans


def ewt(data: Path, split: str) -> list[Sentence]:
    """UD EWT with UNER names, PropBank frames and UDS factuality on the same sentences."""
    sentences = list(conllu(data / "ud-ewt" / f"en_ewt-ud-{split}.conllu.gz", "ewt"))
    by_id = {s.sent_id: s for s in sentences}
    _add_uner(data, split, by_id)
    _add_frames(data, split, by_id)
    _add_factuality(data, split, by_id)
    return sentences


def uner_tags(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(sent_id, tags) of a UNER file."""
    sent_id, tags = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# sent_id"):
                sent_id = line.split("=", 1)[1].strip()
            elif line[0].isdigit():
                tag = line.rstrip("\n").split("\t")[2]
                tags.append("O" if "OTH" in tag or tag == "B-O" else tag)
            elif not line.strip() and tags:
                yield sent_id, tags
                tags = []


def _add_uner(data: Path, split: str, by_id: dict[str, Sentence]) -> None:
    name = "en_ewt-ud-train.norm.iob2.gz" if split == "train" else f"en_ewt-ud-{split}.iob2.gz"
    for sent_id, tags in uner_tags(data / "ner-uner-ewt" / name):
        s = by_id.get(sent_id)
        if s is None or len(tags) != len(s.words):
            continue
        s.names = [(a, b, UNER[k]) for a, b, k in bio_spans(tags)]
        s.names_known = frozenset({"PERSON", "ORG", "LOC"})


def _add_frames(data: Path, split: str, by_id: dict[str, Sentence]) -> None:
    with gzip.open(data / "srl-ewt-propbank" / f"ewt-srl-{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            s = by_id.get(row["sent_id"])
            if s is None or row["tokens"] != s.words or not row["exact"]:
                continue
            s.frames = [(f["pred"], [(a, b, k) for k, a, b in f["args"]]) for f in row["frames"]]


def _add_factuality(data: Path, split: str, by_id: dict[str, Sentence]) -> None:
    """Joined by sentence id and 1-based word number; a sentence where a number misses a content word is
    left."""
    with gzip.open(data / "uds" / "ud_ids.json.gz", "rt", encoding="utf-8") as f:
        ids = json.load(f)
    with gzip.open(data / "uds" / "factuality.normalized.json.gz", "rt", encoding="utf-8") as f:
        rows = json.load(f)["data"]
    for key, nodes in rows.items():
        s = by_id.get(ids[key]["sentence_id"]) if key.startswith(f"ewt-{split}-") else None
        if s is None:
            continue
        values = {int(node.rsplit("-", 1)[1]) - 1: v["factuality"]["factual"]["value"] for node, v in nodes.items()}
        if all(i < len(s.words) and s.upos and s.upos[i] not in ("PUNCT", "DET", "CCONJ") for i in values):
            s.factuality = values


def free_gum(data: Path) -> set[str]:
    """Documents of GUM whose text licence lets shipped weights be trained on them."""
    with open(data / "ud-gum" / "doc_licences.tsv", encoding="utf-8") as f:
        return {r["doc"] for r in csv.DictReader(f, delimiter="\t") if FREE_LICENCE.match(r["text_licence"])}


def gum(data: Path, split: str, free_only: bool) -> list[Sentence]:
    """UD GUM; names are read from its typed, linked mentions (see _mentions)."""
    path = data / "ud-gum" / f"en_gum-ud-{split}.conllu.gz"
    keep = free_gum(data)
    mentions = _mentions(path)
    out = []
    for s in conllu(path, "gum"):
        if free_only and s.doc not in keep:
            continue
        found = mentions.get(s.sent_id, [])
        s.names, s.inner = _gum_names(s, found)
        s.names_known = frozenset({"PERSON", "ORG", "LOC", "EVENT"})
        out.append(s)
    return out


GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
PART = re.compile(r"\([^()]+\)?|[^()]+\)")


def _mentions(path: Path) -> dict[str, list[tuple[int, int, str, bool]]]:
    """sent_id → (start, end, GUM type, linked to Wikipedia?) read from MISC Entity=."""
    out: dict[str, list[tuple[int, int, str, bool]]] = defaultdict(list)
    sent_id, i = "", 0
    opened: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# sent_id"):
                sent_id, i = line.split("=", 1)[1].strip(), 0
                opened.clear()
            if not line[0].isdigit() or not line.split("\t", 1)[0].isdigit():
                continue
            match = re.search(r"Entity=([^|\n]*)", line)
            for part in PART.findall(match.group(1)) if match else ():
                if part[0] == "(":
                    fields = part.strip("()").split("-")
                    item = (i, fields[1] if len(fields) > 1 else "", len(fields) > 6)
                    if part[-1] == ")":
                        out[sent_id].append((i, i + 1, *item[1:]))
                    else:
                        opened[fields[0]].append(item)
                elif opened[part[:-1].split("-")[0]]:
                    start, kind, linked = opened[part[:-1].split("-")[0]].pop()
                    out[sent_id].append((start, i + 1, kind, linked))
            i += 1
    return out


def _gum_names(s: Sentence, mentions: list[tuple[int, int, str, bool]]) -> tuple[list[Span], list[Span]]:
    """Outermost and nested name spans: a mention whose head is a proper noun, cut down to the name itself."""
    spans = {
        (*name_extent(s, a, b), GUM_TYPES[kind])
        for a, b, kind, _ in mentions
        if kind in GUM_TYPES and name_extent(s, a, b) is not None
    }
    outer: list[Span] = []
    inner: list[Span] = []
    for span in sorted(spans, key=lambda x: (x[0], -x[1])):
        (inner if outer and span[0] < outer[-1][1] else outer).append(span)
    inner = [x for i, x in enumerate(inner) if i == 0 or x[0] >= inner[i - 1][1]]
    return outer, [x for x in inner if (x[0], x[1]) not in {(o[0], o[1]) for o in outer}]


NAME_PARTS = {
    "flat",
    "compound",
    "nmod:poss",
    "amod",
    "goeswith",
    "nummod",
    "punct",
    "case",
    "fixed",
    "nmod",
    "nmod:desc",
    "det",
    "cc",
    "conj",
}


def name_extent(s: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The run of capitalised words round the mention's proper-noun head, with "of" inside; None: no name."""
    assert s.heads
    assert s.upos
    assert s.deprels
    head = next((i for i in range(start, end) if not start <= s.heads[i] < end), None)
    if head is None or (s.upos[head] != "PROPN" and s.xpos[head] not in ("NNP", "NNPS")):  # type: ignore[index]
        return None

    def belongs(i: int) -> bool:
        return (s.words[i][:1].isupper() and s.upos[i] not in ("DET", "PRON")) or s.words[i] in (
            "-",
            "'s",
            "al",
            "de",
            "bin",
            "von",
            "van",
        )

    a = head
    while a > start and (
        belongs(a - 1)
        or (
            s.words[a - 1] in ("of", "for", "and", "&", "the")
            and a - 2 >= start
            and s.upos[a - 2] == "PROPN"
            and s.words[a - 1] == "of"
        )
    ):
        a -= 1
    b = head + 1
    while b < end and (
        belongs(b)
        or (s.upos[b] == "NUM" and s.heads[b] == head)
        or (s.words[b] in ("of", "the") and _upper_ahead(s, b, end))
    ):
        b += 1
    while a < b and s.words[a] in ("-", "'s", "of"):
        a += 1
    while b > a and s.words[b - 1] in ("-", "'s", "of", "the"):
        b -= 1
    title = s.words[a].rstrip(".").lower()
    if b - a > 1 and title in TITLES:
        a += 1
    return (a, b) if b > a else None


TITLES = {
    "president",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "senator",
    "sen",
    "general",
    "gen",
    "prime",
    "judge",
    "justice",
    "professor",
    "prof",
    "king",
    "queen",
    "prince",
    "captain",
    "capt",
    "governor",
    "minister",
}


def _upper_ahead(s: Sentence, b: int, end: int) -> bool:
    ahead = [i for i in range(b, min(end, b + 3)) if s.words[i] not in ("of", "the")]
    return bool(ahead) and s.words[ahead[0]][:1].isupper() and s.words[b] == "of"


def refine_names(sentences: list[Sentence]) -> None:
    """Split LOC into LOC and FAC by the head noun, and mark nationalities, which no treebank names."""
    for s in sentences:
        if s.names is None:
            continue
        s.names = [(a, b, facility(s.words[a:b], k)) for a, b, k in s.names]
        taken = {i for a, b, _ in s.names for i in range(a, b)}
        s.names += [
            (i, i + 1, "NORP")
            for i, w in enumerate(s.words)
            if i not in taken and nationality(w, s.upos[i] if s.upos else None)
        ]
        s.names.sort()
        s.names_known |= {"NORP", "FAC"}


def column_file(path: Path, corpus: str, labels: dict[str, str], sep: str | None = None) -> list[Sentence]:
    """Two-column files of names (IO or IOB2); no syntax, no document order."""
    out: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        parts = line.split(sep)
        if len(parts) >= 2:
            words.append(parts[0])
            tags.append(parts[-1])
        elif words:
            if words != ["-DOCSTART-"]:
                spans = [(a, b, labels[k]) for a, b, k in bio_spans(tags)]
                out.append(
                    Sentence(
                        corpus,
                        f"{corpus}{len(out)}",
                        0,
                        words,
                        names=spans,
                        names_known=frozenset({"PERSON", "ORG", "LOC"}),
                        sent_id=f"{corpus}-{len(out)}",
                    )
                )
            words, tags = [], []
    return out


WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "?"}
POLITICS = {
    "politician": "PERSON",
    "person": "PERSON",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "location": "LOC",
    "country": "LOC",
    "election": "EVENT",
    "event": "EVENT",
    "misc": "?",
}
RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
RE3D_CLOSED = ("BBC_Online", "Delegation_of_the_European_Union_to_Syria")


def wikigold(data: Path) -> list[Sentence]:
    """Wikipedia sentences with PER, ORG, LOC, MISC."""
    return column_file(data / "ner-wikigold" / "wikigold.conll.txt", "wikigold", WIKIGOLD)


def politics(data: Path) -> list[Sentence]:
    """CrossNER politics, train and dev (nothing is selected on its dev)."""
    folder = data / "ner-crossner-politics"
    return [s for part in ("train", "dev") for s in column_file(folder / f"{part}.txt", "politics", POLITICS)]


def re3d(folder: Path) -> list[Sentence]:
    """Conflict documents, unpacked; phrases that are not proper names become "?" (unknown)."""
    out: list[Sentence] = []
    for path in sorted(folder.glob("CONLL-format/data-by-source/conll/*/*.conll")):
        if path.parent.name in RE3D_CLOSED:
            continue
        labels = defaultdict(lambda: "?", RE3D)
        for s in column_file(path, "re3d", labels, sep="\t"):
            s.names = [_as_name(s, *span) for span in s.names or []]
            s.doc = path.stem
            out.append(s)
    return out


def _as_name(s: Sentence, a: int, b: int, kind: str) -> Span:
    while b - a > 1 and s.words[a].lower() in ("the", "a", "an"):
        a += 1
    named = all(w[:1].isupper() or w in ("of", "the", "-", "'s") or w.startswith("al-") for w in s.words[a:b])
    return (a, b, kind if named and kind in NAME_TYPES else "?")
