"""Adding and asking: what is stored, what is current, what is left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier, Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import LedgerError, UsageError
from dateline.ledger import Added, Ledger, check, print_ledger
from dateline.ledger.dialect import name_of
from dateline.model import Coded, Interval, Issue, Report
from tests.ledger.conftest import Where
from tests.ledger.made import coded_reports, judgement
from tests.ledger.plain import TEXT, coded, one_event_each, report, series

NAMES = st.sampled_from(["r1", "r2", "r 3"])


@pytest.fixture
def ledger(where: Where) -> Iterator[Ledger]:
    with Ledger.open(where("a")) as opened:
        yield opened


def printed(ledger: Ledger) -> list[str]:
    return list(print_ledger(ledger))


def test_a_new_report_is_kept_whole(ledger: Ledger) -> None:
    assert ledger.add(report(), coded()) == Added("new", "r1", 1, 1)
    assert ledger.reports() == (report(),)
    assert ledger.claims() == coded().claims
    assert ledger.passed_over("r1") == coded().passed_over
    assert ledger.coded("r1") == (coded(),)


def test_the_same_text_by_the_same_coder_changes_nothing(ledger: Ledger) -> None:
    ledger.add(report(), coded())
    before = printed(ledger)
    assert ledger.holds(report(), "k1")
    assert ledger.add(replace(report(), source=replace(report().source, locator="copy.txt")), coded()).outcome == "same"
    assert printed(ledger) == before


def test_another_coder_supersedes_the_claims_and_keeps_them(ledger: Ledger) -> None:
    ledger.add(report(), coded())
    assert not ledger.holds(report(), "k2")
    assert ledger.add(report(), coded(coder="k2", claim="c-other")) == Added("recoded", "r1", 1, 1)
    assert [c.id for c in ledger.claims()] == ["c-other"]
    assert [c.id for c in ledger.claims(current=False)] == ["c-other", "c-r1"]
    assert ledger.claim("c-r1").id == "c-r1"


def test_a_changed_text_is_a_revision_and_the_old_one_stays(ledger: Ledger) -> None:
    ledger.add(report(), coded())
    assert ledger.known("r1", TEXT + " More.") == "revision"
    assert ledger.next_revision("r1") == 2
    assert ledger.add(report(text=TEXT + " More.", locator="b.txt"), coded()) == Added("revision", "r1", 2, 1)
    assert [r.text for r in ledger.reports(current=False)] == [TEXT, TEXT + " More."]
    assert [(c.id, c.revision) for c in ledger.claims()] == [("c-r1", 2)]
    assert ledger.report("r1", 1).text == TEXT
    assert ledger.report("r1").revision == 2


def test_an_address_that_returns_to_an_old_text_is_a_third_revision(ledger: Ledger) -> None:
    place = "https://news.example/story"
    outcomes = [ledger.add(report(text=TEXT + end, locator=place), coded()) for end in ("", " More.", "", "")]
    assert [(a.outcome, a.revision) for a in outcomes] == [
        ("new", 1),
        ("revision", 2),
        ("revision", 3),
        ("same", 3),
    ]


def test_reading_two_files_of_one_report_again_changes_nothing(ledger: Ledger) -> None:
    files = [report(), report(text=TEXT + " More.", locator="b.txt")]
    first = [ledger.add(file, coded()).outcome for file in files]
    before = printed(ledger)
    again = [ledger.add(file, coded()).outcome for file in files]
    assert (first, again) == (["new", "revision"], ["same", "same"])
    assert printed(ledger) == before


def test_a_claim_twice_in_one_coding_is_refused_and_leaves_no_trace(ledger: Ledger) -> None:
    twice = replace(coded(), claims=coded().claims * 2)
    with pytest.raises(LedgerError, match="share an id"):
        ledger.add(report(), twice)
    assert ledger.reports(current=False) == ()
    assert ledger.search("base") == ()


def test_a_stream_goes_on_after_a_report_that_cannot_be_kept(ledger: Ledger) -> None:
    bad = replace(report("r-bad", locator="bad.txt"), title="a\0b")
    issue = Issue("x.bin", "ingest", "binary", "not text", "ff")
    found = list(ledger.add_many([(report("r0"), coded("r0")), (bad, coded("r-bad")), issue, (report(), coded())]))
    assert [getattr(f, "code", None) or getattr(f, "outcome", None) for f in found] == [
        "new",
        "unstorable",
        "binary",
        "new",
    ]
    assert [r.id for r in ledger.reports()] == ["r0", "r1"]
    assert [i.code for i in ledger.issues()] == ["unstorable", "binary"]
    assert list(check(ledger)) == []


def test_a_stream_that_breaks_off_keeps_what_came_before(ledger: Ledger) -> None:
    def broken() -> Iterator[tuple[Report, Coded]]:
        yield report("r0"), coded("r0")
        raise RuntimeError("the coder fell over")

    with pytest.raises(RuntimeError, match="fell over"):
        list(ledger.add_many(broken()))
    assert [r.id for r in ledger.reports()] == ["r0"]


def test_a_stream_is_stored_every_so_many_or_every_second(ledger: Ledger) -> None:
    ticks = iter(range(0, 1000, 2))
    stream = ledger.add_many(series(4), every=64, seconds=1.0, clock=lambda: float(next(ticks)))
    next(stream)
    with Ledger.open(ledger.name, readonly=True) as other:
        assert len(other.reports()) == 1
    assert len(list(stream)) == 3


def test_as_known_on_a_day_shows_the_revision_of_that_day(ledger: Ledger) -> None:
    ledger.add(report(day=date(2020, 3, 1)), coded())
    ledger.add(
        report(
            text="Soldiers left the base at Tal Aswad on Thursday, they say.",
            locator="b",
            day=date(2020, 3, 9),
        ),
        coded(),
    )
    ledger.add(report("r2", "No day is known for this one, or for its news, at all here.", day=None), coded("r2"))
    assert [(r.id, r.revision) for r in ledger.view(date(2020, 3, 5)).reports] == [("r1", 1)]
    assert [(c.id, c.revision) for c in ledger.view(date(2020, 3, 9)).claims] == [("c-r1", 2)]
    assert ledger.view(date(2020, 2, 1)).claims == ()
    assert [r.id for r in ledger.view().reports] == ["r1", "r2"]


def test_deriving_is_kept_until_something_changes(ledger: Ledger) -> None:
    calls = []

    def counting(*inputs):  # type: ignore[no-untyped-def]
        calls.append(inputs)
        return one_event_each(*inputs)

    ledger.add(report(), coded())
    first = ledger.derive(counting)
    assert ledger.derive(counting) == first
    assert len(calls) == 1
    assert first.reports[0].family == "f-r1"
    assert [e.id for e in first.events] == ["e-c-r1"]
    ledger.judge(judgement(1, "c-r1"))
    assert ledger.derive(counting).events == ()
    assert len(calls) == 2


def test_issues_are_kept_once_and_resolved_by_a_report_from_the_same_place(ledger: Ledger) -> None:
    issue = Issue("a.txt", "ingest", "empty", "nothing in it", "e3")
    ledger.set_aside(issue)
    ledger.set_aside(issue)
    assert ledger.issues() == (issue,)
    ledger.add(report(locator="a.txt"), coded())
    assert ledger.issues() == ()
    assert ledger.issues(include_resolved=True) == (issue,)
    ledger.set_aside(issue)
    assert ledger.issues() == (issue,)


def test_a_copy_of_a_known_report_resolves_what_was_set_aside_from_its_place(ledger: Ledger) -> None:
    ledger.add(report(), coded())
    ledger.set_aside(Issue("copy.txt", "ingest", "empty", "nothing in it", "e3"))
    copy = report(locator="copy.txt")
    assert not ledger.holds(copy, "k1")
    assert ledger.add(copy, coded()).outcome == "same"
    assert ledger.issues() == ()
    assert ledger.holds(copy, "k1")


def test_programs_that_add_at_once_make_one_ledger(where: Where) -> None:
    def add(part: list[tuple[Report, Coded]]) -> None:
        with Ledger.open(where("many")) as mine:
            list(mine.add_many(part, every=2))

    items = series(12)
    where("many")
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(add, part) for part in (items[:8], items[4:], items[::-1])]:
            done.result()
    with Ledger.open(where("many")) as many, Ledger.open(":memory:") as alone:
        list(alone.add_many(items))
        assert printed(many) == printed(alone)
        assert list(check(many)) == []


def test_programs_that_open_a_new_ledger_at_the_same_moment_all_get_it(where: Where) -> None:
    for new in range(20):
        address, start = where(f"new {new}"), Barrier(6)

        def opened(address: str | Path = address, start: Barrier = start) -> tuple[Report, ...]:
            start.wait()
            with Ledger.open(address) as mine:
                return mine.reports()

        with ThreadPoolExecutor(6) as pool:
            assert [done.result() for done in [pool.submit(opened) for _ in range(6)]] == [()] * 6


def test_a_judgement_while_others_add_is_kept_and_stops_nobody(where: Where) -> None:
    """Review while adding: one program adds, another judges what is there, a third reads."""
    items, address = series(24), where("busy")
    with Ledger.open(address) as first:
        list(first.add_many(items[:4]))
    done = Event()

    def adding() -> None:
        with Ledger.open(address) as mine:
            list(mine.add_many(items, every=1))
        done.set()

    def judging() -> int:
        with Ledger.open(address) as mine:
            for n in range(4):
                mine.judge(judgement(n, f"c-{items[n][0].id}"))
            return len(mine.judgements())

    def reading() -> list[int]:
        seen = []
        with Ledger.open(address, readonly=True) as mine:
            while not done.is_set():
                view = mine.view()
                assert {c.report for c in view.claims} == {r.id for r in view.reports}
                seen.append(len(view.reports))
        return seen

    with ThreadPoolExecutor(3) as pool:
        told = [pool.submit(work) for work in (reading, adding, judging)]
        assert told[0].result() == sorted(told[0].result())
        assert told[2].result() == 4
        told[1].result()
    with Ledger.open(address) as after:
        assert len(after.reports()) == 24
        assert len(after.judgements()) == 4
        assert list(check(after, one_event_each)) == []


def test_an_issue_is_kept_whatever_its_file_is_called(ledger: Ledger) -> None:
    ledger.set_aside(Issue("caf\udce9.txt", "ingest", "binary", "has a \0"))
    assert ledger.issues()[0].locator == "caf\\udce9.txt"


def test_search_finds_current_words_and_where_they_stand(ledger: Ledger) -> None:
    ledger.add(report(), coded())
    (hit,) = ledger.search('BASE "handed over"')
    assert [span.of(TEXT) for span in hit.spans] == ["handed over", "base"]
    assert hit.report == "r1"
    assert hit.title == "Base handed over"
    ledger.add(report(text="The café at Tal Aswad reopened, its owner told us on Friday.", locator="b"), coded())
    assert ledger.search("soldiers") == ()
    assert [h.revision for h in ledger.search("cafe")] == [2]


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "(", "a AND", "NEAR(", "*", "col:x", "-x", "\0", '""', "^", "U.S.-led"]
)
def test_no_query_can_break_the_search(ledger: Ledger, query: str) -> None:
    ledger.add(report(), coded())
    assert ledger.search(query) == ()


def test_asking_for_what_is_not_there(ledger: Ledger) -> None:
    for ask in (ledger.report, ledger.claim, ledger.passed_over):
        with pytest.raises(UsageError, match="in this ledger"):
            ask("nobody")
    assert ledger.known("nobody", "x") == "new"


def test_no_message_shows_a_password() -> None:
    assert name_of("postgresql://ana:se@cret@db.example:5432/iraq") == "postgresql://ana:***@db.example:5432/iraq"
    assert name_of("notes:2020.db") == "notes:2020.db"


# ----------------------------------------------------------------------------------------- laws


@settings(max_examples=12, deadline=None)
@given(items=st.lists(coded_reports(NAMES), max_size=4))
def test_adding_twice_changes_nothing(items: list[tuple[Report, Coded]]) -> None:
    by_place = {
        (r.id, r.text): (replace(r, source=replace(r.source, locator=f"f{n}")), c) for n, (r, c) in enumerate(items)
    }
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(by_place.values()))
        before = printed(ledger)
        current = [i for i in by_place.values() if ledger.report(i[0].id).text == i[0].text]
        assert [a.outcome for a in ledger.add_many(current)] == ["same"] * len(current)  # type: ignore[union-attr]
        assert printed(ledger) == before
        assert list(check(ledger)) == []


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(5)), batch=st.integers(1, 6))
def test_the_order_of_reports_and_batches_leaves_no_trace(order: list[int], batch: int) -> None:
    items = series(5)
    with Ledger.open(":memory:") as straight, Ledger.open(":memory:") as shuffled:
        for report_, coded_ in items:
            straight.add(report_, coded_)
        list(shuffled.add_many([items[n] for n in order], every=batch))
        assert printed(shuffled) == printed(straight)
        assert shuffled.derive(one_event_each) == straight.derive(one_event_each)


def test_a_day_given_by_a_person_is_a_revision_of_the_same_text(ledger: Ledger) -> None:
    """Their word wins, once: the same word again, or a later run without it, changes nothing."""
    day = Interval(date(2020, 3, 24), date(2020, 3, 24), "day", "given by the user as 2020-03-24")
    dated = replace(report(), published=day, published_by="user")
    ledger.add(report(), coded())
    assert not ledger.holds(dated, "k1")
    assert ledger.add(dated, coded()) == Added("revision", "r1", 2, 1)
    before = printed(ledger)
    assert ledger.add(dated, coded()).outcome == ledger.add(report(), coded()).outcome == "same"
    assert printed(ledger) == before
    assert ledger.report("r1").published == day
