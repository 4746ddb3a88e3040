"""Each kind of evidence narrows as far as it supports and no further; its decoys narrow nothing."""

from __future__ import annotations

from itertools import permutations

import pytest

from dateline.dating.bounds import ends
from tests.dating.made import cases, dated, ledger, left, told, will_leave
from tests.reconcile.made import K1, TAJI, when

Part = tuple[str, str, dict[str, object]]


def days(*parts: Part, known: object = None) -> str:
    found = dated([told("u", None, *parts)], ledger() if known is None else known)["u"]  # type: ignore[arg-type]
    return ends(found.agreed.first, found.agreed.last)


NARROWED = [
    (left("on Thursday"), "2020-03-26..2020-04-01"),
    (left("yesterday"), "2020-03-27"),
    (left("today"), "2020-03-26"),
    (left("last week"), "2020-03-30..2020-04-05"),
    (left("on March 26"), "from 2020-03-26"),
    (will_leave(), "until 2020-03-26"),
    (cases(400), "2020-03-24..2020-03-29"),
    (cases(150), "until 2020-03-22"),
    (cases(900), "from 2020-03-25"),
]


@pytest.mark.parametrize("case", NARROWED, ids=lambda c: c[0][0] if isinstance(c, tuple) else None)
def test_what_the_ledger_knows_narrows(case: tuple[Part, str]) -> None:
    part, expected = case
    assert days(part) == expected


DECOYS = [
    left("at last"),  # no time word of its own, and nothing else that leads as far
    left("on Tuesday"),  # another weekday than the ledger's: another happening, or a slip
    left("on Thursday", place=K1),  # another base
    left("on Thursday", status="possible"),
    left("on Thursday", status="denied"),
    ("Iraq has 40 new cases.", "cases", cases(40)[2]),  # newly counted ones are no total
    ("Iraq has 400 troops.", "troops", {**cases(400)[2], "counts": []}),
]


@pytest.mark.parametrize("part", DECOYS, ids=lambda p: p[0])
def test_decoys_narrow_nothing(part: Part) -> None:
    assert days(part) == "open"


def test_the_reason_names_the_reports_that_gave_it() -> None:
    found = dated([told("u", None, left("on Thursday"), cases(400))], ledger())["u"].interval
    for words in ("2020-03-26", "'Thursday'", "Qayyarah", "d1", "d2", "382", "458"):
        assert words in (found.reason or ""), words
    assert (found.reason or "").startswith("inferred")


def test_one_text_alone_is_believed_only_with_time_words() -> None:
    lone = ledger()[:1]
    assert days(left("on Thursday"), known=lone) == "2020-03-26..2020-04-01"
    assert days(left("at last"), known=lone) == "open"


def test_deeds_without_time_words_second_one_another() -> None:
    """The earlier of two is taken; the later has nothing that leads as far."""
    deed = {**left()[2], "place": K1, "on": when("2020-03-29")}
    later = [
        told("k1", "2020-03-29", ("Troops withdrew from K1 near Kirkuk on Sunday.", "withdrew", deed)),
        told("k2", "2020-03-30", ("The third base this month: K1, where the coalition withdrew.", "withdrew", deed)),
    ]
    undated = (left("at last"), ("Coalition troops withdrew from K1.", "withdrew", {**left()[2], "place": K1}))
    assert days(*undated, known=[*ledger(), *later]) == "from 2020-03-26"


def test_what_comes_again_at_one_place_dates_nothing_closer_than_all_of_it() -> None:
    attack = {"type": "assault", "mode": "rocket", "place": TAJI}
    known = [
        told(f"{name}{n}", on, (f"{outlet} rockets hit Camp Taji.", "hit", {**attack, "on": when(on)}))
        for name, on in (("a", "2020-03-11"), ("b", "2020-05-09"))
        for n, outlet in enumerate(("Two dozen", "Nobody says who fired them, but"))
    ]
    assert days(("Rockets hit Camp Taji.", "hit", attack), known=known) == "open"
    weekday = ("Rockets hit Camp Taji on Saturday.", "hit", attack)
    assert days(weekday, known=known) == "2020-05-09..2020-05-15"


def test_a_deed_others_still_announce_later_is_not_believed() -> None:
    known = [*ledger(), told("d4", "2020-03-30", will_leave())]
    assert days(left("on Thursday"), known=known) == "open"


def test_inferred_days_are_no_evidence() -> None:
    """Two undated reports that tell the same do not date one another, however narrow one of them is."""
    one, two = told("u1", None, left("on Thursday")), told("u2", None, left("on Thursday"))
    found = dated([one, two], [])
    assert all((d.agreed.first, d.agreed.last) == (None, None) for d in found.values())


def test_undated_reports_order_one_another() -> None:
    early, late = told("early", None, cases(100), will_leave()), told("late", None, cases(400), left("on Thursday"))
    found = dated([early, late], ledger())
    assert ends(found["early"].agreed.first, found["early"].agreed.last) == "until 2020-03-22"
    alone = dated([told("early", None, will_leave()), late], [])
    assert alone["early"].agreed.last is None, "without a dated report, an order has no day to start from"


def test_a_bound_runs_along_an_order() -> None:
    plan = told("early", None, ("Troops will withdraw from K1.", "withdraw", {**will_leave()[2], "place": K1}))
    done = ("Coalition troops withdrew from K1.", "withdrew", {**left()[2], "place": K1})
    found = dated([plan, told("late", None, done, left("today"))], ledger())
    assert ends(found["late"].agreed.first, found["late"].agreed.last) == "2020-03-26"
    assert ends(found["early"].agreed.first, found["early"].agreed.last) == "until 2020-03-26"
    assert "late" in (found["early"].interval.reason or "")


def test_the_order_of_the_records_does_not_matter() -> None:
    undated = [told("u1", None, left("on Thursday")), told("u2", None, cases(400), will_leave())]
    first = dated(undated, ledger())
    for known in permutations(ledger()):
        assert dated(undated[::-1], list(known)) == first
