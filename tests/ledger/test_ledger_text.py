"""The readable text form: printed, read back without loss, and clear about every mistake in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import LedgerError
from dateline.ledger import Ledger, check, load_ledger, parse_ledger, print_ledger
from dateline.ledger.text_tokens import block, escape, nodes, quote, unblock, unescape
from dateline.model import Attribution, Coded, Issue, Report
from tests.ledger.made import CHARACTERS, NASTY, WORDS, any_of, coded_reports, judgement
from tests.ledger.plain import TEXT, coded, one_event_each, report

PRINTED = """\
dateline ledger text 1

report "r1" revision:1
  from "a.txt" text/plain digest:00
  title "Base handed over"
  published 2020-03-26 day "given"
  text
    | Soldiers handed over the base at Tal Aswad on Thursday. Nobody was hurt.
  coding "k1"
    claim "c-r1" event retreat happened confidence:0.5
      actor "Soldiers" @0-8
      place "Tal Aswad" site id:site:tal-aswad lat:35.5 lon:43.25 @33-42
      when 2020-03-26 day "Thursday of publication" @46-54
      count troops 300
      source "Col. Ada Brandt" role:spokeswoman manner:said
      said "Soldiers handed over the base at Tal Aswad on Thursday." @0-55
      trigger "handed over" @9-20
      why "hand-over.verb"
    passed "Nobody" @56-62 - "no predicate"

issue ingest empty "b.txt" "nothing in it; give a file with text" digest:e3

judgement "j1" reject "Ana" "2020-03-02T10:00:00Z"
  on "c-r1"
