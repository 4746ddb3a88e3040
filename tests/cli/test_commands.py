"""Every command on a small ledger: what it prints, what it gives programs, how it fails."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dateline.ledger import Ledger
from dateline.model import Coded, Party
from tests.cli.conftest import Run
from tests.reconcile.made import TAJI, one, when


def event_ids(run: Run, *more: str) -> list[str]:
    return [e["id"] for e in json.loads(run("events", "--json", *more).out)]


def test_events_are_listed_in_order_of_time(run: Run) -> None:
    done = run("events")
    assert done.code == 0
    rows = [line for line in done.out.splitlines() if line.startswith("e") and "event" not in line]
    assert [r.split()[1][:10] for r in rows] == ["2020-03-11", "2020-03-26", "2020-03-26", "2020-03-29"]
    assert "disputed" in rows[0]
    assert "Qayyarah" in done.out
    assert "4 events, from 6 reports" in done.err


def test_events_filtered_and_as_json(run: Run) -> None:
    found = json.loads(run("events", "--type", "retreat", "--status", "happened", "--json").out)
    assert [(e["place"]["name"], e["reports"]) for e in found] == [("Qayyarah West airfield", ["b-1", "b-2"])]
    assert json.loads(run("events", "--place", "nowhere", "--json").out) == []
    assert len(event_ids(run, "--since", "2020-03-26")) == 3
    assert len(event_ids(run, "--until", "2020-03-25")) == 1
    assert len(event_ids(run, "--party", "coalition")) == 3
    assert len(event_ids(run, "--report", "d-1")) == 1
    assert len(event_ids(run, "--limit", "2")) == 2


def test_as_known_leaves_later_reports_out(run: Run) -> None:
    (planned,) = json.loads(run("events", "--type", "retreat", "--as-known", "2020-03-21", "--json").out)
    assert planned["status"] == "planned"


def test_show_event_by_the_start_of_its_id(run: Run) -> None:
    taji = event_ids(run, "--type", "assault")[0]
    done = run("show", taji[:6])
    assert done.code == 0
    assert "killed: different count" in done.out
    assert "“Rockets hit Camp Taji on Wednesday, killing three.”" in done.out
    assert "Why these are one event" in run("show", taji, "--why").out
    record = json.loads(run("show", taji, "--json").out)
    assert [c["report"]["id"] for c in record["claim_records"]] == ["a-1", "a-2"]


def test_show_report(run: Run) -> None:
    done = run("show", "b-2")
    assert "published" in done.out
    assert "retreat handover" in done.out


def test_a_start_that_fits_several_is_refused_with_the_choices(run: Run) -> None:
    done = run("show", "a-")
    assert done.code == 2
    assert "a-1, a-2" in done.err
    assert done.err.count("\n") == 1


def test_plans(run: Run) -> None:
    states = {p["title"].split(", ")[-1]: p["state"] for p in json.loads(run("plans", "--json").out)}
    assert states == {"K1 base": "pending", "Qayyarah West airfield": "kept"}
    late = json.loads(run("plans", "--open", "--on", "2020-04-02", "--json").out)
    assert [(p["state"], p["due"]["end"]) for p in late] == [("overdue", "2020-03-29")]
    assert "overdue" in run("plans", "--on", "2020-04-02").out
    earlier = json.loads(run("plans", "--on", "2020-03-25", "--json").out)
    assert [p["state"] for p in earlier] == ["due"], "what was reported later is not known yet"


def test_plans_by_state_and_with_both_ends(run: Run) -> None:
    def of(*more: str) -> list[str]:
        return [p["state"] for p in json.loads(run("plans", "--json", *more).out)]

    assert (of("--state", "open"), of("--state", "done"), of("--state", "broken")) == (["pending"], ["kept"], [])
    assert of("--state", "broken", "--on", "2020-04-02") == ["overdue"]
    assert run("plans", "--state", "boom").code == 2
    kept = json.loads(run("plans", "--state", "kept", "--json").out)[0]
    assert [w["report"] for w in kept["announced"]] == ["b-1"]
    assert [(w["outlet"], w["published"]) for w in kept["fulfilled"]] == [("Tigris Wire", "2020-03-26")]
    told = run("plans", "--state", "kept", "--words").out
    assert "announced 2020-03-20 Tigris Wire: “The coalition will leave Qayara within two weeks.”" in told
    assert "then 2020-03-26" in told


def test_conflicts_show_who_says_what_and_what_stands(run: Run) -> None:
    told = run("conflicts", "--words").out
    assert "* 3  1 report: Tigris Wire" in told or "* 2  1 report: Tigris Wire" in told
    assert told.count("    * ") == 0
    assert told.count("  * ") == 1, "one value stands"
    assert "“Rockets hit Camp Taji on Wednesday and killed two.”" in told
    record = json.loads(run("conflicts", "--kind", "different-count", "--json").out)[0]
    assert {w["report"] for v in record["values"] for w in v["words"]} == {"a-1", "a-2"}
    assert run("conflicts", "--kind", "who-did-it").code == 2
    assert run("judge", "right", "a-1.0", "counts:killed").code == 0
    taji = event_ids(run, "--type", "assault")[0]
    assert "judged right counts:killed by" in run("show", taji).out
    assert "claim a-1.0" in run("show", taji).out
    assert "plan, due" in run("show", event_ids(run, "--type", "retreat", "--status", "happened")[0]).out


def test_figures(run: Run) -> None:
    assert "382" in run("figures").out
    assert json.loads(run("figures", "cases", "--place", "iraq", "--json").out)[0]["points"][0]["value"] == 382
    assert json.loads(run("figures", "deaths", "--json").out) == []


def test_conflicts(run: Run) -> None:
    (found,) = json.loads(run("conflicts", "--json").out)
    assert (found["attribute"], found["kind"]) == ("counts:killed", "different-count")
    assert {v["value"] for v in found["values"]} == {"2", "3"}
    assert "killed: different count" in run("conflicts").out
    assert json.loads(run("conflicts", "--type", "retreat", "--json").out) == []


def test_state(run: Run) -> None:
    done = run("state", "--on", "2020-03-27")
    assert "Sites and who holds them" in done.out
    assert "since 2020-03-26" in done.out
    held = json.loads(run("state", "--on", "2020-03-27", "--about", "qayyarah", "--json").out)
    assert [(s["attribute"], s["value"]) for s in held] == [("holder", "Iraqi military, from U.S.-led coalition")]
    before = json.loads(run("state", "--on", "2020-03-27", "--as-known", "2020-03-21", "--json").out)
    (held,) = [s for s in before if s["attribute"] == "holder"]
    assert held["value"].startswith("U.S.-led coalition; next: to Iraqi military, due 2020-03-20 to 2020-04-03")


def test_explain_shows_why_and_what_was_passed_over(run: Run) -> None:
    done = run("explain", "b-2")
    assert "retreat handover, happened: test" in done.out
    assert "a decoy: sport" in done.out
    record = json.loads(run("explain", "b-2", "--json").out)
    assert (len(record["claims"]), len(record["passed_over"])) == (1, 1)


def test_explain_a_file_without_a_ledger(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files: one with a report, one with none; what is coded is shown and kept nowhere."""
    monkeypatch.setenv("DATELINE_LEDGER", str(tmp_path / "none.db"))
    story = tmp_path / "story.txt"
    story.write_text("GAO, Mali - French troops left the base at Gao on Monday, the ministry said.", encoding="utf-8")
    done = run("explain", str(story), "--json")
    assert [c["mode"] for c in json.loads(done.out)["claims"]] == ["withdraw"]
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    failed = run("explain", str(tmp_path / "empty.txt"))
    assert (failed.code, failed.out) == (2, "")
    assert "empty.txt: " in failed.err
    assert not (tmp_path / "none.db").exists()


