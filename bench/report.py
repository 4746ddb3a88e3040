"""Every benchmark in one page: runs what bench/report.yaml lists and writes docs/benchmarks.md.

Each result is kept under bench/out/ with its commit, day and time taken, so that the page can be written anew
(`--only` runs some again, `--none` none) and a run that was stopped goes on where it ended (`--missing`). A benchmark
that fails or needs data that is not there leaves a line that says so; it stops nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

NAME = "report"
SUMMARY = "all benchmarks, bars and plots into docs/benchmarks.md (`make bench`)"

HERE = Path(__file__).resolve().parent
KEPT = HERE / "out" / "report"
MINUTES = 30  # one benchmark, at most
INTRODUCTION = """# Benchmarks

Written by `make bench` (`python -m bench report`); do not edit it by hand. Everything is measured on development data,
except where a set is said to be for evaluation only; what each figure means and where it fails stands in the pages on
[claims](benchmarks-claims.md), [parsing](parse.md), [times](resolve-times.md), [places](resolve-places.md),
[parties](resolve-parties.md), [quantities](resolve-quantities.md), [dating](dating.md) and [reconciling](reconcile.md).
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    some = parser.add_mutually_exclusive_group()
    some.add_argument("--only", nargs="+", metavar="NAME", help="run these, take the others as they are kept")
    some.add_argument("--missing", action="store_true", help="run those that have no result of this commit")
    some.add_argument("--none", action="store_true", help="run nothing, write the page from what is kept")
    parser.add_argument("--out", type=Path, default=HERE.parent / "docs" / "benchmarks.md", help="the page to write")


def run(args: argparse.Namespace) -> dict[str, Any]:
    plan = yaml.safe_load((HERE / "report.yaml").read_text(encoding="utf-8"))
    runs = [r for section in plan["sections"] for r in section["runs"]]
    wanted = [r for r in runs if _wanted(r, args)]
    for n, one in enumerate(wanted, start=1):
        print(f"[{n}/{len(wanted)}] {one['bench']} ...", file=sys.stderr, flush=True)
        keep(one, measured(one))
    results = {r["bench"]: kept(r["bench"]) for r in runs}
    (args.out.parent / "pictures").mkdir(parents=True, exist_ok=True)
    drawn = plots(plan.get("plots", ()), results, args.out.parent / "pictures")
    args.out.write_text(page(plan, results, drawn), encoding="utf-8")
    told = [bar_row(b, results) for b in plan["bars"]]
    return {"page": str(args.out), "bars": len(told), "met": sum(row[-1] == "met" for row in told)}


def _wanted(one: dict[str, Any], args: argparse.Namespace) -> bool:
    if args.none:
        return False
    if args.only:
        return one["bench"] in args.only
    return not args.missing or kept(one["bench"]).get("commit") != commit()


# ------------------------------------------------------------------------------------------------------ measuring


def measured(one: dict[str, Any]) -> dict[str, Any]:
    """Run a benchmark in a process of its own: its figures, or why there are none."""
    command = [sys.executable, "-m", "bench", one["bench"], "--json", *one.get("args", ())]
    began = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MINUTES * 60, cwd=HERE.parent)
        figures, why = (json.loads(done.stdout), "") if not done.returncode else ({}, _last(done.stderr))
    except subprocess.TimeoutExpired:
        figures, why = {}, f"stopped after {MINUTES} minutes"
    except json.JSONDecodeError:
        figures, why = {}, "printed no figures"
    day = datetime.now(UTC).date().isoformat()
    return {"figures": figures, "why": why, "seconds": round(time.perf_counter() - began), "commit": commit(),
            "day": day}  # fmt: skip


def _last(told: str) -> str:
    lines = [x for x in told.splitlines() if x.strip()]
    return lines[-1][:200] if lines else "ended without a word"


def commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE.parent)
    return told.stdout.strip() or "unknown"


def keep(one: dict[str, Any], result: dict[str, Any]) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{one['bench']}.json").write_text(json.dumps(result, indent=1), encoding="utf-8")


def kept(name: str) -> dict[str, Any]:
    path = KEPT / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found or {"figures": {}, "why": "not run", "seconds": 0, "commit": "", "day": ""}


