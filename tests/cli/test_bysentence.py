"""A report cut into sentences, each with its claims and what was passed over in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.commands.bysentence import by_sentence, sentences
from dateline.model import PassedOver, Span
from tests.reconcile.made import one

TEXT = "Rebels struck Dorn on Monday. The race was a killer. Dr. Hale left.\nNobody spoke."


def test_each_sentence_has_its_own_claims_and_triggers() -> None:
    _, whole = one("r", "2024-03-15", TEXT, "struck")
    claim = replace(whole, evidence=replace(whole.evidence, sentence=Span(0, TEXT.index(" The"))))
    at = TEXT.index("killer")
    passed = PassedOver(Span(at, at + 6), "decoy", "sport")
    told = by_sentence(TEXT, [claim], [passed])
    assert [len(t.claims) for t in told if t.claims] == [1]
    holder = next(t for t in told if t.passed)
    assert "killer" in holder.span.of(TEXT)
    assert any(t.span.of(TEXT) == "Nobody spoke." and not t.claims for t in told)


def test_known_sentences_are_kept_whole() -> None:
    whole = Span(TEXT.index("Dr."), TEXT.index("\n"))
    assert whole in sentences(TEXT, [whole])


@given(st.text(alphabet='Ab .!?\n"”', max_size=80))
def test_no_letter_is_lost_or_told_twice(text: str) -> None:
    spans = sentences(text, [])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
