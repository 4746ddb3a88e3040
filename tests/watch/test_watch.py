"""Feeds that are slow, broken, moved, changing and hostile: nothing lost, nothing forbidden fetched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.ingest import Limits
from dateline.model import Issue, RawReport
from dateline.watch import Feed, Manners, Notebook, Watcher, subscriptions

LONG = "Troops left the camp at dawn, the ministry said. " * 20


def feed(*entries: tuple[str, str, str]) -> str:
    """An RSS feed of (id, link, text) entries."""
    items = "".join(
        f"<item><guid>{i}</guid><link>{link}</link><title>About {i}</title><pubDate>Thu, 26 Mar 2020 10:00:00 GMT"
        f"</pubDate><description>{text}</description></item>"
        for i, link, text in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tigris Wire</title>{items}</channel></rss>'


@dataclass
class Site:
    """A local server: answers by path, and every request it saw."""

    answers: dict[str, Callable[[], tuple[int, dict[str, str], str]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def page(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        self.answers[path] = lambda: (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)

    def paths(self) -> list[str]:
        return [p for p, _ in self.asked if p != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers)))
            status, headers, body = made.answers.get(self.path, lambda: (404, {}, ""))()
            if (
                status == 200
                and self.headers.get("If-None-Match")
                and headers.get("ETag") == self.headers["If-None-Match"]
            ):
                status, body = 304, ""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{running.server_address[1]}"
    yield made
    running.shutdown()


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.at, self.slept = 1_000_000.0, 0.0

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds
        self.slept += seconds


def watcher(site: Site, folder: Path, *paths: str, clock: Clock | None = None, limits: Limits | None = None) -> Watcher:
    clock = clock or Clock()
    local = limits or Limits(private_addresses=True, fetch_seconds=10, fetch_bytes=200_000)
    manners = Manners(clock.now, clock.sleep, limits=local)
    feeds = tuple(Feed(site.address + p) for p in paths)
    return Watcher(feeds, Notebook(folder / "state.json"), manners)


def round_of(w: Watcher) -> list[RawReport | Issue]:
    """One round, stored."""
    found = []
    for look in w.looks():
        found += look.items
        w.done(look)
    return found


def test_an_unchanged_feed_costs_one_small_request(site: Site, tmp_path: Path) -> None:
    site.page("/rss", feed(("a", "", LONG)), ETag='"one"', Last_Modified="Thu, 26 Mar 2020 10:00:00 GMT")
    clock = Clock()
    w = watcher(site, tmp_path, "/rss", clock=clock)
    assert [type(x) for x in round_of(w)] == [RawReport]
    assert round_of(w) == [], "not due yet"
    clock.sleep(3600)
    assert round_of(w) == []
    assert site.paths() == ["/rss", "/rss"]
    assert site.asked[-1][1]["If-None-Match"] == '"one"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Thu, 26 Mar 2020 10:00:00 GMT"


def test_only_new_and_changed_entries_come_again(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    w = watcher(site, tmp_path, "/rss", clock=clock)
    site.page("/rss", feed(("a", "", LONG), ("b", "", LONG)))
    assert [x.id for x in round_of(w)] == ["a", "b"]  # type: ignore[union-attr]
    site.page("/rss", feed(("c", "", LONG), ("a", "", LONG + " Corrected."), ("b", "", LONG)))
    clock.sleep(3600)
    assert [x.id for x in round_of(w)] == ["c", "a"]  # type: ignore[union-attr]


def test_a_summary_is_read_in_full_at_its_page(site: Site, tmp_path: Path) -> None:
    site.page("/rss", feed(("a", site.address + "/story", "Troops left.")))
    site.page(
        "/story", f"<html><body><article><h1>Gone</h1><p>{LONG}</p></article></body></html>", Content_Type="text/html"
    )
    (report,) = round_of(watcher(site, tmp_path, "/rss"))
    assert isinstance(report, RawReport)
    assert (report.id, report.outlet, report.title) == ("a", "Tigris Wire", "About a")
    assert len(report.text) > 700
    assert report.published


def test_a_page_that_fails_leaves_the_summary_and_is_tried_again(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    w = watcher(site, tmp_path, "/rss", clock=clock)
    site.page("/rss", feed(("a", site.address + "/story", "Troops left.")), ETag='"one"')
    site.page("/story", "busy", status=503)
    summary, issue = round_of(w)
    assert isinstance(summary, RawReport)
    assert summary.text == "Troops left."
    assert isinstance(issue, Issue)
    assert "503" in issue.message
    site.page("/story", f"<html><body><article><p>{LONG}</p></article></body></html>", Content_Type="text/html")
    clock.sleep(3600)
    (full,) = round_of(w)
    assert isinstance(full, RawReport)
    assert (full.id, len(full.text) > 700) == ("a", True)
    clock.sleep(3600)
    assert round_of(w) == []


def test_a_failing_feed_is_asked_later_and_later_and_others_go_on(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    w = watcher(site, tmp_path, "/bad", "/rss", clock=clock)
    site.page("/bad", "", status=500)
    site.page("/rss", feed(("a", "", LONG)))
    kinds = [type(x) for x in round_of(w)]
    assert kinds == [Issue, RawReport]
    waits = []
    for _ in range(9):
        waits.append(w.notebook.page(site.address + "/bad").next_at - clock.at)
        clock.sleep(waits[-1] + 1)
        round_of(w)
    assert waits == sorted(waits)
    assert waits[0] >= 1700
    assert max(waits) <= 86400
    site.page("/bad", feed(("z", "", LONG)))
    clock.sleep(90_000)
    assert "z" in [getattr(x, "id", None) for x in round_of(w)], "nothing is lost when it comes back"


def test_retry_after_is_kept_to(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    w = watcher(site, tmp_path, "/rss", clock=clock)
    site.page("/rss", "", status=429, Retry_After="7200")
    round_of(w)
    assert w.notebook.page(site.address + "/rss").next_at - clock.at >= 7200


def test_robots_are_kept_to_for_feeds_and_pages(site: Site, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n")
    site.page("/rss", feed(("a", site.address + "/private/story", "Troops left.")))
    clock = Clock()
    found = round_of(watcher(site, tmp_path, "/private/rss", "/rss", clock=clock))
    assert [x.code for x in found if isinstance(x, Issue)] == ["robots", "robots"]
    assert [x.id for x in found if isinstance(x, RawReport)] == ["a"], "the summary is kept"
    assert site.paths() == ["/rss"]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(site: Site, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    for name in "abc":
        site.page(f"/{name}", feed((name, "", LONG)))
    clock = Clock()
    assert len(round_of(watcher(site, tmp_path, "/a", "/b", "/c", clock=clock))) == 3
    assert clock.slept == pytest.approx(14)


def test_no_answer_about_robots_means_not_now(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    site.page("/robots.txt", "", status=503)
    site.page("/rss", feed(("a", "", LONG)))
    w = watcher(site, tmp_path, "/rss", clock=clock)
    (issue,) = round_of(w)
    assert isinstance(issue, Issue)
    assert site.paths() == []
    site.page("/robots.txt", "", status=404)
    clock.sleep(90_000)
    assert len(round_of(w)) == 1


def test_private_networks_are_never_asked(site: Site, tmp_path: Path) -> None:
    site.page("/rss", feed(("a", site.address + "/story", "Troops left.")))
    (issue,) = round_of(watcher(site, tmp_path, "/rss", limits=Limits()))
    assert isinstance(issue, Issue)
    assert issue.code == "private-address"
    assert site.asked == []


def test_a_link_into_a_private_network_is_not_followed(site: Site, tmp_path: Path) -> None:
    """The feed is public by name, the entry's page is not: only the page is refused."""
    site.page("/rss", feed(("a", "http://10.0.0.1/story", "Troops left.")))
    clock = Clock()
    host = site.address.removeprefix("http://").split(":")[0]
    limits = Limits(fetch_seconds=2)
    manners = Manners(clock.now, clock.sleep, limits=limits, resolve=lambda name, port: [name])
    w = Watcher((Feed(site.address + "/rss"),), Notebook(tmp_path / "s.json"), manners)
    found = round_of(w)
    assert [x.code for x in found if isinstance(x, Issue)] == ["private-address"]
    assert host == "127.0.0.1"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<rss><channel><title>x</title></channel></rss>", "empty"),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>', "bad-feed"),
        ("<rss>" + "<a>" * 5000, "too-deep"),
        ("\x00\x01\x02\x03" * 100, "binary"),
        ("x" * 300_000, "too-large"),
    ],
)
def test_hostile_and_broken_feeds_are_one_line(site: Site, tmp_path: Path, body: str, code: str) -> None:
    site.page("/rss", body, Content_Type="application/rss+xml")
    (issue,) = round_of(watcher(site, tmp_path, "/rss"))
    assert isinstance(issue, Issue)
    assert issue.code == code
    assert "\n" not in str(issue)


