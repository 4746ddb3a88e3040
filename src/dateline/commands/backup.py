"""`dateline backup`: a copy of the ledger while it is in use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.config import settings


def register(app: typer.Typer) -> None:
    app.command()(backup)


def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of an older copy.")] = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Copy the ledger to a file, whole and of one moment, while others read and write.

    The copy is checked and put in place in one step: a kill leaves the older copy or the new one. To restore,
    put the file in the ledger's place, or name it with --ledger. A PostgreSQL ledger is backed up with pg_dump.

    \b
    dateline backup copies/monday.db
    dateline check --ledger copies/monday.db
    """
    from dateline.ledger.copying import backup as copied

    name = ledger or settings(os.environ).ledger
    size = copied(name, to, replace=replace)
    screen.note(f"{to}: {size:,} bytes. `dateline check --ledger {to}` looks through it.")
