"""Check finds each kind of damage, says where, and finds nothing in a sound ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from dateline.ledger import Ledger, check, records
from dateline.model import Evidence, Place, Span
from tests.ledger.made import judgement
from tests.ledger.plain import TEXT, coded, one_event_each, report

BAD_SPAN = replace(coded().claims[0], place=Place("Tal Aswad", "site", span=Span(60, 99)))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:") as made:
        made.add(report(), coded())
        made.add(report(text=TEXT + " More.", locator="b.txt"), coded())
        made.add(report("r2", TEXT + " Other."), coded("r2"))
        made.judge(judgement(1, "c-r2"))
        made.derive(one_event_each)
        yield made


def found(ledger: Ledger) -> list[str]:
    return [str(problem) for problem in check(ledger, one_event_each)]


def test_a_sound_ledger_has_no_problems(ledger: Ledger) -> None:
    assert found(ledger) == []


DAMAGE = {
    "update reports set text = 'x' || text where revision = 2": "'r1' revision 2: its text is not the text",
    "update reports set outlet = 'Elsewhere' where id = 'r2'": ("'r2' revision 1: column outlet says 'Elsewhere'"),
    "update reports set record = '{' where id = 'r2'": "'r2' revision 1: damaged Report: not JSON",
    "update claims set status = 'denied' where id = 'c-r2'": "claim 'c-r2' .*column status says 'denied'",
    "update claims set report = 'r1' where id = 'c-r2'": "claim 'c-r2' .*column report says 'r1'",
    "update claims set record = replace(record, 'retreat', 'retire')": "claim 'c-r1' .*Claim.type",
    "update claims set record = record || ' '": "claim 'c-r1' .*column record",
    "update codings set notes = '[{}]' where report = 'r2'": ("'r2' revision 1 coding 1: its notes cannot be read"),
    'update passed_over set "end" = 999 where coding = 1': "passed over @56-999, which is not in the text",
    "update reports set revision = 5 where revision = 2": "report 'r1': has 2 revisions, numbered 1 to 5",
    "update codings set ordinal = 2 where report = 'r2'": "has 1 codings, numbered 2 to 2",
    "delete from codings where report = 'r2'": "report 'r2' revision 1: was never coded",
    "delete from heads where report = 'r2'": "report 'r2': has no entry among the newest",
    "update heads set revision = 1 where report = 'r1'": "revision 1 is taken for the newest, and is not",
    "update heads set coding = 1, revision = 2 where report = 'r1'": "an older coding",
    "update claims set id = 'c-r1' where id = 'c-r2'": "claim 'c-r1': names claims of 2 reports",
    "update claims set coding = 77 where id = 'c-r2'": "points to a row of codings that is not there",
    "update judgements set person = 'Bob'": "judgement 'j1': column person says 'Bob'",
    "delete from claims where id = 'c-r2'": ("judgement 'j1': speaks of claim 'c-r2', which is not in the ledger"),
    "delete from event_claims": "derived table event_claims: 1 rows differ",
    "update events set record = replace(record, 'happened', 'denied')": ("derived table events: 2 rows are not"),
    "delete from families": "derived table families: 2 rows are not",
    "insert into report_words(report_words, rowid, title, text) values ('delete', 1, '', 'Soldiers')": (
        "full-text index: does not agree"
    ),
}


@pytest.mark.parametrize("statement", DAMAGE)
def test_damage_is_found(ledger: Ledger, statement: str) -> None:
    damage(ledger, statement)
    problems = found(ledger)
    assert any(re.search(DAMAGE[statement], line) for line in problems), problems
    assert all("\n" not in line and line.count(": ") >= 1 and "; " in line for line in problems)


def damage(ledger: Ledger, statement: str) -> None:
    """Run a statement without the keys' protection, as a stray hand with another tool would."""
    with ledger.reading() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("pragma foreign_keys=off")
        raw.execute(statement)


def test_the_index_can_be_made_anew(ledger: Ledger) -> None:
    damage(ledger, next(statement for statement in DAMAGE if "report_words" in statement))
    assert found(ledger) != []
    ledger.reindex()
    assert found(ledger) == []


def test_a_span_outside_the_text_is_found() -> None:
    with Ledger.open(":memory:") as ledger:
        ledger.add(report(), replace(coded(), claims=(BAD_SPAN,)))
        (problem,) = check(ledger)
        assert "place.span points to @60-99 of a text of 72 characters" in str(problem)


def test_an_empty_span_is_found() -> None:
    claim = replace(coded().claims[0], evidence=Evidence(Span(0, 55), Span(9, 20), more=(Span(3, 3),)))
    with Ledger.open(":memory:") as ledger:
        ledger.add(report(), replace(coded(), claims=(claim,)))
        (problem,) = check(ledger)
        assert "evidence.more.0 points to @3-3" in str(problem)


def test_a_cache_that_is_out_of_date_is_no_problem(ledger: Ledger) -> None:
    ledger.add(report("r3", TEXT + " Third."), coded("r3"))
    assert found(ledger) == []


def test_records_are_kept_as_canonical_json(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        for (record,) in connection.execute(text("select record from claims")):
            assert record == records.to_json(json.loads(record))
