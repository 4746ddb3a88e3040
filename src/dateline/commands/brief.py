"""`dateline brief`: a written situation report, every sentence cited."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.commands import options as o
from dateline.errors import UsageError

FORMATS = ("md", "html", "pdf", "json")


def register(app: typer.Typer) -> None:
    app.command()(brief)


def brief(
    since: Annotated[
        str | None,
        typer.Option("--since", help="The day of the last brief: events from then, and what has changed (YYYY-MM-DD)."),
    ] = None,
    until: o.UntilOption = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="md, html, pdf or json. [default: by the file's ending, else md]"),
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file instead of the screen.")] = None,
    as_known: o.AsKnownOption = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Write a situation report, every sentence cited.

    What happened, what changed since the last one, where things stand, what is disputed and planned, the figures.
    Every sentence is made from claims and cites outlet, day and words.

    With --since, the ledger as known on that day is held against the ledger now. The HTML page stands by itself and is
    fit to print; pdf is that page printed by Chromium, where it is installed; json gives the same document to programs.

    \b
    dateline brief --since 2020-03-20 --until 2020-03-27
    dateline brief --since 2020-03-20 --until 2020-03-27 --as-known 2020-03-27 -o brief.html
    dateline brief --until 2020-03-27 -o brief.pdf
    """
    from dateline.export.printed import pdf
    from dateline.views import briefing

    chosen = _format(format, out)
    first, last, known = o.day(since, "--since"), o.day(until, "--until"), o.day(as_known, "--as-known")
    if first and last and last < first:
        raise UsageError("--until is before --since")
    with o.open_ledger(ledger) as opened:
        view = o.derived(opened, known)
        before = o.derived(opened, first) if first else None
    made = _written(briefing(view, first, last, before), chosen)
    if out is None:
        sys.stdout.write(made)
        return
    try:
        out.write_bytes(pdf(made) if chosen == "pdf" else made.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot write {str(out)!r}: {error.strerror}") from None


def _format(format: str | None, out: Path | None) -> str:
    ending = out.suffix.lower().lstrip(".") if out else ""
    chosen = format or {"htm": "html"}.get(ending, ending if ending in FORMATS else "md")
    if chosen not in FORMATS:
        raise UsageError(f"--format: there is no {chosen!r}; one of {', '.join(FORMATS)}")
    if chosen == "pdf" and out is None:
        raise UsageError("--format pdf: a PDF goes to a file; name it with -o")
    return chosen


def _written(made: object, format: str) -> str:
    import json

    from dateline.commands.screen import jsonable
    from dateline.views.brief import markdown
    from dateline.views.brief_html import page
    from dateline.views.briefing import Briefing

    assert isinstance(made, Briefing)
    if format == "json":
        return json.dumps(jsonable(made), ensure_ascii=False, indent=1) + "\n"
    return page(made) if format in ("html", "pdf") else markdown(made)
