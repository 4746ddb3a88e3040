"""`dateline check`: is the ledger whole?"""

from __future__ import annotations

import typer

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(json: o.JsonOption = False, ledger: o.LedgerOption = None) -> None:
    """Check that the ledger is whole.

    Spans slice back to the text, every claim's report is there, derived tables equal what deriving again gives.
    Exit code 1 when something is wrong, with a line for each: where, what, what to do.

    \b
    dateline check
    dateline check --ledger copy.db && echo whole
    """
    from dateline.ledger import check as problems_of
    from dateline.reconcile import reconcile

    with o.open_ledger(ledger) as opened:
        problems = [str(p) for p in problems_of(opened, reconcile)]
    if json:
        screen.print_json(problems)
    for problem in problems if not json else ():
        screen.console().print(screen.words(problem))
    screen.note(f"{screen.many(len(problems), 'problem')} found." if problems else "The ledger is whole.")
    if problems:
        raise typer.Exit(1)