def test_an_option_of_a_command_before_it_is_told_where_it_stands(run: Run) -> None:
    failed = run("--ledger", "x.db", "events")
    assert failed.code == 2
    assert "behind" in failed.err


def test_brief_search_issues_check_review(run: Run, tmp_path: Path) -> None:
    assert "# Situation report" in run("brief").out
    run("brief", "-o", str(tmp_path / "brief.md"))
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == run("brief").out
    assert [h["report"] for h in json.loads(run("search", "Qayara", "--json").out)] == ["b-1"]
    assert "broken.warc" in run("issues").out
    assert json.loads(run("issues", "--json").out)[0]["code"] == "truncated"
    assert run("check").code == 0
    assert json.loads(run("check", "--json").out) == []
    assert run("review").code == 0
    assert isinstance(json.loads(run("review", "--json").out), list)


def test_export(run: Run, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in run("export").out.splitlines()]
    assert len(lines) == 6
    assert all(line["version"] == 1 and line["event"] for line in lines)
    out = tmp_path / "events.csv"
    assert run("export", "--format", "csv", "-o", str(out)).code == 0
    assert len(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))) == 4
    assert len(list(csv.DictReader(io.StringIO(run("export", "-f", "claims-csv").out)))) == 6
    assert json.loads(run("export", "--format", "geojson").out)["type"] == "FeatureCollection"
    assert run("export", "--format", "xls").code == 2
    assert run("export", "-o", str(tmp_path / "no" / "such")).code == 2


