"""What linking must show on the two pattern reports and the iraq-2020 story, in one ledger.

Once from the annotation, which tests linking alone, and once from the reports as Dateline reads them, which tests the
whole chain; facts that the coder does not bear out yet are named here and must fail (`KNOWN`), so that nobody has to
guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from bench.goldclaims import story

from dateline.model import Claim, Event, Kind, LedgerView, Plan, Report, Status
from dateline.reconcile import Reconciled, reconcile
from dateline.reconcile.alterations import alterations
from dateline.reconcile.copies import grouped
from dateline.views.figures import series
from tests.laws.chain import coded

STORIES = ("seeds", "iraq-2020")
KNOWN: dict[tuple[str, str], str] = {
    (
        "read",
        "taqaddum slipped",
    ): "the reports of March 27 and 28 name the base in a list that the coder does not place",
}


@dataclass(frozen=True)
class Told:
    """One way of knowing the story."""

    name: str
    reports: tuple[Report, ...]
    claims: dict[str, Claim]
    found: Reconciled

    def events(self, type: str, place: str, status: Status | None = None) -> list[Event]:
        """Events of a type with a claim at a place whose name holds a word, and in that status."""
        return [
            e for e in self.found.events if e.type.value == type and any(self.at(c, place, status) for c in e.claims)
        ]

    def at(self, claim: str, place: str, status: Status | None = None) -> bool:
        c = self.claims[claim]
        return c.place is not None and place in c.place.name and status in (None, c.status)

    def plan(self, event: Event) -> Plan | None:
        return next((p for p in self.found.plans if p.event == event.id), None)


@pytest.fixture(scope="module", params=["annotated", "read"])
def told(request: pytest.FixtureRequest, shared: Path) -> Told:
    reports: list[Report] = []
    claims: list[Claim] = []
    for name in STORIES:
        if request.param == "annotated":
            some, pairs = story(shared, name)
            reports += some
            claims += [c for c, _ in pairs]
        else:
            for report, made in coded(shared / "eval" / "reports" / name):
                reports.append(report)
                claims += made.claims
    return Told(request.param, tuple(reports), {c.id: c for c in claims}, reconcile(reports, claims))


def expected(told: Told, fact: str, holds: bool) -> None:
    """A fact must hold; a known shortfall must not, so that it is taken off the list when it does."""
    why = KNOWN.get((told.name, fact))
    assert holds is (why is None), why or fact


@pytest.mark.parametrize(
    ("place", "day"), [("Qayyarah", "2020-03-26"), ("K1", "2020-03-29"), ("Taqaddum", "2020-04-04")]
)
def test_plan_and_handover_are_one_event_and_kept(told: Told, place: str, day: str) -> None:
    both = [
        (e, p)
        for e in told.events("retreat", place)
        if (p := told.plan(e)) and p.fulfilled_by and e.when and e.when.start == date.fromisoformat(day)
    ]
    assert [(p.state) for _, p in both] in (["kept"], ["late"])


def test_plans_with_their_slips(told: Told) -> None:
    slipped = [p for p in told.found.plans if "slipped" in p.reason or p.state == "late"]
    at = {c for p in slipped for c in (*p.claims, *p.fulfilled_by)}
    expected(told, "taqaddum slipped", any(told.at(c, "Taqaddum") for c in at))


def test_the_curfew_that_was_planned_and_its_prolongation_stand_apart_in_order(told: Told) -> None:
    curfews = [e for e in told.found.events if any(told.claims[c].mode == "curfew" for c in e.claims)]
    first = {e.id for e in curfews for p in [told.plan(e)] if p and p.due and p.due.start == date(2020, 3, 17)}
    ends = date(2020, 4, 11)
    longer = {e.id for e in curfews for c in e.claims if (w := told.claims[c].when) and w.end == ends}
    assert len(first) == 1
    assert longer
    assert not first & longer


def test_the_attacks_of_march_11_and_14_are_apart(told: Told) -> None:
    def on(day: str) -> set[str]:
        attacks = (e for e in told.events("assault", "Taji") if e.when and e.when.start == e.when.end)
        return {
            e.id
            for e in attacks
            if str(e.when and e.when.start) == day and told.claims[e.claims[0]].mode != "airstrike"
        }

    first, second = on("2020-03-11"), on("2020-03-14")
    assert first
    assert second
    assert not first & second
    assert len({c.report for e in told.found.events if e.id in first for c in map(told.claims.get, e.claims) if c}) > 4


def test_the_four_copies_are_found_with_what_they_change(told: Told) -> None:
    families = dict(told.found.families)
    assert sorted(len(m) for m in grouped(families).values()) == [2, 2, 2, 2]
    text = {r.id: r.text for r in told.reports}
    numbers = {
        (a.was.of(text[a.first]), a.now.of(text[a.copy]))
        for a in alterations(told.reports, families)
        if a.sort == "number"
    }
    assert ("124", "110") in numbers or ("110", "124") in numbers


def test_a_wrong_weekday_is_a_date_conflict(told: Told) -> None:
    """One report dates a rocket attack by a weekday that was another day."""
    dated = [
        c
        for e in told.found.events
        if e.type.value == "assault"
        for c in e.conflicts
        if c.kind == "different-date" and c.attribute == "when"
    ]
    assert dated


def test_the_cases_are_a_series_in_order_and_the_copy_is_a_conflict(told: Told) -> None:
    view = LedgerView(told.reports, tuple(told.claims.values()), (), told.found.events, told.found.plans)
    cases = next(s for s in series(view) if s.what == "cases")
    days = [p.day for p in cases.points if p.day]
    assert days == sorted(days)
    assert {124.0, 154.0, 164.0} <= {p.value for p in cases.points}
    clash = [e for e in told.found.events if e.kind is Kind.FIGURE and {110.0, 124.0} <= set(_values(told, e))]
    assert len(clash) == 1
    assert ("counts:cases", "different-count") in {(c.attribute.split(" of")[0], c.kind) for c in clash[0].conflicts}


def _values(told: Told, event: Event) -> Iterator[float]:
    yield from (n.value for c in event.claims for n in told.claims[c].counts if n.what == "cases")
