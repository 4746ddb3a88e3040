"""Another spaCy pipeline in the parser's place, shown on a tiny one made by rules."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import UsageError
from dateline.model import Span
from dateline.parse import Parser, load_parser, predicates

WORDS = ("Rebels", "attacked", "Keldra", "on", "Friday", ".")


@Language.component("tiny_ud")
def tiny_ud(doc: Doc) -> Doc:
    """Annotates the one sentence it knows, wherever it stands."""
    for start in range(len(doc) - len(WORDS) + 1):
        part = doc[start : start + len(WORDS)]
        if tuple(t.text for t in part) == WORDS:
            for token, pos, dep, head in zip(
                part,
                ("NOUN", "VERB", "PROPN", "ADP", "PROPN", "PUNCT"),
                ("nsubj", "root", "obj", "case", "obl", "punct"),
                (1, 1, 1, 4, 1, 1),
                strict=True,
            ):
                token.pos_, token.dep_, token.head = pos, dep, part[head]
            doc.set_ents(
                [
                    *doc.ents,
                    doc.char_span(part[2].idx, part[2].idx + 6, "GPE"),
                    doc.char_span(part[4].idx, part[4].idx + 6, "DATE"),
                ]
            )
    return doc


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("tiny_ud")
    folder = tmp_path_factory.mktemp("tiny")
    nlp.to_disk(folder)
    return folder


def test_it_gives_a_doc_of_the_same_form(pipeline: Path) -> None:
    parser = load_parser(f"spacy:{pipeline}")
    assert isinstance(parser, Parser)
    doc = parser.parse("Rebels attacked Keldra on Friday.")
    assert [(s.text, s.label_) for s in doc.spans["names"]] == [("Keldra", "LOC")]
    assert [(s.text, s.label_) for s in doc.ents] == [("Keldra", "LOC")]
    assert [(s.text, s.label_) for s in doc.spans["timex"]] == [("Friday", "DATE")]
    (found,) = predicates(doc)
    assert found.factuality is None
    assert [(r.label, doc[r.start : r.end].text) for r in found.roles] == [
        ("ARG0", "Rebels"),
        ("ARG1", "Keldra"),
    ]


def test_nothing_is_kept_from_masked_text(pipeline: Path) -> None:
    text = "Rebels attacked Keldra on Friday. Rebels attacked Keldra on Friday."
    parser = load_parser(f"spacy:{pipeline}")
    doc = parser.parse(text, [Span(0, 33)])
    assert doc.text == text
    assert [s.start_char for s in doc.spans["names"]] == [50]
    assert len(predicates(doc)) == 1
    first, second = parser.parse_many([text, text], [(Span(0, 33),), ()])
    assert (len(predicates(first)), len(predicates(second))) == (1, 2)


def test_a_pipeline_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no pipeline"):
        load_parser("spacy:no_such_pipeline")


def test_a_pipeline_of_another_scheme_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    dependencies = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj", "pobj", "prep"):
        dependencies.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path)
    with pytest.raises(UsageError, match="Universal"):
        load_parser(f"spacy:{tmp_path}")
