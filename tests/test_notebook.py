"""The notebook runs from its first cell to its last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "ledger.ipynb"


@pytest.mark.slow
def test_every_cell_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert {p.name for p in tmp_path.glob("events.*")} == {"events.csv", "events.geojson"}
    assert names["events"]


def test_outputs_are_not_committed() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert not [c for c in cells if c.get("outputs") or c.get("execution_count")]
