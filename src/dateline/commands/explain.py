"""`dateline explain`: why each claim of a report was coded so, and what was passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from itertools import islice
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

    from dateline.model import Claim, PassedOver, Report


LONG_LIST = re.compile(r"(=[^ |)]+(?:\|[^ |)]+){2})(?:\|[^ |)]+)+")
"""A condition of an entry with many words: the first three will do here."""


def register(app: typer.Typer) -> None:
    app.command()(explain)


def explain(
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT",
            help="A report's id in the ledger, or as much of its start as is unique; or a file, coded for this alone.",
        ),
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
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", help="Code a file with this folder of yours too, as `add` would.")
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
    dateline explain article.txt --lexicon my-lexicon/
    """
    in_file = Path(report).is_file()
    told, claims, passed = from_file(Path(report), lexicon, parser) if in_file else from_ledger(report, ledger)
    if json:
        parts = as_parts(by_sentence(told.text, claims, passed))
        screen.print_object({"report": told.id, "claims": claims, "passed_over": passed, "sentences": parts})
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
        from dateline.views.wording import days

        out.print(screen.words(f"  published {days(told.published)}: {told.published.reason}", "dim"))
    silent = 0
    for part in by_sentence(told.text, claims, passed):
        silent += not (part.claims or part.more or part.passed)
        show_part(out, told, part)
    if silent:
        out.print(screen.words(f"\n{screen.many(silent, 'sentence')} without a word that any entry looks for.", "dim"))
    screen.note(f"{screen.many(len(claims), 'claim')}, {len(passed)} passed over.")


Explained = tuple["Report", list["Claim"], "Sequence[PassedOver]"]


def from_ledger(start: str, ledger: str | None) -> Explained:
    """A report of the ledger with its current claims and what was passed over."""
    with o.open_ledger(ledger) as opened:
        found = o.one_of(start, [r.id for r in opened.reports()], "report")
        claims = sorted(opened.claims(report=found), key=lambda c: c.evidence.trigger)
        return opened.report(found), claims, opened.passed_over(found)


def from_file(path: Path, lexicon: Path | None, parser: str | None) -> Explained:
    """The only report of a file, coded now and kept nowhere. Raises UsageError where there is none, or several."""
    from dateline.commands.light import light
    from dateline.errors import UsageError

    s = settings(os.environ)
    light(parser or s.parser)
    from dateline.commands.loading import chain
    from dateline.ingest import items
    from dateline.model import Issue
    from dateline.pipeline import run

    found = list(islice(run(items([str(path)]), chain(s, lexicon=lexicon, parser=parser)), 2))
    if not found:
        raise UsageError(f"{path}: no report in this file")
    if isinstance(found[0], Issue):
        raise UsageError(f"{path}: {found[0].message}")
    if len(found) > 1:
        raise UsageError(f"{path} holds several reports: `dateline add` it, then explain one by its id")
    report, coded = found[0]
    return report, sorted(coded.claims, key=lambda c: c.evidence.trigger), coded.passed_over


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
