"""Exports keep their contracts: the claims schema, safe cells, honest maps."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.export import claims, claims_csv, dumps, events_csv, geojson
from dateline.export.delimited import FORMULA, safe
from dateline.model import Attribution, Claim, Count, LedgerView, Party, Report
from dateline.reconcile import reconcile
from tests.conftest import ROOT
from tests.reconcile.made import COALITION, IRAQ, IRAQ_MILITARY, QAYYARAH, claim, one, report, when

OURS = Path(dateline.__file__).parent / "data" / "schema" / "claims.schema.json"


def schema() -> dict[str, Any]:
    """The contract as handed down, or our copy of it."""
    handed = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")) / "claims.schema.json"
    return json.loads((handed if handed.exists() else OURS).read_text(encoding="utf-8"))


def ledger() -> LedgerView:
    told: list[tuple[Report, Claim]] = []
    made = report("a", "2020-03-26", "Café owners saw the coalition hand it over, Col. Smith said.")
    told.append((made, claim(
        made, made.text, "hand", type="retreat", mode="handover", actor=[COALITION],
        recipient=[replace(IRAQ_MILITARY, text="=cmd()")], place=QAYYARAH, on=when("2020-03-26"),
        counts=[Count("troops", 500, low=400, qualifier="about"), Count("money-usd", 1.75e6)],
        source=Attribution("Col. Smith", role="spokesman"),
    )))  # fmt: skip
    told.append(one("b", "2020-03-27", "Cases rose to 10.5 a day.", "rose", type="figure", mode=None, place=IRAQ,
                    counts=[Count("cases", 10.5)]))  # fmt: skip
    undated = replace(report("c", None, "=HYPERLINK(x) protesters met."), url="https://example.org/c")
    told.append((undated, claim(undated, undated.text, "met", type="protest", mode=None,
                                actor=[Party("=HYPERLINK(1)")])))  # fmt: skip
    found = reconcile([r for r, _ in told], [c for _, c in told])
    return LedgerView(tuple(r for r, _ in told), tuple(c for _, c in told), (), found.events, found.plans)


def test_every_exported_line_keeps_the_schema() -> None:
    check = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    lines = [dumps(c) for c in claims(ledger())]
    assert len(lines) == 3
    for line in lines:
        check.validate(json.loads(line))


def test_our_copy_of_the_schema_is_the_one_handed_down(shared: Path) -> None:
    handed = json.loads((shared / "claims.schema.json").read_text(encoding="utf-8"))
    assert json.loads(OURS.read_text(encoding="utf-8")) == handed


def test_spans_slice_back_and_events_are_named() -> None:
    view = ledger()
    events = {c: e.id for e in view.events for c in e.claims}
    texts = {r.id: r.text for r in view.reports}
    triggers = []
    for c in claims(view):
        start, end = c["evidence"]["trigger"]
        triggers.append(texts[c["report"]["id"]][start:end])
        assert c["event"] == events[c["id"]]
    assert triggers == ["hand", "rose", "met"]


def test_a_rejected_claim_is_left_out() -> None:
    view = ledger()
    assert len(list(claims(replace(view, events=view.events[1:])))) == 2


@given(st.text())
def test_no_cell_starts_a_formula(cell: str) -> None:
    made = safe(cell)
    if made.startswith(FORMULA):
        float(made)  # only a number may begin with a sign
    assert made.endswith(cell)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_formulas_are_disarmed(cell: str) -> None:
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-3.5", "+12", "plain", "", "a=b"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert safe(cell) == cell


def test_tables_have_a_row_each() -> None:
    events = list(csv.DictReader(io.StringIO("".join(events_csv(ledger())))))
    assert len(events) == 3
    handed = next(e for e in events if e["mode"] == "handover")
    assert (handed["place"], handed["start"], handed["origins"]) == (
        "Qayyarah West airfield",
        "2020-03-26",
        "1",
    )
    told = list(csv.DictReader(io.StringIO("".join(claims_csv(ledger())))))
    assert {c["sentence"] for c in told} >= {"'=HYPERLINK(x) protesters met."}
    assert {c["actor"] for c in told} >= {"'=HYPERLINK(1)"}


def test_maps_are_honest_about_what_is_not_known() -> None:
    made = geojson(ledger())
    by_type = {f["properties"]["type"]: f for f in made["features"]}
    assert by_type["retreat"]["geometry"] == {"type": "Point", "coordinates": [43.13, 35.77]}
    assert by_type["figure"]["geometry"] is None, "a country's middle is not where it happened"
    assert by_type["figure"]["properties"]["uncertainty_km"] == 500
    assert by_type["protest"]["properties"]["uncertainty_km"] is None
    json.dumps(made)
