"""The log: JSON lines of what a run did, with an instant each, and no word of a report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline import log
from dateline.cli import main
from dateline.errors import UsageError

NOON = datetime(2020, 3, 12, 12, tzinfo=UTC)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_line_holds_instant_level_event_and_what_is_told(tmp_path: Path) -> None:
    handler = log.start(str(tmp_path / "log"), clock=lambda: NOON)
    log.tell("set aside", {"locator": "a\nb.txt", "code": "empty"})
    log.stop(handler)
    log.tell("nobody listens", {})
    assert lines(tmp_path / "log") == [
        {
            "at": "2020-03-12T12:00:00.000+00:00",
            "level": "info",
            "event": "set aside",
            "locator": "a\nb.txt",
            "code": "empty",
        }
    ]


def test_a_log_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        log.start(str(tmp_path))


def test_every_command_ends_with_a_line_and_a_failure_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    ledger = str(tmp_path / "none.db")
    assert main(["--log-json", str(path), "events", "--ledger", ledger]) == 3
    monkeypatch.setenv("DATELINE_LOG", str(path))
    assert main(["lexicon", "--help"]) == 0
    told = lines(path)
    assert [(t["event"], t["level"], t.get("exit")) for t in told] == [
        ("failed", "error", 3),
        ("end", "info", 3),
        ("end", "info", 0),
    ]
    assert "no ledger here" in str(told[0]["message"])
    assert not [h for h in log.logging.getLogger(log.ROOT).handlers if isinstance(h.formatter, log.Lines)]


def test_the_log_is_added_to(tmp_path: Path) -> None:
    path = str(tmp_path / "log")
    for _ in range(2):
        main(["--log-json", path, "events", "--ledger", str(tmp_path / "none.db")])
    assert len(lines(Path(path))) == 4
