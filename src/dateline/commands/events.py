"""`dateline events`: what happened, in order of time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.ledger.pages import Page

PAGE = 200  # events in one table


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
    limit: Annotated[
        int | None, typer.Option("--limit", help="At most this many; 0 for all. [default: 200, all with --json]", min=0)
    ] = None,
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

    most = limit if limit is not None else 0 if json else PAGE
    with o.open_ledger(ledger) as opened:
        page, letters = _asked(
            opened,
            as_known,
            most,
            {
                "type": type, "status": status, "place": place, "party": party, "report": report, "since": since,
                "until": until,
            },
        )  # fmt: skip
    if json:
        screen.print_json(page.events)
        return
    if page.events:
        screen.console().print(event_table(page.events, page.events, letters))
    more = f", the first {len(page.events)} shown" if len(page.events) < page.total else ""
    more += " (--limit 0: all)" if more and limit is None else ""
    told = f"{screen.many(page.total, 'event')}{more}, from {screen.many(page.reports, 'report')}."
    screen.note(told + (" `dateline show EVENT` gives every value with its words." if page.events else ""))


def _asked(opened: Ledger, as_known: str | None, most: int, asked: Mapping[str, str | None]) -> tuple[Page, int]:
    """A page of the ledger's cache, and how many letters its events' ids need. As known on a day all is derived."""
    from dateline.commands.eventtable import short_ids
    from dateline.ledger import pages
    from dateline.views import listed

    if as_known is None and o.brought_up(opened):
        with opened.reading() as connection:
            page = pages.page(connection, o.filters(connection, **asked), most or None)
            return page, pages.shortened(connection, (e.id for e in page.events))
    view = o.derived(opened, o.day(as_known, "--as-known"))
    chosen = listed(view, o.filters(view, **asked))
    letters = max((len(i) for i in short_ids(e.id for e in view.events).values()), default=5)
    return pages.Page(tuple(chosen[:most] if most else chosen), len(chosen), len(view.reports)), letters
