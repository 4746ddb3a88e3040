"""Every example of the lexicon through the real parser: what it must code and what it must leave alone."""

from __future__ import annotations

import pytest

from dateline.errors import DatelineError
from dateline.pipeline import Chain


@pytest.fixture(scope="module")
def chain() -> Chain:
    from dateline.coding import load_lexicon
    from dateline.parse import load_parser
    from dateline.read import load_outlets
    from dateline.resolve import load_knowledge

    try:
        parser = load_parser("dateline")
    except DatelineError as error:
        pytest.skip(f"needs the shipped model: {error}")
    return Chain(parser, load_outlets(), load_knowledge(), load_lexicon())


def test_most_examples_hold(chain: Chain) -> None:
    """A retrained parser moves a few; more than one in twenty is a fault of ours."""
    from dateline.commands.examples import count, failures

    failed = [str(f) for f in failures(chain)]
    assert len(failed) <= count(chain) / 20, "\n".join(failed)


def test_decoys_yield_no_happened_claim(chain: Chain) -> None:
    """At most one decoy sentence in twenty comes out as something that happened."""
    from dateline.commands.examples import _coded

    sentences = [x for e in chain.lexicon.entries if e.type is None for x in e.no]
    wrong = [x.text for x in sentences if any(c.status == "happened" for c in _coded(x, chain).claims)]
    assert len(wrong) <= len(sentences) / 20, "\n".join(wrong)
