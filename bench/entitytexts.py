"""Texts with gold entities, for measuring who is taken up again: GUM's CoNLL-U, ECB+'s XML (development)."""

from __future__ import annotations

import gzip
import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

_BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
DEVELOPMENT = ("2", "5", "12", "18", "21", "23", "34", "35")
"""The development topics of ECB+ by the usual split."""
_CLOSING = frozenset([".", ",", ";", ":", "?", "!", ")", "'s", "’s", "n't", "''", "%"])
_PARTIES = ("person", "organization", "place")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold mention: characters `start`..`end`, the entity, and whether that is a person or a body."""

    start: int
    end: int
    entity: str
    party: bool


@dataclass
class Text:
    """One document: its text, the day it was made when told, and its gold mentions."""

    name: str
    created: str = ""
    text: str = ""
    mentions: list[Gold] = field(default_factory=list)
    opened: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------------------------- GUM


def gum(path: Path, genres: Sequence[str]) -> Iterator[Text]:
    """The documents of a GUM file in the wanted genres, text rebuilt with its spaces and paragraphs."""
    doc: Text | None = None
    gap = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if doc is not None:
                    yield doc
                name = line.split("=")[1].strip()
                doc, gap = (Text(name) if name.split("_")[1] in genres else None), ""
            elif doc is not None and line.startswith("# meta::dateCreated"):
                doc.created = line.split("=")[1].strip()
            elif line.startswith("# newpar") and doc is not None and doc.text:
                gap = "\n\n"
            elif doc is not None and line[:1].isdigit():
                gap = _word(doc, line.rstrip("\n").split("\t"), gap)
    if doc is not None:
        yield doc


def _word(doc: Text, fields: list[str], gap: str) -> str:
    """Add one token and open or close its mentions; returns the gap before the next."""
    number, form, misc = fields[0], fields[1], fields[9]
    if "." in number or "-" in number:  # the words of a contraction follow one by one
        return gap
    doc.text += gap
    start = len(doc.text)
    doc.text += form
    told = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
    for opening, closed, closing in _BRACKET.findall(told):
        if opening:
            name, kind = opening.split("-")[:2]
            if closed:
                doc.mentions.append(Gold(start, len(doc.text), name, kind in _PARTIES))
            else:
                doc.opened.setdefault(name, []).append((start, kind in _PARTIES))
        elif doc.opened.get(closing.split("-")[0]):
            name = closing.split("-")[0]
            first, party = doc.opened[name].pop()
            doc.mentions.append(Gold(first, len(doc.text), name, party))
    return "" if "SpaceAfter=No" in misc else " "


# ------------------------------------------------------------------------------------------------------------ ECB+


def ecb(archive: Path, topics: Sequence[str] = DEVELOPMENT) -> Iterator[Text]:
    """The documents of ECB+ in these topics; words a space apart, none before closing punctuation."""
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            topic = Path(member.name).parent.name
            if member.name.endswith(".xml") and topic in topics and (stream := tar.extractfile(member)):
                yield _ecb_text(Path(member.name).stem, ElementTree.fromstring(stream.read()))


def _ecb_text(name: str, root: ElementTree.Element) -> Text:
    doc, at, sentence = Text(name), dict[str, tuple[int, int]](), "0"
    for token in root.iter("token"):
        word = token.text or ""
        if token.get("sentence") != sentence:
            doc.text, sentence = doc.text.rstrip() + "\n", token.get("sentence", "0")
        elif word in _CLOSING:
            doc.text = doc.text.rstrip()
        at[token.get("t_id", "")] = (len(doc.text), len(doc.text) + len(word))
        doc.text += word + " "
    entities = _instances(root)
    for mark in root.iterfind("Markables/*"):
        spans = [at[a.get("t_id", "")] for a in mark.iterfind("token_anchor")]
        entity = entities.get(mark.get("m_id", ""))  # gold links only some; of the others it says nothing
        if spans and entity is not None and mark.tag.startswith("HUMAN_PART"):
            doc.mentions.append(Gold(min(s for s, _ in spans), max(e for _, e in spans), entity, True))
    return doc


def _instances(root: ElementTree.Element) -> dict[str, str]:
    """Mention → entity, by the coreference relations."""
    found = {}
    for relation in root.iterfind("Relations/*"):
        target = relation.find("target")
        for source in relation.iterfind("source"):
            if target is not None:
                found[source.get("m_id", "")] = target.get("m_id", "")
    return found
