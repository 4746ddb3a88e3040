"""What claims imply on a day, rule by rule, on small made-up ledgers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Count, EventType, Party, Place, Span, StateLine, Status
from dateline.views import state
from dateline.views.forces import force_of, states_named
from dateline.views.owners import owner
from dateline.views.rules import rules, thing_near
from tests.reconcile.made import COALITION, IRAQ, IRAQ_MILITARY, K1, QAYARA, QAYYARAH, claim, day, one, report, when
from tests.views.test_views import Told, view

ARMY = Party("Veltish army", id="state:VL/army", country="VL", sector="MIL")
REBELS = Party("River Front", id="org:river-front", country="VL", sector="REB")
FORT = Place("Fort Ander", "site", id="site:ander", country="VL", lat=10.0, lon=20.0)


def told(
    id: str, published: str, type: str, mode: str, words: str = "Something was done there.", **more: object
) -> Told:
    return one(id, published, f"{words} ({id})", words.split()[0], type=type, mode=mode, **more)


def lines(*claims: Told, on: str | None = None, about: str = "holder") -> list[StateLine]:
    return [s for s in state(view(*claims), day(on) if on else None) if s.attribute == about]


def shown(*claims: Told, on: str | None = None, about: str = "holder") -> list[str]:
    return [("! " if s.contradicts else "") + f"{s.subject}: {s.value}" for s in lines(*claims, on=on, about=about)]


def passed(
    id: str, published: str, on: str | None, place: Place = FORT, status: str = "happened", **more: object
) -> Told:
    parties = {"actor": [COALITION], "recipient": [ARMY], **more}
    return told(
        id, published, "retreat", "handover", place=place, status=status, on=when(on) if on else None, **parties
    )


# ------------------------------------------------------------------------------------------------------- holders


def test_a_handover_told_with_another_day_is_the_same_handover_and_a_contradiction() -> None:
    claims = [passed("a", "2020-03-30", "2020-03-29"), passed("b", "2020-03-30", "2020-03-29"),
              passed("c", "2020-03-31", "2020-03-28")]  # fmt: skip
    first, second = lines(*claims)
    assert (first.contradicts, first.since and first.since.start) == (False, day("2020-03-29"))
    assert (second.contradicts, second.since and second.since.start) == (True, day("2020-03-28"))
    assert "another day" in second.reason


def test_a_report_that_gives_the_chosen_day_too_does_not_contradict_it() -> None:
    both = report("b", "2020-03-31", "It was handed over on Sunday.", "Another base was handed over on Saturday.")
    parties = {"type": "retreat", "mode": "handover", "actor": [COALITION], "recipient": [ARMY], "place": FORT}
    said = claim(both, "It was handed over on Sunday.", "handed", on=when("2020-03-29"), **parties)
    stray = claim(both, "Another base was handed over on Saturday.", "handed", on=when("2020-03-28"), n=1, **parties)
    assert [s.contradicts for s in lines(passed("a", "2020-03-30", "2020-03-29"), (both, said), (both, stray))] == [
        False
    ]


def test_a_day_within_a_month_told_is_no_contradiction() -> None:
    month = told("b", "2020-04-01", "retreat", "handover", actor=[COALITION], recipient=[ARMY], place=FORT,
                 on=when("2020-03-01", "2020-03-31"))  # fmt: skip
    (line,) = lines(month, passed("a", "2020-03-30", "2020-03-29"))
    assert line.since
    assert line.since.start == day("2020-03-29")


def test_a_base_taken_back_has_its_last_holder_and_an_old_handover_told_again_changes_nothing() -> None:
    taken = told("b", "2020-04-02", "assault", "seizure", actor=[REBELS], recipient=[ARMY], place=FORT,
                 on=when("2020-04-02"))  # fmt: skip
    again = passed("c", "2020-04-03", "2020-03-29")
    held = [passed("a", "2020-03-29", "2020-03-29"), taken, again]
    assert shown(*held, on="2020-04-04") == ["Fort Ander: River Front, taken from Veltish army"]
    assert shown(*held, on="2020-04-01") == ["Fort Ander: Veltish army, from U.S.-led coalition"]


def test_of_two_days_with_one_origin_each_the_announced_one_is_taken() -> None:
    plan = passed("p", "2020-03-26", "2020-03-29", status="planned")
    early, due = passed("a", "2020-03-28", "2020-03-22"), passed("b", "2020-03-30", "2020-03-29")
    first = [s.since and s.since.start for s in lines(early, due) if not s.contradicts]
    assert first == [day("2020-03-22")], "without a plan: the earlier told"
    found = lines(plan, early, due)
    assert [s.since and s.since.start for s in found if not s.contradicts] == [day("2020-03-29")]
    assert "next" not in dict(found[0].parts)


def test_two_outcomes_of_one_day_stand_side_by_side() -> None:
    other = passed("b", "2020-03-29", "2020-03-29", recipient=[REBELS])
    found = shown(passed("a", "2020-03-29", "2020-03-29"), other)
    assert sorted(x.startswith("! ") for x in found) == [False, True]


def test_who_is_to_hand_a_base_over_holds_it_until_then() -> None:
    plan = passed("a", "2020-03-20", "2020-03-29", status="planned")
    done = passed("b", "2020-03-29", "2020-03-29")
    assert shown(plan, done, on="2020-03-21") == [
        "Fort Ander: U.S.-led coalition; next: to Veltish army, due 2020-03-29"
    ]
    assert shown(plan, done, on="2020-03-19") == [], "nobody had announced it"
    assert shown(plan, done, on="2020-03-30") == ["Fort Ander: Veltish army, from U.S.-led coalition"]
    (line,) = lines(plan, done, on="2020-03-21")
    assert dict(line.parts) == {"holder": "U.S.-led coalition", "next": "Veltish army", "due": "2020-03-29"}


def left(id: str, on: str, place: Place = FORT, status: str = "happened", who: Party = COALITION) -> Told:
    soldiers = replace(who, sector="MIL")
    return told(
        id, on, "retreat", "withdraw", "Troops left.", actor=[soldiers], place=place, status=status, on=when(on)
    )


def test_troops_that_leave_vacate_a_base_only_where_a_handover_is_spoken_of() -> None:
    assert shown(left("a", "2020-03-19")) == [], "a part of the force may have stayed"
    plan = passed("b", "2020-03-10", "2020-03-18", status="planned")
    assert shown(left("a", "2020-03-19"), plan) == ["Fort Ander: left by U.S.-led coalition"]
    assert shown(left("a", "2020-03-19"), passed("b", "2020-03-20", "2020-03-19")) == [
        "Fort Ander: Veltish army, from U.S.-led coalition"
    ]
    assert shown(left("a", "2020-03-19", status="ongoing"), plan)[0].startswith("Fort Ander: U.S.-led coalition; next")


def test_nobody_takes_a_base_from_himself() -> None:
    assert shown(passed("a", "2020-03-29", "2020-03-29", actor=[ARMY], recipient=[ARMY])) == []


def test_a_denied_handover_is_a_line_against_it() -> None:
    found = shown(passed("a", "2020-03-29", "2020-03-29"), passed("b", "2020-03-30", "2020-03-29", status="denied"))
    assert found == [
        "Fort Ander: Veltish army, from U.S.-led coalition",
        "! Fort Ander: denied: Veltish army, from U.S.-led coalition",
    ]


def test_a_town_stands_for_its_one_base_and_a_country_for_none() -> None:
    base = passed("a", "2020-03-26", "2020-03-26", QAYYARAH, recipient=[IRAQ_MILITARY])
    town = passed("b", "2020-03-27", "2020-03-26", QAYARA, recipient=[IRAQ_MILITARY])
    assert [s.subject for s in lines(base, town)] == ["Qayyarah West airfield"]
    alone = passed("b", "2020-03-27", "2020-03-26", QAYARA, recipient=[IRAQ_MILITARY])
    assert [s.subject for s in lines(alone)] == ["site in Qayara"]
    assert shown(passed("c", "2020-03-26", "2020-03-26", IRAQ)) == []


def test_a_base_without_a_name_is_the_one_handed_over_nearby_that_week() -> None:
    loose = Place(
        "base in Kirkuk", "site", country="IQ", lat=35.47, lon=44.39, reason="the site is not in the gazetteer: x"
    )
    named, unnamed = passed("a", "2020-03-29", "2020-03-29", K1), passed("b", "2020-03-29", "2020-03-29", loose)
    assert {s.subject for s in lines(named, unnamed)} == {"K1 base"}
    late = passed("b", "2020-09-29", "2020-09-29", loose)
    assert {s.subject for s in lines(named, late)} == {"K1 base", "base in Kirkuk"}


# -------------------------------------------------------------------------------------------------------- forces


@pytest.mark.parametrize(("party", "force"), [
    (Party("Veltland", id="state:VL", country="VL", sector="GOV"), "Veltland"),
    (Party("Veltland defence ministry", id="state:VL/defence-ministry", country="VL", sector="MIL"), "Veltland"),
    (Party("Gen. Olin", id="person:olin", country="VL", sector="MIL"), "Veltland"),
    (Party("River Front", id="org:river-front", sector="REB"), "River Front"),
    (Party("President Marr", id="person:marr", country="VL", sector="GOV"), None),
    (Party("Veltland foreign ministry", id="state:VL/foreign-ministry", country="VL", sector="GOV"), None),
    (Party("embassy staff", sector="CVL"), None),
    (Party("fighters", sector="UAF"), None),
    (Party("several members"), None),
])  # fmt: skip
def test_officials_and_crowds_are_no_forces(party: Party, force: str | None) -> None:
    states = states_named([Party("Veltland", id="state:VL", country="VL")])
    found = force_of(party, states)
    assert (found.name if found else None) == force


def test_a_state_is_named_after_its_ministry_when_nobody_names_the_state() -> None:
    assert states_named([Party("Veltland army", id="state:VL/army", country="VL")]) == {"VL": "Veltland"}


def test_a_whole_country_that_withdrew_is_not_withdrawn_from_one_camp() -> None:
    veltland = Party("Veltland", id="state:VL", country="VL", sector="GOV")

    def gone(id: str, place: Place) -> Told:
        return told(id, "2020-03-25", "retreat", "withdraw", "Veltland withdrew its troops.", actor=[veltland],
                    place=place, on=when("2020-03-25"))  # fmt: skip

    found = shown(gone("a", IRAQ), gone("b", IRAQ), gone("c", K1), about="presence")
    assert found == ["Veltland: withdrawn from Iraq"]


def test_how_many_left_and_how_many_are_there() -> None:
    count = told("a", "2020-03-20", "figure", "", place=IRAQ, on=when("2020-03-20"), counts=[Count("troops", 500)])
    gone = told("b", "2020-03-25", "retreat", "withdraw", actor=[ARMY], place=IRAQ, on=when("2020-03-25"),
                counts=[Count("troops", 30), Count("troops", 400)])  # fmt: skip
    assert shown(count, gone, about="presence") == [
        "Troops (whose is not told): 500 in Iraq",
        "Veltish: withdrawn from Iraq (30 troops)",
    ]


def test_a_strength_told_again_later_stood_before_and_the_whole_goes_before_its_part() -> None:
    def told_on(id: str, on: str, value: float) -> Told:
        return told(id, on, "figure", "", place=IRAQ, on=when(on), counts=[Count("troops", value)])

    claims = [told_on("a", "2020-03-17", 7500), told_on("b", "2020-03-27", 7500), told_on("c", "2020-03-27", 2500)]
    assert shown(*claims, on="2020-03-20", about="presence") == ["Troops (whose is not told): 7,500 in Iraq"]
    (line,) = lines(*claims, on="2020-03-30", about="presence")
    assert (line.value, line.contradicts) == ("7,500 (also given: 2,500) in Iraq", True)
    assert shown(*claims, on="2020-07-30", about="presence") == [], "too old to stand"


# ---------------------------------------------------------------------------------------------- what is in force


def test_what_is_suspended_is_the_noun_nearest_to_the_trigger() -> None:
    assert thing_near("Flights resumed, but training was suspended on Monday.", 34) == "training"
    assert thing_near("It was suspended.", 7) is None
    assert thing_near("Schools opened. " + "x" * 200 + " suspended", 217) is None, "too far off to be meant"


def curfew(id: str, published: str, start: str, end: str | None = None, status: str = "happened") -> Told:
    return told(id, published, "coerce", "curfew", "The curfew was imposed.", place=IRAQ, status=status,
                on=when(start, end or start))  # fmt: skip


def test_a_curfew_prolonged_runs_from_its_first_day_to_the_end_told_last() -> None:
    claims = [
        curfew("a", "2020-03-17", "2020-03-17", "2020-03-24"),
        curfew("b", "2020-03-22", "2020-03-22", "2020-03-28"),
    ]
    (line,) = lines(*claims, on="2020-03-23", about="activity")
    assert (line.value, line.contradicts) == ("curfew in force until 2020-03-28", False)
    assert line.since
    assert line.since.start == day("2020-03-17")
    assert shown(*claims, on="2020-03-29", about="activity") == [], "it has run out"


def test_a_lift_of_the_curfew_ends_the_curfew_and_not_the_closing_of_schools() -> None:
    closed = told("b", "2020-03-17", "coerce", "close", "Schools were closed.", place=IRAQ, on=when("2020-03-17"))
    lift = told("c", "2020-03-20", "retreat", "lift", "The curfew was lifted.", place=IRAQ, on=when("2020-03-20"))
    found = shown(curfew("a", "2020-03-17", "2020-03-17"), closed, lift, about="activity")
    assert sorted(found) == ["Iraq: curfew: restrictions lifted", "Iraq: schools closed"]


def test_training_suspended_anew_months_later_counts_from_then() -> None:
    def stop(id: str, on: str) -> Told:
        return told(id, on, "sanction", "suspend", "Training was suspended.", actor=[COALITION], on=when(on))

    (line,) = lines(stop("a", "2020-01-05"), stop("b", "2020-03-19"), stop("c", "2020-03-21"), about="activity")
    assert line.since
    assert line.since.start == day("2020-03-19")
    assert line.value == "training suspended"


def test_a_coup_is_told_and_a_subject_is_not_told_twice() -> None:
    coup = told("a", "2021-02-01", "decide", "coup", actor=[ARMY], place=IRAQ, on=when("2021-02-01"))
    assert shown(coup, about="office") == ["Iraq: power seized by Veltish army"]
    ban = told("b", "2021-02-01", "coerce", "ban", recipient=[REBELS], on=when("2021-02-01"))
    assert shown(ban, about="activity") == ["River Front: banned"]


def test_a_threat_lapses_when_nobody_renews_it() -> None:
    def threat(id: str, on: str) -> Told:
        return told(id, on, "threaten", "threat", actor=[REBELS], recipient=[ARMY], on=when(on))

    assert shown(threat("a", "2020-03-01"), on="2020-03-10", about="threat") == ["River Front: threatens Veltish army"]
    assert shown(threat("a", "2020-03-01"), on="2020-03-20", about="threat") == []
    assert shown(threat("a", "2020-03-01"), threat("b", "2020-03-09"), on="2020-03-20", about="threat")


# ---------------------------------------------------------------------------------------------------------- laws


POOL = [
    passed("a", "2020-03-29", "2020-03-29"), passed("b", "2020-03-30", "2020-03-28"), passed("c", "2020-04-02", None),
    passed("d", "2020-03-20", "2020-03-29", status="planned"), left("e", "2020-03-29"),
    told("f", "2020-04-05", "assault", "seizure", actor=[REBELS], recipient=[ARMY], place=FORT, on=when("2020-04-05")),
    passed("g", "2020-03-31", "2020-03-29", status="denied"), curfew("h", "2020-03-17", "2020-03-17", "2020-03-24"),
]  # fmt: skip


@given(st.permutations(POOL), st.integers(1, len(POOL)), st.dates(date(2020, 3, 15), date(2020, 4, 10)))
def test_the_order_of_reports_leaves_no_trace_and_every_line_has_claims(pool: list[Told], n: int, on: date) -> None:
    some = pool[:n]
    found = state(view(*some), on)
    assert found == state(view(*sorted(some, key=lambda t: t[0].id)), on)
    known = {c.id for _, c in some}
    assert all(s.claims and set(s.claims) <= known and s.reason and s.value for s in found)
    firm = [(s.attribute, s.subject) for s in found if not s.contradicts and s.attribute == "holder"]
    assert len(firm) == len(set(firm)), "a site has one holder; what is said against it is marked"


def test_rules_of_one_key_share_their_attribute_and_scope() -> None:
    by_key: dict[str, set[tuple[object, ...]]] = {}
    for rule in rules():
        by_key.setdefault(rule.key, set()).add((rule.attribute, rule.scope, rule.about))
    assert all(len(kinds) == 1 for kinds in by_key.values()), by_key


def test_every_status_of_a_rule_is_one_that_puts_things_in_force() -> None:
    assert all(r.statuses <= {Status.HAPPENED, Status.ONGOING} and r.statuses for r in rules())
    assert all(isinstance(r.type, EventType) for r in rules())


@pytest.mark.parametrize(
    ("sentence", "number", "whose"),
    [
        ("Norway has about 400 troops there, mostly in two camps.", "400", "Norway"),
        ("Denmark, which still has some 130 soldiers there, will stay.", "130", "Denmark"),
        ("The coalition numbers 7,500 soldiers, 5,200 of them American.", "7,500", "coalition"),
        ("The coalition numbers 7,500 soldiers, 5,200 of them American.", "5,200", "American troops"),
        ("Officials said that it has 300 soldiers there.", "300", None),
        ("Around 300 soldiers were seen there.", "300", None),
        ("Britain will bring home 100 of its 400 soldiers.", "400", None),
        ("The minister spoke to 300 soldiers.", "300", None),
    ],
)
def test_whose_a_strength_is(sentence: str, number: str, whose: str | None) -> None:
    at = sentence.index(number)
    count = Count("troops", 1, span=Span(at, at + len(number)))
    _, made = one("a", "2020-03-20", sentence, "soldiers" if "soldiers" in sentence else "troops", counts=[count])
    assert owner(sentence, made, count) == whose


def test_strengths_are_told_under_their_owners() -> None:
    sentence = "Britain has 400 soldiers in Iraq."
    count = Count("troops", 400, span=Span(12, 15))
    told_ = one("a", "2020-03-20", sentence, "soldiers", type="figure", mode=None, place=IRAQ, counts=[count],
                on=when("2020-03-20"))  # fmt: skip
    (line,) = [s for s in state(view(told_)) if s.attribute == "presence"]
    assert (line.subject, line.value) == ("Britain", "400 in Iraq")


def test_a_curfew_is_a_curfew_whatever_is_banned_beside_it() -> None:
    words = "Gatherings were banned and a curfew imposed."
    made = one("a", "2020-03-20", words, "curfew", type="coerce", mode="curfew", place=IRAQ, on=when("2020-03-19"))
    lifted = told("b", "2020-03-30", "retreat", "lift", "Lifted was the curfew.", place=IRAQ, on=when("2020-03-29"))
    assert shown(made, about="activity") == ["Iraq: curfew in force"]
    assert shown(made, lifted, about="activity") == ["Iraq: curfew: restrictions lifted"]


def test_what_is_suspended_without_a_noun_is_work() -> None:
    made = told("a", "2020-03-20", "sanction", "suspend", actor=[COALITION], recipient=[IRAQ_MILITARY])
    assert shown(made, about="activity") == ["U.S.-led coalition: work suspended with Iraqi military"]


def test_a_threat_against_nobody_told_is_no_line() -> None:
    assert shown(told("a", "2020-03-20", "threaten", "violence", actor=[REBELS]), about="threat") == []
    against = told("a", "2020-03-20", "threaten", "violence", actor=[REBELS], recipient=[ARMY])
    assert shown(against, about="threat") == ["River Front: threatens Veltish army"]
