"""The Doc that comes out: exact text, whole sentences, furniture unread, spans and predicates in place."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.model import Span
from dateline.parse.component import DatelineParser, longest
from dateline.parse.protocol import (
    Parser,
    characters,
    load_parser,
    predicate_at,
    predicates,
    spans,
    tokens_of,
)
from dateline.parse.tokens import is_blank, storable

from .standin import StandIn

REPORT = """BAGHDAD (WPA) - Troops departed Camp Speicher on Thursday. They had waited.

The  "last" convoy reached Erbil;\tofficials confirmed it.
"""


@pytest.fixture(scope="module")
def parser() -> DatelineParser:
    return DatelineParser(StandIn(), "stand-in")  # type: ignore[arg-type]


def test_it_is_a_parser(parser: DatelineParser) -> None:
    assert isinstance(parser, Parser)
    assert parser.version == "dateline-stand-in"


def test_the_doc_has_the_very_text(parser: DatelineParser) -> None:
    doc = parser.parse(REPORT)
    assert doc.text == REPORT
    for token in doc:
        assert REPORT[token.idx : token.idx + len(token)] == token.text


def test_every_layer_is_filled(parser: DatelineParser) -> None:
    doc = parser.parse("Troops departed Camp Speicher on Thursday. They had waited.")
    assert [s.text for s in doc.sents] == ["Troops departed Camp Speicher on Thursday.", "They had waited."]
    camp = doc[2]
    assert (camp.pos_, camp.tag_, str(camp.morph), camp.lemma_) == ("PROPN", "NNP", "Number=Sing", "camp")
    assert (camp.head.text, camp.dep_) == ("departed", "nsubj:pass")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Troops", "LOC"),
        ("Camp Speicher", "ORG"),
        ("They", "LOC"),
    ]
    assert ("Camp", "PERSON") in [(s.text, s.label_) for s in doc.spans["names"]]
    assert [(s.text, s.label_) for s in spans(doc, "timex")] == [("Thursday", "DATE")]
    first = predicates(doc)[0]
    assert doc[first.i].text == "departed"
    assert first.factuality == 1.5
    role = first.role("ARG0")
    assert role is not None
    assert doc[role.start : role.end].text == "Troops"
    assert predicate_at(doc, first.i) == first
    assert predicate_at(doc, 0) is None
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("SENT_START")


def test_furniture_is_kept_but_not_read() -> None:
    encoder = StandIn()
    parser = DatelineParser(encoder)  # type: ignore[arg-type]
    text = "Talks resumed.\n\nBAGHDAD (WPA) - Troops departed (click here) on Thursday.\nShare this"
    masked = [Span(text.index(f), text.index(f) + len(f)) for f in ("BAGHDAD (WPA) -", "(click here)", "Share this")]
    doc = parser.parse(text, masked)
    assert doc.text == text
    assert encoder.seen == [["Talks", "resumed", "."], ["Troops", "departed", "on", "Thursday", "."]]
    assert [s.text.strip() for s in doc.sents] == [
        "Talks resumed.",
        "BAGHDAD (WPA) -",
        "Troops departed (click here) on Thursday.",
        "Share this",
    ]
    assert [s.text for s in doc.spans["masked"]] == ["BAGHDAD (WPA) -", "(click here)", "Share this"]
    assert "BAGHDAD" not in [e.text for e in doc.ents]
    assert all(token.lemma_ for token in doc)


def test_white_space_belongs_to_the_sentence_before(parser: DatelineParser) -> None:
    doc = parser.parse("One  went\n\n\nTwo came.")
    assert [s.text for s in doc.sents] == ["One  went\n\n\n", "Two came."]
    assert [t.pos_ for t in doc if t.is_space] == ["SPACE", "SPACE"]


def test_hidden_characters_are_not_shown_to_the_encoder() -> None:
    encoder = StandIn()
    doc = DatelineParser(encoder).parse("Qay\u200byarah \u200b\ufeff fell\x07.")  # type: ignore[arg-type]
    assert encoder.seen == [["Qayyarah", "fell", "."]]
    assert doc.text == "Qay\u200byarah \u200b\ufeff fell\x07."


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\x00"])
def test_nothing_to_read_gives_an_empty_parse(parser: DatelineParser, text: str) -> None:
    doc = parser.parse(text)
    assert doc.text == text
    assert not doc.ents
    assert not predicates(doc)


def test_many_texts_are_the_same_as_each_alone(parser: DatelineParser) -> None:
    texts = [REPORT * 40, "", "Short one.", REPORT, "  \n"] * 3
    together = list(parser.parse_many(texts))
    assert [d.text for d in together] == texts
    for doc, text in zip(together, texts, strict=True):
        alone = parser.parse(text)
        assert doc.to_json() == alone.to_json()
        assert predicates(doc) == predicates(alone)


def test_a_doc_survives_pickling(parser: DatelineParser) -> None:
    doc = parser.parse(REPORT, [Span(0, 14)])
    again = pickle.loads(pickle.dumps(doc))
    assert again.to_json() == doc.to_json()
    assert predicates(again) == predicates(doc)


def test_masks_run_along_with_texts(parser: DatelineParser) -> None:
    first, second = parser.parse_many(["Ann left.", "Bob left."], [(Span(0, 3),), ()])
    assert [s.text for s in first.spans["masked"]] == ["Ann"]
    assert len(second.spans["masked"]) == 0


def test_longest_names_win(parser: DatelineParser) -> None:
    doc = parser.parse("Army of South Sudan said")
    picked = longest([doc[0:1], doc[2:4], doc[0:4], doc[4:5]])
    assert [s.text for s in picked] == ["Army of South Sudan", "said"]


def test_places_in_characters(parser: DatelineParser) -> None:
    doc = parser.parse("Troops  departed Erbil")
    assert characters(doc[-1]) == Span(17, 22)
    assert characters(doc[2:4]) == Span(8, 22)
    assert characters(next(iter(parser.parse("Ann left.\n\n Bob went.").sents))) == Span(0, 9)
    assert characters(doc[1]) == Span(8, 8)
    found = tokens_of(doc, Span(9, 19))
    assert found is not None
    assert found.text == "departed Erbil"
    assert tokens_of(parser.parse(""), Span(0, 0)) is None


def test_an_unknown_parser_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no parser called 'nope'"):
        load_parser("nope")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_parsed_whole(text: str) -> None:
    parser = _shared()
    doc = parser.parse(text)
    assert doc.text == storable(text)
    assert sum(len(s.text_with_ws) for s in doc.sents) == len(doc.text)
    for sentence in doc.sents:
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)
    for span in [*doc.ents, *doc.spans["names"], *doc.spans["timex"]]:
        assert text[span.start_char : span.end_char] == span.text
        assert not is_blank(span.text)


_parser: list[DatelineParser] = []


def _shared() -> DatelineParser:
    if not _parser:
        _parser.append(DatelineParser(StandIn()))  # type: ignore[arg-type]
    return _parser[0]


def test_the_package_is_imported_without_its_heavy_libraries() -> None:
    heavy = "{'spacy', 'onnxruntime', 'tokenizers', 'py3langid', 'torch'}"
    code = f"import sys, dateline.parse, dateline.pipeline; print(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