"""


def sample() -> Ledger:
    ledger = Ledger.open(":memory:")
    said = replace(coded().claims[0], source=Attribution("Col. Ada Brandt", "spokeswoman", manner="said"))
    ledger.add(report(), replace(coded(), claims=(said,)))
    ledger.set_aside(Issue("b.txt", "ingest", "empty", "nothing in it; give a file with text", "e3"))
    ledger.judge(judgement(1, "c-r1"))
    return ledger


def test_it_reads_like_this() -> None:
    with sample() as ledger:
        assert "\n".join(print_ledger(ledger)) + "\n" == PRINTED


def test_the_page_on_the_ledger_shows_it_as_it_is() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"
    assert f"```\n{PRINTED}```" in page.read_text(encoding="utf-8")


def test_remarks_and_windows_line_ends_do_no_harm() -> None:
    changed = PRINTED.replace("  coding", "  ; coded by hand\n\n  coding").replace("\n", "\r\n")
    with Ledger.open(":memory:") as ledger:
        assert load_ledger(changed.split("\n"), ledger) == 1
        assert "\n".join(print_ledger(ledger)) + "\n" == PRINTED


# ----------------------------------------------------------------------------------------- laws


@settings(max_examples=200, deadline=None)
@given(text=NASTY | st.text(CHARACTERS))
def test_any_text_survives_quoting_and_blocks(text: str) -> None:
    assert unescape(escape(text)) == text
    lines = [f"word {quote(text)}", *(f"  {line}" for line in block(text))]
    assert all(line == line.rstrip() and len(line.splitlines()) == 1 for line in lines)
    (node,) = nodes(lines)
    assert node.tokens[0].value == text
    assert unblock(node.children) == text


@settings(max_examples=15, deadline=None)
@given(
    items=st.lists(coded_reports(st.sampled_from(["r1", "r 2"]) | WORDS), max_size=4),
    issues=st.lists(any_of(Issue), max_size=2),
)
def test_any_ledger_printed_and_read_back_is_the_same(items: list[tuple[Report, Coded]], issues: list[Issue]) -> None:
    with Ledger.open(":memory:") as first, Ledger.open(":memory:") as second:
        list(first.add_many([*items, *issues]))
        for number, claim in enumerate(first.claims(current=False)):
            first.judge(judgement(number, claim.id))
        for number in range(0, len(first.judgements()), 2):
            first.judge(judgement(100 - number, first.claims(current=False)[0].id, f"j{number}"))
        lines = list(print_ledger(first))
        load_ledger((line + "\n" for line in lines), second)
        assert list(print_ledger(second)) == lines
        assert second.view() == first.view()
        assert second.reports(current=False) == first.reports(current=False)
        assert second.issues() == first.issues()
        assert second.derive(one_event_each) == first.derive(one_event_each)
        assert list(check(second, one_event_each)) == []


# ----------------------------------------------------------------------------------------- mistakes


def changed(old: str, new: str) -> Callable[[], list[str]]:
    assert old in PRINTED
    return lambda: PRINTED.replace(old, new).splitlines()


MISTAKES = {
    "another file": (lambda: ["hello"], "line 1: not a printed ledger"),
    "nothing": (list, "line 1: not a printed ledger"),
    "words not in the text": (
        changed('trigger "handed over"', 'trigger "took over"'),
        "line 17: .*reads 'handed over'",
    ),
    "span moved": (changed("@9-20", "@9-21"), "line 17: .*correct the words or the span"),
    "no span": (changed(" @9-20", ""), "line 17: trigger takes the words"),
    "unknown word of the list": (
        changed("retreat happened", "retreat perhaps"),
        "line 10: .*status.*perhaps",
    ),
    "unknown entry": (changed("judgement", "judgment"), "line 23: 'judgment' is no entry"),
    "unknown line": (changed("  title", "  headline"), "line 5: a report has no line 'headline'"),
    "unknown field": (changed("lat:", "latitude:"), "line 12: place has no field 'latitude'"),
    "no number": (changed("troops 300", "troops many"), "line 14: value must be a number, not 'many'"),
    "no day": (changed("when 2020-03-26", "when Thursday"), "line 13: expected days such as"),
    "open quote": (changed('"Soldiers" @', '"Soldiers @'), "line 11: cannot read .*double quotes"),
    "bad escape": (changed('"hand-over.verb"', '"hand\\over"'), r"line 18: \\o is no escape"),
    "too far in": (changed("  from", "    from"), "line 4: stands too far in"),
    "odd indent": (changed("  coding", "   coding"), "line 9: stands between two levels"),
    "no text": (changed("  text\n    | Soldiers", "  ; Soldiers"), "line 3: report 'r1' has no line 'text'"),
    "text without a bar": (changed("| Soldiers", "Soldiers"), "line 8: expected a line of text"),
    "twice": (changed("  published", '  title "x"\n  published'), "line 6: title is given twice"),
    "one word too many": (changed("troops 300", "troops 300 400"), "line 14: one word too many"),
    "unknown claim": (changed('on "c-r1"', 'on "c-r9"'), "line 23: .*'c-r9', which is not in this ledger"),
    "no judgement to take back": (changed('00Z"', '00Z" takes_back:j7'), "line 23: .*takes back 'j7'"),
    "in a circle": (changed('00Z"', '00Z" takes_back:j1'), "line 23: judgements take each other back"),
    "no revision": (changed(" revision:1", ""), "line 3: a report needs its revision"),
    "a gap": (changed("revision:1", "revision:2"), "line 3: report 'r1' revision 2 where 1 was expected"),
    "no such revision": (
        changed("revision:1", "revision:x"),
        "line 3: revision must be a whole number",
    ),
    "the same report twice": (
        lambda: [*PRINTED.splitlines(), *PRINTED.splitlines()[2:19]],
        "line 25: report 'r1' revision 1 where 2 was expected",
    ),
    "the same claim twice": (
        lambda: [*PRINTED.splitlines()[:18], *PRINTED.splitlines()[9:]],
        "line 3: .*share an id within one coding",
    ),
    "no coding": (lambda: PRINTED.splitlines()[:8], "line 3: report 'r1' has no coding"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_line_and_nothing_is_stored(name: str) -> None:
    lines, words = MISTAKES[name]
    with Ledger.open(":memory:") as ledger:
        with pytest.raises(LedgerError, match=words):
            load_ledger(lines(), ledger)
        assert ledger.reports() == ()
        assert ledger.issues() == ()


def test_only_an_empty_ledger_takes_a_printed_one() -> None:
    with sample() as ledger, pytest.raises(LedgerError, match="holds entries already"):
        load_ledger(PRINTED.splitlines(), ledger)


@settings(max_examples=150, deadline=None)
@given(
    at=st.integers(0, len(PRINTED)),
    put=NASTY | st.characters(exclude_categories=("Cs",)),
    cut=st.integers(0, 30),
)
def test_no_damage_to_a_printed_ledger_is_more_than_an_error(at: int, put: str, cut: int) -> None:
    damaged = PRINTED[:at] + put + PRINTED[at + cut :]
    said = ""
    try:
        list(parse_ledger(damaged.split("\n")))
    except LedgerError as error:
        said = str(error)
    assert not said or said.startswith("line ")


def test_text_and_claims_come_back_to_the_letter() -> None:
    with Ledger.open(":memory:") as ledger:
        load_ledger(PRINTED.splitlines(), ledger)
        assert ledger.report("r1").text == TEXT
        assert ledger.claims()[0].counts == coded().claims[0].counts
