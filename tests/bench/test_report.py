"""The page of all benchmarks: what it says of what was run, of what was not, and of each bar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from bench.__main__ import benchmarks

from bench import report

PLAN = yaml.safe_load((report.HERE / "report.yaml").read_text(encoding="utf-8"))
RUNS = [r for s in PLAN["sections"] for r in s["runs"]]


def result(figures: dict[str, Any], why: str = "") -> dict[str, Any]:
    return {"figures": figures, "why": why, "seconds": 3, "commit": "abc1234", "day": "2024-03-15"}


def test_the_plan_names_benchmarks_that_are_there_and_every_bar_one_that_is_run() -> None:
    assert {r["bench"] for r in RUNS} <= set(benchmarks())
    assert {b["bench"] for b in PLAN["bars"]} <= {r["bench"] for r in RUNS}
    assert all(("at_least" in b) != ("at_most" in b) for b in PLAN["bars"])


@pytest.mark.parametrize(("value", "told"), [(0.81, "met"), (0.80, "met"), (0.79, "missed"), (None, "no figure")])
def test_a_bar_is_met_or_missed_or_has_no_figure(value: float | None, told: str) -> None:
    bar = {"what": "found", "bench": "claims", "path": "ALL/found", "at_least": 0.80}
    assert report.bar_row(bar, {"claims": result({"ALL": {"found": value}})}) == (value, told)


def test_a_bar_from_above() -> None:
    bar = {"what": "decoys", "bench": "decoys", "path": "wrong", "at_most": 0.05}
    assert report.bar_row(bar, {"decoys": result({"wrong": 0.06})}) == (0.06, "missed")
    assert report.bar_cells(bar, {"decoys": result({"wrong": 0.04})})[1:4] == ("at most 0.050", "0.040", "met")


def test_the_page_says_what_was_not_run_and_why() -> None:
    results = {r["bench"]: result({}, "needs data | that is not there") for r in RUNS}
    results["claims"] = result({"seeds": {"F1": 0.9, "gold": 1234}, "note": "one line"})
    told = report.page(PLAN, results, {"claims": "x.svg"})
    assert "| seeds | 0.900 | 1,234 |" in told
    assert "No figures: needs data / that is not there." in told
    assert "(pictures/x.svg)" in told
    assert told.count("| no figure |") == len(PLAN["bars"])


def test_a_benchmark_that_fails_leaves_its_last_words() -> None:
    told = report.measured({"bench": "no-such-benchmark"})
    assert told["figures"] == {}
    assert "invalid choice" in told["why"]


def test_results_are_kept_and_curves_drawn_the_same_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(report, "KEPT", tmp_path)
    report.keep({"bench": "reconcile"}, result({str(n): {"claims": n, "seconds": n / 9} for n in (10, 100)}))
    plot = {"file": "r.svg", "title": "t", "bench": "reconcile", "x": "claims", "y": ["seconds"], "log": True}
    results = {"reconcile": report.kept("reconcile")}
    assert report.plots([plot], results, tmp_path) == {"reconcile": "r.svg"}
    once = (tmp_path / "r.svg").read_bytes()
    report.plots([plot], results, tmp_path)
    assert (tmp_path / "r.svg").read_bytes() == once
    assert report.kept("claims")["why"] == "not run"
