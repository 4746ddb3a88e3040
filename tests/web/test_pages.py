"""Every page answers, links only to what is there, and has a designed answer for what is not."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from dateline.cli import main
from dateline.web.templating import NAV

PAGES = [to for to, _ in NAV] + ["/search?q=coalition", "/api", "/help", "/sign-in", "/review?kind=value"]


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_with_a_title_a_heading_and_a_main_part(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert page.findtext(".//title", "").endswith("· Dateline")
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//main") is not None


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_on_an_empty_ledger(empty: TestClient, path: str) -> None:
    assert empty.get(path).status_code == 200


def test_empty_ledger_says_what_to_do(empty: TestClient) -> None:
    assert "dateline add" in empty.get("/").text


def test_every_link_leads_somewhere(client: TestClient) -> None:
    """Walks from the front over all links, forms' actions and fragments of pages."""
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        if "text/html" not in answer.headers["content-type"]:
            continue
        page = html.fromstring(answer.text)
        ids = {e.get("id") for e in page.iter() if e.get("id")}
        for link in page.iter("a"):
            to = urlsplit(urljoin(str(answer.url), link.get("href")))
            assert to.hostname == "127.0.0.1", link.get("href")
            if to.fragment and to.path == urlsplit(str(answer.url)).path and not to.query:
                assert to.fragment in ids, f"{path} links to #{to.fragment}"
            key = to.path + (f"?{to.query}" if to.query else "")
            if key not in seen and len(seen) < 400:
                seen.add(key)
                waiting.append(key)
    assert len(seen) > 60


def test_every_field_and_picture_has_a_name(client: TestClient) -> None:
    """What a screen reader says: labels of fields, names of buttons, pictures and regions."""
    for path in PAGES:
        page = html.fromstring(client.get(path).text)
        for field in [*page.iter("input"), *page.iter("select")]:
            named = field.get("aria-label") or field.get("type") == "hidden" or list(field.iterancestors("label"))
            assert named or page.find(f".//label[@for='{field.get('id')}']") is not None, html.tostring(field)
        for button in page.iter("button"):
            assert (button.text_content() or "").strip() or button.get("aria-label")
        for picture in page.iter("svg"):
            assert picture.get("aria-label"), path


def test_no_inline_script_or_style_which_the_policy_would_refuse(client: TestClient) -> None:
    event = client.get("/api/v1/events").json()["items"][0]["id"]
    for path in [*PAGES, f"/events/{event}", "/reports/a-1", "/nothing"]:
        page = html.fromstring(client.get(path).text)
        assert all(s.get("src", "").startswith("/static/") and not s.text for s in page.iter("script")), path
        assert not list(page.iter("style")), path
        assert not [e.tag for e in page.iter() if any(a.startswith("on") or a == "style" for a in e.attrib)], path


def test_event_page_puts_the_values_side_by_side_with_who_says_which(client: TestClient) -> None:
    attack = client.get("/api/v1/events/a-1.0").json()
    page = html.fromstring(client.get(f"/events/{attack['id']}").text)
    killed = next(d for d in page.find_class("attribute") if d.find("h3").text_content().startswith("killed"))
    assert "disputed" in killed.get("class")
    assert [v.text_content() for v in killed.find_class("value")] in (["2", "3"], ["3", "2"])
    assert {a.get("href") for a in killed.find_class("by")} == {"/reports/a-1", "/reports/a-2"}
    words = page.find_class("wordlist")[0].text_content()
    assert "Rockets hit Camp Taji on Wednesday, killing three." in words
    assert "Rockets hit Camp Taji on Wednesday and killed two." in words
    assert {m.text_content() for m in page.find_class("trigger")} == {"hit"}


def test_report_page_shows_the_whole_text_with_its_claims_marked(client: TestClient) -> None:
    page = html.fromstring(client.get("/reports/b-2").text)
    text = page.find_class("text")[0]
    assert text.text_content().strip() == "The coalition handed Qayyarah to Iraqi troops on Thursday."
    trigger = text.find_class("trigger")[0]
    assert trigger.text_content() == "handed"
    target = trigger.find("a").get("href").removeprefix("#")
    assert page.get_element_by_id(target).get("data-claim") == trigger.get("data-claims").split()[0]


def test_plan_shows_what_became_of_it(client: TestClient) -> None:
    text = html.fromstring(client.get("/plans").text).text_content()
    assert "kept" in text
    assert "it happened by the day announced" in text


def test_state_follows_the_day(client: TestClient) -> None:
    before, after = (client.get(f"/state?on={d}").text for d in ("2020-03-25", "2020-03-26"))
    held = "Iraqi military, from U.S.-led coalition"
    assert held not in before
    assert held in after


