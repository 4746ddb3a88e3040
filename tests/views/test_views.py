"""State, plans, figures, conflicts and the brief, over a small made-up ledger."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.model import Claim, Count, EventType, LedgerView, Party, Report, Status
from dateline.reconcile import reconcile
from dateline.views import Filters, brief, disputes, last_day, listed, plan_lines, series, state
from dateline.views.rules import fill, rules
from tests.reconcile.made import (
    COALITION,
    IRAQ,
    IRAQ_MILITARY,
    K1,
    QAYYARAH,
    TAJI,
    day,
    one,
    report,
    when,
)

Told = tuple[Report, Claim]


def view(*told: Told) -> LedgerView:
    reports = tuple({r.id: r for r, _ in told}.values())
    claims = tuple(c for _, c in told)
    found = reconcile(reports, claims)
    family = dict(found.families)
    return LedgerView(tuple(replace(r, family=family[r.id]) for r in reports), claims, (), found.events, found.plans)


def handover(id: str, published: str, on: str, place=QAYYARAH, status: str = "happened") -> Told:
    sentence = f"The coalition hands {place.name} to Iraqi troops ({id})."
    return one(
        id,
        published,
        sentence,
        "hands",
        type="retreat",
        mode="handover",
        status=status,
        actor=[COALITION],
        recipient=[IRAQ_MILITARY],
        place=place,
        on=when(on),
    )


def cases(id: str, on: str, value: float) -> Told:
    return one(
        id,
        on,
        f"The ministry put confirmed cases at {value:g} ({id}).",
        "put",
        type="figure",
        mode=None,
        place=IRAQ,
        on=when(on),
        counts=[Count("cases", value)],
    )


DONE = handover("a", "2020-03-26", "2020-03-26")
AHEAD = handover("b", "2020-03-26", "2020-03-29", K1, "planned")
LATER = handover("c", "2020-03-30", "2020-03-30", K1)
LEDGER = view(DONE, AHEAD, LATER, cases("d", "2020-03-16", 124), cases("e", "2020-03-16", 110))


def lines(on: str) -> set[tuple[str, str, str]]:
    return {(s.attribute, s.subject, s.value) for s in state(LEDGER, day(on))}


def test_a_site_has_the_holder_of_its_last_handover_and_no_sooner() -> None:
    held = ("holder", "Qayyarah West airfield", "Iraqi military, from U.S.-led coalition")
    assert held not in lines("2020-03-25")
    assert held in lines("2020-03-26")
    since = next(s for s in state(LEDGER, day("2020-03-27")) if s.subject == "Qayyarah West airfield").since
    assert since is not None
    assert since.start == day("2020-03-26")


def test_a_plan_is_open_until_it_is_carried_out() -> None:
    def plans(on: str) -> list[str]:
        return [s.value for s in state(LEDGER, day(on)) if s.attribute == "plan"]

    assert plans("2020-03-25") == [], "nobody had announced it"
    assert plans("2020-03-27") == ["pending"]
    assert plans("2020-03-29") == ["due"]
    assert plans("2020-03-31") == []
    assert [(p.plan.state, p.plan.reason) for p in plan_lines(LEDGER)] == [("late", "1 day after the day announced")]


def test_the_figure_in_force_is_the_last_one_and_shows_its_rival() -> None:
    figure = next(s for s in state(LEDGER, day("2020-03-20")) if s.attribute == "figure")
    assert figure.subject == "Iraq: cases"
    assert figure.value.startswith("124 (also given: 110)")
    assert figure.contradicts
    assert "figure" not in {s.attribute for s in state(LEDGER, day("2020-03-15"))}


def test_every_line_is_a_chain_of_claims() -> None:
    known = {c.id for c in LEDGER.claims}
    told = state(LEDGER)
    assert told
    assert all(s.claims and set(s.claims) <= known and s.reason for s in told)


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.id)
def test_every_rule_keeps_to_its_examples(rule) -> None:
    def speaks(example: str) -> bool:
        kind, mode, status = example.split("/")
        return rule.speaks_of(EventType(kind), mode, Status(status))

    assert rule.yes
    assert all(speaks(e) for e in rule.yes)
    assert not any(speaks(e) for e in rule.no)


def test_templates_drop_what_is_not_known() -> None:
    assert fill("{recipient}[, from {actor}]", {"recipient": "X"}) == "X"
    assert fill("{recipient}[, from {actor}]", {"recipient": "X", "actor": "Y"}) == "X, from Y"
    assert fill("{recipient}", {}) == "unknown"


def test_filters() -> None:
    def ids(**wanted: object) -> list[str]:
        return [e.reports[0] for e in listed(LEDGER, Filters(**wanted))]  # type: ignore[arg-type]

    assert ids(type="retreat/handover") == ["a", "b"]
    assert ids(type="retreat/withdraw") == []
    assert ids(place="qayyarah") == ["a"]
    assert ids(place="iq", type="figure") == ["d"]
    assert ids(party="COALITION") == ["a", "b"]
    assert ids(since=day("2020-03-27")) == ["b"]
    assert ids(until=day("2020-03-20")) == ["d"]
    assert ids(report="c") == ["b"]
    assert len(listed(LEDGER)) == 3


def test_series_and_disputes() -> None:
    (row,) = series(LEDGER)
    assert (row.place, row.what, [(str(p.day), p.value, p.rivals) for p in row.points]) == (
        "Iraq",
        "cases",
        [("2020-03-16", 124, (110.0,))],
    )
    (dispute,) = [d for d in disputes(LEDGER) if d.conflict.kind == "different-count"]
    assert [v.value for v in dispute.conflict.values] == ["110", "124"]
    assert dispute.outlets == (("Tigris Wire",), ("Tigris Wire",))


def test_a_running_total_that_falls_is_marked() -> None:
    (row,) = series(view(cases("d", "2020-03-16", 124), cases("f", "2020-03-18", 90)))
    assert [p.note for p in row.points] == ["", "falls below 124"]


def test_last_day() -> None:
    assert last_day(LEDGER) == day("2020-03-30")
    assert last_day(LedgerView((), ())) is None
    assert state(LedgerView((), ())) == ()


def test_every_sentence_of_the_brief_is_cited_and_every_citation_listed() -> None:
    text = brief(LEDGER)
    body, sources = text.split("## Sources")
    told = [line for line in body.splitlines() if line.startswith("- ")]
    assert told
    assert all(re.search(r"\[\d+\]", line) for line in told)
    numbers = {int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", body)}
    assert numbers == set(range(1, len(sources.strip().splitlines()) + 1))
    assert "Tigris Wire, 2020-03-26" in sources


def test_hostile_words_do_no_harm_in_a_brief() -> None:
    name = "<script>alert(1)</script> [x](y)\x1b[31m"
    made = report("z", "2020-03-26", "Rockets hit Camp Taji <b>hard</b>.")
    from tests.reconcile.made import claim

    bad = claim(made, "Rockets hit Camp Taji <b>hard</b>.", "hit", place=TAJI, on=when("2020-03-26"),
                recipient=[Party(name)])  # fmt: skip
    text = brief(view((made, bad)))
    assert "<script>" not in text.replace("\\<", "")
    assert "\x1b" not in text
    assert "](y)" not in text.replace("\\]", "")
