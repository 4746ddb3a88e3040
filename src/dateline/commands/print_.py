"""`dateline print` and `dateline load`: a ledger as readable text, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command("print")(print_)
    app.command("load")(load)


def print_(
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead of the screen.")] = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Print the whole ledger as readable text.

    Reports, claims, judgements. `dateline load` reads it back without loss, so it serves as a copy, and two ledgers
    can be compared with `diff`.

    \b
    dateline print -o ledger.txt
    diff <(dateline print --ledger a.db) <(dateline print --ledger b.db)
    """
    from dateline.ledger import print_ledger

    with o.open_ledger(ledger) as opened:
        if out is None:
            sys.stdout.writelines(line + "\n" for line in print_ledger(opened))
            return
        with out.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(line + "\n" for line in print_ledger(opened))


def load(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What `dateline print` wrote; - for standard input.")],
    ledger: o.LedgerOption = None,
) -> None:
    """Read a printed ledger back into a new one.

    Whole or not at all; a line that cannot be read is named. A ledger that holds something already is left alone
    (exit code 3).

    \b
    dateline load ledger.txt --ledger copy.db
    """
    from dateline.errors import UsageError
    from dateline.ledger import load_ledger

    if str(path) != "-" and not path.is_file():
        raise UsageError(f"no file {str(path)!r}")
    text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    with o.open_ledger(ledger, create=True) as opened:
        load_ledger(text.splitlines(), opened)
        screen.note(f"{screen.many(opened.count(), 'report')} loaded into {opened.name}.")
