"""The construction a gold trigger stands in, read from its parse, and the table over them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from bench.constructions import by_construction, construction, trigger_of

from tests.coding.build import parsed

LIGHT = frozenset({"carry"})
PASSIVE = """
The DET det 1
base NOUN nsubj:pass 3
was AUX aux:pass 3
handed VERB root 3 VBN hand
over ADP compound:prt 3
"""
STRIKES = """
They PRON nsubj 1
carried VERB root 1 VBD carry
out ADP compound:prt 1
strikes NOUN obj 1 NNS strike
killing VERB advcl 1 VBG kill
three NUM nummod 6
men NOUN obj 4 NNS man
who PRON nsubj 8
fled VERB acl:relcl 6 VBD flee
"""


@pytest.mark.parametrize(
    ("lines", "at", "name"),
    [(PASSIVE, 3, "passive"), (STRIKES, 3, "light verb"), (STRIKES, 4, "participle"), (STRIKES, 8, "relative")],
)
def test_construction(lines: str, at: int, name: str) -> None:
    assert construction(parsed(lines)[at], LIGHT) == name


def test_trigger_of_takes_the_verb_and_knows_the_headline() -> None:
    doc = parsed(PASSIVE)
    found = trigger_of(doc, {"evidence": doc.text.strip(), "trigger": "was handed"})
    assert found is not None
    assert found.lemma_ == "hand"
    assert trigger_of(doc, {"evidence": "Base changes hands", "trigger": "changes"}) is None


def test_table_counts_found_and_right() -> None:
    doc = parsed(PASSIVE)
    gold: dict[str, Any] = {"report": "r", "evidence": doc.text.strip(), "trigger": "handed", "type": "retreat"}
    gold |= {"actor": ["A"], "recipient": []}
    found = {"match": "r", "gold": gold, "claim": {"type": "retreat", "actor": ["B"], "recipient": []}}
    missed = {"missed": "r", "gold": gold}
    scorer: Any = SimpleNamespace(party_ok=lambda one, two: one == two)
    rows = by_construction([found, missed, {"wrong": "r"}], {"r": doc}, scorer).splitlines()
    assert rows[1].split() == ["passive", "2", "0.500", "1.000", "0.000", "-"]
