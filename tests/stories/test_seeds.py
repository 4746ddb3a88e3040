"""The two pattern reports, undated as they are: every fact that the first Dateline must find in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.commands.adding import adding
from dateline.export import claims as export_claims
from dateline.ingest import items
from dateline.ledger import Ledger, check
from dateline.model import LedgerView
from dateline.reconcile import reconcile
from tests.laws.chain import chain
from tests.stories.facts import Fact, tells

FACTS = {
    "qayyarah handover": Fact("retreat", "Qayyarah", mode="handover", actor="coalition", place="Qayyarah"),
    "french withdrawal": Fact("retreat", "France withdrew", actor="France", place="Iraq"),
    "czech withdrawal": Fact("retreat", "Czech", actor="Czech"),
    "al-qaim withdrawal": Fact("retreat", "al-Qaim", actor="coalition", place="Qaim"),
    "plan for qayara": Fact("retreat", "Qayara", status=("planned",), actor="coalition", place="Qayyarah"),
    "plan for k1": Fact("retreat", "K1", status=("planned",), actor="coalition", place="K1"),
    "camp taji attack": Fact(
        "assault", "Camp Taji", place="Taji", counts=(("killed", 2), ("killed", 1), ("injured", 14)), day="2020-03-11"
    ),
    "strikes on stores": Fact("assault", "strikes", actor="United States", recipient="Kataib Hezbollah"),
    "killing of soleimani": Fact("assault", "Jan. 3", recipient="Soleimani", day="2020-01-03"),
    "vote of parliament": Fact("decide", "Jan. 5", actor="parliament", day="2020-01-05"),
    "training suspended": Fact("sanction", "training activit", mode="suspend"),
    "curfew": Fact("coerce", "curfew", actor="Iraq"),
    "flights suspended": Fact("coerce", "flights", actor="Iraq"),
    "363 infections": Fact("figure", "363", counts=(("cases", 363),), place="Iraq"),
    "177 infections": Fact("figure", "177", counts=(("cases", 177),), place="Iraq"),
    "12 deaths": Fact("figure", "12 people", counts=(("deaths", 12),), place="Iraq"),
    "7,500 troops": Fact("figure", "7,500", counts=(("troops", 7500),), place="Iraq"),
}


@pytest.fixture(scope="module")
def view(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> LedgerView:
    with Ledger.open(tmp_path_factory.mktemp("seeds") / "a.db") as ledger:
        assert len(list(adding(items([str(shared / "seeds")]), chain(), ledger))) == 2
        view = ledger.derive(reconcile)
        assert [str(problem) for problem in check(ledger, reconcile)] == []
        return view


@pytest.mark.parametrize("name", FACTS)
def test_fact_is_found(view: LedgerView, name: str) -> None:
    texts = {report.id: report.text for report in view.reports}
    lines: list[dict[str, Any]] = list(export_claims(view))
    assert any(tells(FACTS[name], line, texts[line["report"]["id"]]) for line in lines)


def test_qayyarah_and_qayara_are_one_base(view: LedgerView) -> None:
    bases = {
        claim.place.id
        for claim in view.claims
        if claim.place and claim.place.span and claim.place.name.lower().startswith(("qay", "gay", "q-west"))
    }
    assert len(bases) == 1


def test_neither_seed_is_given_a_day_it_does_not_support(view: LedgerView) -> None:
    """The true days (2020-03-26, 2020-03-19) lie inside what is inferred, and the reason is told."""
    for report in view.reports:
        true = "2020-03-26" if "(AA)" in report.text[:60] else "2020-03-19"
        published = report.published
        assert published is not None
        assert published.reason
        assert published.start is None or published.start.isoformat() <= true
        assert published.end is None or true <= published.end.isoformat()
