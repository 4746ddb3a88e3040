"""The API: the command line's answers in pages, problems as problem details, tokens, judgements that can be undone."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from dateline.cli import main
from dateline.web.access import Access, Token, read_tokens
from tests.web.conftest import Open

API = "/api/v1"
READ, REVIEW = Token("read", "Bo", "reading-secret-0001"), Token("review", "Ada", "review-secret-00001")
FILTERS = (
    {}, {"type": "retreat/handover"}, {"type": "assault", "place": "taji"}, {"place": "IQ"}, {"party": "coalition"},
    {"status": "planned"}, {"since": "2020-03-20", "until": "2020-03-27"}, {"report": "b-1"},
    {"as_known": "2020-03-20"},
)  # fmt: skip


@pytest.fixture(scope="module")
def same(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The desk's ledger once more, for the command line."""
    return str(shutil.copy(kept, tmp_path_factory.mktemp("cli") / "same.db"))


def cli(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    capsys.readouterr()
    assert main(list(arguments)) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_events_are_those_of_the_command_line(
    client: TestClient, same: str, capsys: pytest.CaptureFixture[str], filters: dict[str, str]
) -> None:
    options = [w for k, v in filters.items() for w in (f"--{k.replace('_', '-')}", v)]
    expected = cli(capsys, "events", "--json", "--ledger", same, *options)
    assert client.get(f"{API}/events", params=filters).json()["items"] == expected


@pytest.mark.parametrize(
    ("path", "command", "options", "params"),
    [
        ("state", "state", ["--on", "2020-03-27"], {"on": "2020-03-27"}),
        ("state", "state", ["--about", "qayy"], {"about": "qayy"}),
        ("state", "state", ["--on", "2020-03-27", "--as-known", "2020-03-21"],
         {"on": "2020-03-27", "as_known": "2020-03-21"}),
        ("figures", "figures", ["--place", "iraq"], {"place": "iraq"}),
        ("search", "search", ["coalition"], {"q": "coalition"}),
    ],
)  # fmt: skip
def test_what_follows_is_the_command_lines_too(
    client: TestClient, same: str, capsys: pytest.CaptureFixture[str], path: str, command: str, options: list[str],
    params: dict[str, str],
) -> None:  # fmt: skip
    words = options if command == "search" else []
    expected = cli(capsys, command, *words, "--json", "--ledger", same, *([] if words else options))
    assert client.get(f"{API}/{path}", params=params).json() == expected


def test_plans_and_conflicts_are_the_command_lines(
    client: TestClient, same: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for on in ("2020-03-21", "2020-03-28"):
        told = cli(capsys, "plans", "--on", on, "--json", "--ledger", same)
        assert client.get(f"{API}/plans", params={"on": on}).json()["items"] == told
    told = cli(capsys, "conflicts", "--json", "--ledger", same)
    assert client.get(f"{API}/conflicts").json()["items"] == told


def test_lists_come_in_pages_that_lead_on(client: TestClient) -> None:
    whole = client.get(f"{API}/events").json()
    seen, address = [], f"{API}/events?limit=1&place=IQ"
    while address:
        page = client.get(address).json()
        assert page["total"] == whole["total"]
        seen += page["items"]
        address = page["next"]
    assert seen == whole["items"]


def test_claims_are_the_export(client: TestClient) -> None:
    page = client.get(f"{API}/claims").json()
    lines = [json.loads(line) for line in client.get(f"{API}/export?format=claims").text.splitlines()]
    assert page["items"] == lines
    assert client.get(f"{API}/claims/{lines[0]['id']}").json() == lines[0]


@pytest.mark.parametrize("format", ["claims", "csv", "claims-csv", "geojson", "acled", "ucdp", "plover", "gdelt"])
def test_exports_are_files_of_their_kind(client: TestClient, format: str) -> None:
    answer = client.get(f"{API}/export", params={"format": format})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404), ("/events/zz", 404), ("/reports/zz", 404), ("/claims/zz", 404), ("/events?type=dance", 400),
        ("/events?status=perhaps", 422), ("/events?since=x", 422), ("/events?limit=0", 422),
        ("/events?limit=9999", 422),
        ("/export?format=tape", 400), ("/export?format=prov", 400), ("/search", 422), ("/events?report=zz", 404),
        ("/events?offset=99999999999999999999", 422),
    ],
)  # fmt: skip
def test_errors_are_problem_details(client: TestClient, path: str, status: int) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]


