"""The tutorial and the how-tos, walked through as they are written: every command over a ledger of the samples."""

from __future__ import annotations

import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.ledger import Ledger
from dateline.reconcile import reconcile
from tests.conftest import ROOT
from tests.test_docs import told_lines

pytestmark = pytest.mark.slow

PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
ELSEWHERE = ("watch", "serve", "lexicon test", "backup")
"""What needs a network, never ends or reads every example: tests of their own run them. `backup` needs its folder."""
YAML = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```", re.M | re.S)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("walk") / "samples.db"
    assert main(["add", str(ROOT / "samples" / "reports"), "--ledger", str(path), "--quiet"]) == 0
    return path


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_command_of_the_page_does_what_it_says(
    page: Path, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "walk.db"
    shutil.copy(samples, ledger)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_LEDGER", str(ledger))
    for name in ("samples/reports", "reports", "archive", "cuttings"):
        shutil.copytree(ROOT / "samples" / "reports", tmp_path / name)
    for name, words in YAML.findall(page.read_text("utf-8")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    ran = 0
    for line in told_lines(page):
        words = named(shlex.split(line)[1:], ledger)
        if " ".join(words).startswith(ELSEWHERE) or (words[0] == "review" and "--walk" in words):
            continue
        if any(w.endswith(".pdf") for w in words) and not printer():
            continue
        code = main(words)
        assert code == 0, (line, words, capsys.readouterr().err)
        ran += 1
        for out in (w for before, w in pairwise(words) if before == "-o"):
            assert (tmp_path / out).stat().st_size > 100, line
    assert ran >= (0 if page.stem == "run-for-a-team" else 2)


def printer() -> str | None:
    from dateline.export.printed import found

    return found()


def named(words: list[str], ledger: Path) -> list[str]:
    """The words with what is there in place of EVENT, CLAIM, REPORT and made-up ids: the event that most tell."""
    with Ledger.open(ledger) as opened:
        view = opened.derive(reconcile)
    stating = {c.id: k.what for c in view.claims for k in c.counts if k.of is None}
    event = max(view.events, key=lambda e: (bool(stating.keys() & set(e.claims)), len(e.claims)))
    other = next(e for e in view.events if e.id != event.id)
    claim = next(c for c in event.claims if c in stating)
    judged = view.judgements[-1].id if view.judgements else "none"
    here = {"REPORT": "sample-027", "CLAIM": claim, "JUDGEMENT": judged, "counts:killed": f"counts:{stating[claim]}"}
    events = iter((event.id, other.id, other.id))
    return [next(events) if w in ("EVENT", "e7k2m", "e...") else here.get(w, w) for w in words]
