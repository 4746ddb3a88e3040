"""CoNLL-U files to text and gold analysis, and parsed Docs to an analysis of the same form.

Places are counted in characters that are not white space, as the CoNLL 2018 evaluation does, so that two
analyses of one text can be laid over each other whatever they make of its blanks.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]


@dataclass(slots=True)
class Word:
    """A syntactic word. `head` is its head's number in Analysis.words, -1 for a root; `multi`: part of a
    multiword."""

    form: str
    place: Place
    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str
    multi: bool = False


@dataclass(slots=True)
class Analysis:
    """Everything the CoNLL 2018 metrics compare."""

    chars: str = ""
    tokens: list[Place] = field(default_factory=list)
    sentences: list[Place] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    def add(self, other: Analysis) -> None:
        """Append another analysis (the next document)."""
        at, first = len(self.chars), len(self.words)

        def moved(place: Place) -> Place:
            return place[0] + at, place[1] + at

        self.chars += other.chars
        self.tokens += map(moved, other.tokens)
        self.sentences += map(moved, other.sentences)
        for w in other.words:
            head = w.head + first if w.head >= 0 else -1
            self.words.append(Word(w.form, moved(w.place), w.upos, w.xpos, w.feats, w.lemma, head, w.deprel, w.multi))


@dataclass(slots=True)
class GoldSentence:
    """One sentence of a treebank: its words in order, and its id."""

    id: str
    words: list[Word]


@dataclass(slots=True)
class GoldDocument:
    """One document: raw text with a blank line between paragraphs, the gold analysis, and its sentences."""

    id: str
    text: str
    analysis: Analysis
    sentences: list[GoldSentence]


def open_text(path: Path) -> TextIO:
    """A text file, gzipped or not."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read(path: Path, keep: Callable[[str], bool] = lambda doc: True) -> list[GoldDocument]:
    """The documents of a CoNLL-U file whose id `keep` accepts."""
    with open_text(path) as lines:
        return [d for d in _documents(lines) if keep(d.id)]


def _documents(lines: Iterable[str]) -> Iterator[GoldDocument]:
    document = _Builder("")
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if document.sentences:
                yield document.done()
            document = _Builder(line.split("=", 1)[1].strip() if "=" in line else "")
        elif line.startswith("# newpar"):
            document.new_paragraph()
        elif line.startswith("# sent_id"):
            document.sent_id = line.split("=", 1)[1].strip()
        elif line and line[0] != "#":
            document.row(line.split("\t"))
        elif not line:
            document.end_sentence()
    document.end_sentence()
    if document.sentences:
        yield document.done()


class _Builder:
    """Collects one document row by row."""

    def __init__(self, name: str) -> None:
        self.name, self.sent_id = name, ""
        self.text: list[str] = []
        self.out = Analysis()
        self.sentences: list[GoldSentence] = []
        self._first = 0
        self._multi_until = 0

    def new_paragraph(self) -> None:
        if self.text:
            self.text.append("\n\n")

    def row(self, columns: list[str]) -> None:
        number, form = columns[0], columns[1]
        if "." in number:
            return  # an empty node of the enhanced graph
        if "-" in number:
            self._multi_until = int(number.split("-")[1])
            self._token(form, columns[9])
            return
        multi = int(number) <= self._multi_until
        if not multi:
            self._token(form, columns[9])
        head = int(columns[6]) - 1 + self._first if columns[6] != "0" else -1
        self.out.words.append(
            Word(
                form,
                self.out.tokens[-1],
                columns[3],
                columns[4],
                columns[5],
                columns[2],
                head,
                columns[7],
                multi,
            )
        )

    def _token(self, form: str, misc: str) -> None:
        seen = re.sub(r"\s", "", form)
        at = len(self.out.chars)
        self.out.chars += seen
        self.out.tokens.append((at, at + len(seen)))
        self.text.append(form)
        if "SpaceAfter=No" not in misc.split("|"):
            self.text.append(" ")

    def end_sentence(self) -> None:
        words = self.out.words[self._first :]
        if words:
            self.out.sentences.append((words[0].place[0], words[-1].place[1]))
            self.sentences.append(GoldSentence(self.sent_id, words))
        self._first, self._multi_until = len(self.out.words), 0

    def done(self) -> GoldDocument:
        text = re.sub(r" +\n", "\n", "".join(self.text)).rstrip(" ")
        return GoldDocument(self.name, text, self.out, self.sentences)


def places(text: str) -> list[int]:
    """For each offset of `text` (and its end) how many characters before it are not white space."""
    out, count = [0], 0
    for char in text:
        count += not char.isspace()
        out.append(count)
    return out


def of_doc(doc: Doc) -> Analysis:
    """A parsed Doc as an analysis; white space tokens are left out."""
    at = places(doc.text)
    kept = [t for t in doc if not t.is_space]
    number = {t.i: n for n, t in enumerate(kept)}
    out = Analysis(chars=re.sub(r"\s", "", doc.text))
    for group in tokens_of(kept):
        place = (at[group[0].idx], at[group[-1].idx + len(group[-1])])
        out.tokens.append(place)
        for t in group:
            head = -1 if t.head.i == t.i else number.get(t.head.i, -1)
            own = place if len(group) > 1 else (at[t.idx], at[t.idx + len(t)])
            out.words.append(
                Word(t.text, own, t.pos_, t.tag_, str(t.morph) or "_", t.lemma_, head, t.dep_, len(group) > 1)
            )
    for sentence in doc.sents:
        inside = [t for t in sentence if not t.is_space]
        if inside:
            out.sentences.append((at[inside[0].idx], at[inside[-1].idx + len(inside[-1])]))
    return out


_CLITIC = re.compile(r"n?['’‘`´](?:s|m|re|ve|ll|d|t)?$|n['’]?t$|not$|na$|ta$|s$|ve$|re$|ll$|m$|no$", re.IGNORECASE)


def tokens_of(words: list[Token]) -> list[list[Token]]:
    """Words grouped into UD tokens: a clitic written on to its word makes a multiword token with it."""
    out: list[list[Token]] = []
    for word in words:
        glued = bool(out) and out[-1][-1].idx + len(out[-1][-1]) == word.idx
        if glued and _CLITIC.match(word.text) and out[-1][-1].text[-1:].isalnum() and _is_clitic(word):
            out[-1].append(word)
        else:
            out.append([word])
    return out


def _is_clitic(word: Token) -> bool:
    """A bare apostrophe is a clitic only as a possessive, not as a closing quote."""
    return len(word.text) > 1 or word.text.isalpha() or word.tag_ == "POS"
