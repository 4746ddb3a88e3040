"""Laws of the whole chain, over the samples (and, slower, the development stories): spans slice back, order does not
matter, twice is once."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest

from dateline.commands.adding import adding
from dateline.export import claims as export_claims
from dateline.ingest import items
from dateline.ledger import Ledger, check, print_ledger
from dateline.model import Coded, Event, LedgerView, Plan, Report
from dateline.reconcile import reconcile
from tests.conftest import ROOT
from tests.laws.chain import chain, coded

CONTRACT = ROOT / "src" / "dateline" / "data" / "schema" / "claims.schema.json"


@pytest.fixture(scope="module", params=["samples", pytest.param("stories", marks=pytest.mark.slow)])
def folder(request: pytest.FixtureRequest, samples: Path) -> Path:
    if request.param == "samples":
        return samples
    shared: Path = request.getfixturevalue("shared")
    return shared / "eval" / "reports"


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[tuple[Report, Coded], ...]:
    return coded(folder)


@pytest.fixture(scope="module")
def view(read: tuple[tuple[Report, Coded], ...], tmp_path_factory: pytest.TempPathFactory) -> LedgerView:
    return derived(read, tmp_path_factory.mktemp("view") / "a.db")


def derived(read: tuple[tuple[Report, Coded], ...], path: Path) -> LedgerView:
    with Ledger.open(path) as ledger:
        for report, made in read:
            ledger.add(report, made)
        return ledger.derive(reconcile)


def test_every_report_is_read(read: tuple[tuple[Report, Coded], ...], folder: Path) -> None:
    assert len(read) == len(list(folder.rglob("*.json"))) >= 16
    assert all(made.claims for _, made in read), "a report without a single claim"


def test_export_keeps_the_contract_and_spans_slice_back(view: LedgerView) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(CONTRACT.read_text(encoding="utf-8")))
    texts = {report.id: report.text for report in view.reports}
    lines = list(export_claims(view))
    assert len(lines) == len(view.claims) > 60
    for line in lines:
        assert not list(validator.iter_errors(line))
        words = texts[line["report"]["id"]]
        spans = [line["evidence"]["sentence"], line["evidence"]["trigger"], *line["evidence"].get("more", [])]
        spans += [part.get("span") for key in ("actor", "recipient", "counts") for part in line[key]]
        spans += [line[key].get("span") for key in ("place", "when", "source") if line[key]]
        for span in filter(None, spans):
            assert words[span[0] : span[1]].strip(), f"{line['id']} points at nothing: {span}"
        sentence, trigger = line["evidence"]["sentence"], line["evidence"]["trigger"]
        assert sentence[0] <= trigger[0] < trigger[1] <= sentence[1]


@pytest.mark.parametrize("seed", range(5))
def test_any_order_gives_the_same_events(
    read: tuple[tuple[Report, Coded], ...], view: LedgerView, tmp_path: Path, seed: int
) -> None:
    shuffled = list(read)
    random.Random(seed).shuffle(shuffled)
    other = derived(tuple(shuffled), tmp_path / "b.db")
    assert events_and_plans(other) == events_and_plans(view)


def events_and_plans(view: LedgerView) -> tuple[tuple[Event, ...], tuple[Plan, ...]]:
    return view.events, view.plans


def test_adding_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path) as ledger:
        first = list(adding(items([str(folder)]), chain(), ledger))
        once = list(print_ledger(ledger))
    with Ledger.open(path) as ledger:
        again = list(adding(items([str(folder)]), chain(), ledger))
        assert list(print_ledger(ledger)) == once
        assert list(check(ledger, reconcile)) == []
    assert len(again) == len(first) > 0
    assert {done.outcome for done in again if hasattr(done, "outcome")} == {"same"}
