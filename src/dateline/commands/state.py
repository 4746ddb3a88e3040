"""`dateline state`: what follows from the events on a day."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.model import StateLine

TITLES = {
    "holder": "Sites and who holds them", "presence": "Forces", "activity": "Suspended or in force",
    "office": "Offices", "custody": "Custody", "threat": "Threats", "demand": "Demands", "figure": "Figures",
    "plan": "Open plans",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    app.command()(state)


def state(
    on: Annotated[
        str | None, typer.Option("--on", help="The state on this day. [default: the last report's day]")
    ] = None,
    as_known: o.AsKnownOption = None,
    about: Annotated[str | None, typer.Option("--about", help="Only lines whose subject or value holds this.")] = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Show who holds what, and what is in force, on a day.

    Who holds each site, since when, from whom, and what is planned for it next; which forces came and went; what is
    suspended or in force, offices, threats, demands, figures, open plans.

    Every line follows from claims by a rule; --json names both. "!" marks what is said against the line above. --on
    asks about a day with all that is known now; --as-known leaves out what was published later.

    \b
    dateline state --on 2020-03-27
    dateline state --on 2020-03-27 --as-known 2020-03-27
    dateline state --about qayyarah
    """
    from dateline.ledger import pages
    from dateline.reconcile.names import fold
    from dateline.views import last_day
    from dateline.views import state as state_on
    from dateline.views.state import kinds
    from dateline.views.wording import days

    view = o.view_for(ledger, as_known, lambda connection: pages.told_of(connection, kinds()))
    day = o.day(on, "--on") or last_day(view)
    lines = [s for s in state_on(view, day) if about is None or fold(about) in fold(f"{s.subject} {s.value}")]
    if json:
        screen.print_json(lines)
        return
    out = screen.console()
    for section, rows in groupby(lines, key=lambda s: s.attribute):
        out.print(screen.words(TITLES.get(section, section), "bold"))
        cells = (
            (
                screen.words(("  ! " if s.contradicts else "  ") + s.subject, "red" if s.contradicts else ""),
                s.value,
                screen.words(since(_sort(s), days(s.since) if s.since else ""), "dim"),
                screen.words(screen.many(len(s.claims), "claim"), "dim"),
            )
            for s in rows
        )
        made = screen.table([("", {"min_width": 30}), ("", {"min_width": 24}), "", ""], cells)
        made.show_header = False
        out.print(made)
        out.print()
    known = f", as known on {as_known}" if as_known else ""
    screen.note(f"State on {day or 'no day'}{known}: {screen.many(len(lines), 'line')}.")


def _sort(line: StateLine) -> str:
    """The section by which a line's day is worded: a strength counted stands as a figure does."""
    return "figure" if line.since and line.since.reason == "as of" else line.attribute


def since(section: str, days: str) -> str:
    if not days or days == "undated":
        return "" if section == "plan" else "day not told"
    if section == "figure":
        return f"as of {days}"
    if section == "plan":
        return f"due {days}"
    if " to " in days:
        return f"between {days.replace(' to ', ' and ')}"
    return days if days.startswith("by ") else f"since {days}"
