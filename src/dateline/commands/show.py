"""`dateline show`: one event or report with every value, who says so, and the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.model import Claim, Event, LedgerView, Report


def register(app: typer.Typer) -> None:
    app.command()(show)


def show(
    what: Annotated[str, typer.Argument(metavar="EVENT|REPORT", help="An id, or as much of its start as is unique.")],
    why: Annotated[bool, typer.Option("--why", help="Also why these claims are one event.")] = False,
    as_known: o.AsKnownOption = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Show one event or report with all its words.

    An event: every value with its support, what is disputed, what was planned, what people judged, and each report's
    own words, with the id of each claim for `judge` and `correct`. A report: what is known of it, and what it states.
    A claim's id shows its event.

    \b
    dateline show e7k2m
    dateline show e7k2m --why
    dateline show sample-027
    """
    view, letters = o.part_of(ledger, as_known, lambda connection: _about(connection, what))
    event, report = find(view, what)
    if json:
        screen.print_object(as_json(view, event, report))
    elif event is not None:
        _event(screen.console(), view, event, why)
    elif report is not None:
        _report(screen.console(), view, report, letters)


def _about(connection: Connection, what: str) -> tuple[Sequence[str], Sequence[str]]:
    """The events and reports to show one of, from the ledger's cache. Raises UsageError where `what` is not one."""
    from dateline.ledger import pages

    events, reports = pages.starting(connection, what)
    if len(events) == 1 and not reports:
        return pages.around(connection, events[0]), ()
    if len(reports) == 1 and not events:
        return pages.of_report(connection, reports[0]), reports
    return (), _one(what, [*events, *reports])


def find(view: LedgerView, what: str) -> tuple[Event | None, Report | None]:
    """The event or the report that an id or its start names. A claim's id names its event."""
    events = {e.id: e for e in view.events}
    reports = {r.id: r for r in view.reports}
    by_claim = {c: e.id for e in view.events for c in e.claims}
    if what in by_claim:
        return events[by_claim[what]], None
    (found,) = _one(what, [*events, *reports])
    return events.get(found), reports.get(found)


def _one(what: str, ids: list[str]) -> list[str]:
    try:
        return [o.one_of(what, ids, "event or report")]
    except UsageError as error:
        hint = "; `dateline events` lists events" if str(error).startswith("no ") else ""
        raise UsageError(f"{error}{hint}") from None


def as_json(view: LedgerView, event: Event | None, report: Report | None) -> dict[str, object]:
    """The record with its claims, as the claims export has them."""
    from dateline.export.claims import claim_json

    reports = {r.id: r for r in view.reports}
    home = {c: e.id for e in view.events for c in e.claims}
    chosen = [c for c in view.claims if (event and c.id in event.claims) or (report and c.report == report.id)]
    claims = [claim_json(c, reports[c.report], home.get(c.id, "")) for c in chosen]
    return {**screen.jsonable(event or report), "claim_records": claims}


def _event(out: Console, view: LedgerView, event: Event, why: bool) -> None:
    from dateline.views.wording import sentence_of

    out.print(Text.assemble((event.id, "dim"), " ", screen.words(sentence_of(event), "bold")))
    reports = screen.many(len(event.reports), "report")
    out.print(screen.words(f"{event.status.value}; told by {reports} of {screen.many(event.origins, 'origin')}", "dim"))
    out.print()
    _values(out, event)
    for conflict in event.conflicts:
        from dateline.commands.conflicts import attribute, plain

        line = f"! {attribute(conflict.attribute)}: {plain(conflict.kind)}"
        out.print(screen.words(line, "yellow" if conflict.kind in ("update", "spelling-only") else "bold red"))
    _around(out, view, event)
    out.print()
    _words(out, view, event)
    if why:
        out.print(screen.words("\nWhy these are one event (likest pair of each joining)", "bold"))
        for reason in event.reasons or ("one claim alone",):
            out.print(screen.words(f"  {reason}"))


