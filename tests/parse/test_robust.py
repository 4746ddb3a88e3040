"""The shipped model on what newsrooms really send. Skipped until weights are there (DATELINE_WEIGHTS may name some)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import WeightsError
from dateline.model import Span
from dateline.parse import load_parser, predicates, spans
from dateline.parse.component import DatelineParser
from dateline.parse.protocol import Parser
from dateline.parse.tokens import WordTokenizer, storable


@pytest.fixture(scope="module")
def parser() -> Parser:
    folder = os.environ.get("DATELINE_WEIGHTS", "")
    try:
        return load_parser(f"dateline:{folder}" if folder else "dateline", threads=1)
    except (WeightsError, ImportError) as e:
        pytest.skip(f"needs the trained weights: {e}")


def sentences(parser: Parser, text: str) -> list[str]:
    return [s.text.strip() for s in parser.parse(text).sents]


def whole(parser: Parser, text: str) -> None:
    """What holds of any parse."""
    doc = parser.parse(text)
    assert doc.text == storable(text)
    for sentence in doc.sents:
        assert sum(t.head.i == t.i for t in sentence) == 1
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)
    for span in [*doc.ents, *spans(doc, "names"), *spans(doc, "timex")]:
        assert storable(text)[span.start_char : span.end_char] == span.text
    for found in predicates(doc):
        assert found.factuality is None or -4 < found.factuality < 4
        assert all(0 <= r.start < r.end <= len(doc) for r in found.roles)


HARD = {
    "capitals": "THREE SOLDIERS KILLED AS ROCKETS HIT BRENIK AIRBASE",
    "title case": "Government Troops Leave Brenik Airbase After Rocket Attack, Ministry Says",
    "dateline": "KELDRA, Ostrany, March 4 (NWA) — Troops left the base on Wednesday.",
    "quote": "“We are leaving. We will not return,” the colonel said. “That is all.”",
    "bullets": "Key points:\n• Two soldiers were killed\n• The base was handed over\n- Talks go on",
    "ascii quotes": "``They left,'' he said -- \"all of them\" -- and 'nobody' stayed...",
    "table": "Region\tCases\tDeaths\nNorth\t1,204\t33\nSouth\t880\t9\n",
    "emoji": "🚨 Breaking: troops left the base 🇮🇶👍🏽 #Brenik @nwa https://example.org/x?y=1",
    "rtl": "The group, known in Arabic as حزب المثال, said (بيان) it would stay.",
    "zero width": "Qay\u200byarah \ufeffwas\u00ad handed over\u200f.",
    "control": "Troops\x00 left\x07 the base.\x0c\x1b[31mRed",
    "only marks": "--- *** ... !!! ???",
    "crlf": "First line.\r\nSecond line.\r\n\r\nThird.",
    "one letter": "a",
    "numbers": "1 2 3 4,000 5.5% $6bn",
    "no spaces": "troopsleftthebase" * 60,
    "many stops": "." * 700,
    "chinese": "国防部发言人表示，部队已于周四撤离该基地，没有人员伤亡。" * 20,
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_are_parsed_whole(parser: Parser, name: str) -> None:
    whole(parser, HARD[name])


def test_a_sentence_of_600_words(parser: Parser) -> None:
    text = (
        "The ministry said that " + ", and that ".join(f"the {i}th brigade left the base" for i in range(1, 86)) + "."
    )
    assert len(text.split()) > 600
    whole(parser, text)


@pytest.mark.parametrize(
    "text",
    [
        "Troops from the U.S. Army left the base on Thursday.",
        "Lt. Gen. Amir Rashid met Brig. Gen. Paul Sol in Keldra.",
        "The attack on Jan. 3 killed Gen. Tovin near St. Anna.",
        "About 2,500 of the 3,000 U.S. soldiers will leave at 5 a.m. on Friday.",
        "He works for Brenik Oil Co. in the capital.",
        "The base, No. 7 on the list, was handed over.",
    ],
)
def test_full_stops_inside_a_sentence_do_not_end_it(parser: Parser, text: str) -> None:
    assert sentences(parser, text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Troops left the base. Officials confirmed it. Nobody was hurt.", 3),
        ("The forces returned to the U.S. The base was closed.", 2),
        ("TROOPS LEAVE BASE\nKELDRA - The last troops left on Friday.", 2),
        ("• Two soldiers were killed\n• The base was handed over", 2),
    ],
)
def test_sentences_are_told_apart(parser: Parser, text: str, count: int) -> None:
    assert len(sentences(parser, text)) == count


def test_a_plain_report_is_understood(parser: Parser) -> None:
    doc = parser.parse("Rebels attacked the village of Brenik on Friday, killing three soldiers, officials said.")
    attacked = next(t for t in doc if t.text == "attacked")
    assert (attacked.pos_, attacked.lemma_) == ("VERB", "attack")
    assert next(t for t in doc if t.text == "Rebels").dep_ == "nsubj"
    assert "Brenik" in [e.text for e in doc.ents]
    assert [s.text for s in spans(doc, "timex")] == ["Friday"]
    found = next(p for p in predicates(doc) if p.i == attacked.i)
    who = found.role("ARG0")
    assert who is not None
    assert doc[who.start : who.end].text == "Rebels"


def test_capitals_do_not_hide_names(parser: Parser) -> None:
    doc = parser.parse("TROOPS LEAVE BASE NEAR BAGHDAD AFTER ATTACK, MINISTRY SAYS")
    assert "BAGHDAD" in [e.text for e in doc.ents]


def test_the_answer_does_not_depend_on_company_or_threads(parser: Parser) -> None:
    assert isinstance(parser, DatelineParser)
    texts = [*HARD.values(), "Troops left the base. Officials confirmed it on Friday."]
    alone = [(d.to_json(), predicates(d)) for d in map(parser.parse, texts)]
    for batch in (1, 8, 32):
        assert [(d.to_json(), predicates(d)) for d in parser.parse_many(texts, batch=batch)] == alone
    folder = os.environ.get("DATELINE_WEIGHTS", "")
    two = DatelineParser.load(Path(folder) if folder else None, threads=2)
    assert [(d.to_json(), predicates(d)) for d in two.parse_many(texts)] == alone


def test_it_is_a_component_for_any_spacy_pipeline(parser: Parser) -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    nlp.add_pipe("dateline_parser", config={"weights": os.environ.get("DATELINE_WEIGHTS"), "threads": 1})
    text = HARD["quote"]
    (doc,) = nlp.pipe([text])
    assert doc.to_json() == parser.parse(text).to_json()


def test_furniture_is_not_read(parser: Parser) -> None:
    text = "KELDRA (NWA) - Troops left Brenik on Friday.\nRead more: Floods hit Lessaw"
    doc = parser.parse(text, [Span(0, 14), Span(45, len(text))])
    assert [e.text for e in doc.ents] == ["Brenik"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_is_parsed_whole(parser: Parser, text: str) -> None:
    whole(parser, text)
