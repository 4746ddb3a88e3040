"""`dateline plans`: what was announced, and what became of it."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen

STYLE = {"overdue": "bold red", "due": "yellow", "pending": "cyan", "late": "yellow", "kept": "green"}


def register(app: typer.Typer) -> None:
    app.command()(plans)


def plans(
    on: Annotated[
        str | None, typer.Option("--on", help="As they stand on this day. [default: the last report's day]")
    ] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Only those not settled yet.")] = False,
    type: o.TypeOption = None,
    place: o.PlaceOption = None,
    party: o.PartyOption = None,
    report: o.ReportOption = None,
    as_known: o.AsKnownOption = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List plans: pending, due, overdue, and what became of the others.

    A plan is an event that some report announces; it is kept or late when a report tells that it happened.
    With --on, only what was reported by that day counts.

    \b
    dateline plans --open
    dateline plans --on 2020-03-28 --party coalition
    """
    from dateline.commands.eventtable import short_ids
    from dateline.views import listed, plan_lines
    from dateline.views.wording import days

    view = o.view_of(ledger, as_known or on)
    wanted = {e.id for e in listed(view, o.filters(view, type=type, place=place, party=party, report=report))}
    lines = [p for p in plan_lines(view, o.day(on, "--on")) if p.event.id in wanted]
    if open_only:
        lines = [p for p in lines if p.plan.state in ("pending", "due", "overdue")]
    if json:
        screen.print_json({**screen.jsonable(p.plan), "title": title(p)} for p in lines)
        return
    short = short_ids(e.id for e in view.events)
    told = {r.id: r.outlet or r.id for r in view.reports}
    if lines:
        columns: list[screen.Column] = [
            ("event", {"no_wrap": True}),
            ("state", {"no_wrap": True}),
            ("due", {"no_wrap": True}),
            "what",
            "announced by",
            "and then",
        ]
        rows = (
            (
                screen.words(short[p.event.id], "dim"),
                screen.words(p.plan.state, STYLE.get(p.plan.state, "")),
                days(p.plan.due),
                title(p),
                outlets([c.report for c in p.announced], told),
                p.plan.reason,
            )
            for p in lines
        )
        screen.console().print(screen.table(columns, rows))
    screen.note(f"{screen.many(len(lines), 'plan')}.")


def title(line: object) -> str:
    """ "coalition → Iraq military: retreat handover, K1 base"."""
    from dateline.commands.eventtable import who
    from dateline.views.plans import PlanLine

    assert isinstance(line, PlanLine)
    e = line.event
    kind = e.type.value + (f" {e.mode}" if e.mode else "")
    parties = who(e).plain
    return (f"{parties}: " if parties else "") + kind + (f", {e.place.name}" if e.place else "")


def outlets(reports: list[str], told: dict[str, str], most: int = 2) -> str:
    """The first outlets by name, and how many more."""
    names = list(dict.fromkeys(told.get(r, r) for r in reports))
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")