def _around(out: Console, view: LedgerView, event: Event) -> None:
    """The plan it fulfils or is, the larger event it is part of, and what people judged of its claims."""
    from dateline.commands.judge import told
    from dateline.views import plan_lines
    from dateline.views.wording import days, sentence_of

    for p in plan_lines(view):
        if p.event.id == event.id:
            due = f", due {days(p.plan.due)}" if p.plan.due else ""
            out.print(screen.words(f"plan{due}: {p.plan.state} ({p.plan.reason})", "cyan"))
    events = {e.id: e for e in view.events}
    if event.part_of in events:
        out.print(screen.words(f"part of {event.part_of}: {sentence_of(events[event.part_of])}", "cyan"))
    for part in (e for e in view.events if e.part_of == event.id):
        out.print(screen.words(f"has part {part.id}: {sentence_of(part)}", "cyan"))
    for j in view.judgements:
        if of := [s for s in j.subjects if s in event.claims]:
            because = f": {j.reason}" if j.reason else ""
            line = f"judged {told(j)} by {j.person}, {j.at[:10]}, of {', '.join(of)}{because} ({j.id})"
            out.print(screen.words(line, "green"))


def _values(out: Console, event: Event) -> None:
    """Attribute, value, and how many say so."""
    from dateline.views.wording import value_text

    rows = []
    for name, supports in event.values:
        for n, s in enumerate(supports):
            said = screen.many(s.reports, "report")
            origins = f" of {screen.many(s.origins, 'origin')}" if s.origins != s.reports else ""
            label = name.removeprefix("counts:").removeprefix("other:")
            rows.append(
                (
                    screen.words(label if n == 0 else "", "dim"),
                    value_text(name, s.value),
                    screen.words(said + origins, "dim"),
                )
            )
    out.print(screen.table([("", {"no_wrap": True}), "value", "said by"], rows))


def _words(out: Console, view: LedgerView, event: Event) -> None:
    """Every claim in order of telling: outlet, day, status, and its sentence with the trigger marked."""
    reports = {r.id: r for r in view.reports}
    claims = [c for c in view.claims if c.id in event.claims]
    for c in sorted(claims, key=lambda c: (_day(reports[c.report]), c.report, c.evidence.sentence)):
        report = reports[c.report]
        copy = f", copy of {report.family}" if report.family and report.family != report.id else ""
        head = f"{_day(report)}  {report.outlet or report.id}  ({report.id}{copy})"
        head += f"  {c.status.value}{source_text(c)}"
        out.print(Text.assemble(screen.words(head, "cyan"), "  ", screen.words(f"claim {c.id}", "dim")))
        out.print(Text("  “").append_text(marked(report.text, c)).append("”"))


def source_text(c: Claim) -> str:
    """ ", according to Col. Smith"."""
    if c.source is None:
        return ""
    name = c.source.name or c.source.organisation or c.source.role or ("unnamed" if c.source.anonymous else "")
    return f", according to {name}" if name else ""


def marked(text: str, c: Claim) -> Text:
    """The sentence, its trigger in bold."""
    s, t = c.evidence.sentence, c.evidence.trigger
    if not s.covers(t):
        return screen.words(s.of(text))
    line = Text(_piece(text[s.start : t.start]))
    line.append(_piece(t.of(text)), "bold underline")
    return line.append(_piece(text[t.end : s.end]))


def _piece(text: str) -> str:
    """A cleaned piece of a line that keeps the spaces at its ends."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return left + screen.clean(text) + right


def _day(report: Report) -> str:
    from dateline.views.wording import days

    return days(report.published)


def _report(out: Console, view: LedgerView, report: Report, letters: int) -> None:
    from dateline.commands.eventtable import event_table
    from dateline.views.listing import by_day

    out.print(
        Text.assemble(screen.words(report.id, "dim"), " ", screen.words(report.title or report.outlet or "", "bold"))
    )
    family = f"copy of {report.family}" if report.family and report.family != report.id else None
    lines = {
        "outlet": report.outlet,
        "agency": report.agency,
        "byline": report.byline,
        "published": _day(report)
        + (f" ({report.published.reason})" if report.published and report.published.reason else ""),
        "dateline": report.dateline.place if report.dateline else None,
        "address": report.url,
        "read from": report.source.locator,
        "family": family,
    }
    for name, value in lines.items():
        if value:
            out.print(Text.assemble((f"  {name:10} ", "dim"), screen.words(value)))
    out.print()
    told = sorted((e for e in view.events if report.id in e.reports), key=by_day)
    out.print(event_table(view.events, told, letters))
    screen.note(f"`dateline explain {report.id}` shows why each claim was coded so.")
