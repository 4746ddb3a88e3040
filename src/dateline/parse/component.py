"""The spaCy pipeline around Dateline's encoder: `spacy.blank("en")` with our words and our annotations.

The encoder reads paragraphs of words and answers with arrays (`Parsed`); here those become a Doc. Tokens that
it did not read (white space, furniture) hang on the word before them with the relation `dep`, so that
sentences stay whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.symbols import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from dateline.model import Span
from dateline.parse.inflection import mend
from dateline.parse.paragraphs import group, masked_words
from dateline.parse.protocol import Predicate, Role
from dateline.parse.tokens import LAYOUT, Layout, WordTokenizer, plain

if TYPE_CHECKING:
    from dateline.parse.encoder import Encoder, Parsed

MASKED = "masked"
UNREAD = "dep"  # UD's unspecified relation; spaCy needs one on every token to tell sentences
_BATCH_WORDS = 4_000  # gathered before the encoder runs: work for all its threads, and little memory
_COLUMNS = [POS, TAG, DEP, LEMMA, MORPH, HEAD]
Ids = NDArray[np.uint64]


def register_extensions() -> None:
    """`doc._.predicates`: the tuple of Predicate; `doc._.events`: (token, type, score) as the head of events proposes
    them, if the weights have one. Safe to call again."""
    for name in ("predicates", "events"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())


register_extensions()


class _Memo(dict[str, int]):
    """String to number, asked once."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, key: str) -> int:
        value = self[key] = self._number(key)
        return value


class DatelineComponent:
    """The pipeline component `dateline_parser`: fills Docs from an Encoder."""

    def __init__(self, nlp: Language, encoder: Encoder, known: Mapping[str, int] | None = None) -> None:
        self.encoder = encoder
        self._known = known or {}  # words by rank, commonest lowest: by them lemmas are put right
        self._mend = lru_cache(100_000)(lambda word, tag, lemma: mend(word, tag, lemma, self._known))
        vocab = nlp.vocab
        self._string = _Memo(vocab.strings.add)
        self._morph = _Memo(lambda feats: int(vocab.morphology.add("" if feats == "_" else feats)))
        self._pos = _Memo(lambda upos: IDS.get(upos, IDS["X"]))
        self._space = (IDS["SPACE"], vocab.strings.add("_SP"))

    def __call__(self, doc: Doc) -> Doc:
        return self.annotate([doc])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate a stream, `batch_size` Docs at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self.annotate(batch)

    def annotate(self, docs: list[Doc]) -> list[Doc]:
        """Parse all `docs` in one call of the encoder; each is read on its own, its paragraphs side by side."""
        places: list[list[list[int]]] = []
        reports: list[list[list[str]]] = []
        for doc in docs:
            known = _layout(doc)
            paragraphs = [p for p in group(known, doc.user_data.get(MASKED, ())) if p]
            places.append(paragraphs)
            reports.append([[plain(known.tokens[i]) for i in p] for p in paragraphs])
        parsed = self.encoder.parse_reports(reports)
        for doc, paragraphs, words, found in zip(docs, places, reports, parsed, strict=True):
            at = np.array([i for p in paragraphs for i in p], dtype=np.int64)
            self._fill(doc, [(at, self._mended(found, [w for p in words for w in p]))] if len(at) else [])
        return docs

    def _mended(self, found: Parsed, words: list[str]) -> Parsed:
        if not self._known:
            return found
        return replace(found, lemmas=tuple(map(self._mend, words, found.xpos, found.lemmas)))

    def _fill(self, doc: Doc, parts: list[tuple[NDArray[np.int64], Parsed]]) -> None:
        doc.from_array(_COLUMNS, cast("Any", self._columns(doc, parts)))
        names = [self._span(doc, at, part, label) for at, p in parts for *part, label in p.names]
        doc.spans["names"] = SpanGroup(doc, name="names", spans=names)
        timex = [self._span(doc, at, part, label) for at, p in parts for *part, label in p.timex]
        doc.spans["timex"] = SpanGroup(doc, name="timex", spans=timex)
        doc.set_ents(longest(names), default="outside")
        doc.spans[MASKED] = SpanGroup(doc, name=MASKED, spans=_masked_spans(doc))
        doc._.predicates = tuple(_predicate(at, q) for at, p in parts for q in p.predicates)
        doc._.events = tuple((int(at[word]), kind, score) for at, p in parts for word, kind, score in p.events)

    def _columns(self, doc: Doc, parts: list[tuple[NDArray[np.int64], Parsed]]) -> Ids:
        """POS, TAG, DEP, LEMMA, MORPH ids and HEAD offset of every token: shape (tokens, 6)."""
        table = np.zeros((len(doc), len(_COLUMNS)), dtype=np.uint64)
        heads = np.arange(len(doc), dtype=np.int64)
        read = np.zeros(len(doc), dtype=bool)
        for at, p in parts:
            read[at] = True
            heads[at] = np.where(p.heads < 0, at, at[p.heads])
            table[at, 0] = [self._pos[u] for u in p.upos]
            table[at, 1] = [self._string[x] for x in p.xpos]
            table[at, 2] = [self._string[x] for x in p.deprels]
            table[at, 3] = [self._string[x] for x in p.lemmas]
            table[at, 4] = [self._morph[f] for f in p.feats]
        if not read.all():
            self._unread(doc, read, heads, table)
        table[:, 5] = (heads - np.arange(len(doc))).astype(np.uint64)
        return table

    def _unread(self, doc: Doc, read: NDArray[np.bool_], heads: NDArray[np.int64], table: Ids) -> None:
        """Hang unread tokens on the word before; furniture that opens a paragraph is its own sentence."""
        anchor = 0  # what the next unread token hangs on
        fresh = True  # at a paragraph's opening
        for i in range(len(doc)):
            if read[i]:
                anchor, fresh = i, False
                continue
            token = doc[i]
            if token.is_space:
                table[i, 0], table[i, 1] = self._space
                fresh = fresh or "\n" in token.text
            elif fresh:
                anchor, fresh = i, False
            heads[i] = anchor
            table[i, 2], table[i, 3] = self._string[UNREAD], token.orth

    def _span(self, doc: Doc, at: NDArray[np.int64], part: list[int], label: str) -> DocSpan:
        start, end = part
        return DocSpan(doc, int(at[start]), int(at[end - 1]) + 1, label=self._string[label])


