"""`dateline explain`: why each claim of a report was coded so, and what was passed over."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen
from dateline.commands.bysentence import Told, by_sentence
from dateline.config import settings

if TYPE_CHECKING:
    from rich.console import Console
    from spacy.tokens import Doc

    from dateline.model import Claim, Report


LONG_LIST = re.compile(r"(=[^ |)]+(?:\|[^ |)]+){2})(?:\|[^ |)]+)+")
"""A condition of an entry with many words: the first three will do here."""


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
    """Explain one report, sentence by sentence: each claim with the rule that coded it and how its values were found,
    and every trigger word that was looked at and not coded, with the reason.

    \b
    dateline explain sample-027
    dateline explain sample-027 --parse
    dateline explain sample-027 --html parse.html
    dateline explain sample-027 --json
    """
    with o.open_ledger(ledger) as opened:
        found = o.one_of(report, [r.id for r in opened.reports()], "report")
        told = opened.report(found)
        claims = sorted(opened.claims(report=found), key=lambda c: c.evidence.trigger)
        passed = opened.passed_over(found)
    if json:
        parts = as_parts(by_sentence(told.text, claims, passed))
        screen.print_object({"report": found, "claims": claims, "passed_over": passed, "sentences": parts})
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
    silent = 0
    for part in by_sentence(told.text, claims, passed):
        silent += not (part.claims or part.more or part.passed)
        show_part(out, told, part)
    if silent:
        out.print(screen.words(f"\n{screen.many(silent, 'sentence')} without a word that any entry looks for.", "dim"))
    screen.note(f"{screen.many(len(claims), 'claim')}, {len(passed)} passed over.")


def as_parts(told: list[Told]) -> list[dict[str, object]]:
    """Sentences as JSON: the ids of their claims, of claims told again there, and what was passed over."""
    return [
        {
            "sentence": t.span,
            "claims": [c.id for c in t.claims],
            "more": [c.id for c in t.more],
            "passed_over": t.passed,
        }
        for t in told
    ]


def show_part(out: Console, told: Report, part: Told) -> None:
    """One sentence, its claims and what was passed over in it; nothing where no word of it was looked at."""
    from dateline.commands.show import marked

    if not (part.claims or part.more or part.passed):
        return
    out.print()
    shown = marked(told.text, part.claims[0]) if len(part.claims) == 1 else screen.words(part.span.of(told.text))
    out.print(Text("“").append_text(shown).append("”"))
    for c in part.claims:
        first, *lines = told_lines(c)
        out.print(
            Text.assemble(
                "  ", screen.words(c.evidence.trigger.of(told.text), "bold underline"), " → ", screen.words(first)
            )
        )
        for line in lines:
            out.print(Text.assemble("      ", screen.words(line)))
    for c in part.more:
        again = f"told again: {c.type.value} “{c.evidence.trigger.of(told.text)}”"
        out.print(Text.assemble("  ", screen.words(again, "dim")))
    for p in part.passed:
        entry = f" ({p.entry})" if p.entry else ""
        out.print(
            Text.assemble(
                "  passed over ", screen.words(p.span.of(told.text), "underline"), screen.words(f"{entry}: {p.reason}")
            )
        )


def parsed(told: Report, parser: str | None) -> Doc:
    """The report's text parsed anew: the ledger keeps claims, not trees."""
    from dateline.parse import load_parser

    masked = tuple(furniture.span for furniture in told.furniture)
    return load_parser(parser or settings(os.environ).parser).parse(told.text, masked=masked)


def told_lines(c: Claim) -> list[str]:
    """What was coded, and the reason of each value that has one."""
    from dateline.views.wording import counts, days, names

    kind = c.type.value + (f" {c.mode}" if c.mode else "")
    why = LONG_LIST.sub(r"\1|…", c.why)
    lines = [f"{kind}, {c.status.value}: {why} (confidence {c.confidence:.2f})"]
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

        through = f", through {c.source.via}" if c.source.via else ""
        manner = f" ({c.source.manner})" if c.source.manner else ""
        lines.append((source_text(c).removeprefix(", ") or "source not named") + manner + through)
    return [line for line in lines if line]


def _reasons(given: object) -> str:
    assert hasattr(given, "__iter__")
    told = "; ".join(dict.fromkeys(r for r in given if r))
    return f"  [{told}]" if told else ""
