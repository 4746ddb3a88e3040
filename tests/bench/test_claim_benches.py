"""Scoring of each corpus benchmark on made claims: what counts as right, and what must not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.plovertypes import plover_types

from bench import attribution, case2021, dyads, incidents, muc4, plover, police
from dateline.model import Claim, Count, Party, Place, Span
from tests.reconcile.made import one, when

POLICE = Party("Vesna police", text="police", sector="COP")
ARNOLD = Party("Veltland", id="iso:VL", country="VL", text="Veltish")
REBELS = Party("rebels", text="rebels", sector="REB")
ARMY = Party("Veltish army", text="the army", sector="MIL")


def made(sentence: str, trigger: str, **more: Any) -> Claim:
    return one("b-1", "2020-03-12", sentence, trigger, **more)[1]


# -------------------------------------------- plover


@pytest.mark.parametrize(
    ("type_", "mode", "status", "exported"),
    [
        ("retreat", "withdraw", "happened", {"RETREAT"}),
        ("retreat", "withdraw", "planned", {"CONCEDE", "AGREE"}),
        ("aid", "aid", "planned", {"AGREE"}),
        ("coerce", "restrict", "threatened", {"THREATEN"}),
        ("consult", "meeting", "denied", {"REJECT"}),
        ("assault", "attack", "denied", set()),
        ("decide", "vote", "happened", set()),
        ("decide", "resign", "happened", {"RETREAT"}),
        ("hazard", "flood", "happened", set()),
    ],
)
def test_types_as_plover_exports_them(type_: str, mode: str, status: str, exported: set[str]) -> None:
    claim = made("They left on Monday.", "left", type=type_, mode=mode, status=status)
    assert plover_types(claim, "left") == exported


def test_markup_is_taken_out_of_a_record() -> None:
    assert plover.plain("(SRC: Veltland) (EVT: left)  the (TAR: Ordan)'s port.") == "Veltland left the Ordan's port."


def test_a_record_is_right_only_with_every_party_in_its_role() -> None:
    named = plover.Named("Veltish troops", "VEL"), plover.Named("rebels of the hills", "ORD")
    record = plover.Record("r", "…", "ASSAULT", named[:1], named[1:])
    right = made(
        "Troops hit rebels.",
        "hit",
        actor=[Party("Veltish troops")],
        recipient=[Party("hill rebels in hills")],
    )
    swapped = made("Troops hit rebels.", "hit", actor=right.recipient, recipient=right.actor)
    assert all(plover.judged(record, right).values())
    assert not any(plover.judged(record, swapped).values())


def test_a_place_may_stand_for_a_recipient_only_where_it_is_said_so() -> None:
    record = plover.Record("r", "…", "ASSAULT", (plover.Named("rebels", "ORD"),), (plover.Named("Vesna", "VEL"),))
    claim = made("Rebels shelled Vesna.", "shelled", actor=[REBELS], place=Place("Vesna", "city"))
    found = plover.judged(record, claim)
    assert (found["recipient"], found["both"]) == (False, False)
    assert (found["placed"], found["both placed"]) == (True, True)


def test_one_country_on_both_sides_is_told_apart_by_words() -> None:
    ours = Party("Iraqi opposition", country="IQ")
    gold = plover.Named("Iraqi president Karim Olin", "IRQ")
    assert plover.same_party(frozenset(), gold, ours)
    assert not plover.same_party(frozenset({"IRQ"}), plover.Named("Karim Olin", "IRQ"), ours)


def test_old_names_of_types_are_mapped() -> None:
    raw = [
        {"id": "1", "event": "FIGHT", "text": "They fought.", "source": [], "target": ""},
        {"id": "header"},
    ]
    assert [r.type for r in plover.records(raw)] == ["ASSAULT"]


# -------------------------------------------- dyads

TESTS = """
<Sentence date="20200101" id="T-1"> <!-- <Text>no</Text> -->
<EventCoding sourcecode="VEL" targetcode="ORDGOV" eventcode="041"></EventCoding>
<Text>
Veltland met
Ordan.
</Text></Sentence>
<Sentence id="T-2"><EventCoding noevents="True"/><Text>Rain fell.</Text></Sentence>
<Sentence id="T-3"><EventCoding sourcecode="A" targetcode="B" eventcode="999"/><Text>Odd.</Text></Sentence>
<Sentence id="T-4"><EventCoding error="storydiscard"/><Text>Thrown away.</Text></Sentence>
"""


def test_test_sentences_without_a_plover_type_are_left_out() -> None:
    read = list(dyads.test_sentences(TESTS, {"041": "CONSULT"}))
    assert [(t.id, t.text, t.tuples) for t in read] == [
        ("T-1", "Veltland met Ordan.", (("VEL", "ORDGOV", "CONSULT"),)),
        ("T-2", "Rain fell.", ()),
    ]


def test_a_peer_is_scored_by_country_and_type_and_counts_once_what_it_says_twice(tmp_path: Path) -> None:
    answers = tmp_path / "peer.jsonl"
    told = [["VELGOV", "ORD", "041"], ["VEL", "ORDMIL", "041"], ["ORD", "VEL", "041"]]
    answers.write_text(json.dumps({"id": "T-1", "events": told}) + "\n" + json.dumps({"id": "T-2", "events": []}))
    gold = list(dyads.test_sentences(TESTS, {"041": "CONSULT"}))
    scored = dyads.of_peer(answers, gold, {"041": "CONSULT"})
    assert (scored["p"], scored["r"], scored["silent"]) == (0.5, 1.0, 1.0)


@pytest.mark.parametrize(
    ("code", "kind"), [("041", "SUPPORT"), ("064", "SUPPORT"), ("066", "RETREAT"), ("023", ""), ("345", "")]
)
def test_codes_of_the_older_scheme(code: str, kind: str) -> None:
    assert dyads.type_of(code, dyads.WEIS) == kind


def test_a_planned_event_counts_as_the_event_too() -> None:
    claim = made("They will meet.", "meet", type="consult", status="planned")
    assert dyads.types_of(claim, "They will meet.") == {"AGREE", "CONSULT"}


def test_codes_of_invented_countries_are_letters_of_a_word_in_order() -> None:
    assert dyads.same_code("VLDGOV", Party("Veltland"))
    assert not dyads.same_code("VLD", Party("Ordan"))
    assert dyads.same_code("IRQ", Party("Baghdad", country="IQ"))
    assert not dyads.same_code("IRQ", Party("Ordan", country="IR"))


def test_a_tuple_is_matched_once_and_only_with_its_type() -> None:
    ours = [(Party("Veltland"), Party("Ordan"), frozenset({"CONSULT"}))]
    gold = (("VEL", "ORD", "CONSULT"), ("VEL", "ORD", "CONSULT"))
    assert dyads.matched(gold, ours, with_type=True) == [0]
    assert dyads.matched((("VEL", "ORD", "AID"),), ours, with_type=True) == []
    assert dyads.matched((("VEL", "ORD", "AID"),), ours, with_type=False) == [0]


def test_what_several_do_together_goes_both_ways() -> None:
    claim = made("They met.", "met", type="consult", actor=[ARMY, REBELS])
    assert dyads.dyads(claim) == [(ARMY, REBELS), (REBELS, ARMY)]
    met = made("They met.", "met", type="consult", mode="meeting", actor=[ARMY], recipient=[REBELS])
    assert dyads.dyads(met) == [(ARMY, REBELS), (REBELS, ARMY)]
    assert dyads.dyads(made("They hit.", "hit", actor=[ARMY], recipient=[REBELS])) == [(ARMY, REBELS)]


# -------------------------------------------- case2021


def label(*claims: tuple[str, str | None, dict[str, Any]], text: str = "They struck the town on Monday.") -> str | None:
    return case2021.label_of(tuple(made(text, "struck", type=t, mode=m, **more) for t, m, more in claims), text)


def test_labels_follow_the_table_and_the_actor() -> None:
    assert label(("assault", "airstrike", {})) == "AIR_STRIKE"
    assert label(("assault", "seizure", {"actor": [ARMY]})) == "GOV_REGAINS_TERIT"
    assert label(("assault", "seizure", {"actor": [REBELS]})) == "NON_STATE_ACTOR_OVERTAKES_TER"
    assert label(("assault", "killing", {"actor": [ARMY], "recipient": [REBELS]})) == "ARMED_CLASH"
    assert label(("assault", "killing", {})) == "ATTACK"
    assert label(("assault", "killing", {"actor": [Party("villagers")]})) == "MOB_VIOL"
    assert label(("decide", "vote", {})) is None
    assert label(("figure", None, {"counts": [Count("cases", 177)]})) == "NATURAL_DISASTER"
    assert label(("figure", None, {"counts": [Count("troops", 177)]})) is None
    assert label(("assault", "airstrike", {"status": "denied"})) is None


def test_a_protest_met_with_force_is_labelled_by_the_force() -> None:
    protest = ("protest", "demonstration", {})
    assert label(protest) == "PEACE_PROTEST"
    assert label(protest, ("coerce", "arrest", {})) == "PROTEST_WITH_INTER"
    assert label(protest, ("assault", "shooting", {"counts": [Count("killed", 2)]})) == "FORCE_AGAINST_PROTEST"


def test_weighted_f1_counts_every_label_by_its_gold() -> None:
    pairs: list[tuple[str, str | None]] = [
        ("ATTACK", "ATTACK"),
        ("ATTACK", None),
        ("ARREST", "ARREST"),
        ("OTHER", "ARREST"),
    ]
    # ATTACK: p 1, r 1/2, f1 2/3 (weight 2); ARREST: p 1/2, r 1, f1 2/3; OTHER: 0
    assert case2021.weighted(pairs) == pytest.approx((2 * 2 / 3 + 2 / 3 + 0) / 4)


def test_every_label_of_the_table_has_its_place_in_the_order() -> None:
    assert set(case2021.ORDER) == case2021.SAYABLE


# -------------------------------------------- police


def test_police_labels() -> None:
    shot = made("Police shot two.", "shot", mode="shooting", actor=[POLICE], counts=[Count("killed", 2)])
    assert police.labels_of(shot) == {"KILL", "FORCE", "ANY_ACTION"}
    assert police.labels_of(made("Rebels shot two.", "shot", mode="shooting", actor=[REBELS])) == set()
    arrested = {"type": "coerce", "mode": "arrest"}
    assert police.labels_of(made("Ten were arrested.", "arrested", **arrested)) == {"ARREST", "ANY_ACTION"}
    assert police.labels_of(made("Rebels arrested ten.", "arrested", actor=[REBELS], **arrested)) == set()
    planned = made("Police will arrest ten.", "arrest", actor=[POLICE], status="planned", **arrested)
    assert police.labels_of(planned) == set()
    assert police.labels_of(made("Police did not act.", "act", actor=[POLICE], status="denied")) == {"FAIL"}


def test_sentences_are_found_in_order_and_a_lost_one_gets_nothing() -> None:
    rows = [
        {"sent_id": 0, "sent_text": "He ran."},
        {"sent_id": 1, "sent_text": "Gone."},
        {"sent_id": 2, "sent_text": "He ran."},
    ]
    spans = [s for _, s in police.located("He ran. He ran.", rows)]
    assert spans == [Span(0, 7), Span(15, 15), Span(8, 15)]


# -------------------------------------------- muc4


def test_gold_entities_are_sets_of_alternatives_and_optional_ones_apart() -> None:
    slot = "PERP: INDIVIDUAL ID"
    keys = [
        {"slots": {slot: ['"THREE GUNMEN" / "GUNMEN"', '? "SNIPER"']}, "optional": False},
        {"slots": {slot: ['"GUNMEN"', "-"]}, "optional": False},
        {"slots": {slot: ['"BOMBER"']}, "optional": True},
    ]
    assert muc4.entities(keys, (slot,)) == ([{"gunmen"}], [{"sniper"}, {"bomber"}])


def test_a_filler_fills_one_entity() -> None:
    wanted = [{"olin", "mayor"}, {"guards"}]
    assert muc4.filled({"mayor", "olin"}, wanted, [], muc4.same_exactly) == (1, 0)
    assert muc4.filled({"bank guards", "sniper"}, wanted, [{"sniper"}], muc4.same_exactly) == (0, 1)
    assert muc4.filled({"bank guards"}, wanted, [], muc4.same_head) == (1, 0)


# -------------------------------------------- attribution

STANDOFF = """T1\tSource 0 7\tMs Olin
T2\tCue 8 12\tsaid
T3\tSource 30 33;40 44\tthe team
E1\tAttribution:T9 Source:T1 Cue:T2
"""


def test_standoff_is_read_with_pieces_and_pairs() -> None:
    gold = attribution.gold_of(STANDOFF)
    assert gold.sources == (Span(0, 7), Span(30, 33), Span(40, 44))
    assert gold.cues == (Span(8, 12),)
    assert gold.pairs == ((Span(0, 7), "said"),)


def test_sources_are_compared_by_words_and_by_overlap() -> None:
    text = "Ms Olin said that it rained in Vesna."
    gold = attribution.Told((Span(0, 7),), (Span(8, 12),))
    counted = list(attribution.compared(text, gold, attribution.Told((Span(3, 7), Span(31, 36)), ())))
    assert [counted.count(f"source {k}") for k in ("gold", "ours", "both")] == [2, 2, 1]
    assert [counted.count(f"source {k}") for k in ("gold met", "ours met", "ours spans")] == [1, 1, 2]
    assert counted.count("cue gold met") == 0


# -------------------------------------------- incidents

FRIDAY = date(2020, 3, 13)


@pytest.mark.parametrize(
    "told",
    ["He was shot on Friday.", "It was March 13.", "Shot on Mar. 13", "on 3/13/2020", "shots last night"],
)
def test_a_text_that_states_the_day(told: str) -> None:
    assert incidents.states_day(told, FRIDAY, date(2020, 3, 14))


@pytest.mark.parametrize("told", ["He was shot on Sunday.", "It was March 14.", "on 3/31", "shots were heard today"])
def test_a_text_that_does_not_state_the_day(told: str) -> None:
    assert not incidents.states_day(told, FRIDAY, date(2020, 3, 14))


def test_a_weekday_of_another_week_does_not_state_the_day() -> None:
    assert not incidents.states_day("He was shot on Friday.", FRIDAY, date(2020, 3, 27))


def test_numbers_are_stated_beside_what_became_of_people() -> None:
    assert incidents.states_number("Three men were shot dead.", 3, incidents.DEATH)
    assert incidents.states_number("A man died.", 1, incidents.DEATH)
    assert not incidents.states_number("Three cars passed. A man died.", 3, incidents.DEATH)
    assert not incidents.states_number("Nobody died.", 0, incidents.DEATH)


def incident_doc(content: str) -> dict[str, Any]:
    return {"title": "", "content": content, "dct": "2020-03-14"}


def test_an_article_is_judged_where_it_states_the_value() -> None:
    gold = incidents.Incident(FRIDAY, "Vesna", killed=2, injured=4)
    place = Place("Vesna", "city")
    text = "Two men were killed in Vesna on Friday."
    claim = made(text, "killed", mode="killing", place=place, on=when("2020-03-12"), counts=[Count("killed", 3)])
    found = incidents.judged(incident_doc(text), gold, [claim])
    assert {"date right", "city right", "killed stated", "killed given"} <= set(found)
    assert "killed right" not in found
    assert "injured stated" not in found


def test_a_long_stretch_is_no_date() -> None:
    assert incidents.near(FRIDAY, date(2020, 3, 15), FRIDAY)
    assert not incidents.near(date(2020, 3, 1), date(2020, 3, 31), FRIDAY)
    assert not incidents.near(date(2020, 3, 15), date(2020, 3, 15), FRIDAY)


def test_one_victim_counts_as_one_only_by_courtesy() -> None:
    claim = made("A man was killed.", "killed", mode="killing", recipient=[Party("man")])
    assert incidents.number_of([claim], "killed", courtesy=True) == 1
    assert incidents.number_of([claim], "killed", courtesy=False) is None


# -------------------------------------------- with the data


def test_the_corpora_are_read(shared: Path) -> None:
    """Formats as delivered: fails when a corpus is read as empty."""
    assert dyads.root_types(shared / "data")["041"] == "CONSULT"
    raw = (shared / "data/petrarch-unit-tests" / dyads.FILES["unit records"]).read_text(encoding="utf-8")
    assert len(list(dyads.test_sentences(raw, dyads.WEIS))) > 100
    articles = attribution.articles(shared / "data/polnear/polnear_text_ann.tar.gz")
    assert len(articles) == 84
    assert all(s.end <= len(text) for _, text, gold in articles for s in gold.sources)
