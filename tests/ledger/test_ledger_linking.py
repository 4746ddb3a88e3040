"""A ledger whose cache is brought up to date piece by piece has the cache of one that is derived anew, row by row."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bench.synthetic import ledger as made
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from dateline.ledger import Ledger, advancing, check, derived, keeping, pages
from dateline.ledger import schema as s
from dateline.model import Claim, Coded, EventType, Interval, Judgement, Kind, Report
from dateline.reconcile import blocks, reconcile, shelves
from dateline.views import Filters, last_day, listed, series, state
from dateline.views.state import kinds

REPORTS, CLAIMS, _ = made(60, seed=7)
KEPT = [[c for c in t.columns if c.name != "block"] for t in s.DERIVED]


@pytest.fixture(params=["roomy", "crowded", "in parts"], autouse=True)
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every ledger, however small, is gone on from; also with shelves and blocks whose bounds are always met, and when
    what it goes on from was linked in parts."""
    monkeypatch.setattr(keeping, "LEAST", 1)
    monkeypatch.setattr(advancing, "FEW", 10_000)
    if request.param == "in parts":
        monkeypatch.setattr("dateline.reconcile.LARGE", 1)
        monkeypatch.setattr("dateline.reconcile.forked.cores", lambda: 1)
    if request.param == "crowded":
        monkeypatch.setattr(shelves, "CROWD", 6)
        monkeypatch.setattr(shelves, "NEIGHBOURS", 2)
        monkeypatch.setattr(blocks, "LIMIT", 5)


def coded(report: Report, claims: Sequence[Claim] = CLAIMS, coder: str = "made") -> tuple[Report, Coded]:
    return report, Coded(report.id, 1, coder, tuple(c for c in claims if c.report == report.id))


def content(connection: Connection) -> Iterator[list[tuple[object, ...]]]:
    """Every row of the cache, but for the numbers of blocks, which mean nothing."""
    for columns in KEPT:
        yield sorted(map(tuple, connection.execute(select(*columns))), key=repr)
    yield [tuple(connection.execute(select(s.meta.c.value).where(s.meta.c.key == "today")).scalars())]


def assert_as_anew(ledger: Ledger) -> None:
    """Hold the cache, as it is brought up to date, against one made from nothing."""
    with ledger.reading() as connection:
        grown = list(content(connection))
        of_blocks = connection.execute(
            select(s.linked.c.claim).join(s.event_claims, s.event_claims.c.claim == s.linked.c.claim)
            .join(s.events, s.events.c.id == s.event_claims.c.event).where(s.events.c.block != s.linked.c.block)
        ).all()  # fmt: skip
    assert of_blocks == []
    with ledger.writing() as connection:
        connection.execute(s.meta.delete())
    ledger.derive(reconcile)
    with ledger.reading() as connection:
        for told, anew in zip(grown, content(connection), strict=True):
            assert told == anew


def only_advancing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("derived anew")

    monkeypatch.setattr(Ledger, "derive", never)


@settings(max_examples=1, deadline=None)
@given(st.integers(0, 10_000))
def test_reports_in_any_portions(seed: int) -> None:
    chance = random.Random(seed)
    row = chance.sample(REPORTS, len(REPORTS))
    with Ledger.open(":memory:") as ledger:
        while row:
            size = chance.choice((1, 2, 5, 30))
            batch, row = row[:size], row[size:]
            list(ledger.add_many(map(coded, batch)))
            with pytest.MonkeyPatch.context() as patch:
                if len(row) + size < len(REPORTS):
                    only_advancing(patch)
                assert ledger.bring_up(reconcile)
        assert list(check(ledger, reconcile)) == []
        assert_as_anew(ledger)


@settings(max_examples=1, deadline=None)
@given(st.integers(0, 10_000))
def test_revisions_codings_and_judgements(seed: int) -> None:
    """Texts and claims that change, words of people that come and are taken back."""
    chance = random.Random(seed)
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(map(coded, REPORTS)))
        ledger.bring_up(reconcile)
        with pytest.MonkeyPatch.context() as patch:
            only_advancing(patch)
            for n in range(4):
                one = chance.choice(REPORTS)
                mine = [c for c in CLAIMS if c.report == one.id]
                ledger.add(*coded(one, mine[1:], f"coder {n}"))
                other = chance.choice(REPORTS)
                ledger.add(*coded(replace(other, text=other.text + " More followed."), CLAIMS))
                for j in words(chance, ledger, n):
                    ledger.judge(j)
                ledger.bring_up(reconcile)
        assert list(check(ledger, reconcile)) == []
        assert_as_anew(ledger)


def words(chance: random.Random, ledger: Ledger, n: int) -> Iterator[Judgement]:
    claims = [c.id for c in ledger.claims()]
    a, b = chance.sample(claims, 2)
    at = f"2020-04-0{n + 1}T10:00:00"
    yield Judgement(f"s{n}", chance.choice(("same", "not-same")), (a, b), "Ada", at)
    yield Judgement(f"r{n}", "reject", (chance.choice(claims),), "Ada", at)
    yield Judgement(f"c{n}", "correct", (chance.choice(claims),), "Ada", at, attribute="counts:killed", value="7")
    yield Judgement(f"v{n}", "accept", (chance.choice(claims),), "Ada", at, attribute="place")
    if n:
        yield Judgement(f"u{n}", "accept", (), "Ada", at, takes_back=chance.choice("srcv") + str(n - 1))


