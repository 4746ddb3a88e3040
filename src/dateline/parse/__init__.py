"""From text to sentences, syntax, names, times and predicates. Importing this loads no spaCy, no
onnxruntime."""

from dateline.parse.language import Language, detect
from dateline.parse.protocol import (
    NAME_LABELS,
    TIMEX_LABELS,
    Parser,
    Predicate,
    Role,
    characters,
    load_parser,
    predicate_at,
    predicates,
    spans,
    tokens_of,
)

__all__ = [
    "NAME_LABELS",
    "TIMEX_LABELS",
    "Language",
    "Parser",
    "Predicate",
    "Role",
    "characters",
    "detect",
    "load_parser",
    "predicate_at",
    "predicates",
    "spans",
    "tokens_of",
]
