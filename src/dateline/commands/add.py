"""`dateline add`: read reports into the ledger."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from logging import WARNING
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.config import settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from dateline.commands.adding import Tally
    from dateline.model import Issue

PATIENCE = 1.0  # seconds of work after which a progress bar appears


def register(app: typer.Typer) -> None:
    app.command()(add)


def add(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL|-...", help="Files, folders, addresses, or - for standard input."),
    ],
    published: Annotated[
        str | None,
        typer.Option("--published", help="Publication day of every report here: 2020-03-26, or a stretch A/B."),
    ] = None,
    lexicon: Annotated[
        Path | None,
        typer.Option(
            "--lexicon",
            help="Folder with your own events/, actors/, places/, outlets/. [default: $DATELINE_LEXICON]",
        ),
    ] = None,
    parser: Annotated[
        str | None,
        typer.Option(
            "--parser",
            help="dateline, dateline:FOLDER or spacy:NAME. [default: $DATELINE_PARSER or dateline]",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="For tables: PART=NAME, e.g. text=Body, published=Date. May be repeated."),
    ] = None,
    second: Annotated[
        str | None,
        typer.Option("--second", help="A language model's address (OpenAI-compatible) that may propose more claims."),
    ] = None,
    second_model: Annotated[str | None, typer.Option("--second-model", help="Its model's name.")] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes that read side by side; 0: one a processor.")
    ] = 0,
    stats: Annotated[
        bool, typer.Option("--stats", help="Tell where the time went, and what was ignored and why.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what was set aside.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The summary as one JSON object.")] = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Read reports into the ledger.

    Text, JSON, HTML, CSV, feeds, WARC, folders and archives of these, addresses.
    The same text again changes nothing; the same id or address with another text is a new revision. An input
    that cannot be read is named in one line and set aside (`dateline issues`), the rest goes on, and the exit
    code is 1. Stop it at any time: what was read is kept, and the same command goes on from there.

    \b
    dateline add reports/
    dateline add story.txt --published 2020-03-26
    dateline add https://example.org/feed.xml
    cat export.jsonl | dateline add -
    dateline add reports/ --stats
    """
    from dateline.commands.light import light

    s = settings(os.environ)
    light(parser or s.parser)
    from dateline.commands import stats as figures
    from dateline.commands.adding import Tally, adding
    from dateline.commands.ahead import Ahead
    from dateline.commands.loading import chain
    from dateline.dating import redate
    from dateline.engine import processors, settle
    from dateline.ingest import items
    from dateline.log import tell
    from dateline.model import Issue
    from dateline.stages import stage, taken

    taken()
    with stage("load"):
        made = chain(s, lexicon=lexicon, parser=parser, published=published, second=second, model=second_model)
        settle()
    tally, begun, count = Tally(), time.monotonic(), workers or processors()
    tell("add", {"inputs": inputs, "coder": made.fingerprint, "workers": count})
    with o.open_ledger(ledger, create=True) as opened:
        ahead = Ahead(opened, count)
        with bar(inputs, quiet or json) as moved:
            found = items(inputs, stdin=sys.stdin.buffer, columns=columns(column or []), progress=moved)
            for done in adding(found, made, opened, debug=s.debug, workers=count, tally=tally, ahead=ahead):
                if isinstance(done, Issue):
                    set_aside(done)
                    tell("set aside", asdict(done), WARNING)
                else:
                    tell("report", asdict(done))
        with stage("redate"):
            changed = redate(opened, made)
        with stage("derive"):
            events = o.events_now(opened, ahead.reconcile)
        reports = opened.count()
    spent = taken()
    seconds = time.monotonic() - begun + spent["load"].seconds
    measured = figures.stats(tally, spent, seconds)
    told_apart = {"redated": [one.record() for one in changed], "events": events, "ledger": opened.name}
    tell("added", {**summary(tally), **told_apart, "stats": measured})
    if json:
        screen.print_object({**summary(tally), **told_apart, **({"stats": measured} if stats else {})})
    elif not quiet:
        for one in changed:
            screen.note(str(one))
        told(tally, events, reports, opened.name, seconds)
    if stats and not json:
        figures.show(measured)
    if tally.set_aside:
        raise typer.Exit(1)


def columns(given: Sequence[str]) -> dict[str, str]:
    """ "text=Body" as {"text": "Body"}. Raises UsageError."""
    from dateline.errors import UsageError

    for pair in given:
        if "=" not in pair:
            raise UsageError(f"--column: {pair!r} is not PART=NAME, such as text=Body")
    return {part: name for part, _, name in (pair.partition("=") for pair in given)}


def set_aside(issue: Issue) -> None:
    screen.console(error=True).print(screen.words(f"set aside: {issue}", "yellow"), soft_wrap=True)


def summary(tally: Tally) -> dict[str, int]:
    kinds = ("new", "revision", "recoded", "same")
    return {**{k: tally.outcomes[k] for k in kinds}, "claims": tally.claims, "set_aside": tally.set_aside}


def told(tally: Tally, events: int, reports: int, ledger: str, seconds: float) -> None:
    """ "19 reports read: 19 new; 214 claims. dateline.db now holds 19 reports, 130 events."."""
    names = {"new": "new", "revision": "changed", "recoded": "coded anew", "same": "known already"}
    parts = [f"{n} {names[k]}" for k in names if (n := tally.outcomes[k])]
    line = f"{screen.many(tally.reports, 'report')} read" + (f": {', '.join(parts)}" if parts else "")
    line += f"; {screen.many(tally.claims, 'claim')}" if tally.claims else ""
    line += f"; {tally.set_aside} set aside" if tally.set_aside else ""
    screen.note(f"{line} ({seconds:.1f} s).")
    screen.note(f"{ledger} now holds {screen.many(reports, 'report')} and {screen.many(events, 'event')}.")


@contextmanager
def bar(inputs: Sequence[str], hidden: bool) -> Iterator[Callable[[int], None] | None]:
    """A progress bar over bytes, with rate and time left, once the work has taken a second; on a terminal
    only."""
    from dateline.ingest import count_bytes

    out = screen.console(error=True)
    if hidden or not out.is_terminal:
        yield None
        return
    progress, task = _progress(out, count_bytes(inputs))
    begun, shown = time.monotonic(), False

    def moved(count: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - begun > PATIENCE:
            progress.start()
            shown = True
        progress.advance(task, count)

    try:
        yield moved
    finally:
        if shown:
            progress.stop()


def _progress(out: Console, total: int) -> tuple[Progress, TaskID]:
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    made = Progress(
        TextColumn("reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TextColumn("left"),
        TimeRemainingColumn(), console=out, transient=True,
    )  # fmt: skip
    return made, made.add_task("reading", total=total or None)
