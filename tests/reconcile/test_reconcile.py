"""What must be one event, and what must stay apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Claim, Count, Judgement, Report, Status
from dateline.reconcile import Reconciled, reconcile
from dateline.reconcile.features import context
from dateline.reconcile.knowledge import weights
from dateline.reconcile.names import likeness
from dateline.reconcile.profile import profile
from tests.reconcile.made import (
    BAGHDAD,
    COALITION,
    IRAQ,
    IRAQ_MILITARY,
    K1,
    QAYARA,
    QAYYARAH,
    TAJI,
    US,
    Party,
    one,
    when,
)

Told = tuple[Report, Claim]


def run(*told: Told, judgements: Iterable[Judgement] = ()) -> Reconciled:
    return reconcile([r for r, _ in told], [c for _, c in told], judgements)


def groups(found: Reconciled) -> list[list[str]]:
    return sorted(sorted(e.claims) for e in found.events)


FIRST = one(
    "a",
    "2020-03-12",
    "Rockets struck Camp Taji on Wednesday and killed three coalition troops.",
    "struck",
    place=TAJI,
    on=when("2020-03-11"),
    recipient=[COALITION],
    counts=[Count("killed", 3)],
)
SECOND = one(
    "b",
    "2020-03-14",
    "A second barrage hit Camp Taji on Saturday, wounding two Iraqi air defence men.",
    "hit",
    place=TAJI,
    on=when("2020-03-14"),
    recipient=[IRAQ_MILITARY],
    counts=[Count("injured", 2)],
)
BACKGROUND = one(
    "c",
    "2020-03-20",
    "Three coalition troops were killed at Camp Taji on March 11.",
    "killed",
    place=TAJI,
    on=when("2020-03-11"),
    recipient=[COALITION],
    counts=[Count("killed", 3)],
)
HANDOVER = one(
    "d",
    "2020-03-26",
    "The coalition handed Qayyarah West airfield to Iraqi troops on Thursday.",
    "handed",
    type="retreat",
    mode="handover",
    actor=[COALITION],
    recipient=[IRAQ_MILITARY],
    place=QAYYARAH,
    on=when("2020-03-26"),
)
PLAN = one(
    "e",
    "2020-03-20",
    "The coalition will leave Qayara within two weeks, its spokesman said.",
    "leave",
    type="retreat",
    mode="handover",
    status="planned",
    actor=[COALITION],
    place=QAYARA,
    on=when("2020-03-20", "2020-04-03"),
)
OTHER_BASE = one(
    "f",
    "2020-03-29",
    "The coalition handed the K1 base to Iraqi troops on Sunday.",
    "handed",
    type="retreat",
    mode="handover",
    actor=[COALITION],
    recipient=[IRAQ_MILITARY],
    place=K1,
    on=when("2020-03-29"),
)


def test_two_attacks_on_one_camp_three_days_apart_stay_apart() -> None:
    assert groups(run(FIRST, SECOND)) == [["a.0"], ["b.0"]]


def test_a_background_line_joins_the_attack_it_recalls() -> None:
    assert groups(run(FIRST, SECOND, BACKGROUND)) == [["a.0", "c.0"], ["b.0"]]


def test_a_plan_and_its_fulfilment_are_one_event_under_two_spellings() -> None:
    found = run(HANDOVER, PLAN)
    assert groups(found) == [["d.0", "e.0"]]
    assert found.events[0].status is Status.HAPPENED
    assert [(p.state, p.claims, p.fulfilled_by) for p in found.plans] == [("kept", ("e.0",), ("d.0",))]


def test_two_handovers_in_one_week_stay_apart() -> None:
    assert groups(run(HANDOVER, OTHER_BASE)) == [["d.0"], ["f.0"]]


SOLEIMANI = "Qassem Soleimani"
STRIKE = one(
    "g",
    "2020-01-03",
    "A U.S. drone strike killed Iranian commander Qassem Soleimani near Baghdad airport.",
    "killed",
    mode="drone",
    actor=[US],
    recipient=[Party(SOLEIMANI)],
    place=BAGHDAD,
    on=when("2020-01-03"),
)
MENTION = one(
    "h",
    "2020-03-27",
    "Tension has grown since the Jan. 3 killing of Qassim Suleimani.",
    "killing",
    mode="killing",
    recipient=[Party("Qassim Suleimani")],
    on=when("2020-01-03"),
)
ANNIVERSARY = one(
    "i",
    "2021-01-03",
    "Thousands marched in Baghdad on Sunday, a year after a U.S. strike killed Soleimani.",
    "marched",
    type="protest",
    mode="demonstration",
    place=BAGHDAD,
    on=when("2021-01-03"),
)


def test_a_short_mention_with_another_spelling_joins_the_full_report() -> None:
    assert groups(run(STRIKE, MENTION)) == [["g.0", "h.0"]]


def test_a_strike_and_its_anniversary_stay_apart() -> None:
    assert groups(run(STRIKE, MENTION, ANNIVERSARY)) == [["g.0", "h.0"], ["i.0"]]


def figure(id: str, published: str, on: str, value: float) -> Told:
    return one(
        id,
        published,
        f"Iraq has confirmed {value:g} cases, its health ministry said.",
        "confirmed",
        type="figure",
        mode=None,
        place=IRAQ,
        on=when(on),
        counts=[Count("cases", value)],
    )


def test_figures_of_two_days_are_two_and_of_one_day_one() -> None:
    told = [
        figure("p", "2020-03-16", "2020-03-16", 124),
        figure("q", "2020-03-16", "2020-03-16", 110),
        figure("r", "2020-03-17", "2020-03-17", 154),
    ]
    found = run(*told)
    assert groups(found) == [["p.0", "q.0"], ["r.0"]]
    both = next(e for e in found.events if len(e.claims) == 2)
    assert [(c.attribute, c.kind) for c in both.conflicts] == [("counts:cases", "different-count")]


EVERY = (FIRST, SECOND, BACKGROUND, HANDOVER, PLAN, OTHER_BASE, STRIKE, MENTION, ANNIVERSARY)


@settings(max_examples=30, deadline=None)
@given(st.permutations(EVERY))
def test_the_order_of_the_input_does_not_matter(told: list[Told]) -> None:
    assert run(*told) == run(*EVERY)


@settings(max_examples=20, deadline=None)
@given(st.permutations(EVERY))
def test_an_event_keeps_its_id_while_later_reports_join(told: list[Told]) -> None:
    order = sorted(told, key=lambda t: str(t[0].published))
    before = {frozenset(e.claims): e.id for e in run(*order[:5]).events}
    after = run(*order).events
    for claims, id in before.items():
        homes = [e for e in after if claims <= set(e.claims)]
        assert not homes or homes[0].id == id


def judgement(
    id: str, verdict: str, *claims: str, at: str = "2020-04-01T10:00:00", back: str | None = None
) -> Judgement:
    return Judgement(id, verdict, claims, "Ada", at, takes_back=back)  # type: ignore[arg-type]


def test_not_same_parts_and_taking_it_back_restores() -> None:
    apart = judgement("j1", "not-same", "a.0", "c.0")
    assert groups(run(FIRST, BACKGROUND, judgements=[apart])) == [["a.0"], ["c.0"]]
    undone = [apart, judgement("j2", "accept", at="2020-04-02T10:00:00", back="j1")]
    assert run(FIRST, BACKGROUND, judgements=undone) == run(FIRST, BACKGROUND)


def test_same_joins_what_scores_would_not() -> None:
    together = judgement("j1", "same", "a.0", "b.0")
    assert groups(run(FIRST, SECOND, judgements=[together])) == [["a.0", "b.0"]]


def test_a_rejected_claim_is_in_no_event() -> None:
    found = run(FIRST, SECOND, judgements=[judgement("j1", "reject", "a.0")])
    assert groups(found) == [["b.0"]]


def test_the_later_of_two_opposite_judgements_holds() -> None:
    words = [
        judgement("j1", "same", "a.0", "b.0"),
        judgement("j2", "not-same", "a.0", "b.0", at="2020-04-03T09:00:00"),
    ]
    assert groups(run(FIRST, SECOND, judgements=words)) == [["a.0"], ["b.0"]]
    assert run(FIRST, SECOND, judgements=words[::-1]) == run(FIRST, SECOND, judgements=words)


@pytest.mark.parametrize("claims", [[], [FIRST]])
def test_little_input(claims: list[Told]) -> None:
    assert len(run(*claims).events) == len(claims)


SERIES = one(
    "s",
    "2020-03-18",
    "The camp at Taji has seen three rocket attacks in a week, officers said.",
    "attacks",
    place=TAJI,
    on=when("2020-03-11", "2020-03-18"),
)
LATER = one("t", "2020-04-20", "Rockets fell on Camp Taji on Sunday.", "fell", place=TAJI, on=when("2020-04-19"))
ELSEWHERE = one("u", "2020-03-16", "Rockets fell on the K1 base on Sunday.", "fell", place=K1, on=when("2020-03-15"))


def test_three_attacks_in_a_week_take_their_parts_and_merge_with_none() -> None:
    found = run(FIRST, SECOND, BACKGROUND, SERIES, LATER, ELSEWHERE)
    assert groups(found) == [["a.0", "c.0"], ["b.0"], ["s.0"], ["t.0"], ["u.0"]]
    whole = next(e.id for e in found.events if e.claims == ("s.0",))
    parts = {e.claims[0]: e.part_of for e in found.events}
    assert parts == {"a.0": whole, "b.0": whole, "s.0": None, "t.0": None, "u.0": None}


@pytest.mark.parametrize(
    ("sentence", "trigger", "series"),
    [
        ("A series of strikes hit the town.", "strikes", True),
        ("The town was hit repeatedly by rockets.", "hit", True),
        ("Three attacks shook the town within days.", "attacks", True),
        ("Three rockets struck the town.", "struck", False),
        ("Air strikes on the depot killed two.", "strikes", False),
        ("The attack killed three soldiers.", "attack", False),
        ("It was the latest of several attacks on the town.", "attacks", False),
        ("On the 11th U.S. raids on depots killed two.", "raids", False),
    ],
)
def test_what_is_told_as_several(sentence: str, trigger: str, series: bool) -> None:
    told, made = one("x", "2020-03-18", sentence, trigger)
    assert profile(made, told, "x").series is series


@pytest.mark.parametrize(
    ("sentence", "trigger", "recalled", "again"),
    [
        ("Anger has grown since the Jan. 3 killing of the general.", "killing", True, False),
        ("A drone strike killed the general.", "strike", False, False),
        ("The town was hit again on Monday.", "hit", False, True),
        ("A second barrage struck the camp.", "barrage", False, True),
        ("The curfew was extended by a week.", "extended", False, True),
        ("Gunmen killed the mayor.", "killed", False, False),
    ],
)
def test_what_is_pointed_back_to_and_what_is_one_more(sentence: str, trigger: str, recalled: bool, again: bool) -> None:
    told, made = one("x", "2020-03-18", sentence, trigger)
    look = profile(made, told, "x")
    assert (look.recalled, look.again) == (recalled, again)


def told_of(
    id: str, published: str, sentence: str, trigger: str, value: float, what: str = "deaths", **more: Any
) -> Told:
    return one(id, published, sentence, trigger, type="figure", mode=None, counts=[Count(what, value)], **more)


def test_a_toll_that_rises_is_one_figure_and_the_daily_count_of_a_disease_is_not() -> None:
    tolls = [
        told_of(
            "a",
            "2020-03-02",
            "The death toll of the flood has reached 12.",
            "toll",
            12,
            place=IRAQ,
            on=when("2020-03-02"),
        ),
        told_of(
            "b",
            "2020-03-04",
            "The toll of the flood rose to 31 overnight.",
            "toll",
            31,
            place=IRAQ,
            on=when("2020-03-04"),
        ),
        told_of(
            "c", "2020-03-09", "So far 40 people have died in the flood.", "died", 40, place=IRAQ, on=when("2020-03-09")
        ),
    ]
    assert groups(run(*tolls)) == [["a.0", "b.0", "c.0"]]
    daily = [
        told_of("a", "2020-03-02", "The virus has killed 12 people.", "killed", 12, place=IRAQ, on=when("2020-03-02")),
        told_of("b", "2020-03-04", "The virus has killed 31 people.", "killed", 31, place=IRAQ, on=when("2020-03-04")),
    ]
    assert groups(run(*daily)) == [["a.0"], ["b.0"]]


@pytest.mark.parametrize(
    ("first", "other", "together"),
    [
        ("Samir Haddad", "Samir Haddad", True),
        ("Samir Haddad", "Samir al-Haddad", True),
        ("Samir Haddad", "Karim Nasser", False),
    ],
)
def test_nobody_dies_twice_and_two_dead_are_two_killings(first: str, other: str, together: bool) -> None:
    """Whatever day a report puts it on."""
    dead = {"type": "assault", "mode": "killing", "counts": [Count("killed", 1)], "place": BAGHDAD}
    told = [
        one(
            "a",
            "2020-03-12",
            f"Gunmen killed {first} in Baghdad on Wednesday.",
            "killed",
            recipient=[Party(first)],
            on=when("2020-03-11"),
            **dead,
        ),
        one(
            "b",
            "2020-03-20",
            f"The killing of {other} set off days of protest.",
            "killing",
            recipient=[Party(other)],
            on=when("2020-03-13"),
            **dead,
        ),
    ]
    assert (len(groups(run(*told))) == 1) is together


@pytest.mark.parametrize(
    ("one_side", "other", "likeness_"),
    [
        ([Party("man")], [Party("man")], "kin"),
        ([Party("man")], [Party("woman")], "neither"),
        ([Party("man")], [Party("Samir Haddad")], "unknown"),
        ([Party("man"), Party("Samir Haddad")], [Party("Samir Haddad")], "same"),
        ([Party("Samir Haddad")], [Party("Karim Nasser")], "different"),
        ([], [], "neither"),
    ],
)
def test_the_nameless_are_nobody_in_particular(one_side: list[Party], other: list[Party], likeness_: str) -> None:
    assert likeness(tuple(one_side), tuple(other)) == likeness_


STREET = (
    "A man was shot dead near Alder Street and Finch Avenue in Baghdad, said Officer Dana Moss of the Karrada station."
)


@pytest.mark.parametrize(
    ("other", "level"),
    [
        ("The man shot dead by Alder Street and Finch Avenue was a clerk, Officer Dana Moss said in Baghdad.", "most"),
        ("A man was shot by the Crane Mill on Low Road in Baghdad, said Ilya Brandt of the Harbour Police.", "little"),
        ("In Basra a man was shot by the Crane Mill on Low Road, said Ilya Brandt of the Harbour Police.", "nothing"),
        ("A man was shot dead in Baghdad.", "none"),
    ],
)
def test_how_many_names_two_reports_share(other: str, level: str) -> None:
    """A report with few names tells nothing by it."""
    looks = [
        profile(c, r, r.id) for r, c in (one("a", "2020-03-12", STREET, "shot"), one("b", "2020-03-12", other, "shot"))
    ]
    assert context(looks[0], looks[1], weights()) == level


@pytest.mark.parametrize(
    ("sentence", "trigger", "sequel", "row"),
    [
        ("An aftershock of magnitude 5 shook the town.", "aftershock", True, 0),
        ("An earthquake of magnitude 7 shook the town.", "earthquake", False, 0),
        ("A second convoy of six ships left on Wednesday.", "left", False, 2),
        ("The army sent the third convoy on Wednesday.", "sent", False, 3),
        ("The first four ships sailed on Wednesday.", "sailed", False, 1),
        ("Rockets hit the camp for the second time in a week.", "hit", False, 0),
        ("A second convoy being made ready, the port was shelled.", "shelled", False, 0),
    ],
)
def test_what_followed_another_and_which_of_a_row(sentence: str, trigger: str, sequel: bool, row: int) -> None:
    told, made = one("a", "2020-03-12", sentence, trigger)
    look = profile(made, told, "a")
    assert (look.sequel, look.row) == (sequel, row)


def test_a_second_convoy_a_third_and_an_aftershock_stay_apart() -> None:
    def ship(id: str, number: str, **more: Any) -> Told:
        sentence = f"A {number} convoy of ships left the port on Wednesday."
        return one(id, "2020-03-12", sentence, "left", type="cooperate", mode="shipment", place=BAGHDAD, **more)

    assert len(groups(run(ship("a", "second"), ship("b", "third")))) == 2
    assert len(groups(run(ship("a", "second"), ship("b", "second")))) == 1
    main = one(
        "a",
        "2020-03-12",
        "An earthquake shook the town.",
        "earthquake",
        type="hazard",
        mode="earthquake",
        place=BAGHDAD,
        on=when("2020-03-12"),
    )
    after = one(
        "b",
        "2020-03-12",
        "A man died in an aftershock.",
        "aftershock",
        type="hazard",
        mode="earthquake",
        place=BAGHDAD,
        on=when("2020-03-12"),
    )
    assert len(groups(run(main, after))) == 2
