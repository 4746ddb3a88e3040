"""Days, places, counts and disputes in the words that pages use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.model import Conflict, Count, Event, EventType, Interval, Kind, StateLine, Status
from dateline.web import wording
from tests.reconcile.made import COALITION, IRAQ_MILITARY, TAJI

EVENT = Event(
    "e1", Kind.EVENT, EventType.RETREAT, "handover", Status.HAPPENED, actor=(COALITION,), recipient=(IRAQ_MILITARY,),
    place=TAJI, claims=("c1",), reports=("r1",), origins=1,
)  # fmt: skip


def on(*days: str) -> Interval:
    first, last = (date.fromisoformat(d) for d in (days * 2)[:2])
    return Interval(first, last, "day", "told")


@pytest.mark.parametrize(
    ("change", "want"),
    [
        ({}, "Handover: U.S.-led coalition → Iraqi military, Camp Taji"),
        ({"recipient": ()}, "Handover: U.S.-led coalition, Camp Taji"),
        ({"actor": ()}, "Handover → Iraqi military, Camp Taji"),
        ({"actor": (), "recipient": (), "place": None}, "Handover"),
        ({"mode": None, "actor": (IRAQ_MILITARY,) * 4, "recipient": ()},
         "Retreat: Iraqi military, Iraqi military +2, Camp Taji"),
        ({"kind": Kind.FIGURE, "type": EventType.FIGURE, "counts": (Count("cases", 1200),)}, "1,200 cases, Camp Taji"),
    ],
)  # fmt: skip
def test_a_headline_says_what_is_known_and_no_more(change: dict[str, object], want: str) -> None:
    assert wording.headline(replace(EVENT, **change)) == want  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("due by 2020-01-09, not reported by 2020-04-08", "due by 9 Jan 2020, not reported by 8 Apr 2020"),
        ("from 2020-02-31", "from 2020-02-31"),
        ("file 12020-01-011", "file 12020-01-011"),
        ("report 2020-13-01", "report 2020-13-01"),
    ],
)
def test_days_in_a_reason_are_written_out_and_nothing_else_is(text: str, want: str) -> None:
    assert wording.written(text) == want


def test_countries_have_names() -> None:
    assert (wording.country("IQ"), wording.country("XX"), wording.country(None)) == ("Iraq", "XX", "")


def test_a_count_is_of_whom_the_reports_say_not_of_its_key() -> None:
    event = replace(EVENT, counts=(Count("killed", 1, of="Iranian commander"),))
    assert wording.attribute("counts:killed of commander iranian", event) == "killed (Iranian commander)"
    assert wording.attribute("counts:killed of commander iranian") == "killed (commander iranian)"
    assert wording.attribute("counts:other:air-raids") == "air raids"


@pytest.mark.parametrize(
    ("attribute", "kind", "want"),
    [
        ("when", "different-date", "day"),
        ("counts:killed", "different-count", "killed"),
        ("status", "happened-or-not", "happened or not"),
        ("actor", "who-did-it", "who did it"),
        ("place", "spelling-only", "where, spelling only"),
    ],
)
def test_a_dispute_is_called_by_what_is_in_dispute(attribute: str, kind: str, want: str) -> None:
    assert wording.conflict(Conflict(attribute, kind, ()), EVENT) == want  # type: ignore[arg-type]


def line(attribute: str, since: Interval | None, subject: str = "Camp Taji", **more: object) -> StateLine:
    return StateLine(subject, attribute, "held", since, ("c1",), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("attribute", "since", "want"),
    [
        ("holder", on("2020-03-26"), "since 26 Mar 2020"),
        ("holder", on("2019-12-30", "2020-01-02"), "between 30 Dec 2019 and 2 Jan 2020"),
        ("holder", Interval(None, date(2020, 3, 26), "day", ""), "by 26 Mar 2020"),
        ("holder", None, "day not told"),
        ("plan", None, ""),
        ("plan", on("2020-03-26"), "due 26 Mar 2020"),
        ("figure", on("2020-03-26"), "as of 26 Mar 2020"),
    ],
)
def test_since_when_a_line_of_state_holds(attribute: str, since: Interval | None, want: str) -> None:
    assert wording.since(line(attribute, since)) == want


def test_a_line_of_state_is_told_without_codes() -> None:
    assert wording.stateline(line("plan", None, "coalition: retreat/handover"), EVENT) == wording.headline(EVENT)
    told = line("figure", None, "al-Asad: returned-to-duty", parts=(("what", "other:returned-to-duty"),))
    assert wording.stateline(told, None) == "al-Asad: returned to duty"
