"""Decoys: which claims count against a sentence."""

from __future__ import annotations

from dataclasses import replace

from bench import decoys
from dateline.coding import Entry
from dateline.model import EventType
from tests.reconcile.made import one


def entry(type_: EventType | None) -> Entry:
    return Entry("strike", "", type_, None, (), {}, {})


CLAIM = replace(one("d-1", "2020-03-12", "They struck.", "struck")[1], why="strike (verb: strike)")


def test_a_decoy_is_wrong_with_any_claim() -> None:
    counted = decoys.counted(entry(None), [CLAIM], [CLAIM])
    assert "decoys/wrong" in counted
    assert "  strike/wrong" in counted
    assert "decoys/wrong" not in decoys.counted(entry(None), [], [])


def test_a_no_sentence_is_wrong_only_with_its_own_entry() -> None:
    assert decoys.by_entry([CLAIM], "strike") == [CLAIM]
    assert decoys.by_entry([CLAIM], "strike-air") == []
    assert "no: of entries/wrong" not in decoys.counted(entry(EventType.ASSAULT), [CLAIM], [])