# ---------------------------------------------------------------------------------------------------- judgements


def judged(client: TestClient, verdict: str, *subjects: str, **more: str) -> dict[str, object]:
    answer = client.post(f"{API}/judgements", json={"verdict": verdict, "subjects": list(subjects), **more})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def events(client: TestClient) -> list[list[str]]:
    return [e["claims"] for e in client.get(f"{API}/events").json()["items"]]


def test_a_judgement_changes_what_follows_and_undoing_it_leaves_no_trace(fresh: TestClient) -> None:
    before = events(fresh)
    made = judged(fresh, "reject", "a-1.0", reason="a film")
    assert "a-1.0" not in [c for e in events(fresh) for c in e]
    assert "rejected" in fresh.get("/reports/a-1").text
    judged(fresh, "undo", made["judgements"][0]["id"])  # type: ignore[index]
    assert events(fresh) == before
    assert fresh.get(f"{API}/judgements").json()["total"] == 0
    assert fresh.get(f"{API}/judgements?every=true").json()["total"] == 2


def test_merge_and_split(fresh: TestClient) -> None:
    one, other = (e["id"] for e in fresh.get(f"{API}/events?type=retreat").json()["items"])
    judged(fresh, "merge", one, other)
    merged = fresh.get(f"{API}/events?type=retreat").json()["items"]
    assert [len(e["claims"]) for e in merged] == [3]
    judged(fresh, "split", merged[0]["id"], "b-2.0")
    assert ["b-2.0"] in events(fresh)


