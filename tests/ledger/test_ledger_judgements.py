"""What people judge: applied at once, kept through new codings, and gone without a trace when taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.ledger import Ledger, check, load_ledger, print_ledger, records, schema
from dateline.ledger.carrying import heir_of
from dateline.ledger.corrections import with_count, with_value
from dateline.model import Coded, Count, Event, EventType, Evidence, Judgement, LedgerView, Span, Status
from dateline.reconcile import reconcile
from tests.cli.conftest import stories
from tests.ledger.conftest import Where
from tests.ledger.plain import TEXT, coded, report

KILLED = "counts:killed"


def filled(path: Path | str, coder: str = "test") -> Ledger:
    ledger = Ledger.open(path)
    for told, claim in stories():
        ledger.add(told, Coded(told.id, 1, coder, (claim,)))
    return ledger


def says(
    n: int, verdict: str, *subjects: str, attribute: str | None = None, value: object = None, back: str | None = None
) -> Judgement:
    given = None if value is None else json.dumps(value)
    return Judgement(
        f"j{n}",
        verdict,
        subjects,
        "Ada",
        f"2020-05-01T{n // 60:02d}:{n % 60:02d}:00Z",
        "because",
        attribute,
        given,
        back,
    )  # type: ignore[arg-type]


def derived(ledger: Ledger) -> LedgerView:
    return ledger.derive(reconcile)


@pytest.fixture
def ledger(where: Where) -> Iterator[Ledger]:
    with filled(where("a")) as made:
        yield made


def attack(view: LedgerView) -> Event:
    return next(e for e in view.events if e.type is EventType.ASSAULT)


def test_a_corrected_value_is_what_every_view_sees_and_the_claim_as_coded_stays(ledger: Ledger) -> None:
    ledger.judge(says(1, "correct", "a-1.0", attribute=KILLED, value=2))
    view = derived(ledger)
    claim = next(c for c in view.claims if c.id == "a-1.0")
    assert claim.counts == (Count("killed", 2.0),)
    assert "counts:killed corrected by Ada: because" in claim.why
    assert not attack(view).conflicts
    assert ledger.claim("a-1.0").counts == (Count("killed", 3),)
    assert [str(p) for p in check(ledger, reconcile)] == []


def test_a_right_value_is_chosen_and_ends_the_dispute(ledger: Ledger) -> None:
    assert {c.kind for c in attack(derived(ledger)).conflicts} == {"different-count"}
    for n, claim, value in ((1, "a-1.0", 3), (2, "a-2.0", 2)):
        ledger.judge(says(n, "accept", claim, attribute=KILLED))
        event = attack(derived(ledger))
        assert not event.conflicts
        assert event.counts[0].value == value, "the last word holds"
        assert dict(event.values)[KILLED][0].value == str(value)
    assert len(attack(derived(ledger)).claims) == 2, "nobody's claim is taken out"


def test_a_wrong_value_is_left_out_and_the_claim_stays(ledger: Ledger) -> None:
    ledger.judge(says(1, "reject", "a-1.0", attribute=KILLED))
    event = attack(derived(ledger))
    assert event.claims == ("a-1.0", "a-2.0")
    assert [s.value for s in dict(event.values)[KILLED]] == ["2"]
    ledger.judge(says(2, "accept", "a-1.0", attribute=KILLED))
    assert attack(derived(ledger)).counts[0].value == 3


def test_a_corrected_value_may_be_called_right_and_stays_corrected(ledger: Ledger) -> None:
    ledger.judge(says(1, "correct", "a-1.0", attribute=KILLED, value=4))
    ledger.judge(says(2, "accept", "a-1.0", attribute=KILLED))
    assert attack(derived(ledger)).counts[0].value == 4


@pytest.mark.parametrize(("attribute", "value"), [
    ("status", "denied"), ("type", "accuse"), ("mode", None), ("place", None),
    ("place", {"name": "Tal", "precision": "site"}),
    ("when", {"start": "2020-03-01", "end": "2020-03-02"}), ("actor", [{"name": "Tigris Guard"}]), ("recipient", None),
    ("counts:killed", 7), ("counts:injured", 12), ("counts:killed", None),
])  # fmt: skip
def test_every_attribute_can_be_corrected(attribute: str, value: object) -> None:
    _, claim = stories()[0]
    made = with_value(claim, attribute, value, "corrected by Ada")
    assert made != claim
    assert replace(made, why=claim.why, **_same(claim, attribute)) == claim, "nothing else has changed"


def _same(claim: object, attribute: str) -> dict[str, object]:
    name = attribute.split(":")[0]
    return {name: getattr(claim, name)}


@pytest.mark.parametrize(("attribute", "value"), [
    ("status", "maybe"), ("status", None), ("type", "boom"), ("colour", "red"), ("counts:killed", "many"),
    ("place", {"name": "x", "precision": "pinpoint"}), ("when", "Sunday"), ("actor", "x"),
])  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(attribute: str, value: object) -> None:
    with pytest.raises(UsageError, match=attribute.split(":")[0]):
        with_value(stories()[0][1], attribute, value)


def test_a_judgement_that_does_not_fit_is_refused_and_named_when_it_is_there_all_the_same(ledger: Ledger) -> None:
    for value in ('"maybe"', "not JSON"):
        with pytest.raises(UsageError, match="status"):
            ledger.judge(replace(says(1, "correct", "a-1.0", attribute="status"), value=value))
    assert ledger.judgements() == ()
    good = says(1, "correct", "a-1.0", attribute="status", value="denied")
    ledger.judge(good)
    bad = replace(good, value='"maybe"')
    with ledger.writing() as connection:
        connection.execute(schema.judgements.update().values(record=records.dumps(bad)))
    assert [e.status for e in derived(ledger).events if "a-1.0" in e.claims] == [Status.HAPPENED], "passed over"
    assert any("does not fit" in str(p) and "undo" in str(p) for p in check(ledger, reconcile))


def test_a_count_of_some_people_is_told_from_the_total() -> None:
    counts = (Count("killed", 3), Count("killed", 2, of="American soldiers", part_of=0))
    assert [c.value for c in with_count(counts, "counts:killed of american", 1)] == [3, 1]
    assert [c.value for c in with_count(counts, "counts:killed", 4)] == [4, 2]
    assert [c.part_of for c in with_count(counts, "counts:killed", None)] == [None]


# --------------------------------------------------------------------------------------------- newer codings


def test_a_judgement_holds_when_a_newer_coder_reads_the_same_words_otherwise(where: Where) -> None:
    with Ledger.open(where("a")) as ledger:
        ledger.add(report("r1"), coded("r1", "k1"))
        ledger.judge(says(1, "correct", "c-r1", attribute="status", value="denied"))
        newer = coded("r1", "k2", claim="c-new")
        moved = replace(newer.claims[0], evidence=Evidence(Span(0, 55), Span(9, 25)))
        ledger.add(report("r1"), replace(newer, claims=(moved,)))
        (claim,) = derived(ledger).claims
        assert (claim.id, claim.status) == ("c-new", Status.DENIED)
        assert derived(ledger).judgements[0].subjects == ("c-new",)
        assert ledger.judgements()[0].subjects == ("c-r1",), "what was judged is kept as it was judged"
        assert [str(p) for p in check(ledger, reconcile)] == []


def test_a_judgement_rests_when_nothing_took_the_claims_place_and_comes_back_with_it(where: Where) -> None:
    with Ledger.open(where("a")) as ledger:
        ledger.add(report("r1"), coded("r1", "k1"))
        ledger.judge(says(1, "reject", "c-r1"))
        assert derived(ledger).events == ()
        other = coded("r1", "k2", claim="c-other")
        elsewhere = replace(other.claims[0], evidence=Evidence(Span(56, 72), Span(67, 71)))
        ledger.add(report("r1"), replace(other, claims=(elsewhere,)))
        assert [e.claims for e in derived(ledger).events] == [("c-other",)], "another claim is not rejected for it"
        ledger.add(report("r1"), coded("r1", "k3"))
        assert derived(ledger).events == ()


def test_in_a_revised_text_the_heir_has_the_same_sentence() -> None:
    old = coded("r1").claims[0]
    shifted = "Update. " + TEXT
    new = replace(old, id="new", revision=2, evidence=Evidence(Span(8, 63), Span(17, 28)))
    assert heir_of(old, [new], {1: TEXT, 2: shifted}) == new
    assert heir_of(old, [new], {1: TEXT, 2: shifted.replace("Thursday", "Friday")}) is None


# ------------------------------------------------------------------------------------------------------- law

CLAIMS = [claim.id for _, claim in stories()]
VALUES = [("status", "denied"), ("when", {"start": "2020-03-01", "end": "2020-03-01"}), (KILLED, 9), ("mode", None)]
ONE = st.sampled_from(CLAIMS)
PAIR = st.lists(ONE, min_size=2, max_size=3, unique=True).map(tuple)
WORD = st.one_of(
    st.tuples(st.sampled_from(["same", "not-same"]), PAIR, st.none()),
    st.tuples(st.sampled_from(["accept", "reject"]), ONE.map(lambda c: (c,)), st.none()),
    st.tuples(st.just("correct"), ONE.map(lambda c: (c,)), st.sampled_from(VALUES)),
    st.tuples(
        st.sampled_from(["accept", "reject"]),
        ONE.map(lambda c: (c,)),
        st.sampled_from([("when", None), (KILLED, None)]),
    ),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORD, min_size=1, max_size=5), st.data())
def test_what_is_taken_back_leaves_no_trace(
    words: list[tuple[str, tuple[str, ...], tuple[str, object] | None]], data: st.DataObject
) -> None:
    with filled(":memory:") as ledger:
        before = derived(ledger)
        for n, (verdict, subjects, about) in enumerate(words):
            attribute, value = about or (None, None)
            ledger.judge(says(n, verdict, *subjects, attribute=attribute, value=value))
            judged = derived(ledger)
            assert {c for e in judged.events for c in e.claims} <= {c.id for c in judged.claims}
        for n in data.draw(st.permutations(range(len(words)))):
            ledger.judge(says(100 + n, "accept", back=f"j{n}"))
        assert derived(ledger) == before
        printed = list(print_ledger(ledger))
    with Ledger.open(":memory:") as copy:
        load_ledger(printed, copy)
        assert derived(copy) == before
        assert list(print_ledger(copy)) == printed