def test_print_and_load_lose_nothing(run: Run, tmp_path: Path) -> None:
    printed, copy = tmp_path / "ledger.txt", str(tmp_path / "copy.db")
    assert run("print", "-o", str(printed)).code == 0
    assert run("load", str(printed), "--ledger", copy).code == 0
    assert run("print", "--ledger", copy).out == run("print").out == printed.read_text(encoding="utf-8")
    assert run("load", str(printed), "--ledger", copy).code == 3, "a ledger that holds something is not overwritten"
    assert run("load", str(tmp_path / "none.txt"), "--ledger", copy).code == 2


def test_a_judgement_holds_and_is_taken_back(run: Run) -> None:
    before = event_ids(run)
    done = run(
        "judge",
        "not-same",
        "b-1.0",
        "b-2.0",
        "--reason",
        "two bases",
        "--person",
        "Ada",
        "--at",
        "2020-04-01T10:00:00",
    )
    assert done.code == 0
    assert len(event_ids(run)) == len(before) + 1
    made = done.err.split("Judgement ")[1].split()[0]
    assert run("judge", "undo", made, "--person", "Ada", "--at", "2020-04-02T10:00:00").code == 0
    assert event_ids(run) == before
    assert run("judge", "maybe", "b-1.0").code == 2
    assert run("judge", "same", "b-1.0").code == 2


def ids(told: str) -> list[str]:
    return [w.strip("`;") for w in told.split(" stand")[0].split() if w.startswith("j")]


