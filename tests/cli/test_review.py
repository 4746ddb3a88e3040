"""`dateline review`: what it lists, and how an answer becomes a judgement."""

from __future__ import annotations

import io
import json

import pytest

from tests.cli.conftest import Run


def test_the_queue_is_listed_with_commands_that_work_as_they_stand(run: Run) -> None:
    (asked, *_) = json.loads(run("review", "--kind", "value", "--json").out)
    assert asked["ask"] == "Which is right: killed?"
    assert run("review", "--kind", "value").out.count("dateline judge right") == 2
    assert run(*asked["answers"]["3"]).code == 0
    assert json.loads(run("review", "--kind", "value", "--json").out) == []
    assert run("review", "--kind", "boom").code == 2
    assert run("review", "--walk", "--json").code == 2


def test_walking_records_answers_passes_on_and_ends(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(words: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(words))

    typed("\n")
    assert "0 answers" in run("review", "--walk", "--kind", "value").err
    typed("q\n")
    assert "0 answers" in run("review", "--walk").err
    typed("9\nnonsense\n2\n")
    done = run("review", "--walk", "--kind", "value", "--person", "Ada")
    assert "1 answer recorded" in done.err
    (judgement,) = json.loads(run("judgements", "--json").out)
    assert (judgement["person"], judgement["verdict"], judgement["attribute"]) == ("Ada", "accept", "counts:killed")
    assert json.loads(run("conflicts", "--json").out) == []
