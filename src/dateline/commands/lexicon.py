"""`dateline lexicon`: try the examples of a lexicon, and see what a changed one changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen

app = typer.Typer(help="Try a lexicon's examples; see what a changed one changes.", no_args_is_help=True)

FolderOption = Annotated[
    Path | None,
    typer.Option("--lexicon", help="Folder with your own data files. [default: $DATELINE_LEXICON]"),
]
ParserOption = Annotated[str | None, typer.Option("--parser", help="Parser to read the examples with.")]


@app.command("test")
def run_all(lexicon: FolderOption = None, parser: ParserOption = None) -> None:
    """Run every example sentence of the lexicon, and look up every place, party and time you added. Exit code 1 when
    one fails.

    \b
    dateline lexicon test --lexicon my-lexicon/
    """
    from dateline.commands.examples import count, failures
    from dateline.commands.loading import chain
    from dateline.config import settings
    from dateline.resolve.additions import additions

    made = chain(settings(os.environ), lexicon=lexicon, parser=parser)
    failed = 0
    for failure in failures(made):
        failed += 1
        screen.console().print(screen.words(str(failure)), soft_wrap=True)
    folder = lexicon or settings(os.environ).lexicon
    own = list(additions(folder)) if folder else []
    for wrong in filter(None, own):
        failed += 1
        screen.console().print(screen.words(wrong), soft_wrap=True)
    total = screen.many(count(made) + len(own), "example")
    screen.note(f"{failed} of {total} failed." if failed else f"{total}: all pass.")
    if failed:
        raise typer.Exit(1)


@app.command()
def diff(
    lexicon: FolderOption = None,
    parser: ParserOption = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Code every report of the ledger again with another lexicon and list the claims that come and go. The
    ledger is not changed.

    \b
    dateline lexicon diff --lexicon my-lexicon/
    """
    from dateline.commands.loading import chain
    from dateline.config import settings
    from dateline.pipeline import understand

    made = chain(settings(os.environ), lexicon=lexicon, parser=parser)
    found: list[dict[str, object]] = []
    with o.open_ledger(ledger) as opened:
        for report in opened.reports():
            before = {c.id: c for c in opened.claims(report=report.id)}
            after = {c.id: c for c in understand(report, made).claims}
            for sign, ids, side in (
                ("-", before.keys() - after.keys(), before),
                ("+", after.keys() - before.keys(), after),
            ):
                for c in sorted((side[i] for i in ids), key=lambda c: c.evidence.trigger):
                    words = c.evidence.trigger.of(report.text)
                    found.append({"change": sign, "report": report.id, "type": c.type, "mode": c.mode,
                                  "status": c.status, "words": words, "why": c.why})  # fmt: skip
    if json:
        screen.print_json(found)
        return
    for f in found:
        line = f"{f['change']} {f['report']}  {f['type']}/{f['mode']}  {f['status']}  “{f['words']}”  {f['why']}"
        screen.console().print(screen.words(line, "green" if f["change"] == "+" else "red"))
    screen.note(f"{screen.many(len(found), 'claim')} would change.")
