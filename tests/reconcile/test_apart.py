"""What no likeness may bring together: stated days that differ, strengths that leap, denials of something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import Claim, Count, Report, Span
from dateline.reconcile import Reconciled, reconcile
from dateline.reconcile.clashes import clashes
from dateline.reconcile.features import EVENT_FEATURES, bond, says_one_day, stance, value, wording
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import Profile, profile
from dateline.reconcile.score import BY_SORT, Scorer
from tests.reconcile.made import (
    COALITION,
    IRAQ,
    IRAQ_MILITARY,
    TAJI,
    US,
    Interval,
    Party,
    claim,
    day,
    one,
    report,
    when,
)

Told = tuple[Report, Claim]


def run(*told: Told) -> Reconciled:
    return reconcile(list({r.id: r for r, _ in told}.values()), [c for _, c in told])


def groups(found: Reconciled) -> list[list[str]]:
    return sorted(sorted(e.claims) for e in found.events)


def looks(*told: Told, family: str | None = None) -> list[Profile]:
    return [profile(c, r, family or r.id) for r, c in told]


def test_two_attacks_three_days_apart_stay_two_though_one_report_speaks_of_both() -> None:
    """The undated word on "both attacks" is alike to each, and chains them no more than their days allow."""
    first = one(
        "a",
        "2020-03-12",
        "Rockets hit Camp Taji late on Wednesday, killing three coalition soldiers.",
        "hit",
        place=TAJI,
        on=when("2020-03-11"),
        recipient=[COALITION],
    )
    second = one(
        "b",
        "2020-03-14",
        "More than two dozen Katyushas came down on the camp north of Baghdad on Saturday morning.",
        "came down",
        place=TAJI,
        on=when("2020-03-14"),
        recipient=[COALITION],
    )
    claimed = one(
        "c",
        "2020-03-18",
        "An unheard-of group has claimed both rocket attacks on Camp Taji.",
        "attacks",
        place=TAJI,
        recipient=[COALITION],
    )
    found = groups(run(first, second, claimed))
    assert not any({"a.0", "b.0"} <= set(g) for g in found), found


TWICE = (
    "Gunmen on a barge took six sailors from Kamina on Sunday, the harbour office in Port Sefra said.",
    "The harbour office in Port Sefra counted eleven ships at anchor in the evening, two of them tankers.",
    "Fishermen of the lower town said they had seen lights behind the island through most of the night.",
)


def printed(id: str, published: str, on: str, sentence: str = TWICE[0]) -> Told:
    made = report(id, published, sentence, *TWICE[1:])
    return made, claim(made, sentence, "took", mode="abduct", on=when(on))


def test_a_copy_printed_a_week_later_still_means_the_first_ones_sunday() -> None:
    told = [printed("a", "2027-03-09", "2027-03-07"), printed("b", "2027-03-15", "2027-03-14")]
    found = run(*told)
    (event,) = found.events
    assert event.when is not None
    assert event.when.start == day("2027-03-07")  # as first told
    assert [c for c in event.conflicts if c.attribute == "when"] == []


def test_a_copy_that_changes_the_day_disputes_it() -> None:
    other = TWICE[0].replace("on Sunday", "on March 3")
    first, second = printed("a", "2027-03-09", "2027-03-07"), printed("b", "2027-03-10", "2027-03-03", other)
    a, b = looks(first, second, family="one")
    assert not says_one_day(a, b)
    dated = (("when", tuple(_support(v, p) for v, p in (("2027-03-07", a), ("2027-03-03", b)))),)
    assert [c.kind for c in clashes([a, b], dated)] == ["different-date"]


def _support(value: str, look: Profile):  # type: ignore[no-untyped-def]
    from dateline.reconcile.origins import support

    return support(value, [look])


def figure(id: str, sentence: str, what: str, number: float, on: str = "2020-03-17", published: str = "") -> Told:
    return one(
        id,
        published or on,
        sentence,
        what if what in sentence else "soldiers",
        type="figure",
        mode=None,
        place=IRAQ,
        on=when(on),
        counts=[Count(what, number)],
    )


def test_a_strength_that_leaps_is_another_forces() -> None:
    told = [
        figure("a", "The coalition has 7,500 soldiers in Iraq.", "troops", 7500),
        figure("b", "Britain has about 400 soldiers in Iraq.", "troops", 400, "2020-03-19"),
        figure("c", "Some 7,500 soldiers of the coalition remain in Iraq.", "troops", 7500, "2020-03-29"),
    ]
    assert groups(run(*told)) == [["a.0", "c.0"], ["b.0"]]
    assert value(*looks(told[0], told[1]), weights()) == "leap"


def test_a_toll_may_leap() -> None:
    told = [
        figure("a", "The deaths in the flood number 12.", "deaths", 12, "2020-03-02"),
        figure("b", "The deaths in the flood number 63.", "deaths", 63, "2020-03-04"),
    ]
    assert groups(run(*told)) == [["a.0", "b.0"]]


@pytest.mark.parametrize(
    ("before", "together"),
    [("The virus has reached every province.", False), ("The river has reached every province.", True)],
)
def test_deaths_are_counted_day_by_day_where_the_sentence_before_names_a_disease(before: str, together: bool) -> None:
    told = []
    for id, on, number in (("a", "2020-03-22", 20), ("b", "2020-03-25", 31)):
        text = f"So far {number} deaths have been recorded."
        made = report(id, on, before, text)
        counts = [Count("deaths", float(number))]
        told.append(
            (made, claim(made, text, "deaths", type="figure", mode=None, place=IRAQ, on=when(on), counts=counts))
        )
    assert (len(groups(run(*told))) == 1) is together


def test_a_figure_of_a_copy_printed_the_next_day_is_the_same_figure() -> None:
    def told(id: str, published: str) -> Told:
        made = report(id, published, "The clinic counted 31 deaths of fever.", *TWICE)
        stands = Interval(day(published), day(published), "day", "no time stated: good for the day of publication")
        more = {"type": "figure", "mode": None, "place": IRAQ, "on": stands, "counts": [Count("deaths", 31.0)]}
        return made, claim(made, "The clinic counted 31 deaths of fever.", "deaths", **more)  # type: ignore[arg-type]

    assert groups(run(told("a", "2020-03-22"), told("b", "2020-03-23"))) == [["a.0", "b.0"]]


def test_who_denies_one_kind_of_thing_denies_no_other() -> None:
    deed = one("a", "2020-03-12", "A drone killed the commander near the airport.", "killed", mode="drone")
    denial = one("b", "2020-03-12", "The launchers had not been fired.", "fired", mode="talks", status="denied")
    same = one(
        "c", "2020-03-12", "The army denied that a drone had killed him.", "killed", mode="drone", status="denied"
    )
    assert stance(*looks(deed, denial), weights()) == "denied-other"
    assert stance(*looks(deed, same), weights()) == "denied"


def test_undated_claims_are_tied_by_what_the_deed_is_done_to() -> None:
    halt = one(
        "a", "2020-03-17", "The halt to training came without a warning.", "halt", type="sanction", mode="suspend"
    )
    stop = one(
        "b", "2020-03-19", "All training was suspended by the command.", "suspended", type="sanction", mode="suspend"
    )
    flights = one(
        "c", "2020-03-19", "All flights were suspended by the command.", "suspended", type="sanction", mode="suspend"
    )
    assert bond(*looks(halt, stop), weights()) == "thing"
    assert bond(*looks(halt, flights), weights()) == "none-undated"
    dated = one("d", "2020-03-19", "All flights stopped on Monday.", "stopped", mode="suspend", on=when("2020-03-16"))
    assert bond(*looks(dated, dated), weights()) == "none"


def test_an_article_tied_to_a_family_name_does_not_make_it_nobodys() -> None:
    told = [
        one(
            id,
            published,
            f"The killing of {name} is being looked into.",
            "killing",
            mode="killing",
            recipient=[Party(name)],
            on=when(on),
            counts=[Count("killed", 1)],
            actor=[US] if id == "a" else [IRAQ_MILITARY],
        )
        for id, published, on, name in (
            ("a", "2020-03-12", "2020-03-11", "Samir al-Haddad"),
            ("b", "2020-03-20", "2020-03-13", "Samir Haddad"),
        )
    ]
    assert looks(*told)[0].dead == looks(told[0])[0].dead
    assert groups(run(*told)) == [["a.0", "b.0"]]


WORDS = {
    "happened": "Rockets hit the camp.",
    "planned": "Rockets would hit the camp.",
    "denied": "Nobody hit the camp.",
    "again": "Another rocket hit the camp.",
    "row": "A second rocket hit the camp.",
    "off": "The army cancelled the hit on the camp.",
}
SORTED = [
    one(
        f"s{n}",
        "2020-03-12",
        WORDS[words],
        "cancelled" if words == "off" else "hit",
        mode=mode,
        status=status,
        type=kind,
    )
    for n, (kind, mode, status, words) in enumerate(
        (kind, mode, status, words)
        for kind, modes in (
            ("assault", ("rocket", "missile", None)),
            ("mobilize", ("deploy",)),
            ("consult", ("visit",)),
        )
        for mode in modes
        for status in ("happened", "planned", "denied")
        for words in (status, "again", "row", "off")
    )
]


def test_claims_of_one_sort_say_the_same_wherever_the_points_are_kept_by_sort() -> None:
    """`Scorer` works those features out once for two sorts: whatever they look at must be part of the sort."""
    every = looks(*SORTED)
    scorer = Scorer(weights())
    for a in every:
        for b in every:
            assert scorer.points(a, b) == scorer.score(a, b).total, (a.sentence, b.sentence)
    by_sort: dict[int, list[Profile]] = {}
    for look in every:
        by_sort.setdefault(look.sort, []).append(look)
    assert 1 < len(by_sort) < len(every)
    for alike in by_sort.values():
        for other in every:
            told = {tuple(EVENT_FEATURES[f](look, other, weights()) for f in BY_SORT) for look in alike}
            assert len(told) == 1


FIGHT = "The {0} Oil Company {1} force majeure at the port of Sefra again on Tuesday evening."


@pytest.mark.parametrize(
    ("first", "copy", "level"),
    [
        (("National", "declared"), ("National", "declared"), "copied"),
        (("National", "declared"), ("Northern National (NOC)", "declared"), "copied"),
        (("National", "declared"), ("National", "invoked"), "same-sentence"),  # an editor's word
    ],
)
def test_a_sentence_that_a_copy_repeats_is_one_claim(first: tuple[str, str], copy: tuple[str, str], level: str) -> None:
    told = [
        one(id, f"2026-03-1{n}", FIGHT.format(*words), words[1], type="sanction", mode="suspend", place=place)
        for id, n, words, place in (("a", 2, first, IRAQ), ("b", 3, copy, TAJI if level == "copied" else IRAQ))
    ]
    assert wording(*looks(*told, family="f"), weights()) == level


def test_of_two_places_in_one_sentence_each_has_its_own_claim() -> None:
    sentence = "Coalition troops left the camps of Taji and Sefra on Thursday evening with their trucks."
    told = []
    for id in ("a", "b"):
        made = report(id, "2020-03-12", sentence)
        for n, name in enumerate(("Taji", "Sefra")):
            at = sentence.index(name)
            place = replace(TAJI, name=name, id=f"site:{name}", lat=30.0 + 2 * n, span=Span(at, at + len(name)))
            told.append((made, claim(made, sentence, "left", "retreat", "withdraw", place=place, n=n)))
    a0, a1, b0, b1 = looks(*told, family="f")
    assert wording(a0, b0, weights()) == wording(a1, b1, weights()) == "copied"
    assert wording(a0, b1, weights()) == "split-sentence"


def test_a_count_of_dead_that_names_nothing_is_of_no_attack_in_particular() -> None:
    struck = one(
        "a",
        "2020-03-27",
        "American aircraft struck back.",
        "struck",
        mode="airstrike",
        on=when("2020-03-13"),
        actor=[US],
    )
    counted = one(
        "b", "2020-03-28", "Other agencies counted 40 dead.", "dead", mode="killing", counts=[Count("killed", 40)]
    )
    assert bond(*looks(struck, counted), weights()) == "bare"
    assert bond(*looks(struck, counted, family="f"), weights()) == "none-undated"  # a copy may
    assert groups(run(struck, counted)) == [["a.0"], ["b.0"]]
    deal = one("c", "2020-03-28", "The deal held.", "deal", type="agree", mode="agreement")
    signed = one(
        "d",
        "2020-03-27",
        "Both sides signed on Monday.",
        "signed",
        type="agree",
        mode="agreement",
        on=when("2020-03-23"),
    )
    assert bond(*looks(deal, signed), weights()) == "none-undated"
