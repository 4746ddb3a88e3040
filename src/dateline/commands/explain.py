"""`dateline explain`: why each claim of a report was coded so, and what was passed over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen
from dateline.config import settings

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.model import Claim, Report


def register(app: typer.Typer) -> None:
    app.command()(explain)


def explain(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A report's id, or as much of its start as is unique.")
    ],
    parse: Annotated[
        bool, typer.Option("--parse", help="Show the parse too: every sentence's tree, names, times and predicates.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the parse as a page for the browser to this file.")
    ] = None,
    parser: Annotated[
        str | None, typer.Option("--parser", help="Which parser shows it, as for `add`. [default: dateline]")
    ] = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Explain one report: each claim with the rule that coded it and how its values were found; then every
    trigger word that was looked at and not coded, with the reason.

    \b
    dateline explain iraq-027
    dateline explain iraq-027 --parse
    dateline explain iraq-027 --html parse.html
    dateline explain iraq-027 --json
    """
    from dateline.commands.show import marked

    with o.open_ledger(ledger) as opened:
        found = o.one_of(report, [r.id for r in opened.reports()], "report")
        told = opened.report(found)
        claims = sorted(opened.claims(report=found), key=lambda c: c.evidence.trigger)
        passed = opened.passed_over(found)
    if json:
        screen.print_object({"report": found, "claims": claims, "passed_over": passed})
        return
    out = screen.console()
    if html:
        from dateline.parse.show import page

        html.write_text(page(parsed(told, parser), told.title or told.id), encoding="utf-8")
        screen.note(f"The parse is in {html}.")
    if parse:
        from dateline.parse.show import tree

        out.print(tree(parsed(told, parser)))
    out.print(Text.assemble(screen.words(told.id, "dim"), " ", screen.words(told.title or "", "bold")))
    if told.published:
        out.print(
            screen.words(f"  published {told.published.start}…{told.published.end}: {told.published.reason}", "dim")
        )
    for c in claims:
        out.print()
        out.print(Text("“").append_text(marked(told.text, c)).append("”"))
        for line in told_lines(c):
            out.print(screen.words(f"  {line}"))
    if passed:
        out.print(screen.words("\nPassed over", "bold"))
        rows = ((p.span.of(told.text), p.entry or "", p.reason) for p in passed)
        out.print(screen.table(["words", "entry", "why not"], rows))
    screen.note(f"{screen.many(len(claims), 'claim')}, {len(passed)} passed over.")


def parsed(told: Report, parser: str | None) -> Doc:
    """The report's text parsed anew: the ledger keeps claims, not trees."""
    from dateline.parse import load_parser

    masked = tuple(furniture.span for furniture in told.furniture)
    return load_parser(parser or settings(os.environ).parser).parse(told.text, masked=masked)


def told_lines(c: Claim) -> list[str]:
    """What was coded, and the reason of each value that has one."""
    from dateline.views.wording import counts, days, names

    kind = c.type.value + (f" {c.mode}" if c.mode else "")
    lines = [f"{kind}, {c.status.value}: {c.why} (confidence {c.confidence:.2f})"]
    if c.actor:
        lines.append(f"actor: {names(c.actor, 9)}" + _reasons(p.reason for p in c.actor))
    if c.recipient:
        lines.append(f"recipient: {names(c.recipient, 9)}" + _reasons(p.reason for p in c.recipient))
    if c.place:
        lines.append(f"place: {c.place.name} ({c.place.precision})" + _reasons([c.place.reason]))
    if c.when:
        lines.append(f"when: {days(c.when)}" + _reasons([c.when.reason]))
    if c.counts:
        lines.append(f"how many: {counts(c.counts, 9)}")
    if c.source:
        from dateline.commands.show import source_text

        lines.append(source_text(c).removeprefix(", ") + (f" ({c.source.manner})" if c.source.manner else ""))
    return [line for line in lines if line]


def _reasons(given: object) -> str:
    assert hasattr(given, "__iter__")
    told = "; ".join(dict.fromkeys(r for r in given if r))
    return f"  [{told}]" if told else ""
