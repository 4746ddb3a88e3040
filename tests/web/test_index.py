"""The index gives the same events as the plain filters, and cuts texts so that nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Furniture, LedgerView, Place, Span
from dateline.reconcile import reconcile
from dateline.views import Filters, listed
from dateline.views.index import index
from dateline.views.lanes import lanes
from dateline.views.passages import passages
from tests.cli.conftest import stories
from tests.reconcile.made import report

TOLD = stories()
REPORTS = tuple(r for r, _ in TOLD)
CLAIMS = tuple(c for _, c in TOLD)
FOUND = reconcile(REPORTS, CLAIMS)
VIEW = LedgerView(REPORTS, CLAIMS, (), FOUND.events, FOUND.plans)
INDEX = index(VIEW)

days = st.none() | st.dates(date(2020, 3, 1), date(2020, 4, 10))
filters = st.builds(
    Filters,
    type=st.sampled_from([None, "assault", "assault/rocket", "assault/x", "retreat", "retreat/handover", "figure"]),
    status=st.sampled_from([None, "happened", "planned", "denied"]),
    place=st.sampled_from([None, "taji", "TAJI", "iq", "IQ", "qay", "", "é", "nowhere"]),
    party=st.sampled_from([None, "coalition", "iraq", "", "nobody"]),
    report=st.sampled_from([None, "a-1", "b-1", "zz"]),
    since=days,
    until=days,
)


@given(filters)
def test_index_lists_what_the_filters_list(f: Filters) -> None:
    assert INDEX.listed(f) == listed(VIEW, f)


@given(filters)
def test_facets_count_what_is_there(f: Filters) -> None:
    among = INDEX.mask(f)
    for key, n in INDEX.types.counted(among):
        assert n == sum(e.type.value == key for e in INDEX.listed(f))


spans = st.builds(lambda a, n: Span(min(a, 38), min(a + n, 40)), st.integers(0, 40), st.integers(0, 40))


@given(st.lists(spans, max_size=8), spans)
def test_pieces_joined_are_the_text(furniture: list[Span], within: Span) -> None:
    made, claim = TOLD[0]
    text = made.text
    cut = Span(within.start, min(max(within.end, within.start + 1), len(text)))
    noisy = type(made)(made.id, text, made.source, furniture=tuple(Furniture(s, "byline") for s in furniture))
    assert "".join(p.text for p in passages(noisy, [claim])) == text
    assert "".join(p.text for p in passages(noisy, [claim], cut)) == cut.of(text)


def test_pieces_know_their_parts() -> None:
    made, claim = TOLD[0]
    pieces = passages(made, [claim])
    assert [p.text for p in pieces if "trigger" in p.roles] == ["hit"]
    assert all(p.claims == (claim.id,) for p in pieces if p.parts)


@pytest.mark.parametrize("by", ["type", "place", "party"])
def test_every_event_of_a_lane_is_drawn_once_or_counted(by: str) -> None:
    found = lanes(INDEX, INDEX.mask(Filters()), by, None, None)
    assert found is not None
    for lane in found.lanes:
        assert len(lane.marks) + sum(b.events for b in lane.bundles) == lane.total


def test_crowded_days_become_a_bundle() -> None:
    crowd = [one for n in range(9) for one in stories()[:1] for one in [_renamed(one, n)]]
    view_reports, view_claims = tuple(r for r, _ in crowd), tuple(c for _, c in crowd)
    found = reconcile(view_reports, view_claims)
    made = index(LedgerView(view_reports, view_claims, (), found.events, found.plans))
    laid = lanes(made, made.mask(Filters()), "type", None, None)
    assert laid is not None
    assert sum(b.events for lane in laid.lanes for b in lane.bundles) + sum(
        len(lane.marks) for lane in laid.lanes
    ) == len(found.events)


def _renamed(told, n):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    r, c = told
    away = Place(f"Camp {n}", "site", id=f"site:{n}", country="IQ", lat=30.0 + n / 2, lon=44.0)
    made = report(f"x-{n}", "2020-03-12", r.text)
    return made, replace(c, id=f"x-{n}.0", report=made.id, place=away, counts=(), recipient=())


def test_window_as_asked() -> None:
    since, until = date(2020, 3, 20), date(2020, 3, 30)
    found = lanes(INDEX, INDEX.mask(Filters()), "type", since, until)
    assert found is not None
    assert (found.first, found.last) == (since, until)
    assert found.shown + found.outside + found.undated == len(INDEX.events)
    assert until - since == timedelta(days=10)
