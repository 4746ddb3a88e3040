"""`dateline gazetteer`: places from a GeoNames dump, for those who have one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import screen

app = typer.Typer(help="Add places from a GeoNames dump.", no_args_is_help=True)


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
    number = gazetteer_import(files, target)
    screen.note(f"{number:,} places are in {target / 'places'}; use them with --lexicon {target}.")