def test_a_value_corrected_and_settled_and_taken_back(run: Run) -> None:
    done = run("correct", "a-1.0", "counts:killed", "2", "--reason", "misread", "--person", "Ada")
    assert done.code == 0
    assert json.loads(run("conflicts", "--json").out) == []
    assert "corrected by Ada: misread" in run("explain", "a-1").out or "misread" in run("judgements").out
    assert run("judge", "undo", *ids(done.err)).code == 0
    assert len(json.loads(run("conflicts", "--json").out)) == 1
    assert run("judge", "right", "a-2.0", "counts:killed").code == 0
    assert json.loads(run("conflicts", "--json").out) == []
    taji = json.loads(run("events", "--type", "assault", "--json").out)[0]
    assert taji["counts"][0]["value"] == 2


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (["when", "2020-03-12"], {"start": "2020-03-12", "end": "2020-03-12", "precision": "day"}),
        (["when", "2020-03-12/2020-03-14"], {"start": "2020-03-12", "end": "2020-03-14", "precision": "range"}),
        (["counts:killed", "1,200"], 1200),
        (["place", "k1 BASE"], {"name": "K1 base", "id": "site:k1"}),
        (["place", "Hill 9@35.5,-44.25"], {"name": "Hill 9", "lat": 35.5, "lon": -44.25}),
        (["actor", "iraqi military; Hill Guard"], [{"id": "iraq-military"}, {"name": "Hill Guard"}]),
        (["mode", "-"], None),
        (["status", "denied"], "denied"),
    ],
)
def test_values_as_people_type_them(run: Run, typed: list[str], stored: object) -> None:
    (made,) = json.loads(run("correct", "a-1.0", *typed, "--json").out)
    value = json.loads(made["value"])
    if isinstance(stored, dict):
        assert stored.items() <= value.items()
    elif isinstance(stored, list):
        assert all(part.items() <= found.items() for part, found in zip(stored, value, strict=True))
    else:
        assert value == stored
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["correct", "a-1.0", "when", "Sunday"], "2020-03-29"),
        (["correct", "a-1.0", "when", "2020-03-29/2020-03-01"], "ends before"),
        (["correct", "a-1.0", "place", "Atlantis"], "LATITUDE"),
        (["correct", "a-1.0", "counts:killed", "some"], "no number"),
        (["correct", "a-1.0", "colour", "red"], "counts:WHAT"),
        (["correct", "a-1.0", "status", "maybe"], "status"),
        (["correct", "zzz", "mode", "rocket"], "no event or claim"),
        (["judge", "right", "a-1.0"], "attribute"),
        (["judge", "right", "a-1.0", "counts:wounded"], "states"),
        (["judge", "wrong", "a-1.0", "status"], "cannot be without"),
        (["judge", "undo", "jzzz"], "no judgement"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_in_one_line(run: Run, arguments: list[str], word: str) -> None:
    done = run(*arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert word in done.err


def test_split_and_merge(run: Run) -> None:
    taji = event_ids(run, "--type", "assault")[0]
    done = run("judge", "split", taji, "a-2.0", "--person", "Ada", "--at", "2020-05-01T10:00:00Z")
    assert done.code == 0
    assert "4 events before, 5 now" in done.err
    assert len(event_ids(run, "--type", "assault")) == 2
    assert run("judge", "merge", *event_ids(run, "--type", "assault"), "--at", "2020-05-02T10:00:00Z").code == 0
    assert event_ids(run, "--type", "assault") == [taji], "the later word holds"
    assert len(json.loads(run("judgements", "--json").out)) == 2
    assert "not-same" in run("judgements").out
    assert run("judge", "split", taji, "a-1.0", "a-2.0").code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["events", "--type", "boom"], 2, "assault"),
        (["events", "--status", "boom"], 2, "planned"),
        (["events", "--since", "March"], 2, "2020-03-26"),
        (["events", "--bogus"], 2, "--help"),
        (["boom"], 2, "--help"),
        (["show", "zzz"], 2, "dateline events"),
        (["events", "--ledger", "none.db"], 3, "dateline add"),
        (["events", "--ledger", __file__], 3, ""),
        (["lexicon", "test", "--lexicon", "none"], 2, "none"),
    ],
)
def test_trouble_is_one_line_with_a_remedy_and_a_code(run: Run, arguments: list[str], code: int, word: str) -> None:
    done = run(*arguments)
    assert done.code == code
    assert done.out == ""
    assert done.err.startswith("dateline: ")
    assert done.err.count("\n") == 1
    assert word in done.err


def test_hostile_words_never_reach_the_terminal(run: Run, ledger: Path) -> None:
    bad = "\x1b]0;owned\x07[red]\u202etext[/red] :smile:"
    report, claim = one(
        "evil\x1b[2J",
        "2020-03-12",
        f"Rockets hit {bad} today.",
        "hit",
        place=TAJI,
        on=when("2020-05-11"),
        recipient=[Party(bad)],
    )
    with Ledger.open(ledger) as opened:
        opened.add(report, Coded(report.id, 1, "test", (claim,)))
    event = event_ids(run, "--since", "2020-05-01")[0]
    for arguments in (
        ["events"],
        ["show", event],
        ["explain", "evil"],
        ["search", "today"],
        ["conflicts", "--words"],
        ["plans", "--words"],
        ["review"],
        ["figures"],
        ["judgements"],
        ["brief"],
        ["brief", "--format", "html"],
        ["state"],
    ):
        done = run(*arguments)
        assert done.code == 0
        assert not set(done.out + done.err) & {"\x1b", "\x07", "\u202e"}
    assert "[red]" in run("show", event).out, "markup of others is shown, not obeyed"
    assert ":smile:" in run("show", event).out


def test_version_and_help(run: Run) -> None:
    assert run("--version").out.startswith("dateline ")
    done = run("events", "--help")
    assert done.code == 0
    assert "dateline events --type retreat/handover" in done.out
    first = run("--help").out
    assert "dateline add reports/ " in first
    assert "Exit codes: 0 done" in first
    assert max(len(line) for line in first.splitlines()) <= 80
