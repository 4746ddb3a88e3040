"""The baseline of word lists: it sees words, and nothing that a reader would."""

from __future__ import annotations

import pytest
from bench.wordlists import Coder

from dateline.coding import load_lexicon
from dateline.resolve.actors import load_actors


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(load_lexicon(), load_actors())


def test_a_word_with_a_party_on_either_side_is_an_event(coder: Coder) -> None:
    text = "Rain fell. Turkey bombed villages in Syria on Friday."
    told = coder.claims("r", text, "2024-03-15")
    (claim,) = [c for c in told if c["type"] == "assault" and text[slice(*c["evidence"]["trigger"])] == "bombed"]
    assert (claim["actor"], claim["recipient"], claim["place"]["country"]) == (["Turkey"], ["Syria"], "SY")
    assert text[slice(*claim["evidence"]["sentence"])].startswith("Turkey")


def test_it_takes_what_was_denied_for_what_happened(coder: Coder) -> None:
    told = list(coder.claims("r", "Turkey did not bomb the villages.", None))
    assert [(c["type"], c["status"], c["when"]) for c in told if c["type"] == "assault"] == [
        ("assault", "happened", None)
    ]
