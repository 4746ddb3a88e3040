"""Values with their support, the best of them, and how disagreements are classed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import Claim, Count, Event, Interval, Judgement, Party, Report
from dateline.reconcile import reconcile
from dateline.reconcile.distance import nearness, one_place
from dateline.reconcile.fulfil import plans_of
from dateline.reconcile.names import alike, fold, is_unknown, same_name
from dateline.reconcile.values import event_id, of_key
from tests.reconcile.made import BAGHDAD, COALITION, IRAQ, K1, QAYARA, QAYYARAH, TAJI, Place, day, one, when

Told = tuple[Report, Claim]
WORDS = "Rockets hit Camp Taji on Wednesday, killing coalition troops."


def attack(id: str, published: str, on: str = "2020-03-11", dead: float = 3, **more: object) -> Told:
    wording = {"place": TAJI, "recipient": [COALITION], "counts": [Count("killed", dead)]} | more
    return one(id, published, WORDS + " " + id, "hit", on=when(on), **wording)


def event(*told: Told) -> Event:
    events = reconcile([r for r, _ in told], [c for _, c in told]).events
    assert len(events) == 1
    return events[0]


def kinds(e: Event) -> set[tuple[str, str]]:
    return {(c.attribute, c.kind) for c in e.conflicts}


def test_a_rising_toll_is_an_update_and_a_contradicted_one_a_dispute() -> None:
    rising = event(attack("a", "2020-03-11", dead=2), attack("b", "2020-03-12", dead=3))
    assert kinds(rising) == {("counts:killed", "update")}
    falling = event(attack("a", "2020-03-11", dead=3), attack("b", "2020-03-12", dead=2))
    assert ("counts:killed", "different-count") in kinds(falling)


def test_days_that_do_not_meet_are_a_conflict_and_nested_ones_are_not() -> None:
    slip = event(attack("a", "2020-03-12"), attack("b", "2020-03-12", on="2020-03-12"))
    assert ("when", "different-date") in kinds(slip)
    month = attack("c", "2020-04-02")
    wide = (
        month[0],
        one(
            "c",
            "2020-04-02",
            WORDS + " c",
            "hit",
            on=when("2020-03-01", "2020-03-31"),
            place=TAJI,
            recipient=[COALITION],
            counts=[Count("killed", 3)],
        )[1],
    )
    assert kinds(event(attack("a", "2020-03-12"), wide)) == set()


def test_who_did_it_and_spelling_only() -> None:
    rivals = event(
        attack("a", "2020-03-12", actor=[Party("Red Brigade")]),
        attack("b", "2020-03-12", actor=[Party("Green Banner")]),
        attack("c", "2020-03-12"),
        attack("d", "2020-03-12"),
    )
    assert ("actor", "who-did-it") in kinds(rivals)
    spelt = event(
        attack("a", "2020-03-12", actor=[Party("Kataib Hezbollah")]),
        attack("b", "2020-03-12", actor=[Party("Kataeb Hezbollah")]),
    )
    assert kinds(spelt) == {("actor", "spelling-only")}


def test_the_best_value_has_most_origins_and_the_spread_is_kept() -> None:
    e = event(*(attack(n, "2020-03-12", dead=v) for n, v in (("a", 3), ("b", 3), ("c", 4))))
    assert [(c.value, c.low, c.high) for c in e.counts] == [(3, None, 4)] or [(c.value, c.high) for c in e.counts] == [
        (3, 4)
    ]
    given = dict(e.values)["counts:killed"]
    assert [(s.value, s.reports) for s in given] == [("3", 2), ("4", 1)]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Qassem Soleimani", "Qasim Suleimani", True),
        ("Qayyarah", "Qayara", True),
        ("K1", "K2", False),
        ("Kataib Hezbollah", "Kataeb Hezbollah", True),
        ("France", "Finland", False),
        ("Camp Taji", "Taji", True),
        ("Mohammed Allawi", "Adnan al-Zurfi", False),
        ("U.S.", "US", True),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Al Qā’im", "al-Qaim base", True), ("Qa'im", "Qaim", True), ("Fort Ander", "Fort Bruck", False),
    ("Al Qa'im", "Al Qasim", False),
    ("O'Neil camp", "ONeil camp", True),
])  # fmt: skip
def test_marks_inside_a_word_part_no_names(a: str, b: str, same: bool) -> None:
    assert alike(a, b) is same


def test_nobody_in_particular() -> None:
    assert is_unknown("unidentified gunmen")
    assert not is_unknown("Iraqi military")
    assert fold("Café U.S.") == "cafe us"
    assert of_key("American soldiers") == of_key("American troops")


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (TAJI, TAJI, "same-site"),
        (QAYYARAH, QAYARA, "same-city"),
        (QAYYARAH, K1, "other-site"),
        (TAJI, IRAQ, "contains"),
        (BAGHDAD, K1, "apart"),
        (Place("base in Kirkuk", "site", country="IQ", lat=35.468, lon=44.392, uncertainty_km=10.0), K1, "near"),
        (Place("base in Kirkuk", "site", country="IQ", lat=35.468, lon=44.392, uncertainty_km=10.0), TAJI, "apart"),
        (Place("base in Tamim", "site", country="IQ", lat=35.3, lon=44.1, uncertainty_km=90.0), K1, "contains"),
        (BAGHDAD, Place("Kuwait", "country", country="KW"), "other-country"),
        (Place("Niger", "country", country="NE"), Place("Nigeria", "country", country="NG"), "other-country"),
        (Place("Tripoli", "city", country="LB"), Place("Tripoli", "city", country="LY"), "other-country"),
        (Place("Tripoli", "city", country="LY"), Place("Tripoli", "city"), "same-city"),
    ],
)
def test_nearness(a: Place, b: Place, level: str) -> None:
    assert nearness(a, b) == level
    assert nearness(b, a) == level


def test_ids_are_short_and_steady() -> None:
    assert event_id("a.0") == event_id("a.0") != event_id("a.1")
    assert len(event_id("a.0")) == 11


def plan(status: str, published: str, due: Interval | None, id: str) -> Told:
    return one(
        id,
        published,
        f"Troops will leave the K1 base, officials said ({id}).",
        "leave",
        type="retreat",
        mode="handover",
        status=status,
        actor=[COALITION],
        place=K1,
        on=due,
    )


@pytest.mark.parametrize(("on", "state"), [("2020-03-25", "pending"), ("2020-03-29", "due"), ("2020-04-02", "overdue")])
def test_an_open_plan_ages(on: str, state: str) -> None:
    told = [plan("planned", "2020-03-20", when("2020-03-28", "2020-03-31"), "a")]
    found = reconcile([r for r, _ in told], [c for _, c in told])
    claims, reports = {c.id: c for _, c in told}, {r.id: r for r, _ in told}
    assert [p.state for p in plans_of(found.events, claims, reports, day(on))] == [state]


def test_a_plan_that_slips_is_late() -> None:
    told = [
        plan("planned", "2020-03-20", when("2020-03-25"), "a"),
        plan("happened", "2020-03-29", when("2020-03-29"), "b"),
    ]
    found = reconcile([r for r, _ in told], [c for _, c in told])
    assert [(p.state, p.reason) for p in found.plans] == [("late", "4 days after the day announced")]


def test_a_day_only_inferred_is_no_due_day_and_no_evidence() -> None:
    supposed = Interval(day("2020-03-20"), None, None, "no time stated: after publication")
    told = [plan("planned", "2020-03-20", supposed, "a")]
    found = reconcile([r for r, _ in told], [c for _, c in told])
    assert [(p.state, p.due, p.reason) for p in found.plans] == [("pending", None, "no day was given")]
    guess = Interval(day("2020-03-11"), day("2020-03-12"), "range", "no time stated: publication day")
    plain = one("c", "2020-03-12", WORDS, "hit", place=TAJI, on=guess)
    (alone,) = reconcile([plain[0]], [plain[1]]).events
    assert "when" not in dict(alone.values), "nobody stated a day"
    assert alone.when == guess, "the supposed one is shown all the same, with its reason"


def test_one_spelling_of_each_party_is_shown() -> None:
    spelt = event(
        attack("a", "2020-03-12", actor=[Party("Kataib Hezbollah")]),
        attack("b", "2020-03-12", actor=[Party("Kataeb Hezbollah")]),
    )
    assert [p.name for p in spelt.actor] == ["Kataib Hezbollah"]


def followed(*told: Told) -> list[tuple[str, str]]:
    return [(p.state, p.reason) for p in reconcile([r for r, _ in told], [c for _, c in told]).plans]


def deed(id: str, sentence: str, trigger: str, **more: object) -> Told:
    given: dict[str, object] = {"type": "retreat", "mode": "withdraw", "actor": [COALITION], "place": K1}
    published = str(more.pop("published", "2020-03-29"))
    return one(id, published, sentence, trigger, **(given | more))


PULLOUT = deed(
    "p",
    "The coalition will pull 300 troops out of the K1 base on March 28.",
    "pull",
    status="planned",
    published="2020-03-20",
    on=when("2020-03-28"),
    counts=[Count("troops", 300)],
)


def test_a_plan_kept_in_part() -> None:
    done = deed("q", "Some 120 troops left the K1 base on Saturday, it said.", "left", on=when("2020-03-28"))
    done = (done[0], replace(done[1], counts=(Count("troops", 120),)))
    assert followed(PULLOUT, done) == [("partly", "120 of 300 troops; it happened by the day announced")]
    whole = (done[0], replace(done[1], counts=(Count("troops", 295),)))
    assert followed(PULLOUT, whole)[0][0] == "kept"


def test_a_plan_kept_by_another() -> None:
    done = deed("q", "Danish troops pulled out of the K1 base on Saturday.", "pulled", on=when("2020-03-28"))
    done = (done[0], replace(done[1], actor=(Party("Danish contingent", country="DK"),)))
    meant = replace(PULLOUT[1], actor=(Party("Spanish contingent", country="ES"),))
    found = reconcile([PULLOUT[0], done[0]], [meant, done[1]], [judged_same(PULLOUT, done)])
    assert [p.state for p in found.plans] == ["by-another"]


def test_a_plan_kept_otherwise() -> None:
    done = deed("q", "The coalition pulled 300 troops out of Camp Taji on Saturday.", "pulled", on=when("2020-03-28"))
    done = (done[0], replace(done[1], place=TAJI))
    found = reconcile([PULLOUT[0], done[0]], [PULLOUT[1], done[1]], [judged_same(PULLOUT, done)])
    assert [p.state for p in found.plans] == ["differently"]


def judged_same(a: Told, b: Told) -> Judgement:
    return Judgement("j", "same", (a[1].id, b[1].id), "Ada", "2020-04-01T10:00:00")


@pytest.mark.parametrize(
    ("sentence", "trigger", "state"),
    [
        ("The coalition has cancelled the pullout from the K1 base, it said.", "pullout", "cancelled"),
        ("The coalition called off its pullout from the K1 base on Tuesday.", "pullout", "cancelled"),
        ("The coalition is not pulling troops out of the K1 base, it said.", "pulling", "denied"),
    ],
)
def test_a_plan_called_off_or_denied(sentence: str, trigger: str, state: str) -> None:
    word = deed("q", sentence, trigger, status="denied", published="2020-03-24", on=when("2020-03-28"))
    assert [s for s, _ in followed(PULLOUT, word)] == [state]
    again = deed(
        "r",
        "The coalition will pull its troops out of the K1 base on March 30 after all.",
        "pull",
        status="planned",
        published="2020-03-26",
        on=when("2020-03-30"),
    )
    assert [s for s, _ in followed(PULLOUT, word, again)] == ["pending"]


def test_a_total_below_its_own_parts_and_two_sites_are_conflicts() -> None:
    odd = attack("a", "2020-03-12", dead=3)
    counts = (
        Count("killed", 3),
        Count("killed", 2, of="Americans", part_of=0),
        Count("killed", 2, of="Danes", part_of=0),
    )
    wrong = event((odd[0], replace(odd[1], counts=counts)))
    assert ("counts:killed", "parts-exceed-total") in kinds(wrong)
    right = event((odd[0], replace(odd[1], counts=(*counts[:2], Count("killed", 1, of="Danes", part_of=0)))))
    assert kinds(right) == set()
    a, b = attack("a", "2020-03-12"), attack("b", "2020-03-12", place=K1)
    (two,) = reconcile([a[0], b[0]], [a[1], b[1]], [judged_same(a, b)]).events
    assert ("place", "different-place") in kinds(two)


QAIM = Place("Al Qa'im", "city", id="geonames:1", country="IQ", lat=34.39, lon=40.99)
QAIM_BASE = Place("al-Qaim base", "site", id="site:qaim", country="IQ", lat=34.30, lon=41.20)


@pytest.mark.parametrize(
    ("a", "b", "one_"),
    [
        (QAIM, QAIM_BASE, True),
        (QAIM, replace(QAIM_BASE, lat=None, lon=None), True),
        (QAIM, replace(QAIM_BASE, lat=33.3), False),
        (QAIM, replace(QAIM_BASE, country="SY"), False),
        (QAIM, TAJI, False),
        (replace(QAIM_BASE, name="Qa'im airfield", lat=34.34, id="icao:Q"), QAIM_BASE, True),
        (replace(QAIM_BASE, name="Qa'im airfield", lat=34.50, id="icao:Q"), QAIM_BASE, False),
        (Place("base in al-Qaim", "site", country="IQ", lat=34.39, lon=40.99, uncertainty_km=10.0), QAIM_BASE, True),
        (Place("base in Anbar", "site", country="IQ", lat=34.3, lon=41.2, uncertainty_km=90.0), QAIM_BASE, False),
        (Place("Qaim", "admin1", country="IQ", lat=34.39, lon=40.99), QAIM_BASE, False),
    ],
)
def test_a_base_and_the_town_it_is_called_after_are_one_place(a: Place, b: Place, one_: bool) -> None:
    assert one_place(a, b) is one_
    assert one_place(b, a) is one_


def test_two_names_of_one_place_are_one_side_and_no_conflict() -> None:
    told = [attack(n, "2020-03-12", place=p) for n, p in (("a", QAIM), ("b", QAIM_BASE), ("c", QAIM), ("d", K1))]
    assert nearness(QAIM, QAIM_BASE) not in ("same-site", "same-city"), "distance alone parts them"
    judged = [replace(judged_same(told[0], t), id=f"j{n}") for n, t in enumerate(told[1:])]
    (agreed,) = reconcile([r for r, _ in told[:3]], [c for _, c in told[:3]], judged[:2]).events
    assert ("place", "different-place") not in kinds(agreed)
    (rivals,) = reconcile([r for r, _ in told], [c for _, c in told], judged).events
    (clash,) = (c for c in rivals.conflicts if c.kind == "different-place")
    assert [(s.value, s.claims, s.reports) for s in clash.values] == [
        ("al-Qaim base", ("a.0", "b.0", "c.0"), 3),
        ("K1 base", ("d.0",), 1),
    ]
    assert rivals.place == QAIM_BASE, "the event shows the name its side goes by"


def test_of_two_totals_the_one_whose_parts_add_up_is_shown() -> None:
    whole = attack("a", "2020-03-12")
    parts = (
        Count("killed", 3),
        Count("killed", 2, of="Americans", part_of=0),
        Count("killed", 1, of="Danes", part_of=0),
    )
    e = event((whole[0], replace(whole[1], counts=parts)), attack("b", "2020-03-12", dead=4))
    assert [(c.value, c.high) for c in e.counts if c.of is None] == [(3, 4)]


def test_of_a_number_that_rises_from_day_to_day_the_last_is_shown_with_the_first_as_low() -> None:
    early = [attack("a", "2020-03-12", dead=3), attack("b", "2020-03-12", dead=3)]
    e = event(*early, attack("c", "2020-03-14", dead=5))
    assert [(c.value, c.low, c.high) for c in e.counts] == [(5, 3, None)]
    fallen = event(*early, attack("c", "2020-03-14", dead=2))
    assert [c.value for c in fallen.counts] == [3], "a number that falls is no update: most origins"


VISIT = one(
    "p",
    "2020-03-20",
    "President Amos Kiprono is due to visit Baghdad on March 28.",
    "visit",
    type="consult",
    mode="visit",
    status="planned",
    actor=[Party("Amos Kiprono")],
    place=BAGHDAD,
    on=when("2020-03-28"),
)


@pytest.mark.parametrize(
    ("sentence", "trigger", "state"),
    [
        ("Amos Kiprono called off his visit to Baghdad, his office said.", "called off", "cancelled"),
        ("Amos Kiprono has scrapped the visit to Baghdad, an aide said.", "scrapped", "cancelled"),
        ("Amos Kiprono cancelled a dam on the river, an aide said.", "cancelled", "pending"),
    ],
)
def test_a_word_of_another_type_that_calls_a_plan_off(sentence: str, trigger: str, state: str) -> None:
    """However the coder types it, it is a word on the plan it names, and no deed."""
    off = one("q", "2020-03-24", sentence, trigger, type="reject", mode="meet", actor=[Party("Amos Kiprono")])
    found = reconcile([VISIT[0], off[0]], [VISIT[1], off[1]])
    assert [p.state for p in found.plans] == [state]
    if state == "cancelled":
        assert [(e.type.value, e.status.value) for e in found.events] == [("consult", "denied")]
