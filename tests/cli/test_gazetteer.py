"""`dateline gazetteer import`: a small dump of made-up places becomes an index in the user's data folder."""

from __future__ import annotations

from pathlib import Path

from dateline.resolve.places import load_gazetteer
from tests.cli.conftest import Run

ROW = "\t".join(
    ["990001", "Tal Aswad", "Tal Aswad", "", "35.5", "43.25", "P", "PPL", "IQ", "", "15", "", "", "", "1200", "", "",
     "", "2020-01-01"]
)  # fmt: skip


def test_a_dump_is_imported_and_known(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    dump.write_text(ROW + "\n", encoding="utf-8")
    done = run("gazetteer", "import", str(dump), "--lexicon", str(tmp_path / "mine"))
    assert done.code == 0
    assert load_gazetteer(tmp_path / "mine").version != load_gazetteer().version


def test_what_is_wrong_is_said(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("no table\n", encoding="utf-8")
    assert run("gazetteer", "import", str(tmp_path / "none.txt"), "--lexicon", str(tmp_path)).code == 2
    assert run("gazetteer", "import", str(bad), "--lexicon", str(tmp_path / "mine")).code == 4
