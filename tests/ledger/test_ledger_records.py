"""The codec: any record to canonical JSON and back, exactly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import model
from dateline.errors import LedgerError
from dateline.ledger import records
from dateline.model import Claim, Count, Interval, Place, Source, Span
from tests.ledger import plain
from tests.ledger.made import any_of

RECORDS = [model.Report, model.Claim, model.Issue, model.Judgement, model.Event, model.Plan, model.PassedOver]
ALL = [*RECORDS, model.Coded, model.RawReport, model.Mentions, model.StateLine, model.LedgerView]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_record_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    record = data.draw(any_of(kind))
    text = records.dumps(record)
    assert records.loads(kind, text) == record
    assert records.dumps(records.loads(kind, text)) == text


def test_json_is_canonical_and_leaves_out_what_is_empty() -> None:
    assert records.dumps(Count("troops", 3)) == '{"value":3.0,"what":"troops"}'
    assert records.dumps(Interval(None, None)) == '{"end":null,"start":null}'
    assert records.dumps(Place("Bagdad\u2028", "city", span=Span(1, 4))) == (
        '{"name":"Bagdad\u2028","precision":"city","span":[1,4]}'
    )


@pytest.mark.parametrize("bad", ["a\0b", "a\ud800"])
def test_what_no_database_keeps_is_refused_with_a_remedy(bad: str) -> None:
    with pytest.raises(LedgerError, match="clean the text"):
        records.dumps(Source(bad, "text/plain"))


def test_not_a_number_is_refused() -> None:
    with pytest.raises(LedgerError, match="cannot be stored"):
        records.dumps(Count("killed", float("nan")))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "maybe"}, "Claim.status"),
        ({"revision": "1"}, "Claim.revision: expected int"),
        ({"evidence": {"sentence": [4, 2], "trigger": [0, 1]}}, "not a span"),
        ({"mood": "dark"}, "no field 'mood'"),
        ({"actor": "Soldiers"}, "expected a list"),
        ({"place": {"name": "X", "precision": "planet"}}, "none of site, city"),
        ({"id": None}, "Claim.id: expected str"),
    ],
)
def test_damage_is_named(change: dict[str, Any], words: str) -> None:
    data = json.loads(records.dumps(plain.coded().claims[0]))
    with pytest.raises(LedgerError, match=words):
        records.decode(Claim, data | change)


def test_a_missing_field_is_named() -> None:
    data = json.loads(records.dumps(plain.coded().claims[0]))
    del data["evidence"]
    with pytest.raises(LedgerError, match="evidence"):
        records.decode(Claim, data)


def test_what_is_not_json_is_damage() -> None:
    with pytest.raises(LedgerError, match="not JSON"):
        records.loads(Claim, "{")
