"""The one record all training corpora are read into."""

from __future__ import annotations

from dataclasses import dataclass, field

NAME_TYPES = ("PERSON", "ORG", "LOC", "FAC", "NORP", "EVENT")
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")

Span = tuple[int, int, str]


@dataclass(slots=True)
class Sentence:
    """One sentence of UD words. A layer that the corpus does not annotate is None and costs no loss.

    heads are 0-based within the sentence, -1 for the root. `names` holds (start, end, label): a label is one
    name type or several joined by "|" when the corpus leaves it open; "?" marks words whose status is
    unknown. `names_known` are the types that a word outside every span is known NOT to be.
    """

    corpus: str
    doc: str
    paragraph: int
    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[Span] | None = None
    names_known: frozenset[str] = frozenset()
    inner: list[Span] | None = None
    timex: list[Span] | None = None
    frames: list[tuple[int, list[Span]]] | None = None
    factuality: dict[int, float] = field(default_factory=dict)
    boundary_known: bool = True
    sent_id: str = ""
    space_after: list[bool] = field(default_factory=list)