def test_state_as_known_leaves_out_what_was_published_later(client: TestClient) -> None:
    answer = client.get("/state?on=2020-03-26&as_known=2020-03-20")
    assert "Iraqi military, from U.S.-led coalition" not in answer.text


def test_a_part_alone_is_given_to_the_pages_own_script(client: TestClient) -> None:
    whole, part = client.get("/events"), client.get("/events", headers={"X-Part": "results"})
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert part.text.strip() in whole.text or "Camp Taji" in part.text
    assert whole.headers["vary"] == "X-Part, Accept-Encoding" or "X-Part" in whole.headers["vary"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/events/zzz", 404, "There is no event"),
        ("/reports/zzz", 404, "There is no report"),
        ("/places/zzz", 404, "There is no place"),
        ("/parties/zzz", 404, "There is no party"),
        ("/nowhere", 404, "Not in this ledger"),
        ("/events?type=dance", 400, "there is no"),
        ("/events?status=maybe", 400, "one of happened"),
        ("/events?since=yesterday", 400, "is no day"),
        ("/state?on=2020-13-01", 400, "is no day"),
        ("/plans?on=soon", 400, "is no day"),
    ],
)
def test_what_is_not_there_has_a_page(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in html.fromstring(answer.text).text_content()


def test_a_claims_id_leads_to_its_event(client: TestClient) -> None:
    answer = client.get("/events/a-1.0", follow_redirects=False)
    assert answer.status_code == 303
    assert re.fullmatch(r"/events/e\w+#c-a-1\.0", answer.headers["location"])


def test_filters_in_the_address_are_in_the_fields(client: TestClient) -> None:
    page = html.fromstring(client.get("/events?type=retreat/handover&place=qayy&since=2020-03-01").text)
    fields = {f.get("name"): f.get("value") for f in page.find_class("filters")[0].iter("input")}
    assert (fields["place"], fields["since"]) == ("qayy", "2020-03-01")
    assert page.xpath("//select[@name='type']/option[@selected]")[-1].text == "retreat/handover"


def test_search_marks_the_words_and_goes_straight_to_an_id(client: TestClient) -> None:
    page = html.fromstring(client.get('/search?q="Camp Taji"').text)
    assert [m.text for m in page.xpath("//*[contains(@class,'hit')]//mark")][:1] == ["Camp Taji"]
    event = client.get("/api/v1/events").json()["items"][0]["id"]
    assert client.get(f"/search?q={event}", follow_redirects=False).headers["location"] == f"/events/{event}"


def test_the_map_says_how_well_each_place_is_known(client: TestClient) -> None:
    data = client.get("/map/data.json").json()
    known = {p["name"]: (p["precision"], p["km"]) for p in data["places"]}
    assert known["Camp Taji"] == ("site", 2.0)
    assert known["Iraq"][0] == "country"
    assert len(data["at"]) == len(data["start"]) == len(data["type"])
    key = next(p["key"] for p in data["places"] if p["name"] == "Camp Taji")
    assert "Camp Taji" in client.get("/map/at", params={"key": key}).text


def test_the_base_map_is_whole(client: TestClient) -> None:
    base = client.get("/static/basemap.json").json()
    names = {land["name"] for land in base["lands"]}
    assert {"Iraq", "Ukraine", "Sudan"} <= names
    used = {a if a >= 0 else ~a for land in base["lands"] for ring in land["rings"] for a in ring}
    assert used == set(range(len(base["arcs"])))
    for land in base["lands"]:
        for ring in land["rings"]:
            ends = [_ends(base["arcs"], a) for a in ring]
            assert all(a[1] == b[0] for a, b in zip(ends, [*ends[1:], ends[0]], strict=True)), land["name"]


def _ends(arcs: list[list[int]], number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    arc = arcs[number if number >= 0 else ~number]
    first, last = (arc[0], arc[1]), (sum(arc[::2]), sum(arc[1::2]))
    return (first, last) if number >= 0 else (last, first)


def test_the_brief_to_print_is_the_command_lines(
    client: TestClient, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ["--since", "2020-03-13", "--until", "2020-03-26"]
    assert main(["brief", "--format", "html", "--ledger", str(kept), *days]) == 0
    answer = client.get("/brief?since=2020-03-13&until=2020-03-26")
    assert answer.text == capsys.readouterr().out
    assert "What changed since 13 March 2020" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/events", "/events?type=retreat", "/events?place=iraq", "/events?party=coalition"])
def test_a_facet_says_how_many_its_link_leaves(client: TestClient, path: str) -> None:
    links = html.fromstring(client.get(path).text).xpath("//*[@class='facet']//a")
    assert len(links) > 2
    for link in links:
        told = html.fromstring(client.get(link.get("href")).text).find_class("count")[0].text_content()
        assert told.split()[0] == link.find_class("dim")[0].text_content(), link.get("href")
