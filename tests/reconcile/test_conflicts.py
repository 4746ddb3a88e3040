"""Every class of conflict: what must be found, and what looks like it and is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.model import Claim, Count, Judgement, Party, Place, Report
from dateline.reconcile import reconcile
from tests.reconcile.made import BAGHDAD, COALITION, IRAQ, IRAQ_MILITARY, K1, QAYARA, TAJI, US, claim, report, when

Told = tuple[Report, Claim]

HIT = "The camp was hit, the joint command said."
DENIED = "The joint command denied that the camp was hit."


def told(id: str, published: str = "2020-03-12", sentence: str = HIT, **more: Any) -> Told:
    made = report(id, published, f"{sentence} ({id})", outlet=f"Wire {id}")
    return made, claim(made, sentence, "hit", **{"place": TAJI, "on": when("2020-03-11"), **more})


def kinds(*given: Told) -> dict[str, str]:
    """Attribute → kind of every conflict, all claims judged to be one event."""
    claims = [c for _, c in given]
    same = [Judgement(f"j{n}", "same", (claims[0].id, c.id), "Ann", "t", "") for n, c in enumerate(claims[1:])]
    (event,) = reconcile([r for r, _ in given], claims, same).events
    return {c.attribute: c.kind for c in event.conflicts}


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        ([told("b", status="denied", sentence=DENIED)], "happened-or-not"),
        ([told("b", status="ongoing"), told("c", status="denied", sentence=DENIED)], "happened-or-not"),
        ([told("b", "2020-03-10", status="denied", sentence=DENIED)], None),  # before it was done
        ([told("b", status="possible")], None),
        ([told("b", status="planned", published="2020-03-09")], None),
    ],
)
def test_happened_or_not(others: list[Told], kind: str | None) -> None:
    assert kinds(told("a"), *others).get("status") == kind


def test_a_denial_of_a_deed_without_a_day_stands_against_it() -> None:
    assert kinds(told("a", on=None), told("b", "2020-03-10", status="denied", sentence=DENIED))["status"]


FRONT, LEAGUE = Party("River Front"), Party("Hill League")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ([FRONT], [LEAGUE], "who-did-it"),
        ([FRONT], [FRONT, LEAGUE], None),  # together
        ([FRONT], [Party("unknown")], None),
        ([US], [Party("U.S. army", id="state:US/army", country="US")], None),  # a body of it
        ([Party("Kataib Hezbollah")], [Party("Kataeb Hezbollah")], "spelling-only"),
    ],
)
def test_who_did_it(one: list[Party], other: list[Party], kind: str | None) -> None:
    assert kinds(told("a", actor=one), told("b", actor=other)).get("actor") == kind


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (when("2020-03-11"), when("2020-03-12"), "different-date"),
        (when("2020-03-11"), when("2020-03-01", "2020-03-31"), None),  # within
        (when("2020-03-11"), None, None),
    ],
)
def test_different_date(one: Any, other: Any, kind: str | None) -> None:
    assert kinds(told("a", on=one), told("b", on=other)).get("when") == kind


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (TAJI, K1, "different-place"),
        (TAJI, IRAQ, None),  # within
        (K1, None, None),
        (replace(QAYARA, name="Qayyarah"), QAYARA, "spelling-only"),
        (BAGHDAD, Place("Mosul", "city", country="IQ", lat=36.34, lon=43.13), "different-place"),
    ],
)
def test_different_place(one: Place, other: Place | None, kind: str | None) -> None:
    assert kinds(told("a", place=one), told("b", place=other)).get("place") == kind


def dead(id: str, value: float, published: str = "2020-03-12", what: str = "killed") -> Told:
    return told(id, published, counts=[Count(what, value)], recipient=[COALITION])


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ([dead("a", 3), dead("b", 2)], "different-count"),
        ([dead("a", 2), dead("b", 3, "2020-03-13"), dead("c", 5, "2020-03-15")], "update"),
        ([dead("a", 5), dead("b", 3, "2020-03-13")], "different-count"),  # a toll does not fall
        ([dead("a", 3), dead("b", 3, "2020-03-13")], None),
        ([dead("a", 3), dead("b", 12, what="injured")], None),  # of two things
    ],
)
def test_different_count_and_update(given: list[Told], kind: str | None) -> None:
    assert kinds(*given).get("counts:killed") == kind


@pytest.mark.parametrize(("total", "kind"), [(3.0, "parts-exceed-total"), (5.0, None), (4.0, None)])
def test_parts_exceed_total(total: float, kind: str | None) -> None:
    counts = [Count("killed", total), Count("killed", 3, of="soldiers", part_of=0), Count("killed", 1, part_of=0)]
    assert kinds(told("a", counts=counts), told("b", recipient=[IRAQ_MILITARY])).get("counts:killed") == kind


def test_of_several_names_of_one_party_the_one_of_most_origins_is_shown() -> None:
    short, full = Party("Iraq", country="IQ"), IRAQ_MILITARY
    given = [told(id, actor=[short if id == "a" else full]) for id in ("a", "b", "c")]
    claims = [c for _, c in given]
    same = [Judgement(f"j{n}", "same", (claims[0].id, c.id), "Ann", "t", "") for n, c in enumerate(claims[1:])]
    (event,) = reconcile([r for r, _ in given], claims, same).events
    assert [p.name for p in event.actor] == ["Iraqi military"]
