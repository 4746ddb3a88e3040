"""`dateline figures`: quantities over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen

if TYPE_CHECKING:
    from dateline.views import FigurePoint, Series


def register(app: typer.Typer) -> None:
    app.command()(figures)


def figures(
    what: Annotated[str | None, typer.Argument(help="Only this quantity: cases, troops, deaths ...")] = None,
    place: o.PlaceOption = None,
    as_known: o.AsKnownOption = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List figures as series, day by day.

    One quantity at one place. "(or 110)" is another value given for the same day; "[falls below 124]" marks a
    running total that falls, so that one of the two must be wrong or count something else. A quantity is a word of
    the claims schema (cases, deaths, troops ...) or the noun that was counted.

    \b
    dateline figures
    dateline figures cases --place iraq
    dateline figures --json --as-known 2020-03-27
    """
    from dateline.ledger import pages
    from dateline.reconcile.names import fold
    from dateline.views import series

    view = o.view_for(ledger, as_known, pages.figures)
    rows = [
        s
        for s in series(view)
        if (what is None or what in (s.what, s.what.removeprefix("other:")))
        and (place is None or fold(place) in fold(s.place))
    ]
    if json:
        screen.print_json(rows)
        return
    out = screen.console()
    for row in rows:
        out.print(heading(row))
        out.print(points(row.points), soft_wrap=False)
    total = sum(len(r.points) for r in rows)
    screen.note(f"{screen.many(total, 'figure')} in {screen.many(len(rows), 'series', 'series')}.")


def heading(row: Series) -> Text:
    of = f" of {row.of}" if row.of else ""
    return screen.words(f"{row.what.removeprefix('other:')}{of}, {row.place or 'place not told'}", "bold")


def points(given: tuple[FigurePoint, ...]) -> Text:
    """ "2020-03-16 110 (or 124)   2020-03-17 154 ..."."""
    line = Text("  ")
    for p in given:
        line.append(f"{p.day or 'undated'} ", "dim")
        line.append(screen.clean(f"{p.qualifier + ' ' if p.qualifier else ''}{p.value:,.10g}"))
        if p.rivals:
            line.append(f" (or {', '.join(f'{r:,.10g}' for r in p.rivals)})", "red")
        if p.note:
            line.append(f" [{p.note}]", "yellow")
        line.append("   ")
    return line
