"""The review queue: what is asked, in what order, and what an answer does."""

from __future__ import annotations

from dateline.model import Count, Judgement, LedgerView
from dateline.reconcile import reconcile
from dateline.views.questions import asked, questions
from tests.reconcile.made import COALITION, IRAQ_MILITARY, K1, TAJI, one, when
from tests.views.test_views import Told, view


def attack(id: str, killed: int, place: object = TAJI, day: str = "2020-03-11") -> Told:
    return one(id, "2020-03-12", f"Rockets hit the camp, killing {killed} ({id}).", "hit", place=place, on=when(day),
               recipient=[COALITION], counts=[Count("killed", killed)])  # fmt: skip


def handover(id: str, on: str, told: str = "2020-03-30") -> Told:
    return one(id, told, f"The coalition hands over the base at K1 ({id}).", "hands", type="retreat", mode="handover",
               actor=[COALITION], recipient=[IRAQ_MILITARY], place=K1, on=when(on))  # fmt: skip


def judged(told: LedgerView, *words: Judgement) -> LedgerView:
    found = reconcile(told.reports, told.claims, words)
    return LedgerView(told.reports, told.claims, tuple(words), found.events, found.plans)


def test_a_dispute_is_asked_with_a_command_for_every_value() -> None:
    (question,) = [q for q in questions(view(attack("a", 3), attack("b", 2))) if q.kind == "value"]
    assert question.ask == "Which is right: killed?"
    assert [word for word, _ in question.answers] == ["2", "3"]
    assert question.answers[0][1] == ("judge", "right", "b.0", "counts:killed")
    assert "different count" in question.why
    assert "Camp Taji" in asked(question)


def test_what_state_rests_on_comes_before_what_nothing_rests_on() -> None:
    told = view(attack("a", 3), attack("b", 2), handover("c", "2020-03-29"), handover("d", "2020-03-28"))
    values = [q for q in questions(told) if q.kind == "value"]
    assert [q.events[0].type.value for q in values][:1] == ["retreat"]
    assert values[0].changes > values[-1].changes
    assert "line" in values[0].effect


def test_what_was_judged_is_not_asked_again() -> None:
    told = view(handover("c", "2020-03-29"), handover("d", "2020-03-28"), attack("a", 3), attack("b", 2))
    for question in questions(told):
        if question.kind in ("match", "member"):
            pair = question.answers[0][1][2:]
            claims = [next((e.claims[0] for e in told.events if e.id == x), x) for x in pair]
            word = Judgement("j1", "not-same", tuple(claims), "Ada", "2020-05-01T00:00:00Z")
            after = questions(judged(told, word))
            assert not any(q.kind == question.kind and set(q.claims) == set(question.claims) for q in after)


def test_an_unsure_claim_is_asked_only_where_something_rests_on_it_alone() -> None:
    from dataclasses import replace

    report, claim = handover("c", "2020-03-29")
    unsure = (report, replace(claim, confidence=0.3))
    assert [q.kind for q in questions(view(unsure))] == ["claim"]
    assert questions(view((report, replace(claim, confidence=0.9)))) == []
    rocket, hit = attack("a", 3)
    assert questions(view((rocket, replace(hit, confidence=0.3)))) == [], "no line of state rests on it"


def test_the_order_of_reports_leaves_no_trace() -> None:
    told = [attack("a", 3), attack("b", 2), handover("c", "2020-03-29"), handover("d", "2020-03-28")]
    assert questions(view(*told)) == questions(view(*reversed(told)))
