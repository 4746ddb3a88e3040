"""`dateline review`: the doubtful ones, those first whose judging would change most."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command()(review)


def review(
    limit: Annotated[int, typer.Option("--limit", help="At most this many.", min=1)] = 20,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List pairs of events that may be one: nearest to the bar first. Settle one with `dateline judge`.

    \b
    dateline review
    dateline review --limit 5
    """
    from dateline.commands.eventtable import short_ids
    from dateline.views.review import doubtful
    from dateline.views.wording import sentence_of

    view = o.view_of(ledger)
    found = doubtful(view)[:limit]
    if json:
        screen.print_json({"events": [d.one.id, d.other.id], "points": d.points, "why": d.why} for d in found)
        return
    short, out = short_ids(e.id for e in view.events), screen.console()
    for d in found:
        out.print(screen.words(f"{short[d.one.id]} {sentence_of(d.one)}"))
        out.print(screen.words(f"{short[d.other.id]} {sentence_of(d.other)}"))
        out.print(screen.words(f"  {d.why}", "dim"))
        out.print(screen.words(f"  dateline judge same {short[d.one.id]} {short[d.other.id]}   or   not-same", "cyan"))
        out.print()
    screen.note(f"{screen.many(len(found), 'doubtful pair')}.")
