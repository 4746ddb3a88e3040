"""`dateline search`: find reports by their words."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command()(search)


def search(
    query: Annotated[list[str], typer.Argument(help='Words; "in quotes" for words that stand together.')],
    limit: Annotated[int, typer.Option("--limit", help="At most this many.", min=1)] = 20,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Find the reports that hold all the words.

    Best first; accents and capitals make no difference.
    It searches what the reports say, word by word. For what was read out of them, ask `dateline events`.

    \b
    dateline search curfew baghdad
    dateline search '"Camp Taji"' --limit 5
    """
    with o.open_ledger(ledger) as opened:
        hits = opened.search(" ".join(query), limit)
        told = {h.report: opened.report(h.report) for h in hits}
    if json:
        screen.print_json(hits)
        return
    out = screen.console()
    for hit in hits:
        report = told[hit.report]
        day = report.published.end if report.published else None
        out.print(Text.assemble(screen.words(report.id, "dim"), " ", screen.words(report.title or "", "bold"),
                                screen.words(f"  {report.outlet or ''} {day or ''}", "dim")))  # fmt: skip
        out.print(screen.words(f"  … {hit.snippet} …"))
    screen.note(f"{screen.many(len(hits), 'report')}.")
