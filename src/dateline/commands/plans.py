"""`dateline plans`: what was announced, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.model import LedgerView
    from dateline.views import PlanLine
    from dateline.views.evidence import Evidence, Words

STYLE = {
    "overdue": "bold red", "due": "yellow", "pending": "cyan", "late": "yellow", "kept": "green", "cancelled": "red",
    "denied": "red",
}  # fmt: skip
GROUPS = {
    "open": ("pending", "due", "overdue"),
    "done": ("kept", "late", "partly", "differently", "by-another"),
    "broken": ("overdue", "cancelled", "denied"),
}


def register(app: typer.Typer) -> None:
    app.command()(plans)


def plans(
    on: Annotated[
        str | None, typer.Option("--on", help="As they stand on this day. [default: the last report's day]")
    ] = None,
    state: Annotated[
        str | None,
        typer.Option("--state", help="pending, due, overdue, kept, late, partly ...; or open, done, broken."),
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help="Only those not settled yet; the same as --state open.")
    ] = False,
    words: Annotated[bool, typer.Option("--words", help="Also both ends in the reports' own words.")] = False,
    type: o.TypeOption = None,
    place: o.PlaceOption = None,
    party: o.PartyOption = None,
    report: o.ReportOption = None,
    as_known: o.AsKnownOption = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List what was announced, and what became of it.

    A plan is an event that some report announces; it is kept or late when a report tells that it happened, partly when
    less happened, overdue when its day has passed and nobody tells of it, cancelled or denied when a report says so.
    "broken" means overdue, cancelled or denied. With --on, only what was reported by that day counts.

    \b
    dateline plans --open
    dateline plans --state broken --words
    dateline plans --on 2020-03-28 --party coalition
    """
    from dateline.ledger import pages
    from dateline.views import listed, plan_lines
    from dateline.views.evidence import Evidence

    wanted_states = _states("open" if open_only and state is None else state)
    view, letters = o.part_of(ledger, as_known or on, lambda connection: (pages.planned(connection), ()))
    wanted = {e.id for e in listed(view, o.filters(view, type=type, place=place, party=party, report=report))}
    lines = [
        p
        for p in plan_lines(view, o.day(on, "--on"))
        if p.event.id in wanted and (wanted_states is None or p.plan.state in wanted_states)
    ]
    evidence = Evidence(view)
    if json:
        screen.print_json(_record(p, evidence) for p in lines)
        return
    if words:
        _with_words(lines, view, evidence, letters)
    elif lines:
        _table(lines, view, letters)
    screen.note(f"{screen.many(len(lines), 'plan')}." + ("" if words or not lines else " --words shows both ends."))


def _states(state: str | None) -> tuple[str, ...] | None:
    from typing import get_args

    from dateline.model import PlanState

    if state is None or state in GROUPS:
        return GROUPS[state] if state else None
    known = get_args(PlanState)
    if state not in known:
        raise UsageError(f"--state: there is no {state!r}; one of {', '.join((*known, *GROUPS))}")
    return (state,)


def _record(p: PlanLine, evidence: Evidence) -> dict[str, object]:
    return {
        **screen.jsonable(p.plan),
        "title": title(p),
        "announced": screen.jsonable(evidence.of(c.id for c in p.announced)),
        "fulfilled": screen.jsonable(evidence.of(c.id for c in p.fulfilled)),
    }


def _table(lines: list[PlanLine], view: LedgerView, letters: int) -> None:
    from dateline.commands.eventtable import short_ids
    from dateline.views.wording import days

    short = short_ids((e.id for e in view.events), letters)
    told = {r.id: r.outlet or r.id for r in view.reports}
    columns: list[screen.Column] = [
        ("event", {"no_wrap": True}), ("state", {"no_wrap": True}), ("due", {"no_wrap": True}), "what", "announced by",
        "and then",
    ]  # fmt: skip
    rows = (
        (
            screen.words(short[p.event.id], "dim"),
            screen.words(p.plan.state, STYLE.get(p.plan.state, "")),
            days(p.plan.due) if p.plan.due else "",
            title(p),
            outlets([c.report for c in p.announced], told),
            p.plan.reason,
        )
        for p in lines
    )
    screen.console().print(screen.table(columns, rows))


def _with_words(lines: list[PlanLine], view: LedgerView, evidence: Evidence, letters: int) -> None:
    from dateline.commands.eventtable import short_ids
    from dateline.views.wording import days

    short, out = short_ids((e.id for e in view.events), letters), screen.console()
    for p in lines:
        due = f", due {days(p.plan.due)}" if p.plan.due else ""
        head = Text.assemble((short[p.event.id], "dim"), " ", screen.words(p.plan.state, STYLE.get(p.plan.state, "")))
        out.print(Text.assemble(head, " ", screen.words(f"{title(p)}{due}", "bold")))
        out.print(Text("  ").append_text(screen.words(p.plan.reason, "dim")))
        for name, claims in (("announced", p.announced), ("then", p.fulfilled)):
            for said in evidence.of(c.id for c in claims):
                out.print(said_line(said, f"  {name} "))
        out.print()


def said_line(said: Words, before: str = "  ") -> Text:
    """ "  announced 2020-03-20 Tigris Wire, according to a commander: “...”"."""
    by = f", according to {said.source}" if said.source else ""
    head = screen.words(f"{said.published} {said.outlet}{by}:", "cyan")
    return Text.assemble((before, "dim"), head, " “", screen.words(said.words), "”")


def title(line: PlanLine) -> str:
    """ "coalition → Iraq military: retreat handover, K1 base"."""
    from dateline.commands.eventtable import who

    e = line.event
    kind = e.type.value + (f" {e.mode}" if e.mode else "")
    parties = who(e).plain
    return (f"{parties}: " if parties else "") + kind + (f", {e.place.name}" if e.place else "")


def outlets(reports: list[str], told: dict[str, str], most: int = 2) -> str:
    """The first outlets by name, and how many more."""
    names = list(dict.fromkeys(told.get(r, r) for r in reports))
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")