def _layout(doc: Doc) -> Layout:
    """The Doc's tokens and their offsets: as our tokenizer left them, or asked of a Doc made elsewhere."""
    known = doc.user_data.pop(LAYOUT, None)
    if isinstance(known, Layout) and len(known.tokens) == len(doc):
        return known
    return Layout(doc.text, [t.text for t in doc], [bool(t.whitespace_) for t in doc], [t.idx for t in doc])


def longest(found: Iterable[DocSpan]) -> list[DocSpan]:
    """Of spans that overlap only the longest (then the earliest), in text order."""
    taken: set[int] = set()
    kept = []
    for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _predicate(at: NDArray[np.int64], found: Any) -> Predicate:
    first = at[[start for _, start, _ in found.roles]].tolist() if found.roles else ()
    last = at[[end - 1 for _, _, end in found.roles]].tolist() if found.roles else ()
    roles = tuple([Role(label, a, b + 1) for (label, _, _), a, b in zip(found.roles, first, last, strict=True)])
    return Predicate(int(at[found.word]), found.factuality, roles)


def _masked_spans(doc: Doc) -> list[DocSpan]:
    """The masked spans in tokens."""
    if MASKED not in doc.user_data:
        return []
    starts = [t.idx for t in doc]
    out = []
    for span in doc.user_data.pop(MASKED):
        if hit := masked_words(starts, [span]):
            out.append(DocSpan(doc, min(hit), max(hit) + 1, label=MASKED))
    return out


@Language.factory("dateline_parser", default_config={"weights": None, "threads": 0})
def make_component(nlp: Language, name: str, weights: str | None, threads: int) -> DatelineComponent:
    """spaCy's way in: `nlp.add_pipe("dateline_parser")` after `nlp.tokenizer = WordTokenizer(nlp.vocab)`."""
    from dateline.parse.encoder import Encoder, weights_folder

    folder = Path(weights) if weights else weights_folder()
    return DatelineComponent(nlp, Encoder.load(folder, threads=threads), known_words(folder))


def known_words(folder: Path) -> dict[str, int]:
    """The whole words of a model's vocabulary with their rank (WordPiece lists the commonest first)."""
    pieces = (folder / "vocab.txt").read_text("utf-8").split("\n")
    return {piece: rank for rank, piece in enumerate(pieces) if piece.isalpha()}


class DatelineParser:
    """Dateline's own parser: the `Parser` of every command unless another is named."""

    def __init__(self, encoder: Encoder, version: str = "unversioned", known: Mapping[str, int] | None = None) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.tokenizer = WordTokenizer(self.nlp.vocab)
        self.component = DatelineComponent(self.nlp, encoder, known)
        self.version = f"dateline-{version}"

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 0) -> DatelineParser:
        """With the shipped weights, or those in `folder`. Raises WeightsError."""
        from dateline.parse.encoder import MANIFEST, Encoder, weights_folder

        folder = folder or weights_folder()
        encoder = Encoder.load(folder, threads=threads)  # verifies that the manifest names these very files
        version = sha256((folder / MANIFEST).read_bytes()).hexdigest()[:12]
        return cls(encoder, version, known_words(folder))

    def parse(self, text: str, masked: Sequence[Span] = ()) -> Doc:
        """See `Parser.parse`."""
        return self.component(self._words(text, masked))

    def parse_many(
        self,
        texts: Iterable[str],
        masked: Iterable[Sequence[Span]] | None = None,
        batch: int | None = None,
    ) -> Iterator[Doc]:
        """See `Parser.parse_many`; the encoder runs once 4,000 words or `batch` texts are gathered."""
        waiting: list[Doc] = []
        words = 0
        for text, spans in zip(texts, masked if masked is not None else repeat(()), strict=False):
            doc = self._words(text, spans)
            waiting.append(doc)
            words += len(doc)
            if len(waiting) == batch or (batch is None and words >= _BATCH_WORDS):
                yield from self.component.annotate(waiting)
                waiting, words = [], 0
        yield from self.component.annotate(waiting)

    def _words(self, text: str, masked: Sequence[Span]) -> Doc:
        doc: Doc = self.nlp.tokenizer(text)
        if masked:
            doc.user_data[MASKED] = tuple(masked)
        return doc
