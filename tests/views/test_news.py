"""What is new between two moments of one ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.model import Claim, Count, LedgerView, Report
from dateline.reconcile import reconcile
from dateline.views.news import news
from tests.reconcile.made import BAGHDAD, COALITION, IRAQ_MILITARY, TAJI, claim, report, when

Told = tuple[Report, Claim]


def hit(id: str, day: str, killed: int, outlet: str = "Tigris Wire") -> Told:
    text = f"Rockets killed {killed} at Camp Taji."
    made = report(id, day, text, outlet=outlet)
    return made, claim(made, text, "killed", place=TAJI, on=when("2020-03-11"), counts=[Count("killed", killed)])


def plan(id: str) -> Told:
    made = report(id, "2020-03-20", "The coalition will hand Camp Taji over on March 28.")
    return made, claim(made, made.text, "hand", "retreat", "handover", "planned", actor=[COALITION],
                       recipient=[IRAQ_MILITARY], place=TAJI, on=when("2020-03-28"))  # fmt: skip


def protest(id: str) -> Told:
    made = report(id, "2020-03-21", "Crowds marched in Baghdad.")
    return made, claim(made, made.text, "marched", "protest", "demo", place=BAGHDAD, on=when("2020-03-21"))


def view(told: Sequence[Told]) -> LedgerView:
    reports, claims = [r for r, _ in told], [c for _, c in told]
    found = reconcile(reports, claims)
    return LedgerView(tuple(reports), tuple(claims), (), found.events, found.plans)


DAY = date(2020, 3, 22)


def test_nothing_new_is_nothing() -> None:
    one = view([hit("a", "2020-03-12", 3), plan("p")])
    assert not news(one, one, DAY, DAY)


def test_a_new_event_is_told_once() -> None:
    before, after = view([hit("a", "2020-03-12", 3)]), view([hit("a", "2020-03-12", 3), protest("b")])
    found = news(before, after, DAY, DAY)
    assert [e.mode for e in found.events] == ["demo"]
    assert not found.changed
    assert not found.disputed


def test_another_report_of_it_is_no_new_event_and_its_dispute_is_told() -> None:
    before = view([hit("a", "2020-03-12", 3)])
    after = view([hit("a", "2020-03-12", 3), hit("b", "2020-03-12", 5, "Delta Post")])
    found = news(before, after, DAY, DAY)
    assert not found.events
    assert [c.attribute for _, c in found.disputed] == ["counts:killed"]
    assert not news(after, after, DAY, DAY).disputed, "told once"


def test_a_plan_comes_due_between_two_looks() -> None:
    one = view([plan("p")])
    assert [line.plan.state for line in news(one, one, DAY, date(2020, 3, 28)).due] == ["due"]
    assert not news(one, one, date(2020, 3, 28), date(2020, 3, 28)).due
