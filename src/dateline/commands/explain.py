"""`dateline explain`: why each claim of a report was coded so, and what was passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen

if TYPE_CHECKING:
    from dateline.model import Claim


def register(app: typer.Typer) -> None:
    app.command()(explain)


def explain(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A report's id, or as much of its start as is unique.")
    ],
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Explain one report: each claim with the rule that coded it and how its values were found; then every
    trigger word that was looked at and not coded, with the reason.

    \b
    dateline explain iraq-027
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
    out.print(Text.assemble(screen.words(told.id, "dim"), " ", screen.words(told.title or "", "bold")))
    if told.published:
        out.print(
            screen.words(
                f"  published {told.published.start}…{told.published.end}: {told.published.reason}", "dim"
            )
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
