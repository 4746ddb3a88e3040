"""A parse made visible: what is in the Doc is shown, and hostile text stays text."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from dateline.parse.component import DatelineParser
from dateline.parse.show import page, tree

from .standin import StandIn


@pytest.fixture(scope="module")
def parser() -> DatelineParser:
    return DatelineParser(StandIn())  # type: ignore[arg-type]


def shown(parser: DatelineParser, text: str) -> str:
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(tree(parser.parse(text)))
    return out.getvalue()


def test_the_tree_shows_words_names_times_and_roles(parser: DatelineParser) -> None:
    seen = shown(parser, "Troops departed Camp Speicher on Thursday.\n\nAnn waited.")
    for part in (
        "nsubj:pass",
        "ORG: Camp Speicher",
        "DATE: Thursday",
        "predicate: departed (+1.5)",
        "ARG0: Troops",
        "2. Ann waited.",
    ):
        assert part in seen


def test_markup_in_a_report_is_not_obeyed(parser: DatelineParser) -> None:
    assert "[bold]Ann[/bold]" in shown(parser, "[bold]Ann[/bold] left.").replace(" ", "")


def test_a_sentence_of_hundreds_of_words_is_shown(parser: DatelineParser) -> None:
    assert "600 tokens" in shown(parser, "word " * 599 + "word")


def test_the_page_is_escaped_and_whole(parser: DatelineParser) -> None:
    text = "<script>alert(1)</script> & Ann departed on Friday."
    seen = page(parser.parse(text), title="<b>x</b>")
    assert "<script>alert" not in seen
    assert "&lt;b&gt;x&lt;/b&gt;" in seen
    assert "<svg" in seen
    assert "departed" in seen
    assert "Friday <small>DATE</small>" in seen


def test_an_empty_text_has_a_page_and_a_tree(parser: DatelineParser) -> None:
    assert "<!doctype html>" in page(parser.parse(""))
    assert "0 tokens" in shown(parser, "")
