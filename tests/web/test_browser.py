"""Journeys through the desk in Debian's chromium, over a ledger of the samples and one of hostile reports.

No page may say anything on the console's error line, and no request may leave this machine.
"""

# ruff: noqa: E402 (what is imported below is looked for first, and the file is skipped without it)
from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.server]

CHROMIUM = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("no chromium here (apt-get install chromium)", allow_module_level=True)
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
uvicorn = pytest.importorskip("uvicorn", reason="the web desk's packages are not installed")

from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # a machine may be busy with other things

from dateline.ledger import Ledger
from dateline.web.access import Access
from dateline.web.app import Settings, make_app
from tests.web.conftest import store
from tests.web.test_hostile import SCRIPT, hostile


@dataclass(frozen=True)
class Desk:
    """A server on this machine: its address, and its application."""

    url: str
    app: Any


def served(ledger: Ledger) -> Iterator[Desk]:
    app = make_app(ledger, Settings(Access("Ada")))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 60
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Desk(f"http://127.0.0.1:{port}", app)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, read as a user would."""
    from dateline.cli import main

    path = tmp_path_factory.mktemp("samples") / "samples.db"
    assert main(["add", str(ROOT / "samples" / "reports"), "--ledger", str(path), "--quiet"]) == 0
    return path


@pytest.fixture(scope="module")
def desk(sample_ledger: Path) -> Iterator[Desk]:
    with Ledger.open(sample_ledger) as ledger:
        yield from served(ledger)


@pytest.fixture(scope="module")
def evil_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Ledger.open(store(tmp_path_factory.mktemp("evil") / "evil.db", hostile())) as ledger:
        yield from served(ledger)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Any]:
    """Opens pages that are watched; what went wrong on any fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def opens(width: int = 1280, height: int = 900, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and "404" not in m.text else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("request", lambda r: wrong.append(r.url) if not _here(r.url) else None)
        page.on("dialog", lambda d: wrong.append(f"dialog {d.message}") or d.dismiss())
        return page

    yield opens
    for context in contexts:
        context.close()
    assert not wrong


def _here(url: str) -> bool:
    return urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "127.0.0.1"


@pytest.fixture
def page(watched: Any) -> Page:
    return watched()  # type: ignore[no-any-return]


def wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


PAGES = (
    "/", "/events", "/map", "/timeline", "/timeline?by=place", "/state", "/plans", "/figures", "/disputes", "/parties",
    "/places", "/reports", "/search?q=base", "/review", "/api", "/help", "/events/EVENT", "/reports/REPORT", "/nothing",
)  # fmt: skip


def address(page: Page, desk: Desk, path: str) -> str:
    """Of a page; EVENT stands for the first disputed event, REPORT for its first report."""
    if "EVENT" in path or "REPORT" in path:
        disputed = page.request.get(f"{desk.url}/api/v1/conflicts").json()["items"][0]["event"]
        event = page.request.get(f"{desk.url}/api/v1/events/{disputed}").json()
        path = path.replace("EVENT", event["id"]).replace("REPORT", event["reports"][0])
    return desk.url + path


# ------------------------------------------------------------------------------------------------------- journeys


def test_from_what_is_new_to_the_words(page: Page, desk: Desk) -> None:
    """One: the front, an event on it, the report that says so, the marked words."""
    page.goto(desk.url)
    for title in ("New this week", "Disputed", "Announced and open"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.locator("section:has(#new) .line-link").first.click()
    expect(page.get_by_role("heading", name="Who says which")).to_be_visible()
    page.locator(".wordlist .words-head a").first.click()
    page.wait_for_url("**/reports/**#c-*")
    expect(page.locator(".claim:target")).to_be_visible()


def test_a_dispute_shows_both_values_with_their_reports(page: Page, desk: Desk) -> None:
    """Two: what is disputed, and who says which."""
    page.goto(f"{desk.url}/disputes")
    first = page.locator(".dispute").first
    assert first.locator(".against .value").count() >= 2
    first.locator("h2 a").click()
    expect(page.locator(".attribute.disputed").first).to_be_visible()
    assert page.locator(".attribute.disputed .by").count() >= 2


def test_filters_answer_as_one_types_and_the_address_follows(page: Page, desk: Desk, watched: Any) -> None:
    """Three: narrow the list, send the address to a colleague, see the same."""
    page.goto(f"{desk.url}/events")
    before = page.locator("#results .count").inner_text()
    page.get_by_label("Place").fill("taji")
    page.wait_for_url("**/events?*place=taji*")
    expect(page.locator("#results .count")).not_to_have_text(before)
    page.get_by_label("Type").select_option("assault")
    page.wait_for_url("**type=assault*")
    expect(page.locator("#results")).not_to_have_class(re.compile("busy"))
    told = page.locator("#results .count").inner_text()
    other = watched()
    other.goto(page.url)
    expect(other.locator("#results .count")).to_have_text(told)
    expect(other.get_by_label("Place")).to_have_value("taji")


def test_the_map_draws_and_lists_what_is_at_a_mark(page: Page, desk: Desk) -> None:
    """Four: the map, nearer, a mark, its events; days narrowed by the slider."""
    page.goto(f"{desk.url}/map")
    expect(page.locator("#map-state")).to_contain_text("events at")
    page.wait_for_url(re.compile(r"#\d"))
    colours = page.evaluate(
        "() => { const c = document.getElementById('map'), s = new Set();"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " for (let n = 0; n < d.length; n += 404) s.add(`${d[n]},${d[n+1]},${d[n+2]}`); return s.size; }"
    )
    assert colours > 4
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#at .line").first).to_be_visible()
    whole = page.locator("#map-state").inner_text()
    page.locator("#to").evaluate("e => { e.value = Math.floor(e.max / 2); e.dispatchEvent(new Event('input')); }")
    expect(page.locator("#map-state")).not_to_have_text(whole)
    page.wait_for_url(re.compile("until="))


def test_the_map_names_the_places_with_most_events_and_goes_there(page: Page, desk: Desk) -> None:
    """Four, by keyboard alone: the places beside the map are buttons; one leads to the place and lists its events."""
    page.goto(f"{desk.url}/map")
    button = page.locator("#at-places button").first
    expect(button).to_be_visible()
    name, events = button.locator("span").all_inner_texts()
    before = page.url
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#at h2")).to_contain_text(name)
    expect(page.locator("#at .count")).to_contain_text(f"{events} event")
    assert page.url != before, "the view is in the address"
    assert page.locator("#at .line").count() <= int(events)


def test_the_map_counts_one_event_as_one(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.url}/map?place=k1&type=retreat")
    expect(page.locator("#map-state")).to_have_text(re.compile(r"^1 event at 1 place"))


def test_the_timeline_goes_nearer_and_leads_to_events(page: Page, desk: Desk) -> None:
    """Five: lanes by place, nearer, an event; plans joined to what came of them; curves below."""
    page.goto(f"{desk.url}/timeline")
    assert page.locator("path.link").count() > 0
    assert page.locator("path.curve").count() > 0
    page.locator("select[name='by']").select_option("place")
    expect(page.locator(".lane-name").first).to_be_visible()
    page.wait_for_url("**by=place*")
    few = page.locator(".lane").count()
    page.get_by_role("link", name=re.compile("more lane")).click()
    page.wait_for_url("**lanes=all*")
    assert page.locator(".lane").count() > few
    before = page.locator(".windowbar .count").inner_text()
    page.get_by_label("nearer").click()
    expect(page.locator(".windowbar .count")).not_to_have_text(before)
    page.locator("svg.lanes a:has(circle.mark), svg.lanes a:has(rect.mark)").first.click()
    page.wait_for_url("**/events/e*")


def test_the_state_moves_with_the_slider(page: Page, desk: Desk) -> None:
    """Six: the state on a day, then on an earlier one, then as known on a day."""
    page.goto(f"{desk.url}/state")
    late = page.locator("#results").inner_text()
    page.locator("#on-range").evaluate("e => { e.value = 6; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    page.wait_for_url("**on=2020-03-18*")
    expect(page.locator("#results .count")).to_contain_text("18 Mar 2020")
    assert page.locator("#results").inner_text() != late
    page.get_by_label("As known on").fill("2020-03-15")
    page.wait_for_url("**as_known=2020-03-15*")
    expect(page.locator("#results .count")).to_contain_text("published by 15 Mar 2020")


def test_search_finds_words_and_names(page: Page, desk: Desk) -> None:
    """Seven: the slash key, words, a report."""
    page.goto(desk.url)
    page.keyboard.press("/")
    page.keyboard.type('"air base"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.locator(".hit mark").first).to_contain_text("air base")
    page.locator(".hit h2 a").first.click()
    expect(page.locator("article.text")).to_be_visible()


def test_marked_words_explain_themselves(page: Page, desk: Desk) -> None:
    """Eight: point at a marked word, read what was made of it."""
    page.goto(f"{desk.url}/reports/sample-028")
    page.locator(".text mark.trigger").first.hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("who")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    page.locator(".text mark.trigger a").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()


def test_the_queue_is_settled_by_single_keys_and_undone(page: Page, desk: Desk) -> None:
    """Nine: same, not the same, onward, undo; the ledger has each judgement."""
    page.goto(f"{desk.url}/review?kind=match")
    before = page.locator(".card.now").inner_text()
    page.keyboard.press("n")
    expect(page.locator(".said")).to_contain_text("Judged: not the same")
    assert page.locator(".card.now").inner_text() != before
    page.keyboard.press("u")
    expect(page.locator(".said")).to_contain_text("Taken back")
    assert page.locator(".card.now").inner_text() == before
    page.keyboard.press("j")
    assert page.locator(".card.now").inner_text() != before
    page.keyboard.press("k")
    assert page.locator(".card.now").inner_text() == before
    told = page.request.get(f"{desk.url}/api/v1/judgements?every=true").json()
    assert [j["person"] for j in told["items"]] == ["Ada", "Ada"]
    assert page.request.get(f"{desk.url}/api/v1/judgements").json()["total"] == 0


def test_a_value_is_corrected_on_the_event_page_and_taken_back(page: Page, desk: Desk) -> None:
    """Ten: correct, see it, take it back; on a ledger so slow that what follows is worked out behind the scenes."""
    desk.app.state.desks._seconds = 60.0
    event = page.request.get(f"{desk.url}/api/v1/events?type=retreat").json()["items"][0]
    page.goto(f"{desk.url}/events/{event['id']}")
    form = page.locator("form[data-correct]")
    form.locator("[name='attribute']").select_option("when")
    form.locator("[name='value']").fill("2020-01-02")
    form.locator("[name='reason']").fill("a test")
    form.get_by_role("button").click()
    expect(page.locator(".lede")).to_contain_text("2 Jan 2020", timeout=60_000)
    expect(page.locator(".judging")).to_contain_text("correct day by Ada")
    page.locator(".judging [data-judge='undo']").first.click()
    expect(page.locator(".lede")).not_to_contain_text("2 Jan 2020", timeout=60_000)


# ------------------------------------------------------------------------------------------------- of every page


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_desk_and_phone_in_light_and_dark(watched: Any, desk: Desk, path: str) -> None:
    for width, height in ((1280, 900), (390, 844)):
        for scheme in ("light", "dark"):
            page = watched(width, height, color_scheme=scheme)
            page.goto(address(page, desk, path))
            page.wait_for_load_state("networkidle")
            assert wide(page) <= width, f"{path} is {wide(page)} wide on {width}"


CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8").partition("\n")[2]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(watched: Any, desk: Desk, path: str, scheme: str) -> None:
    """Every visible piece of HTML text against the first opaque ground behind it; marks on it are blended."""
    page = watched(color_scheme=scheme)
    page.goto(address(page, desk, path))
    page.wait_for_load_state("networkidle")
    poor = page.evaluate(CONTRAST)
    assert not poor, poor[:5]


@pytest.mark.parametrize("path", ["/", "/events", "/state", "/review", "/map", "/timeline", "/events/EVENT"])
def test_the_tab_key_reaches_everything_visibly(page: Page, desk: Desk, path: str) -> None:
    """Thirty steps of the tab key: each on something seen, with an outline."""
    page.goto(address(page, desk, path))
    page.wait_for_load_state("networkidle")
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();"
            " return [e.tagName + (e.href ?? e.name ?? e.id), s.outlineStyle !== 'none' && r.width > 0]; }"
        )
        assert told[1] or told[0].startswith("BODY"), told  # behind the last link the document itself is next
        seen.add(told[0])
    assert len(seen) >= 12
    if path != "/review":  # there the first card has the focus
        page.goto(address(page, desk, path))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_the_theme_is_kept(page: Page, desk: Desk) -> None:
    page.goto(desk.url)
    page.locator("#theme").click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page.goto(f"{desk.url}/events")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen


def test_hostile_words_stay_words(watched: Any, evil_desk: Desk) -> None:
    """Scripts, attribute breakers and overrides of direction, on every page, in a real browser."""
    page = watched()
    event = page.request.get(f"{evil_desk.url}/api/v1/events?type=assault").json()["items"][0]["id"]
    for path in (*PAGES, f"/events/{event}", "/reports/r0", "/brief", "/brief?since=2020-03-12"):
        page.goto(address(page, evil_desk, path))
        page.wait_for_load_state("networkidle")
        assert page.evaluate("typeof window.evil") == "undefined"
        assert page.locator("img").count() == 0
        assert "\u202e" not in page.inner_text("body")
    page.goto(f"{evil_desk.url}/reports/r0")
    assert SCRIPT in page.inner_text("article.text")
    page.locator(".text mark.trigger").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert page.get_by_role("tooltip").locator("img, script").count() == 0
    page.goto(f"{evil_desk.url}/map")
    expect(page.locator("#map-state")).to_contain_text("events at")
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#at .line").first).to_be_visible()


def test_without_scripts_the_pages_still_tell(watched: Any, desk: Desk) -> None:
    page = watched(java_script_enabled=False)
    for path in PAGES:
        page.goto(address(page, desk, path))
        assert page.locator("h1").count() == 1
    page.goto(f"{desk.url}/events")
    page.get_by_label("Place").fill("taji")
    page.get_by_role("button", name="Show").click()
    assert re.search(r"place=taji", page.url)
    assert page.locator(".line").count() > 0