def machine() -> str:
    """What the figures of speed were measured on."""
    cpu = next((x.split(":")[1].strip() for x in _lines("/proc/cpuinfo") if x.startswith("model name")), "")
    memory = next((int(x.split()[1]) // 1024**2 for x in _lines("/proc/meminfo") if x.startswith("MemTotal")), 0)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores ({cpu or platform.processor() or 'unknown'}), {memory} GiB, Python {platform.python_version()}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


# --------------------------------------------------------------------------------------------------------- the page


def page(plan: dict[str, Any], results: dict[str, dict[str, Any]], drawn: dict[str, str]) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_page(plan, results, drawn)).rstrip() + "\n"


def _page(plan: dict[str, Any], results: dict[str, dict[str, Any]], drawn: dict[str, str]) -> Iterator[str]:
    yield INTRODUCTION
    yield f"Machine: {machine()}."
    yield ""
    yield "## Bars"
    yield ""
    yield "What the project set itself, and what it reaches."
    yield ""
    yield from rows(("what", "bar", "figure", "", "benchmark"), [bar_cells(b, results) for b in plan["bars"]])
    for section in plan["sections"]:
        yield f"## {section['title']}"
        yield ""
        for one in section["runs"]:
            yield from _one(one, results[one["bench"]], drawn)


def _one(one: dict[str, Any], result: dict[str, Any], drawn: dict[str, str]) -> Iterator[str]:
    yield f"### `python -m bench {' '.join([one['bench'], *one.get('args', ())])}`"
    yield ""
    if result["why"]:
        yield f"No figures: {result['why'].replace('|', '/')}."
    else:
        yield f"{_summary(one['bench'])}. {result['seconds']} s, {result['day']}, {result['commit']}."
        yield ""
        yield from tables(result["figures"])
    if one["bench"] in drawn:
        yield f"![{one['bench']}](pictures/{drawn[one['bench']]})"
    yield ""


def _summary(name: str) -> str:
    from bench.__main__ import benchmarks

    summary: str = benchmarks()[name].SUMMARY
    return summary[0].upper() + summary[1:]


def tables(figures: dict[str, Any]) -> Iterator[str]:
    """Rows of figures as a table; figures that stand alone as one of two columns."""
    nested = {k: v for k, v in figures.items() if isinstance(v, dict)}
    if nested:
        columns = list(dict.fromkeys(c for row in nested.values() for c in row))
        yield from rows(("", *columns), [(k.strip(), *(cell(v.get(c)) for c in columns)) for k, v in nested.items()])
    single = [(k, cell(v)) for k, v in figures.items() if not isinstance(v, dict)]
    if single:
        yield from rows(("figure", ""), single)


def rows(head: tuple[str, ...], body: list[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in body:
        yield "| " + " | ".join(x.replace("|", "/") for x in row) + " |"
    yield ""


def cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 100 else f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else str(value)


def bar_row(bar: dict[str, Any], results: dict[str, dict[str, Any]]) -> tuple[float | None, str]:
    """The figure of a bar, and "met", "missed" or "no figure"."""
    value: Any = results[bar["bench"]]["figures"]
    for key in bar["path"].split("/"):
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, int | float):
        return None, "no figure"
    met = value >= bar["at_least"] if "at_least" in bar else value <= bar["at_most"]
    return float(value), "met" if met else "missed"


def bar_cells(bar: dict[str, Any], results: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    value, told = bar_row(bar, results)
    wanted = f"at least {cell(bar['at_least'])}" if "at_least" in bar else f"at most {cell(bar['at_most'])}"
    return bar["what"], wanted, cell(value), told, f"`{bar['bench']}` {bar['path']}"


def plots(wanted: Any, results: dict[str, dict[str, Any]], folder: Path) -> dict[str, str]:
    """Curves as SVG files, by benchmark. Without matplotlib, or without figures, there are none."""
    try:
        import matplotlib
    except ModuleNotFoundError:
        print("no plots: they need matplotlib (pip install 'dateline[bench]')", file=sys.stderr)
        return {}
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "dateline"  # the same figures give the same file
    from matplotlib import pyplot

    drawn = {}
    for plot in wanted:
        points = [v for v in results[plot["bench"]]["figures"].values() if isinstance(v, dict) and plot["x"] in v]
        if len(points) < 2:
            continue
        figure, axes = pyplot.subplots(1, len(plot["y"]), figsize=(4.2 * len(plot["y"]), 3), layout="constrained")
        for ax, y in zip([axes] if len(plot["y"]) == 1 else axes, plot["y"], strict=True):
            ax.plot([p[plot["x"]] for p in points], [p[y] for p in points], marker="o")
            ax.set(xlabel=plot["x"].replace("_", " "), ylabel=y.replace("_", " "), title=plot["title"])
            if plot.get("log"):
                ax.set(xscale="log", yscale="log")
            ax.grid(True, alpha=0.3)
        figure.savefig(folder / plot["file"], metadata={"Date": None})
        pyplot.close(figure)
        drawn[plot["bench"]] = plot["file"]
    return drawn
