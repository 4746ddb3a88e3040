"""MEANTIME (Wikinews, CC BY 4.0): time expressions of the fully annotated part of each article."""

from __future__ import annotations

import tarfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from training.records import Sentence

SENTENCES = 6  # headline, date line and body sentences 1-4 and 5: the part annotated in full
HELD_OUT = "corpus_gm"


def read(data: Path) -> list[Sentence]:
    """The annotated sentences of all 120 articles; only `timex` is set."""
    out: list[Sentence] = []
    with tarfile.open(data / "meantime" / "intra_cross-doc_annotation.tar.gz") as tar:
        for member in sorted(tar.getnames()):
            if member.endswith(".xml") and (f := tar.extractfile(member)) is not None:
                out.extend(_article(ElementTree.fromstring(f.read()), member))
    return out


def training(data: Path) -> list[Sentence]:
    """All but the held-out part."""
    return [s for s in read(data) if HELD_OUT not in s.doc]


def held_out(data: Path) -> list[Sentence]:
    """The part kept for development (the customary split: gm)."""
    return [s for s in read(data) if HELD_OUT in s.doc]


def _article(root: ElementTree.Element, name: str) -> list[Sentence]:
    words: dict[int, list[str]] = defaultdict(list)
    place: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        number = int(token.get("sentence", "0"))
        place[token.get("t_id", "")] = (number, len(words[number]))
        words[number].append(token.text or "")
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for timex in root.iter("TIMEX3"):
        spots = sorted(place[a.get("t_id", "")] for a in timex.iter("token_anchor"))
        kind = timex.get("type", "DATE")
        if spots and spots[0][0] == spots[-1][0] and kind in ("DATE", "TIME", "DURATION", "SET"):
            line, end = words[spots[0][0]], spots[-1][1] + 1
            if end < len(line) and line[end] in ("ago", "earlier", "later"):  # left out here, in by TimeML
                end, kind = end + 1, "DATE"
            found[spots[0][0]].append((spots[0][1], end, kind))
    last = max(found, default=0) if max(found, default=0) < SENTENCES else SENTENCES - 1
    return [
        Sentence("meantime", name, 0 if i > 1 else i, words[i], timex=sorted(found[i]), sent_id=f"{name}-{i}")
        for i in sorted(words)
        if i <= last
    ]