def test_a_slow_feed_ends(site: Site, tmp_path: Path) -> None:
    def slow() -> tuple[int, dict[str, str], str]:
        time.sleep(1)
        return 304, {}, ""

    site.answers["/slow"] = slow
    limits = Limits(private_addresses=True, fetch_seconds=0.3)
    (issue,) = round_of(watcher(site, tmp_path, "/slow", limits=limits))
    assert isinstance(issue, Issue)
    assert issue.code in ("fetch-failed", "robots"), "even robots.txt may come too late on a busy machine"


def test_a_moved_feed_is_followed(site: Site, tmp_path: Path) -> None:
    site.page("/old", "", status=301, Location="/new")
    site.page("/new", feed(("n", "", LONG)))
    (report,) = round_of(watcher(site, tmp_path, "/old"))
    assert isinstance(report, RawReport)
    assert report.id == "n"


def test_a_kill_before_the_reports_are_stored_loses_nothing(site: Site, tmp_path: Path) -> None:
    site.page("/rss", feed(("a", "", LONG)), ETag='"one"')
    first = watcher(site, tmp_path, "/rss")
    assert len(next(first.looks()).items) == 1  # killed here: neither stored nor noted
    assert len(round_of(watcher(site, tmp_path, "/rss"))) == 1


def test_the_notebook_survives_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "n.json")
    notebook.page("https://example.org/rss").remember("a", "1")
    notebook.save()
    assert Notebook(tmp_path / "n.json").pages == notebook.pages
    (tmp_path / "n.json").write_text('{"version": 1, "feeds": {"a": {"unknown": 1}}}')
    with pytest.raises(UsageError, match="is damaged; remove it"):
        Notebook(tmp_path / "n.json")


OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline type="rss" text="Tigris Wire" xmlUrl="https://example.org/rss"/>
<outline type="rss" xmlUrl="javascript:alert(1)"/><outline xmlUrl="https://example.org/rss"/>
</outline></body></opml>"""


def test_subscriptions_are_opml_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_text(OPML)
    assert subscriptions(tmp_path / "a.opml") == (Feed("https://example.org/rss", "Tigris Wire"),)
    (tmp_path / "a.txt").write_text("# mine\nhttps://example.org/rss  Tigris Wire\n\nhttp://example.org/b\n")
    assert subscriptions(tmp_path / "a.txt") == (
        Feed("https://example.org/rss", "Tigris Wire"),
        Feed("http://example.org/b"),
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [("ftp://example.org/x\n", "line 1"), ("", "names no feed"), ("<opml><body>", "no OPML")],
)
def test_bad_lists_are_named(tmp_path: Path, text: str, error: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    with pytest.raises(UsageError, match=error):
        subscriptions(tmp_path / "a.txt")
    with pytest.raises(UsageError, match="cannot read"):
        subscriptions(tmp_path / "none.txt")
