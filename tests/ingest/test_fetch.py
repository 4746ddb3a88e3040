# ruff: noqa: E501  (sample copy is kept on its line)
"""Addresses: fetched within bounds, and never from inside a private network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from dateline.ingest import Limits, items
from dateline.ingest.faults import Fault
from dateline.ingest.fetch import fetched, is_public, public_address
from dateline.model import Issue, RawReport

from .made import FEED, META_PAGE

LOCAL = Limits(private_addresses=True, fetch_bytes=100_000, fetch_seconds=5, redirects=3)


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {"/page": ("text/html", META_PAGE), "/feed": ("text/xml", FEED), "/big": ("text/plain", "x" * 200_000), "/host": ("text/plain", str(self.headers["Host"]))}  # fmt: skip
        if self.path in answers:
            kind, body = answers[self.path]
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())
            return
        targets = {
            "/moved": "/page",
            "/loop": "/loop",
            "/inside": "http://169.254.169.254/latest/",
            "/file": "file:///etc/hostname",
        }
        self.send_response(302 if self.path in targets else 404)
        self.send_header("Location", targets.get(self.path, "/"))
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()


def code(address: str, limits: Limits = LOCAL) -> str:
    (item,) = items([address], limits=limits)
    assert isinstance(item, Issue)
    return item.code


def test_pages_feeds_and_redirects(server: str) -> None:
    (page,) = items([f"{server}/moved"], limits=LOCAL)
    assert isinstance(page, RawReport)
    assert page.source.locator == f"{server}/page"
    assert len(list(items([f"{server}/feed"], limits=LOCAL))) == 3
    assert fetched(f"{server}/host", LOCAL).whole(100).decode() == server.removeprefix("http://")


def test_what_cannot_be_fetched_is_one_line(server: str) -> None:
    assert code(f"{server}/big") == "too-large"
    assert code(f"{server}/gone") == "fetch-failed"
    assert code(f"{server}/loop") == "fetch-failed"
    assert code(f"{server}/file") == "bad-address"
    assert code("http://user:pw@x.example/") == "bad-address"
    assert code("http://[bad/") == "bad-address"


def test_private_networks_are_refused(server: str) -> None:
    assert code(f"{server}/page", Limits()) == "private-address"
    assert code("http://[::1]:9/", Limits()) == "private-address"
    assert code("http://[::ffff:10.0.0.1]/", Limits()) == "private-address"
    assert code("http://0.0.0.0/", Limits()) == "private-address"


def test_no_fetching_when_it_is_off(server: str) -> None:
    (item,) = items([f"{server}/page"], fetch=False)
    assert isinstance(item, Issue)
    assert item.code == "no-fetch"


def test_a_redirect_into_a_private_network_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.ingest import fetch

    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")  # as if the server were outside
    with pytest.raises(Fault) as fault:
        fetched(f"{server}/inside", Limits())
    assert fault.value.code == "private-address"


def test_one_private_address_among_public_ones_is_enough() -> None:
    parts = urlsplit("http://news.example/")
    with pytest.raises(Fault):
        public_address(parts, Limits(), lambda host, port: ["93.184.216.34", "10.1.2.3"])
    assert public_address(parts, Limits(), lambda host, port: ["93.184.216.34"]) == "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
     "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::1", "::7f00:1", "2001::1", "nonsense"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::6810:84e5", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)
