"""The situation report: every statement sourced, in words that read, harmless in Markdown and HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Attribution, Count, Event, EventType, Kind, LedgerView, Party, Place, Status, Support
from dateline.views import brief, brief_html, briefing
from dateline.views.briefing import Section
from dateline.views.citing import Citations
from dateline.views.sentences import grammar, long_days, named, on_day, parties, told
from dateline.views.wording import count as counted_in_words
from tests.reconcile.made import COALITION, IRAQ, IRAQ_MILITARY, K1, TAJI, US, claim, day, one, report, when
from tests.views.test_views import LEDGER, Told, cases, handover, view


def event(kind: str, mode: str | None, status: str = "happened", **more: object) -> Event:
    return Event("e1", Kind.EVENT, EventType(kind), mode, Status(status), ("c",), ("r",), 1, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("made", "sentence"), [
    (event("retreat", "handover", actor=(COALITION,), recipient=(IRAQ_MILITARY,), place=K1),
     "The U.S.-led coalition handed over K1 base to the Iraqi military."),
    (event("retreat", "handover", "planned", actor=(COALITION,), place=K1),
     "The U.S.-led coalition planned to hand over K1 base."),
    (event("retreat", "handover", recipient=(IRAQ_MILITARY,), place=K1),
     "K1 base was handed over to the Iraqi military."),
    (event("assault", "rocket", place=TAJI, counts=(Count("killed", 3), Count("injured", 1), Count("other:site", 2))),
     "Rockets were fired at Camp Taji; 3 killed, 1 injured."),
    (event("assault", "rocket", "denied", actor=(Party("River Front"),), place=TAJI),
     "It was denied that the River Front fired rockets at Camp Taji."),
    (event("assault", "rocket", place=TAJI, counts=(Count("killed", 0), Count("other:person", 0))),
     "Rockets were fired at Camp Taji; nobody killed."),
    (event("coerce", "curfew", "ongoing", place=IRAQ), "A curfew was imposed in Iraq, and this was under way."),
    (event("coerce", "curfew", "planned", place=IRAQ), "A curfew was to be imposed in Iraq."),
    (event("assault", None, "planned", place=IRAQ), "There was to be an attack in Iraq."),
    (event("assault", "airstrike", "threatened", place=IRAQ),
     "It was threatened that there would be an air strike in Iraq."),
    (event("retreat", "handover", "planned", recipient=(IRAQ_MILITARY,), place=K1),
     "K1 base was to be handed over to the Iraqi military."),
    (event("retreat", "handover", "ongoing", actor=(COALITION,), place=K1),
     "The U.S.-led coalition was handing over K1 base."),
    (event("retreat", "withdraw", "ongoing", actor=(COALITION, Party("France", id="state:FR", country="FR"))),
     "The U.S.-led coalition and France were withdrawing."),
    (event("retreat", "withdraw", "ongoing", actor=(Party("militia fighters"),), place=K1),
     "Militia fighters were withdrawing from K1 base."),
    (event("retreat", "withdraw", "planned", actor=(COALITION,)), "The U.S.-led coalition planned to withdraw."),
    (event("retreat", "handover", place=K1, counts=(Count("money-usd", 1700000),)),
     "K1 base was handed over; a sum of $1,700,000 is named."),
    (event("accuse", "condemn", actor=(Party("Ann Lee", country="US"), US), recipient=(COALITION,)),
     "Ann Lee condemned the U.S.-led coalition."),
    (event("decide", "resign", actor=(Party("Marta Olin"),)), "Marta Olin resigned."),
    (event("coerce", "arrest", actor=(COALITION,)), "The U.S.-led coalition made arrests."),
    (event("coerce", "arrest", "planned", actor=(COALITION,)), "The U.S.-led coalition planned to make arrests."),
    (event("coerce", "arrest", actor=(COALITION,), recipient=(Party("Marta Olin"),)),
     "The U.S.-led coalition arrested Marta Olin."),
    (event("hazard", "earthquake", place=IRAQ), "There was an earthquake in Iraq."),
    (event("retreat", "handover", actor=(COALITION,), place=Place("Iraq", "country", reason="no place stated: x")),
     "The U.S.-led coalition handed over a place not named."),
    (event("assault", None, actor=(Party("unknown"),)), "There was an attack."),
])  # fmt: skip
def test_an_event_as_a_sentence(made: Event, sentence: str) -> None:
    assert told(made) == sentence


@pytest.mark.parametrize("kind", [t for t in EventType if t is not EventType.FIGURE])
@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("who", [(), (COALITION,)])
def test_every_type_and_status_has_words(kind: EventType, status: Status, who: tuple[Party, ...]) -> None:
    modes = [None, *(k.split("/")[1] for k in grammar().events if k.startswith(f"{kind}/"))]
    for mode in modes:
        for recipient in ((), (IRAQ_MILITARY,)):
            words = told(event(kind.value, mode, status.value, actor=who, recipient=recipient, place=K1))
            assert re.fullmatch(r"[A-Z][^{}\[\]]+[^ ]\.", words), words
            assert "  " not in words
            assert ("coalition" in words) == (bool(who) and kind is not EventType.HAZARD)


@pytest.mark.parametrize(("name", "words"), [
    ("United States", "the United States"), ("France", "France"), ("Iraq military", "the Iraq military"),
    ("deputy head", "a deputy head"), ("officer", "an officer"), ("two officers", "two officers"),
    ("fighters", "fighters"), ("the army", "the army"), ("Pentagon", "the Pentagon"),
    ("Marta Olin", "Marta Olin"), ("Union", "Union"),
])  # fmt: skip
def test_names_take_the_where_english_wants_it(name: str, words: str) -> None:
    assert named(Party(name)) == words


def test_days_and_parties_in_words() -> None:
    assert on_day(when("2020-03-20", "2020-04-03")) == "20 March 2020 to 3 April 2020"
    assert on_day(when("2020-03-20", "2020-03-22")) == "20 to 22 March 2020"
    assert on_day(when("2020-03-01", "2020-03-31")) == "March 2020"
    assert on_day(when("2017-01-01", "2017-12-31")) == "2017"
    assert on_day(when("2020-02-01", "2020-03-31")) == "1 February 2020 to 31 March 2020"
    assert on_day(None) == "day not told"
    assert on_day(None, day("2020-03-20")) == "told by 20 March 2020, day not told"
    assert long_days("due 2020-03-29.") == "due 29 March 2020."
    assert parties((Party("A"), Party("B"), Party("C"))) == "A, B and C"
    assert parties((Party("A"), Party("B"), Party("C"), Party("D"))) == "A, B and 2 others"


# ------------------------------------------------------------------------------------------------------ document


def sections(made: LedgerView, **more: object) -> dict[str, Section]:
    return {s.title: s for s in briefing(made, **more).sections}  # type: ignore[arg-type]


def test_what_changed_since_the_last_brief() -> None:
    plan, done = handover("b", "2020-03-26", "2020-03-29", K1, "planned"), handover("c", "2020-03-30", "2020-03-30", K1)
    found = sections(view(plan, done), since=day("2020-03-27"), before=view(plan))
    changed = found["What changed since 27 March 2020"]
    assert [s.label for s in changed.said] == ["Changed", "Plan late, before pending"]
    assert "before: U.S.-led coalition; next: to Iraqi military" in changed.said[0].text
    same = sections(view(plan, done), since=day("2020-03-31"), before=view(plan, done))
    assert same["What changed since 31 March 2020"].empty
    assert not same["What changed since 31 March 2020"].said
    assert not any(t.startswith("What changed") for t in sections(view(plan, done)))


def test_tables_of_sites_and_figures() -> None:
    counted = [cases("d", "2020-03-15", 100), cases("e", "2020-03-16", 124), cases("f", "2020-03-16", 110)]
    found = sections(view(handover("a", "2020-03-26", "2020-03-26"), *counted))
    sites, figures = found["Sites and who holds them"].table, found["Figures"].table
    assert sites
    assert sites.rows[0][0] == ("Qayyarah West airfield", "Iraqi military", "26 March 2020", "U.S.-led coalition", "")
    assert figures
    assert figures.rows[0][0] == ("cases", "Iraq", "124", "16 March 2020", "100 (15 March 2020)", "110")
    assert figures.rows[0][2], "a rival value is marked"


def test_all_that_is_disputed_of_one_event_is_one_statement() -> None:
    def attack(id: str, killed: int, on: str) -> Told:
        words, counts = f"Rockets hit the camp and killed {killed} ({id}).", [Count("killed", killed)]
        return one(id, "2020-03-13", words, "hit", place=TAJI, on=when(on), counts=counts, recipient=[COALITION])

    (said,) = sections(view(attack("a", 3, "2020-03-11"), attack("b", 2, "2020-03-12")))["Disputed"].said
    assert said.text.count("Rockets were fired") == 1
    assert "The day is given as 11 March 2020 (1 report) and as 12 March 2020 (1 report)." in said.text
    assert "The number of killed is given as 2 (1 report) and as 3 (1 report)." in said.text
    assert len(said.sources) == 2


def test_a_deed_is_cited_from_those_who_tell_it_not_from_those_who_announced_it() -> None:
    made = briefing(
        view(handover("b", "2020-03-26", "2020-03-29", K1, "planned"), handover("c", "2020-03-30", "2020-03-29", K1))
    )
    (happened,) = made.sections[0].said
    assert [made.sources[n - 1].report for n in happened.sources] == ["c"]


def test_nothing_can_be_said_without_a_source() -> None:
    with pytest.raises(ValueError, match="no claim"):
        Citations(LEDGER).numbers(["not-there"])


POOL = [
    handover("a", "2020-03-26", "2020-03-26"),
    handover("b", "2020-03-26", "2020-03-29", K1, "planned"),
    handover("c", "2020-03-30", "2020-03-30", K1),
    cases("d", "2020-03-16", 124),
    cases("e", "2020-03-16", 110),
]


@given(st.permutations(POOL), st.integers(0, 5))
def test_every_statement_has_sources_and_every_source_is_used(pool: list[Told], n: int) -> None:
    made = briefing(view(*pool[:n]), day("2020-03-01"), before=view(*pool[: n // 2]))
    said = [s.sources for section in made.sections for s in section.said]
    said += [sources for section in made.sections if section.table for _, sources, _ in section.table.rows]
    assert all(said)
    assert {n for sources in said for n in sources} == set(range(1, len(made.sources) + 1))
    assert briefing(view(*pool[:n])) == briefing(view(*sorted(pool[:n], key=lambda t: t[0].id)))


# ---------------------------------------------------------------------------------------------------------- HTML


class Page(HTMLParser):
    """Tags opened and closed, links and anchors, and the text."""

    VOID = ("meta", "br", "hr", "img", "link", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k in ("href", "src") and v]
        assert not any(k.startswith("on") for k, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = Page(brief_html(LEDGER, since=day("2020-03-01"), before=LedgerView((), ())))
    assert page.open == []
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert "handed over Qayyarah West airfield" in page.words


HOSTILE = st.sampled_from([
    "<script>alert(1)</script>", "</li></ul><h1>x", "[x](javascript:y)", "| a | b |", "\x1b[31m\u202e", "&amp;&lt;",
    '" onload="x', "`code` **bold** ~~x~~", "<!-- x", "]]>",
])  # fmt: skip


@given(HOSTILE, HOSTILE)
def test_hostile_words_do_no_harm(name: str, words: str) -> None:
    sentence = f"Rockets hit Camp Taji {words} hard."
    made = replace(report("z", "2020-03-26", sentence), outlet=name, title=words)
    bad = claim(
        made, sentence, "hit", place=replace(TAJI, name=f"Camp {name}"), on=when("2020-03-26"), recipient=[Party(name)]
    )
    told_now = view((made, bad))
    page = Page(brief_html(told_now))
    assert page.open == []
    plain = "html head meta title style body h1 h2 p section ul li span sup a ol q table thead tbody tr th td"
    assert page.tags <= set(plain.split())
    text = brief(told_now)
    assert not re.search(r"(?<!\\)[<>`]", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not set(text) & {"\x1b", "\u202e"}
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1 or not rows


def test_an_empty_ledger_gives_an_empty_brief() -> None:
    empty = LedgerView((), ())
    assert "Nothing is reported" in brief(empty)
    assert Page(brief_html(empty)).open == []


def test_nobody_does_an_earthquake_and_one_number_is_told_once() -> None:
    quake = Event(
        "e", Kind.EVENT, EventType.HAZARD, "earthquake", Status.HAPPENED, ("a.0",), ("a",), 1,
        actor=(Party("civil defence agency"),),
        counts=(Count("killed", 3.0), Count("killed", 3.0, of="villagers"), Count("injured", 9.0)),
    )  # fmt: skip
    assert told(quake) == "There was an earthquake; 3 killed (villagers), 9 injured."


# -------------------------------------------------------------------------------------------- what a sentence may say


@pytest.mark.parametrize(("count", "words"), [
    (Count("other:child", 20), "20 children"), (Count("other:battery", 1), "1 battery"),
    (Count("other:batteries", 1), "1 battery"), (Count("other:battery", 2), "2 batteries"),
    (Count("other:box", 3), "3 boxes"), (Count("other:aircraft", 3), "3 aircraft"), (Count("troops", 1), "1 troop"),
    (Count("other:person", 2), "2 people"), (Count("killed", 2, of="Americans and"), "2 killed (Americans)"),
    (Count("other:pass", 2), "2 passes"), (Count("other:child", 1), "1 child"),
    (Count("other:destroyed", 4), "4 destroyed"),
])  # fmt: skip
def test_what_is_counted_in_words(count: Count, words: str) -> None:
    assert counted_in_words(count) == words


def test_the_dead_come_first_and_wholes_before_parts() -> None:
    many = (
        Count("injured", 9),
        Count("killed", 1, of="Briton"),
        Count("killed", 2, of="Americans"),
        Count("killed", 3),
    )
    assert (
        told(event("assault", "rocket", counts=many))
        == "Rockets were fired; 3 killed, 2 killed (Americans), 9 injured."
    )


def test_parties_that_few_tell_are_left_to_show() -> None:
    values = (("actor", (Support("U.S.-led coalition", ("a",), 4, 4, 4), Support("France", ("b",), 1, 1, 1))),)
    made = event("retreat", "handover", actor=(COALITION, Party("France")), place=K1, values=values)
    assert told(made) == "The U.S.-led coalition handed over K1 base."


def test_what_our_words_say_little_of_is_told_in_the_reports_own() -> None:
    cut = one(
        "a", "2020-03-12", "Rebels cut the road at the bridge.", "cut", type="coerce", mode=None, on=when("2020-03-11")
    )
    struck = one("b", "2020-03-13", "Rockets struck the camp.", "struck", on=when("2020-03-11"))
    said = sections(view(cut, struck))["What happened"].said
    assert [s.text for s in said] == ["Rockets were fired.", "“Rebels cut the road at the bridge.”"]


def test_a_sentence_that_another_event_tells_is_not_quoted_beside_it() -> None:
    made = report("a", "2020-03-12", "Rebels shelled the camp and cut the road.")
    on = when("2020-03-11")
    shelled = claim(made, made.text, "shelled", mode="shelling", on=on)
    cut = claim(made, made.text, "cut", "coerce", None, on=on, n=1)
    (said,) = sections(view((made, shelled), (made, cut)))["What happened"].said
    assert said.text == "There was shelling."


def test_what_only_a_source_says_is_told_with_it() -> None:
    def hit(id: str, source: Attribution | None) -> Told:
        return one(id, "2020-03-12", f"Rockets struck the camp ({id}).", "struck", on=when("2020-03-11"), source=source)

    army, unnamed = Attribution(name="Iraq military"), Attribution(anonymous=True)
    assert sections(view(hit("a", army)))["What happened"].said[0].text.endswith("According to the Iraq military.")
    assert sections(view(hit("a", unnamed)))["What happened"].said[0].text.endswith("a source not named.")
    both = sections(view(hit("a", army), hit("b", None)))["What happened"].said
    assert not any("According" in s.text for s in both if "2 reports" in s.text)
    assert "According" not in sections(view(hit("b", None)))["What happened"].said[0].text


def test_what_was_over_long_before_comes_last() -> None:
    old = [
        one(f"o{n}", "2020-03-12", f"Rockets struck post {n} in 2016.", "struck", on=when(f"2016-0{n + 1}-05"))
        for n in range(9)
    ]
    new = [
        one(
            f"n{n}",
            "2020-03-12",
            f"Rockets struck gate {n} now.",
            "struck",
            on=when(str(day("2020-02-15") + timedelta(3 * n))),
        )
        for n in range(8)
    ]
    found = sections(view(*old, *new))["What happened"]
    assert found.more == 2
    assert sum("2020" in s.label for s in found.said) == 8


def test_plans_without_a_day_that_nobody_spoke_of_lately_come_last() -> None:
    def plan(id: str, published: str, place: Place) -> Told:
        words = f"The force will leave {place.name}."
        return one(
            id,
            published,
            words,
            "leave",
            type="retreat",
            mode="withdraw",
            status="planned",
            place=place,
            actor=[COALITION],
        )

    found = sections(view(plan("a", "2020-01-02", K1), plan("b", "2020-03-12", TAJI)))["Planned, due and overdue"]
    assert ["Camp Taji" in s.text for s in found.said] == [True, False]
