"""`dateline events`: what happened, in order of time."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command()(events)


def events(
    type: o.TypeOption = None,
    status: o.StatusOption = None,
    place: o.PlaceOption = None,
    party: o.PartyOption = None,
    since: o.SinceOption = None,
    until: o.UntilOption = None,
    report: o.ReportOption = None,
    as_known: o.AsKnownOption = None,
    limit: Annotated[int, typer.Option("--limit", help="At most this many; 0 for all.", min=0)] = 0,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List what happened, in order of time.

    What, who, where, how many, and by how many reports it is told.
    "told by 6 (4)" means six reports of four independent origins: copies of one text count once, and so do
    texts that name one source.

    \b
    dateline events --type retreat/handover
    dateline events --place taji --since 2020-03-01 --until 2020-03-31
    dateline events --party "Kataib Hezbollah" --json
    """
    from dateline.commands.eventtable import event_table
    from dateline.views import listed

    view = o.view_of(ledger, as_known)
    chosen = listed(
        view,
        o.filters(view, type=type, status=status, place=place, party=party, report=report, since=since, until=until),
    )
    shown = chosen[:limit] if limit else chosen
    if json:
        screen.print_json(shown)
        return
    if shown:
        screen.console().print(event_table(view, shown))
    more = f", the first {len(shown)} shown" if len(shown) < len(chosen) else ""
    told = f"{screen.many(len(chosen), 'event')}{more}, from {screen.many(len(view.reports), 'report')}."
    screen.note(told + (" `dateline show EVENT` gives every value with its words." if shown else ""))
