"""Examples of the lexicon through the real parser: what it must code, what it must leave alone, what is close to it."""

from __future__ import annotations

import pytest

from dateline.pipeline import Chain

EVERY = 3  # the quick suite tries each third example, `dateline lexicon test` and the slow suite all of them
TOLERATED = 20  # a retrained parser moves a few: one in so many may fail


def test_each_third_example_holds(chain: Chain) -> None:
    """Of all kinds together: entries' own, decoys, and the sentences close to decoys that must still be coded."""
    from dateline.commands.examples import count, failures

    failed = [str(f) for f in failures(chain, every=EVERY)]
    assert len(failed) <= count(chain) / EVERY / TOLERATED, "\n".join(failed)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["decoy", "real", "other"])
def test_all_examples_hold_of_each_kind(chain: Chain, kind: str) -> None:
    """At most one decoy in twenty comes out as something that happened, and at most one true sentence is lost."""
    from dateline.commands.examples import failures

    decoys = {x.text for e in chain.lexicon.entries if e.type is None for x in e.no}
    reals = {x.text for e in chain.lexicon.entries for x in e.real}
    others = {x.text for e in chain.lexicon.entries for x in (*e.yes, *(e.no if e.type else ()))}
    texts = {"decoy": decoys, "real": reals, "other": others - decoys - reals}[kind]
    failed = [str(f) for f in failures(chain) if f.example in texts]
    assert len(failed) <= len(texts) / TOLERATED, "\n".join(failed)


@pytest.mark.parametrize(
    ("decoy", "reason", "real", "kind"),
    [
        ("The finance minister launched an attack on inflation.", "figure of speech",
         "Gunmen launched an attack on the finance ministry.", "assault"),
        ("The shares suffered an assault by short sellers on Monday.", "figure of speech",
         "The garrison suffered an assault by rebels on Monday.", "assault"),
        ("The forward fired two shots past the goalkeeper in the derby.", "sport",
         "A man fired two shots at a goalkeeper outside a bar and wounded him.", "assault"),
        ("In the film, rebels seize a ferry and kill its captain.", "fiction",
         "In the strait, rebels seized a ferry and killed its captain.", "assault"),
        ("A plaque honours the miners killed in the fire of 1911.", "remembered",
         "Four miners were killed in a fire on Monday.", "hazard"),
        ("Had the police opened fire on the crowd, the union would have left.", "supposed",
         "The police opened fire on the crowd and the union left.", "assault"),
        ("There is no evidence that the crew was kidnapped.", "not so",
         "There is evidence that the crew was kidnapped on Friday.", "assault"),
        ("Kidnapping is a crime.", "in general",
         "The kidnapping of two nurses on Monday was a crime.", "assault"),
    ],
)  # fmt: skip
def test_a_decoy_is_passed_over_with_its_reason_and_its_neighbour_is_coded(
    chain: Chain, decoy: str, reason: str, real: str, kind: str
) -> None:
    from datetime import date

    from dateline.model import Interval, Report, Source
    from dateline.pipeline import understand

    day = Interval(date(2024, 3, 15), date(2024, 3, 15), "day", "the test's day")
    left, right = (Report("x", t, Source("x", "text/plain"), published=day, language="en") for t in (decoy, real))
    passed = understand(left, chain)
    assert any(reason in p.reason for p in passed.passed_over), [p.reason for p in passed.passed_over]
    assert not [c.why for c in passed.claims if c.status == "happened"]
    assert kind in {c.type.value for c in understand(right, chain).claims}
