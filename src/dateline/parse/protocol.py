"""What the stages after parsing see: the `Parser` Protocol, and the records a parsed Doc carries.

A parsed Doc (spaCy) has, whichever parser made it:
- `doc.text` equal to the report's text; sentences, `head`, `dep_` (Universal Dependencies, with subtypes:
  nsubj:pass, obl:agent, nmod:poss), `pos_` (UPOS), `tag_`, `morph`, `lemma_`;
- `doc.ents`: the longest names, flat: PERSON ORG LOC FAC NORP EVENT; `doc.spans["names"]`: all names, nested
  ones too;
- `doc.spans["timex"]`: time expressions: DATE TIME DURATION SET (TIMEX3);
- `doc.spans["masked"]`: text that was not read (furniture);
- `doc._.predicates`: a tuple of `Predicate`.

This module imports no spaCy: the command line and the ledger can name these types without the cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from dateline.errors import UsageError
from dateline.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

NAME_LABELS = ("PERSON", "ORG", "LOC", "FAC", "NORP", "EVENT")
TIMEX_LABELS = ("DATE", "TIME", "DURATION", "SET")


@dataclass(frozen=True, slots=True)
class Role:
    """An argument of a predicate: PropBank label (ARG0, ARG1, ARGM-TMP ...) and tokens [start, end) of the
    Doc."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells of a happening or a state: token `i` of the Doc.

    `factuality` runs from -3 (surely not so, says the text) to 3 (surely so), as in UDS (White et al. 2016;
    Rudinger et al. 2018); None where the parser does not say.
    """

    i: int
    factuality: float | None
    roles: tuple[Role, ...]

    def role(self, label: str) -> Role | None:
        """The first argument of that label."""
        return next((r for r in self.roles if r.label == label), None)


@runtime_checkable
class Parser(Protocol):
    """Reads text. Equal input gives equal output, whatever the batch and the number of threads."""

    @property
    def version(self) -> str:
        """Names the model and its weights: part of the coder's fingerprint on every claim."""
        ...

    def parse(self, text: str, masked: Sequence[Span] = ()) -> Doc:
        """Parse one text; words inside `masked` spans are kept in the Doc but not read."""
        ...

    def parse_many(self, texts: Iterable[str], masked: Iterable[Sequence[Span]] | None = None) -> Iterator[Doc]:
        """Parse a stream of texts in order, several at a time; `masked` runs along with `texts`."""
        ...


def load_parser(name: str = "dateline", threads: int = 0) -> Parser:
    """The parser of that name: "dateline" (the shipped model), "dateline:FOLDER" (weights of your own), or
    "spacy:NAME_OR_PATH" (an installed spaCy pipeline that labels Universal Dependencies).

    `threads` 0 means as many as the machine has cores. Raises UsageError for an unknown name, WeightsError
    where the model's files are missing or damaged.
    """
    kind, _, rest = name.partition(":")
    if kind == "dateline":
        from pathlib import Path

        from dateline.parse.component import DatelineParser

        return DatelineParser.load(Path(rest) if rest else None, threads=threads)
    if kind == "spacy" and rest:
        from dateline.parse.foreign import SpacyParser

        return SpacyParser.load(rest)
    raise UsageError(f"no parser called {name!r}: give 'dateline', 'dateline:FOLDER' or 'spacy:PIPELINE'")


# ------------------------------------------------------------------------------------------------ helpers
# over a Doc


def predicates(doc: Doc) -> tuple[Predicate, ...]:
    """The Doc's predicates, in order; none for a Doc no Dateline parser has seen."""
    return tuple(doc._.predicates) if doc.has_extension("predicates") else ()


def predicate_at(doc: Doc, i: int) -> Predicate | None:
    """The predicate on token `i`, if there is one."""
    return next((p for p in predicates(doc) if p.i == i), None)


def spans(doc: Doc, key: str) -> tuple[DocSpan, ...]:
    """`doc.spans[key]` ("names", "timex", "masked") as a tuple, empty where there is none."""
    return tuple(doc.spans[key]) if key in doc.spans else ()


def characters(part: Token | DocSpan) -> Span:
    """Where a token or a span of tokens is in the text, without white space at either edge.

    A sentence of a Doc takes the line breaks after it along: these are what is cut.
    """
    start = part.idx if hasattr(part, "idx") else part.start_char
    lead = len(part.text) - len(part.text.lstrip())
    return Span(start + lead, start + max(lead, len(part.text.rstrip())))


def tokens_of(doc: Doc, span: Span) -> DocSpan | None:
    """The tokens that a character span touches, or None where it touches none."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return found if found is not None and len(found) else None
