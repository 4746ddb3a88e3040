"""Adding reports one by one, in any order and any portions, gives what one run over all gives."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from bench.synthetic import ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Claim, Judgement, Report
from dateline.reconcile import Book, Reconciled, blocks, reconcile, shelves

SMALL = ledger(100, seed=7)
DENSE = ledger(220, seed=7)


@pytest.fixture(params=["roomy", "crowded"], autouse=True)
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with shelves and blocks so small that their bounds are always met."""
    if request.param == "crowded":
        monkeypatch.setattr(shelves, "CROWD", 6)
        monkeypatch.setattr(shelves, "NEIGHBOURS", 2)
        monkeypatch.setattr(blocks, "LIMIT", 5)


def portions(
    chance: random.Random, reports: list[Report], claims: list[Claim]
) -> Iterator[tuple[list[Report], list[Claim]]]:
    """The reports shuffled and cut into portions, each with its claims in some order."""
    row = chance.sample(reports, len(reports))
    while row:
        size = chance.choice((1, 1, 2, 5, 40))
        batch, row = row[:size], row[size:]
        names = {r.id for r in batch}
        mine = [c for c in claims if c.report in names]
        yield batch, chance.sample(mine, len(mine))


def grown(seed: int, reports: list[Report], claims: list[Claim]) -> Book:
    book = Book()
    for batch, mine in portions(random.Random(seed), reports, claims):
        book.add(batch, mine)
    return book


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_portions_in_any_order_give_what_one_run_gives(seed: int) -> None:
    reports, claims, _ = SMALL
    assert grown(seed, reports, claims).result() == reconcile(reports, claims)


def test_a_denser_ledger_too() -> None:
    reports, claims, _ = DENSE
    assert grown(1, reports, claims).result() == reconcile(reports[::-1], claims[::-1])


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_taken_away_again_nothing_is_left(seed: int) -> None:
    reports, claims, _ = SMALL
    chance = random.Random(seed)
    some = {r.id for r in chance.sample(reports, len(reports) // 3)}
    book = grown(seed, reports, claims)
    book.drop(some)
    rest = [r for r in reports if r.id not in some]
    assert book.result() == reconcile(rest, [c for c in claims if c.report not in some])
    book.add([r for r in reports if r.id in some], [c for c in claims if c.report in some])
    assert book.result() == reconcile(reports, claims)


def test_a_report_added_again_with_other_claims_is_replaced() -> None:
    reports, claims, _ = SMALL
    book = grown(2, reports, claims)
    first = max(reports, key=lambda r: sum(c.report == r.id for c in claims))
    book.add([first], [c for c in claims if c.report == first.id])
    assert book.result() == reconcile(reports, claims)
    book.add([first], [])
    assert book.result() == reconcile(reports, [c for c in claims if c.report != first.id])


def judgements(chance: random.Random, found: Reconciled) -> list[Judgement]:
    """Some of each kind: joined events parted, others joined, claims rejected; one taken back."""
    many = [e for e in found.events if len(e.claims) > 1]
    made = []
    for n, event in enumerate(chance.sample(many, min(4, len(many)))):
        made.append(Judgement(f"a{n}", "not-same", event.claims[:2], "Ada", "2020-04-01T10:00:00"))
    for n, (a, b) in enumerate(zip(found.events[::29], found.events[1::29], strict=False)):
        if a.kind is b.kind:
            made.append(Judgement(f"s{n}", "same", (a.claims[0], b.claims[0]), "Ada", "2020-04-02T10:00:00"))
    made.append(Judgement("r", "reject", (found.events[3].claims[0],), "Ada", "2020-04-03T10:00:00"))
    made.append(Judgement("u", "accept", (), "Ada", "2020-04-04T10:00:00", takes_back=made[0].id))
    return made


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_judgements_whenever_they_come(seed: int) -> None:
    reports, claims, _ = SMALL
    chance = random.Random(seed)
    words = judgements(chance, reconcile(reports, claims))
    book, late = Book(), chance.sample(words, len(words))
    for batch, mine in portions(chance, reports, claims):
        book.add(batch, mine, late[:1])
        late = late[1:]
    book.add(judgements=late)
    assert book.result() == reconcile(reports, claims, words)


def test_every_claim_is_in_one_event() -> None:
    reports, claims, _ = DENSE
    found = reconcile(reports, claims)
    assert sorted(c for e in found.events for c in e.claims) == sorted(c.id for c in claims)