def test_a_corrected_value_is_shown_and_signed(fresh: TestClient) -> None:
    made = judged(fresh, "correct", "c-1.0", attribute="when", value="2020-03-30", reason="Monday")
    told = made["judgements"][0]  # type: ignore[index]
    assert told["person"] == "Ada"
    event = fresh.get(f"{API}/events/c-1.0").json()
    assert event["when"]["start"] == "2020-03-30"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"verdict": "same", "subjects": ["a-1.0"]}, 400),
        ({"verdict": "reject", "subjects": ["zz"]}, 400),
        ({"verdict": "undo", "subjects": ["j0"]}, 400),
        ({"verdict": "correct", "subjects": ["a-1.0"], "attribute": "when", "value": "soon"}, 400),
        ({"verdict": "correct", "subjects": ["a-1.0"], "attribute": "when"}, 400),
        ({"verdict": "correct", "subjects": ["a-1.0"], "attribute": "shoe", "value": "x"}, 400),
        ({"verdict": "right", "subjects": ["a-1.0"]}, 400),
        ({"verdict": "burn", "subjects": ["a-1.0"]}, 422),
        ({"verdict": "reject", "subjects": []}, 422),
        ({"verdict": "reject", "subjects": ["a-1.0"], "extra": 1}, 422),
        ([], 422),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_and_nothing_kept(client: TestClient, body: object, status: int) -> None:
    answer = client.post(f"{API}/judgements", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get(f"{API}/judgements?every=true").json()["total"] == 0


# -------------------------------------------------------------------------------------------------- who may what


def test_without_a_token_there_is_nothing(opens: Open) -> None:
    client = opens(access=Access(tokens=(READ, REVIEW)))
    assert client.get(f"{API}/events").status_code == 401
    assert client.get(f"{API}/events").headers["www-authenticate"] == "Bearer"
    assert client.get("/events?type=assault", follow_redirects=False).headers["location"] == (
        "/sign-in?next=/events%3Ftype%3Dassault"
    )
    assert client.get("/map/data.json").status_code == 401
    assert client.get("/static/base.css").status_code == 200
    assert "Rockets" not in client.get("/sign-in").text


def test_tokens_read_and_review(opens: Open) -> None:
    client = opens(access=Access(tokens=(READ, REVIEW)))
    body = {"verdict": "accept", "subjects": ["a-1.0"]}
    for token, status in ((READ, 403), (REVIEW, 201)):
        head = {"Authorization": f"Bearer {token.secret}"}
        assert client.get(f"{API}/events", headers=head).status_code == 200
        assert client.post(f"{API}/judgements", json=body, headers=head).status_code == status
    head = {"Authorization": f"Bearer {READ.secret}"}
    assert client.get(f"{API}/judgements", headers=head).json()["items"][0]["person"] == "Ada"
    assert client.get(f"{API}/events", headers={"Authorization": "Bearer nearly"}).status_code == 401


def test_sign_in_keeps_the_token_and_goes_on_only_to_our_own_pages(opens: Open) -> None:
    client = opens(access=Access(tokens=(READ, REVIEW)))
    assert client.post("/sign-in", data={"token": "wrong", "next": "/"}).status_code == 401
    for to, expected in (
        ("/plans", "/plans"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil", "/"),
    ):
        answer = client.post("/sign-in", data={"token": READ.secret, "next": to}, follow_redirects=False)
        assert answer.headers["location"] == expected
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
    assert client.get("/plans").status_code == 200


def test_read_only_judges_nothing(opens: Open) -> None:
    client = opens(access=Access("Ada", readonly=True))
    answer = client.post(f"{API}/judgements", json={"verdict": "accept", "subjects": ["a-1.0"]})
    assert answer.status_code == 403
    assert "Take back" not in client.get("/review").text
    assert "data-judge" not in client.get("/events/" + client.get(f"{API}/events").json()["items"][0]["id"]).text


def test_tokens_file(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("# the desk\nread bo reading-secret-0001\n\nreview ada review-secret-00001  # days\n")
    assert [(t.role, t.name) for t in read_tokens(file)] == [("read", "bo"), ("review", "ada")]
    for wrong in ("", "write bo reading-secret-0001\n", "read bo short\n", "read bo\n"):
        file.write_text(wrong)
        with pytest.raises(Exception, match="--tokens"):
            read_tokens(file)


# ------------------------------------------------------------------------------------------------ the document


def test_every_answer_is_what_the_document_says(client: TestClient) -> None:
    """Each GET without needed parameters, and one record of each kind, against its schema."""
    document = client.get(f"{API}/openapi.json").json()
    made = {"event_id": "a-1.0", "report_id": "a-1", "claim_id": "a-1.0"}
    checked = 0
    for path, methods in document["paths"].items():
        one = methods.get("get")
        if one is None or path.endswith("/export"):
            continue
        answer = client.get(path.format(**made), params={"q": "coalition"} if path.endswith("search") else {})
        schema = one["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**schema, "components": document["components"]})
        checked += 1
    assert checked >= 14
    assert "Event" in document["components"]["schemas"]


@pytest.mark.slow
def test_schemathesis_finds_no_fault(opens: Open) -> None:
    """Random requests over the whole document, valid ones and others: never a 500, always as documented."""
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", opens(hosts=None).app)
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in schemathesis.GenerationMode:

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(
                max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
                database=None, derandomize=True,
            )  # fmt: skip
            def check(case: Any) -> None:
                nonlocal tried
                tried += 1
                case.call_and_validate(checks=checks)

            with contextlib.suppress(Unsatisfiable):  # what has no parameter cannot be asked wrongly
                check()
    assert tried > 300
