"""`dateline add`: idempotent, never stopped by one bad input, honest about both."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline import pipeline
from dateline.commands import loading
from dateline.errors import WeightsError
from dateline.ledger import Ledger
from dateline.model import Claim, Coded, EventType, Evidence, Issue, Kind, Report, Span, Status
from dateline.read import load_outlets
from tests.cli.conftest import Run

CALLS: list[str] = []


def understood(report: Report, chain: object) -> Coded:
    """A coder of one rule for these tests: "hit" is an attack, "boom" a fault of the program."""
    CALLS.append(report.id)
    if "boom" in report.text:
        raise ZeroDivisionError("a bug")
    at = report.text.find("hit")
    claims = (
        (
            Claim(
                f"{report.id}.0",
                report.id,
                report.revision,
                Kind.EVENT,
                EventType.ASSAULT,
                None,
                Status.HAPPENED,
                Evidence(Span(0, len(report.text)), Span(at, at + 3)),
            ),
        )
        if at >= 0
        else ()
    )
    return Coded(report.id, report.revision, "one-rule", claims)


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> None:
    CALLS.clear()
    made = SimpleNamespace(outlets=load_outlets(), published=None, fingerprint="one-rule")
    monkeypatch.setattr(loading, "chain", lambda *_, **__: made)
    monkeypatch.setattr(pipeline, "understand", understood)


def write(folder: Path, name: str, text: str, id: str | None = None) -> None:
    record = {
        "id": id or name,
        "outlet": "Tigris Wire",
        "published": "2020-03-12",
        "title": "T",
        "text": text,
    }
    (folder / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    write(folder, "one", "Rockets hit the camp on Wednesday.")
    write(folder, "two", "Nothing happened on Thursday.")
    return folder


def summary(run: Run, *arguments: str) -> tuple[int, dict[str, int]]:
    done = run("add", *arguments, "--json")
    told = json.loads(done.out)
    told.pop("ledger")
    return done.code, told


def test_added_twice_changes_nothing_and_is_not_parsed_again(
    chain: None, run: Run, inbox: Path, tmp_path: Path
) -> None:
    ledger = ["--ledger", str(tmp_path / "new.db")]
    code, told = summary(run, str(inbox), *ledger)
    assert code == 0
    assert told == {
        "new": 2,
        "revision": 0,
        "recoded": 0,
        "same": 0,
        "claims": 1,
        "set_aside": 0,
        "redated": [],
        "events": 1,
    }
    first = run("print", *ledger).out
    assert CALLS == ["one", "two"]
    code, told = summary(run, str(inbox), *ledger)
    assert (code, told["same"], told["new"]) == (0, 2, 0)
    assert CALLS == ["one", "two"], "what is known is not read again"
    assert run("print", *ledger).out == first


def test_a_changed_text_is_a_revision(chain: None, run: Run, inbox: Path, tmp_path: Path) -> None:
    ledger = ["--ledger", str(tmp_path / "new.db")]
    summary(run, str(inbox), *ledger)
    write(inbox, "one", "Rockets hit the camp on Wednesday, corrected.")
    _, told = summary(run, str(inbox), *ledger)
    assert (told["revision"], told["same"]) == (1, 1)
    with Ledger.open(tmp_path / "new.db") as opened:
        assert [r.revision for r in opened.reports(current=False) if r.id == "one"] == [1, 2]


def test_bad_inputs_are_one_line_each_and_the_rest_goes_on(chain: None, run: Run, inbox: Path, tmp_path: Path) -> None:
    (inbox / "aa-empty.txt").write_bytes(b"")
    (inbox / "ab-bad.json").write_text('{"text": 7}', encoding="utf-8")
    write(inbox, "boom", "A boom within the program.")
    done = run("add", str(inbox), str(tmp_path / "nowhere"), "--ledger", str(tmp_path / "new.db"))
    assert done.code == 1
    aside = [line for line in done.err.splitlines() if line.startswith("set aside: ")]
    assert len(aside) == 4
    assert any("ZeroDivisionError" in line and "please report" in line for line in aside)
    assert "2 reports read: 2 new; 1 claim; 4 set aside" in done.err
    assert run("issues", "--ledger", str(tmp_path / "new.db")).out.count("nowhere") == 1


def test_debug_lets_a_fault_out(
    chain: None, run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(inbox, "boom", "A boom within the program.")
    monkeypatch.setenv("DATELINE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("add", str(inbox), "--ledger", str(tmp_path / "new.db"))


def test_wrong_use(chain: None, run: Run, inbox: Path) -> None:
    assert run("add").code == 2
    assert run("add", str(inbox), "--column", "Body").code == 2


def test_the_whole_chain_on_plain_prose(run: Run, tmp_path: Path) -> None:
    """From a file to an event, with the shipped model; skipped where it is not there."""
    report = tmp_path / "story.txt"
    report.write_text(
        "BAGHDAD, March 12 (Tigris Wire) - Rockets hit Camp Taji north of Baghdad on Wednesday, killing "
        "three coalition troops, the Iraqi military said.\n",
        encoding="utf-8",
    )
    ledger = str(tmp_path / "new.db")
    done = run("add", str(report), "--published", "2020-03-12", "--ledger", ledger)
    if done.code == WeightsError.exit_code:
        pytest.skip("needs the shipped model")
    assert done.code == 0, done.err
    found = json.loads(run("events", "--type", "assault", "--json", "--ledger", ledger).out)
    assert [(e["place"]["name"], e["when"]["start"]) for e in found] == [("Camp Taji", "2020-03-11")]
    assert run("check", "--ledger", ledger).code == 0


def test_stats_tell_where_time_went_and_what_was_ignored(chain: None, run: Run, tmp_path: Path) -> None:
    tmp_path = tmp_path / "in"
    tmp_path.mkdir()
    write(tmp_path, "a.json", "Rockets hit the camp.")
    write(tmp_path, "b.json", "A boom was heard.")
    (tmp_path / "c.txt").write_bytes(b"\0\1\2" * 50)
    done = run("add", str(tmp_path), "--stats", "--json", "--workers", "1")
    stats = json.loads(done.out)["stats"]
    assert stats["words"] == 4
    assert stats["issues"]["code/fault"] == 1
    assert sum(stats["issues"].values()) == 2
    assert {"load", "ingest", "read", "ask", "store", "redate", "derive"} <= stats["stages"].keys()
    assert all(row["seconds"] >= 0 for row in stats["stages"].values())
    shown = run("add", str(tmp_path), "--stats")
    assert "code/fault" in shown.err
    assert "ms a call" in shown.err


def test_the_log_tells_of_each_report_and_of_none_of_its_words(chain: None, run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "a.json", "Rockets hit the camp.")
    write(tmp_path / "in", "b.json", "A boom was heard.")
    log = tmp_path / "log.jsonl"
    run("--log-json", str(log), "add", str(tmp_path / "in"), "--workers", "1", "--quiet")
    told = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [t["event"] for t in told] == ["add", "report", "set aside", "added", "end"]
    assert (told[1]["report_id"], told[1]["outcome"], told[1]["claims"]) == ("a.json", "new", 1)
    assert told[3]["stats"]["words"] == 4
    assert "Rockets" not in log.read_text("utf-8")


def test_an_empty_ledger_is_not_asked_about_what_it_cannot_hold(
    chain: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.commands.adding import adding
    from dateline.model import RawReport, Source

    asked: list[str] = []
    holds = Ledger.holds
    monkeypatch.setattr(Ledger, "holds", lambda self, r, coder: (asked.append(r.id), holds(self, r, coder))[1])
    text, made = "Rockets hit the camp.", loading.chain()
    raws = [RawReport(Source(f"{n}.txt", "text/plain"), text, id, published="2020-03-12") for n, id in enumerate("aba")]
    with Ledger.open(":memory:") as ledger:
        assert [a.outcome for a in adding(raws, made, ledger) if not isinstance(a, Issue)] == ["new", "new", "same"]
        assert asked == ["a"]
        assert [a.outcome for a in adding(raws[:2], made, ledger) if not isinstance(a, Issue)] == ["same", "same"]
        assert asked == ["a", "a", "b"]
