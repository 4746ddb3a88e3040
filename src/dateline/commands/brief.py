"""`dateline brief`: a written situation report, every sentence cited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import options as o


def register(app: typer.Typer) -> None:
    app.command()(brief)


def brief(
    since: o.SinceOption = None,
    until: o.UntilOption = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead of the screen.")] = None,
    as_known: o.AsKnownOption = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Write a situation report in Markdown: what happened, what is disputed, what is planned. Every line is
    made from claims and cites outlet, day and words.

    \b
    dateline brief --since 2020-03-20 --until 2020-03-27
    dateline brief --until 2020-03-27 --as-known 2020-03-27 -o brief.md
    """
    from dateline.views import brief as written

    text = written(o.view_of(ledger, as_known), o.day(since, "--since"), o.day(until, "--until"))
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
