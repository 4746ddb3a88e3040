"""What stands before every page: headers, the host asked for, where a write comes from, how much is taken."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from dateline.web.guard import policy
from tests.web.conftest import Open

BODY = {"verdict": "accept", "subjects": ["a-1.0"]}


@pytest.mark.parametrize("path", ["/", "/api/v1/events", "/static/base.css", "/nothing", "/api/v1/nothing"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_tiles_are_the_only_thing_from_elsewhere() -> None:
    assert "http" not in policy(None)
    assert "img-src 'self' data: https://tiles.example.org;" in policy("https://tiles.example.org/{z}/{x}/{y}.png")


def test_another_host_name_is_refused(client: TestClient) -> None:
    """A page elsewhere that has its name point here (DNS rebinding) gets nothing."""
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_a_write_from_another_page_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/judgements", json=BODY, headers=headers).status_code == 403


def test_a_write_from_our_own_page_is_taken(fresh: TestClient) -> None:
    assert fresh.post("/api/v1/judgements", json=BODY, headers={"origin": "http://127.0.0.1"}).status_code == 201


def test_a_form_from_anywhere_is_no_judgement(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/judgements",
        content=b'{"verdict":"accept","subjects":["a-1.0"]}',
        headers={"content-type": "text/plain"},
    )
    assert answer.status_code == 422


def test_a_large_body_is_refused(client: TestClient) -> None:
    assert client.post("/api/v1/judgements", content=b"x" * 100_000).status_code == 413


def test_static_files_are_kept_pages_are_not(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["cache-control"] == "private, no-cache"
    address = page.text.split('href="/static/base.css')[1].split('"')[0]
    assert "immutable" in client.get("/static/base.css" + address).headers["cache-control"]
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_a_fault_tells_nothing_of_itself(opens: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    client = opens()

    def broken(*_: object) -> None:
        raise RuntimeError("secret path")

    monkeypatch.setattr("dateline.web.desk.Desk.front", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
