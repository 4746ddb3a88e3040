"""One claim against many must be given the very points that the scorer gives each pair."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from bench.synthetic import ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile import likened
from dateline.reconcile.features import EVENT_FEATURES
from dateline.reconcile.knowledge import weights
from dateline.reconcile.likened import Likened
from dateline.reconcile.profile import PARTIES, PLACES, Bag, Profile, profiles
from dateline.reconcile.score import Scorer
from tests.reconcile import made
from tests.reconcile.test_speed import figures

REPORTS, CLAIMS, _ = ledger(160, seed=11)
LOOKS = list(profiles(CLAIMS, {r.id: r for r in REPORTS}, {}).values())
BARS = (-100_000, -4_000, -1_000, 0, 2_000)


def mixed(look: Profile, seed: int) -> Profile:
    """A profile with things that made-up claims seldom have."""
    chance = random.Random(seed)
    place = chance.choice((made.TAJI, made.QAYYARAH, made.IRAQ, None))
    dead = chance.choice(((), (made.one("x", "2020-03-11", "A died.", "died")[1].actor), (made.US,)))
    return replace(
        look,
        place=place,
        where=PLACES.number(place) if place else -1,
        supposed=chance.random() < 0.3,
        wide=place is made.IRAQ,
        doers=PARTIES.number(chance.choice(((), (made.US,), (made.COALITION, made.US)))),
        others=PARTIES.number(chance.choice(((), (made.IRAQ_MILITARY,)))),
        dead=PARTIES.number(dead),
        alone=chance.random() < 0.5,
        calls_off=chance.random() < 0.1,
        recalled=chance.random() < 0.3,
        family=chance.choice((look.family, "one family")),
        tallies=chance.choice(({}, {("killed", ""): 3.0}, {("killed", ""): 4.0, ("injured", "police"): 9.0})),
        names=Bag(chance.sample(("taji", "soleimani", "baghdad", "kirkuk"), chance.randrange(4))),
        words=Bag(chance.sample(("rockets", "struck", "convoy", "night", "base", "again"), chance.randrange(6))),
        context=frozenset(chance.sample([f"name{n}" for n in range(14)], chance.randrange(14))),
    )


def same_points(looks: list[Profile], bar: int) -> int:
    """Holds every claim against all; returns how many pairs were above the bar."""
    scorer, found = Scorer(weights()), 0
    many = Likened(weights())
    for a in looks:
        expected = [(b, points) for b in looks if (points := scorer.above(a, b, bar)) is not None]
        assert [(id(b), n) for b, n in many.each(a, looks, bar)] == [(id(b), n) for b, n in expected]
        found += len(expected)
    return found


@pytest.mark.parametrize("bar", BARS)
def test_points_are_the_scorers(bar: int) -> None:
    looks = [*LOOKS, *(mixed(p, n) for n, p in enumerate(LOOKS)), *figures()]
    random.Random(bar).shuffle(looks)
    assert same_points(looks[:220], bar)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1_000_000))
def test_points_are_the_scorers_whatever_the_claims(seed: int) -> None:
    chance = random.Random(seed)
    same_points([mixed(p, chance.randrange(1 << 30)) for p in chance.choices(LOOKS, k=20)], chance.choice(BARS))


def test_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likened, "MOST", 5)
    assert same_points(LOOKS[:60], 0)


def test_long_rows_are_not_remembered_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likened, "LONG", 3)
    same_points([mixed(p, n) for n, p in enumerate(LOOKS[:60])], -100_000)


def test_a_feature_that_is_new_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    known = replace(weights(), event={**weights().event, "moon": {"full": 500, "new": -700}})
    monkeypatch.setitem(EVENT_FEATURES, "moon", lambda a, b, w: "full" if a.heard == b.heard else "new")
    scorer = Scorer(known)
    a, *others = LOOKS[:50]
    expected = [scorer.above(a, b, -50_000) for b in others]
    assert [n for _, n in Likened(known).each(a, others, -50_000)] == [n for n in expected if n is not None]
