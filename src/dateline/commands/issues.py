"""`dateline issues`: what was set aside, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command()(issues)


def issues(
    resolved: Annotated[bool, typer.Option("--all", help="Also those that came through since.")] = False,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List the inputs that were set aside, and why.

    Empty, binary, another language, cut off ... Nothing of them is in the ledger. Mend one and `dateline add` it
    again: it then leaves this list.

    \b
    dateline issues
    dateline issues --all --json
    """
    with o.open_ledger(ledger) as opened:
        found = opened.issues(include_resolved=resolved)
    if json:
        screen.print_json(found)
        return
    if found:
        rows = ((i.locator, f"{i.stage}/{i.code}", i.message) for i in found)
        screen.console().print(screen.table(["input", "code", "what is wrong"], rows))
    screen.note(f"{screen.many(len(found), 'input')} set aside." if found else "Nothing was set aside.")
