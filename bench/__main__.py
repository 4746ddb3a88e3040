"""Run one benchmark: python -m bench NAME [--data DIR] [--json] [--check]

A benchmark is a module in this folder with NAME, SUMMARY, add_arguments(parser) and run(args) -> figures. Figures are
a dict; nested dicts are rows of a table. `--check` compares them with bench/floors.json and exits 1 below a floor.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import bench

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"


def shared_folder() -> Path:
    """Where the corpora and development stories are: DATELINE_SHARED, else ../shared beside the project."""
    return Path(os.environ.get("DATELINE_SHARED", HERE.parent.parent / "shared"))


def corpus(given: Path | None, name: str) -> Path:
    """The folder of one corpus: --data itself, or the corpus within it, else that of the shared data."""
    if given is None:
        return shared_folder() / "data" / name
    return given / name if (given / name).is_dir() else given


def benchmarks() -> dict[str, ModuleType]:
    """Every benchmark module in this folder, by its NAME."""
    found = {}
    for info in pkgutil.iter_modules(bench.__path__):
        if info.name.startswith("_") or info.ispkg:
            continue
        module = importlib.import_module(f"bench.{info.name}")
        if hasattr(module, "NAME") and hasattr(module, "run"):
            found[module.NAME] = module
    return found


def main(argv: list[str] | None = None) -> int:
    """Exit 0 when the figures were printed (and, with --check, hold); 1 below a floor; 2 on bad usage."""
    known = benchmarks()
    if not (argv if argv is not None else sys.argv[1:]):
        for name, module in sorted(known.items()):
            print(f"{name:14} {module.SUMMARY}")
        return 0
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n\n")[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="name", required=True)
    for name, module in sorted(known.items()):
        sub = commands.add_parser(name, help=module.SUMMARY, description=module.__doc__)
        sub.add_argument("--data", type=Path, help="folder to read instead of the shared development data")
        sub.add_argument("--json", action="store_true", help="print the figures as JSON")
        sub.add_argument("--check", action="store_true", help="compare with bench/floors.json; exit 1 below a floor")
        module.add_arguments(sub)
    args = parser.parse_args(argv)
    try:
        figures = known[args.name].run(args)
    except FileNotFoundError as error:
        print(f"{args.name}: {error.filename} is not there; name its folder with --data", file=sys.stderr)
        return 2
    print(json.dumps(figures, indent=1) if args.json else table(figures))
    return check(args.name, figures) if args.check else 0


def table(figures: dict[str, Any]) -> str:
    """Nested dicts as aligned rows under one heading line, plain values as `name value` lines."""
    lines: list[str] = []
    rows = {k: v for k, v in figures.items() if isinstance(v, dict)}
    columns = list(dict.fromkeys(c for row in rows.values() for c in row))
    if rows:
        widths = [max(len(c), 9) for c in columns]
        first = max(len(k) for k in rows)
        lines.append(" " * first + "  " + "  ".join(c.rjust(w) for c, w in zip(columns, widths, strict=True)))
        for name, row in rows.items():
            cells = "  ".join(show(row.get(c)).rjust(w) for c, w in zip(columns, widths, strict=True))
            lines.append(f"{name:{first}}  {cells}")
    lines += [f"{k}: {show(v)}" for k, v in figures.items() if not isinstance(v, dict)]
    return "\n".join(lines)


def show(value: object) -> str:
    """Floats to three places, nothing for what is absent."""
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else str(value)


def check(name: str, figures: dict[str, Any]) -> int:
    """Compare with the floors of this benchmark, {"row.column" or "name": lowest}; print what fell."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")).get(name, {}) if FLOORS.exists() else {}
    fallen = []
    for path, lowest in floors.items():
        value: Any = figures
        for key in path.split("/"):
            value = value.get(key) if isinstance(value, dict) else None
        if value is None or value < lowest:
            fallen.append(f"{name} {path}: {show(value) or 'missing'} is below the floor {lowest}")
    print("\n".join(fallen) if fallen else f"{name}: {len(floors)} floors hold", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
