"""Report text stays text on every page: markup, attribute breakers, and what turns the direction of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape
from starlette.testclient import TestClient

from dateline.model import Attribution, Claim, Count, Party, Place, Report
from dateline.web.hostile import bare, plain, shown
from tests.reconcile.made import one, when
from tests.web.conftest import shared, store

SCRIPT = "<script>evil()</script>"
BREAKER = "\"'><img src=x onerror=evil()>"
OVERRIDE = "\u202etxet desrever\u202c"
EVIL = f"{SCRIPT} {BREAKER} {OVERRIDE} {{{{7*7}}}} ]]> <!--"
PAGES = (
    "/", "/events", "/reports", "/map", "/timeline", "/timeline?by=place", "/timeline?by=party", "/state", "/plans",
    "/figures", "/disputes", "/parties", "/places", "/search?q=evil", "/review", "/review?kind=value", "/api",
    "/brief", "/brief?since=2020-03-12&until=2020-03-12",
)  # fmt: skip


def hostile() -> list[tuple[Report, Claim]]:
    """Reports whose every word is hostile: text, title, outlet, byline, parties, places, sources, reasons."""
    place = Place(f"Camp {EVIL}", "site", id=f"site:{BREAKER}", country="IQ", lat=33.5, lon=44.3, reason=EVIL)
    party = Party(f"Front {EVIL}", id=f"party:{BREAKER}", reason=EVIL)
    told = []
    for n, (status, on, killed) in enumerate(
        [("happened", "2020-03-11", 3), ("happened", "2020-03-11", 2), ("planned", "2020-03-29", 1)]
    ):
        report, claim = one(
            f"r{n}", "2020-03-12", f"Rockets hit {EVIL} number {n}.", "hit", status=status, place=place, actor=[party],
            recipient=[replace(party, name=f"Army {EVIL}", id=f"army:{BREAKER}")], on=when(on),
            counts=[Count("killed", killed, of=EVIL), Count(f"other:{BREAKER}", 4)],
            source=Attribution(name=EVIL, role=EVIL, organisation=EVIL),
        )  # fmt: skip
        report = replace(
            report, outlet=f"Daily {EVIL}", title=f"Title {EVIL}", byline=EVIL, url=f"javascript:{EVIL}", agency=EVIL
        )
        told.append((report, replace(claim, why=EVIL)))
    figure = one("r9", "2020-03-12", f"Cases {EVIL} rose.", "rose", type="figure", mode=None, place=place,
                 on=when("2020-03-12"), counts=[Count("cases", 5)])  # fmt: skip
    return [*told, figure]


def harmless(text: str) -> html.HtmlElement:
    """The parsed page, seen to hold nothing that a report put there as markup."""
    page = html.fromstring(text)
    assert not list(page.iter("img"))
    assert not [s for s in page.iter("script") if not (s.get("src") or "").startswith("/static/")]
    assert not [e for e in page.iter() if isinstance(e.tag, str) and any(a.startswith("on") for a in e.attrib)]
    assert not [e for e in page.iter("a") if (e.get("href") or "").lower().startswith(("javascript:", "data:"))]
    assert "\u202e" not in text
    assert "49" not in "".join(e.text or "" for e in page.iter("h1"))
    return page


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk over the hostile reports."""
    with shared(store(tmp_path_factory.mktemp("web") / "hostile.db", hostile())) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_pages_show_hostile_words_as_words(evil: TestClient, path: str) -> None:
    answer = evil.get(path)
    assert answer.status_code == 200
    harmless(answer.text)


def test_event_report_party_and_place_pages_do(evil: TestClient) -> None:
    client = evil
    event = client.get("/api/v1/events?type=assault").json()["items"][0]
    keys = [("places", client.get("/api/v1/places").json()), ("parties", client.get("/api/v1/parties").json())]
    paths = [f"/events/{event['id']}", "/reports/r0", "/reports/r9"]
    for kind, found in keys:
        page = harmless(client.get(f"/{kind}").text)
        links = [a.get("href") for a in page.iter("a") if (a.get("href") or "").startswith(f"/{kind}/")]
        assert len(links) == found["total"]
        paths += links
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert SCRIPT in harmless(answer.text).text_content()
    whole = harmless(client.get("/reports/r0").text).find_class("text")[0].text_content()
    assert whole.strip() == plain(hostile()[0][0].text)


def test_what_one_types_is_text_too(client: TestClient) -> None:
    for field in ("q", "place", "party", "about", "name", "outlet", "what", "kind", "by", "report", "since", "type"):
        for path in (
            "/search",
            "/events",
            "/state",
            "/figures",
            "/parties",
            "/reports",
            "/timeline",
            "/review",
            "/map",
        ):
            answer = client.get(path, params={field: EVIL, "q": EVIL})
            assert answer.status_code < 500
            harmless(answer.text)


def test_errors_tell_the_words_back_as_text(client: TestClient) -> None:
    for path in ("/events/", "/reports/", "/places/", "/parties/", "/"):
        harmless(client.get(path + EVIL.replace("/", "%2F").replace("#", "")).text)


def test_json_for_the_map_has_no_override(evil: TestClient) -> None:
    assert "\u202e" not in evil.get("/map/data.json").json()["places"][0]["name"]


@given(st.text())
def test_shown_text_parses_back_to_its_plain_form(text: str) -> None:
    assert bare(text).striptags() is not None
    again = html.fromstring(f"<div>{bare(text)}</div>".replace("\x00", "")).text_content()
    assert again.replace("\r\n", "\n").replace("\r", "\n") == plain(text).replace("\r\n", "\n").replace("\r", "\n")
    assert shown(text).startswith("<bdi>")


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200f", "\u061c", "\x1b", "\x00", "\u2028", "\U000e0041"])
def test_unseen_characters_are_shown_as_codes(char: str) -> None:
    assert char not in plain(f"a{char}b")
    assert f"U+{ord(char):04X}" in bare(f"a{char}b")


@pytest.mark.parametrize("text", ["بغداد", "تل‌أبيب", "👩‍👩‍👧", "naïve", "co\u00adop", "क्‍ष"])
def test_letters_that_need_their_joiners_keep_them(text: str) -> None:
    assert plain(text) == text
    assert bare(text) == escape(text)
