"""What the model proposes becomes a claim only where the lexicon is silent, and says so."""

from __future__ import annotations

import pytest

from dateline.coding import code
from dateline.coding.proposed import ENOUGH
from dateline.model import Claim, Mentions
from tests.coding.build import LEXICON, parsed, report_of

SENTENCE = """
Rebels NOUN nsubj 1 NNS rebel
frobbed VERB root 1 VBD frob
the DET det 3
town NOUN obj 1 NN town
. PUNCT punct 1
"""
KNOWN = SENTENCE.replace("frobbed VERB root 1 VBD frob", "shelled VERB root 1 VBD shell")
SAID = SENTENCE.replace("frobbed VERB root 1 VBD frob", "said VERB root 1 VBD say")
NEGATED = """
Rebels NOUN nsubj 3 NNS rebel
did AUX aux 3 VBD do
not PART advmod 3 RB not
frob VERB root 3 VB frob
the DET det 5
town NOUN obj 3 NN town
"""


def claims(lines: str, *events: tuple[int, str, float]) -> list[Claim]:
    doc = parsed(lines)
    doc._.events = events
    return [*code(doc, report_of(doc), Mentions(), LEXICON, coder="test").claims]


def test_a_word_no_entry_knows_is_read_by_the_model() -> None:
    (claim,) = claims(SENTENCE, (1, "assault", 0.93))
    assert (claim.type.value, claim.mode, claim.status.value) == ("assault", None, "happened")
    assert claim.why.startswith("learned-assault (verb: read by the model, 0.93)")
    assert [p.name for p in claim.actor] == ["Rebels"]
    assert [p.name for p in claim.recipient] == ["town"]


def test_nothing_is_taken_below_the_bar_or_without_a_proposal() -> None:
    assert claims(SENTENCE, (1, "assault", ENOUGH - 0.01)) == []
    assert claims(SENTENCE) == []


def test_the_lexicon_decides_what_it_knows() -> None:
    assert [c.type.value for c in claims(KNOWN, (1, "agree", 0.99))] == ["assault"]


@pytest.mark.parametrize("lines", [SAID, NEGATED])
def test_verbs_of_saying_and_what_did_not_happen_are_no_events(lines: str) -> None:
    at = next(t.i for t in parsed(lines) if t.pos_ == "VERB")
    assert claims(lines, (at, "assault", 0.99)) == []
