"""What makes linking fast must not change what it finds: points by short cuts, ties packed and loose."""

from __future__ import annotations

import random
import re
from itertools import combinations

from bench.synthetic import ledger
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Kind
from dateline.reconcile import profile
from dateline.reconcile.features import EVENT_FEATURES, FIGURE_FEATURES, comparable
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import Profile, profiles
from dateline.reconcile.score import Scorer
from dateline.reconcile.ties import Ties
from tests.reconcile import made

REPORTS, CLAIMS, _ = ledger(150, seed=3)
LOOKS = list(profiles(CLAIMS, {r.id: r for r in REPORTS}, {}).values())


def figures() -> list[Profile]:
    """Counts of several things at several places and days."""
    told = {}
    for n, (what, place) in enumerate([("troops", made.TAJI), ("cases", made.IRAQ), ("killed", made.TAJI)] * 3):
        text = f"Officials counted {n + 3} there."
        count = made.Count(what, n + 3)
        report, claim = made.one(
            f"f{n}", f"2020-03-{n + 10}", text, "counted", type="figure", mode=None, place=place, counts=(count,)
        )
        told[report.id] = (report, claim)
    return list(profiles([c for _, c in told.values()], {k: r for k, (r, _) in told.items()}, {}).values())


def test_points_are_the_sum_over_all_features_by_whatever_way() -> None:
    scorer = Scorer(weights())
    for a, b in [*combinations(LOOKS, 2), *combinations(figures(), 2), (LOOKS[0], figures()[0])]:
        whole = scorer.score(a, b).total
        assert scorer.points(a, b) == scorer.points(b, a) == whole
        for bar in (whole - 1, whole):
            assert scorer.above(a, b, bar) == (whole if whole > bar and comparable(a, b, scorer.weights) else None)


def test_every_feature_counts() -> None:
    known, scorer = weights(), Scorer(weights())
    for table, features, kind in (
        (known.event, EVENT_FEATURES, Kind.EVENT),
        (known.figure, FIGURE_FEATURES, Kind.FIGURE),
    ):
        assert set(features) == set(table) - {"bias"}
        look = next(p for p in [*LOOKS, *figures()] if p.claim.kind is kind)
        assert len(scorer.levels(look, look)) == len(features)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_ties_are_the_same_packed_or_loose(seed: int) -> None:
    chance, ties, plain = random.Random(seed), Ties(), dict[frozenset[str], int]()
    for _ in range(60):
        a, b = chance.sample("abcdef", 2)
        move = chance.random()
        if move < 0.6:
            ties.tie(a, b, chance.randint(-9, 9))
            plain[frozenset((a, b))] = ties.of(a)[b]
        elif move < 0.8:
            ties.untie(a)
            plain = {k: v for k, v in plain.items() if a not in k}
        else:
            ties.rest(chance.sample("abcdef", 3))
    for name in "abcdef":
        assert ties.of(name) == {o: v for k, v in plain.items() if name in k for o in k - {name}}


def _plainly(text: str) -> list[str]:
    """Words written with a capital, one by one."""
    found = []
    for match in re.finditer(r"[^\W\d_][\w'’-]*", text):
        word = re.sub(r"['’]s$", "", match.group())
        if match.group()[0].isupper() and len(word) > 2 and not profile._opens(text, match.start()):
            found.append(word)
    return found


PIECES = (
    "Taji", "iPhone", "al-Asad", "-Asad", "3Com", "x", "U.S.", "Qa’im", "Iran's", "Ünal", "şehir", "Über", "ß", "ªb",
    ". The", "“We", "É", "Ärzte’s", "_Ab", "7th", "O'Neill", "÷", "日本", "\n", " ", "’s", "Ab-", "gotoIt",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join), st.lists(st.sampled_from(PIECES)).map("".join)
    )
)
def test_words_with_a_capital_are_found_whatever_lies_between(text: str) -> None:
    assert list(profile._capitalised(text)) == _plainly(text)
