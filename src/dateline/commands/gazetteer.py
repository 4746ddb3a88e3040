"""`dateline gazetteer`: places from a GeoNames dump, for those who have one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import screen

app = typer.Typer(help="Add places from a GeoNames dump.", no_args_is_help=True)


@contextmanager
def _counting() -> Iterator[Callable[[str], None]]:
    """Rows read so far, shown where somebody looks on: a dump of the world takes an hour."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    out = screen.console(error=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    shown = Progress(*columns, console=out, transient=True, disable=not out.is_terminal)
    with shown:
        task, rows = shown.add_task("reading"), 0

        def counted(file: str) -> None:
            nonlocal rows
            rows += 1
            if rows % 10_000 == 0:
                shown.update(task, description=f"{screen.clean(file)}: {rows:,} rows")

        yield counted


@app.callback()
def root() -> None:
    """Places from a GeoNames dump, on top of the shipped gazetteer."""


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="allCountries, a country's table or alternateNames, .txt or .zip."),
    ],
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", help="Your data folder, where the index is written. [default: $DATELINE_LEXICON]"),
    ] = None,
) -> None:
    """Read GeoNames tables into your data folder. `dateline add --lexicon FOLDER` knows their places from then on.

    Give the main table and alternateNames together, so that places are known by their other names too.

    \b
    dateline gazetteer import IQ.zip alternateNamesV2.zip --lexicon my-lexicon/
    """
    from dateline.config import settings
    from dateline.errors import UsageError
    from dateline.resolve.places import gazetteer_import

    target = lexicon or settings(os.environ).lexicon
    if target is None:
        raise UsageError("where to? name your data folder with --lexicon, or set DATELINE_LEXICON")
    if missing := [str(file) for file in files if not file.is_file()]:
        raise UsageError(f"no such file: {', '.join(missing)}")
    with _counting() as counted:
        number = gazetteer_import(files, target, counted)
    screen.note(f"{number:,} places are in {target / 'places'}; use them with --lexicon {target}.")
