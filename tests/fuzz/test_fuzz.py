"""Every door takes or refuses what comes, also after a few bytes of it were changed: a short run of what
`tests/fuzz/run.py` does for long."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

FAST = sorted(set(TARGETS) - {"chain", "lexicon", "gazetteer"})


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_fuzzing_begins_from_goes_through(name: str) -> None:
    begun = list(TARGETS[name].seeds())
    assert begun
    for data in begun:
        TARGETS[name].run(data)


@pytest.mark.parametrize("name", FAST)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_changed_inputs_are_taken_or_refused(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(list(TARGETS[name].seeds()))[:4000])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.choice((0, 1, 4))] = chance.choice((b"", b"\0", b"\xff", b"<", b'"', b"{" * 40, b"\n"))
    TARGETS[name].run(bytes(data))
