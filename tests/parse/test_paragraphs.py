"""Paragraphs: blank lines, lines, hard-wrapped agency copy, lists and tables."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Span
from dateline.parse.paragraphs import group, paragraphs
from dateline.parse.tokens import WordSplitter, layout

SPLITTER = WordSplitter()
WIRE = """\
KELDRA, Ostrany (NWA) - Government forces withdrew from the Brenik
airbase on Tuesday, two days after rockets killed three soldiers and
wounded 14 others there, the Defence Ministry said.
   "We have handed the site over to the regional guard," Col. Marek
Tovin, a ministry spokesman, told reporters on the road outside the
main gate.
   A rebel commander denied it.
"""


def cut(text: str) -> list[str]:
    return [" ".join(s.of(text).split()) for s in paragraphs(text)]


def test_blank_lines_part() -> None:
    assert cut("One.\n\nTwo.\n \t\nThree.\r\n\r\nFour.") == ["One.", "Two.", "Three.", "Four."]


def test_lines_part_where_the_text_is_not_wrapped() -> None:
    assert cut("By Ann Sol\nKELDRA - Talks began.\nThey went on.") == [
        "By Ann Sol",
        "KELDRA - Talks began.",
        "They went on.",
    ]


def test_wrapped_copy_is_joined_and_its_indents_part() -> None:
    found = cut(WIRE)
    assert len(found) == 3
    assert found[0].endswith("the Defence Ministry said.")
    assert found[1].startswith('"We have handed')
    assert found[1].endswith("main gate.")


def test_wrapped_copy_with_blank_lines() -> None:
    assert len(cut(WIRE.replace("   ", "\n"))) == 3


def test_long_lines_are_paragraphs() -> None:
    line = (
        "Troops left the base on Thursday after a planned handover ceremony that officials and tribal elders attended. "
    )
    assert len(cut(line * 2 + "\n" + line + "\n" + line)) == 3


def test_a_broken_sentence_is_mended() -> None:
    assert cut("The ministry said on Tuesday that the convoy had\nreached the border.") == [
        "The ministry said on Tuesday that the convoy had reached the border."
    ]


def test_bullets_and_tables_keep_their_lines() -> None:
    assert len(cut("- two dead\n- four hurt\n- one missing")) == 3
    assert len(cut("Region\tCases\tDeaths\nNorth\t14\t2\nSouth\t9\t0")) == 3
    assert len(cut("1. First point\n2. Second point")) == 2


def test_headings_in_capitals_stand_alone() -> None:
    assert cut("TROOPS LEAVE BASE\nKELDRA - Troops left on Friday.") == [
        "TROOPS LEAVE BASE",
        "KELDRA - Troops left on Friday.",
    ]


def test_nothing_visible_is_no_paragraph() -> None:
    assert paragraphs("") == []
    assert paragraphs(" \n\t\n\u200b\n") == []


def test_masked_words_are_left_out() -> None:
    text = "KELDRA (NWA) - Troops left.\nShare this"
    known = layout(text, SPLITTER.words(text))
    groups = group(known, [Span(0, 14), Span(28, 38)])
    assert [[known.tokens[i] for i in g] for g in groups] == [["Troops", "left", "."]]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB. \n\r\t\u200b-•\u2028é", max_size=150))
def test_paragraphs_hold_every_visible_word_once(text: str) -> None:
    known = layout(text, SPLITTER.words(text))
    spans = paragraphs(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    numbers = [i for g in group(known) for i in g]
    assert numbers == sorted(set(numbers))
    shown = [w for w in known.tokens if w.strip(" \n\r\t\u200b\u2028")]
    assert [known.tokens[i] for i in numbers] == shown
