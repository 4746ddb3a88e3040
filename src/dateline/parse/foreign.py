"""Another spaCy pipeline in the parser's place: `--parser spacy:NAME_OR_PATH`.

It must label Universal Dependencies (UD_English style: nsubj:pass, obl, nmod:poss). Its entity labels are
mapped to ours; its times come from DATE and TIME entities; it has no roles, so predicates and their core
roles are read off its tree by rules (subject: ARG0, object and passive subject: ARG1, by-phrase: ARG0),
without factuality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

import spacy
from spacy.tokens import Doc, SpanGroup, Token
from spacy.tokens import Span as DocSpan

from dateline.errors import UsageError
from dateline.model import Span
from dateline.parse.component import MASKED, longest, register_extensions
from dateline.parse.protocol import Predicate, Role
from dateline.parse.tokens import storable

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = {
    "PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "FAC",
    "FACILITY": "FAC", "NORP": "NORP", "EVENT": "EVENT",
}  # fmt: skip
TIMES = {"DATE": "DATE", "TIME": "TIME", "DURATION": "DURATION", "SET": "SET"}
ROLES = {"nsubj": "ARG0", "csubj": "ARG0", "obl:agent": "ARG0", "obj": "ARG1", "nsubj:pass": "ARG1",
         "csubj:pass": "ARG1", "ccomp": "ARG1", "iobj": "ARG2"}  # fmt: skip
_UD_ONLY = frozenset({"obl", "nmod", "case", "obj"})  # relations that the older Stanford and CLEAR schemes lack


class SpacyParser:
    """A `Parser` over a spaCy pipeline that is not Dateline's."""

    def __init__(self, nlp: Language, version: str) -> None:
        register_extensions()
        self.nlp = nlp
        self.version = version

    @classmethod
    def load(cls, name: str) -> SpacyParser:
        """Load an installed pipeline or one on disk. Raises UsageError where it is absent or not UD."""
        try:
            nlp = spacy.load(name)
        except OSError as e:
            raise UsageError(f"spaCy has no pipeline {name!r}: install it, or give a folder") from e
        _refuse_other_schemes(nlp, name)
        meta = nlp.meta
        return cls(nlp, f"spacy-{meta.get('lang')}-{meta.get('name')}-{meta.get('version')}")

    def parse(self, text: str, masked: Sequence[Span] = ()) -> Doc:
        """See `Parser.parse`. The pipeline reads masked text too, but nothing found in it is kept."""
        return self._finish(self.nlp(storable(text)), masked)

    def parse_many(self, texts: Iterable[str], masked: Iterable[Sequence[Span]] | None = None) -> Iterator[Doc]:
        """See `Parser.parse_many`."""
        pairs = zip(texts, masked if masked is not None else repeat(()), strict=False)
        stream: Iterator[Any] = self.nlp.pipe(((storable(t), m) for t, m in pairs), as_tuples=True)
        for doc, spans in stream:
            yield self._finish(doc, spans)

    def _finish(self, doc: Doc, masked: Sequence[Span]) -> Doc:
        """Bring the Doc into Dateline's form."""
        hidden = [doc.char_span(m.start, m.end, label=MASKED, alignment_mode="expand") for m in masked]
        doc.spans[MASKED] = SpanGroup(doc, name=MASKED, spans=[h for h in hidden if h is not None])
        unread = {token.i for span in doc.spans[MASKED] for token in span}
        found = [e for e in doc.ents if unread.isdisjoint(range(e.start, e.end))]
        names = _relabelled(doc, found, NAMES)
        doc.spans["names"] = SpanGroup(doc, name="names", spans=names)
        doc.spans["timex"] = SpanGroup(doc, name="timex", spans=_relabelled(doc, found, TIMES))
        doc.set_ents(longest(names), default="outside")
        doc._.predicates = tuple(_predicate(t) for t in doc if t.pos_ == "VERB" and t.i not in unread)
        return doc


def _refuse_other_schemes(nlp: Language, name: str) -> None:
    """Raise where the pipeline's parser plainly labels another scheme than Universal Dependencies."""
    labels = set(nlp.pipe_labels.get("parser", []))
    if labels and not _UD_ONLY & labels:
        raise UsageError(f"the pipeline {name!r} does not label Universal Dependencies (no obl, nmod, case)")
    if labels & {"dobj", "pobj", "nsubjpass"}:
        raise UsageError(f"the pipeline {name!r} labels CLEAR dependencies (dobj, pobj), not Universal ones")


def _relabelled(doc: Doc, found: Iterable[DocSpan], labels: dict[str, str]) -> list[DocSpan]:
    return [DocSpan(doc, e.start, e.end, label=labels[e.label_]) for e in found if e.label_ in labels]


def _predicate(verb: Token) -> Predicate:
    """A verb's core roles by its relations."""
    roles = [
        Role(label, child.left_edge.i, child.right_edge.i + 1)
        for child in verb.children
        if (label := ROLES.get(child.dep_))
    ]
    return Predicate(verb.i, None, tuple(sorted(roles, key=lambda r: r.start)))