def test_series_and_their_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events told as several come and go; others are their parts meanwhile."""
    found = sorted(CLAIMS, key=lambda c: c.id)[:60]
    reports, claims = [], []
    for report in REPORTS:
        text = report.text.replace("In ", "In repeated attacks ", 1)
        reports.append(report)
        for c in (c for c in found if c.report == report.id):
            if c.when and c.when.start and int(c.id[-1]) % 3 == 0:
                start = c.when.start
                c = replace(c, when=Interval(start, start.replace(day=min(28, start.day + 9)), "range", "told"))
            claims.append(c)
        assert text
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(coded(r, claims) for r in reports[:-8]))
        ledger.bring_up(reconcile)
        with pytest.MonkeyPatch.context() as patch:
            only_advancing(patch)
            for report in reports[-8:]:
                ledger.add(*coded(report, claims))
                ledger.bring_up(reconcile)
        assert_as_anew(ledger)


def test_a_run_that_breaks_off_leaves_the_cache_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path) as ledger:
        list(ledger.add_many(map(coded, REPORTS[:-1])))
        ledger.bring_up(reconcile)
        with ledger.reading() as connection:
            before = list(content(connection))
        ledger.add(*coded(REPORTS[-1]))
        with monkeypatch.context() as patch:
            patch.setattr("dateline.ledger.cache.sign", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                ledger.bring_up(reconcile)
        with ledger.reading() as connection:
            assert list(content(connection)) == before
        assert list(check(ledger, reconcile)) == []
        assert ledger.bring_up(reconcile)
        assert_as_anew(ledger)


@pytest.mark.server
def test_the_same_on_a_server(server: Callable[[str], str | Path]) -> None:
    with Ledger.open(server("a")) as there, Ledger.open(":memory:") as here:
        for ledger in (there, here):
            list(ledger.add_many(map(coded, REPORTS[:-4])))
            ledger.bring_up(reconcile)
            with pytest.MonkeyPatch.context() as patch:
                only_advancing(patch)
                for report in REPORTS[-4:]:
                    ledger.add(*coded(report))
                    ledger.judge(Judgement(f"r-{report.id}", "reject", (CLAIMS[0].id,), "Ada", "2020-04-01T10:00:00"))
                    ledger.bring_up(reconcile)
        with there.reading() as one, here.reading() as other:
            assert list(content(one)) == list(content(other))
            for asked in (Filters(place="ba"), Filters(party="front", type="assault"), Filters(report=REPORTS[3].id)):
                assert pages.page(one, asked) == pages.page(other, asked)
        assert_as_anew(there)


def test_pages_are_what_the_whole_view_lists() -> None:
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(map(coded, REPORTS)))
        view = ledger.derive(reconcile)
        day = view.events[5].when.start if view.events[5].when else None
        some = view.events[7]
        for asked in (
            Filters(),
            Filters(type="assault"),
            Filters(type="retreat/withdraw"),
            Filters(status="planned"),
            Filters(place="A"),
            Filters(place="iq"),
            Filters(place="%"),
            Filters(party="BRIGADE", since=day),
            Filters(until=day),
            Filters(report=some.reports[0]),
        ):
            listed_ = listed(view, asked)
            page = ledger.page(asked, limit=7, offset=2)
            assert (list(page.events), page.total, page.reports) == (listed_[2:9], len(listed_), len(REPORTS))
        part = ledger.part([some.id])
        assert part.events == (some,)
        assert {c.id for c in part.claims} == set(some.claims)
        assert last_day(part) == last_day(view)
        assert set(part.reports) <= set(view.reports)
        with ledger.reading() as connection:
            assert pages.starting(connection, some.claims[0]) == ([some.id], [])
            assert pages.starting(connection, some.id[:3])[0] == [
                e.id for e in view.events if e.id.startswith(some.id[:3])
            ]
            assert pages.shortened(connection, [some.id]) <= pages.shortened(connection, [e.id for e in view.events])


def counted(claim: Claim) -> Claim:
    """Some claims as figures, which made-up ledgers have none of."""
    if claim.counts and claim.counts[0].value > 2:
        return replace(claim, kind=Kind.FIGURE, type=EventType.FIGURE, mode=None)
    return claim


@pytest.mark.parametrize("least", [1, 1_000_000])
def test_the_state_follows_from_the_part_it_reads(least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a few claims are corrected or rejected, and of a ledger whose claims are not kept by type."""
    monkeypatch.setattr(keeping, "LEAST", least)
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(coded(r, [*map(counted, CLAIMS)]) for r in REPORTS))
        for judgement in words(random.Random(4), ledger, 0):
            ledger.judge(judgement)
        whole = ledger.derive(reconcile)
        with ledger.reading() as connection:
            chosen = pages.told_of(connection, kinds())
            seen = pages.part(connection, chosen)
            figures = pages.part(connection, pages.figures(connection))
    days = [None, last_day(whole), *(c.when.start for c in CLAIMS[::15] if c.when)]
    assert [state(seen, day) for day in days] == [state(whole, day) for day in days]
    assert state(seen)
    assert series(figures)
    assert series(figures) == series(whole)
    assert (len(chosen) < len(whole.events)) is (least == 1)


def test_as_known_on_the_last_day_is_read_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = sorted({r.published.end for r in REPORTS if r.published and r.published.end})
    with Ledger.open(":memory:") as ledger:
        list(ledger.add_many(map(coded, REPORTS)))
        now = ledger.derive(reconcile)
        assert not ledger.all_known_by(ends[-2])
        assert len(ledger.derive(reconcile, as_known=ends[-2]).reports) < len(now.reports)
        assert ledger.all_known_by(ends[-1])
        monkeypatch.setattr(derived, "derive", None)
        assert ledger.derive(reconcile, as_known=ends[-1]) == now
        monkeypatch.undo()
        ledger.add(*coded(replace(REPORTS[0], id="undated", published=None)))
        assert not ledger.all_known_by(ends[-1])
        assert "undated" not in {r.id for r in ledger.derive(reconcile, as_known=ends[-1]).reports}
