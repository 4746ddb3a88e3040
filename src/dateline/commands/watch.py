"""`dateline watch`: feeds read again and again, and what is new since the last look."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.config import settings
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.model import LedgerView
    from dateline.pipeline import Chain
    from dateline.views.news import News
    from dateline.watch import Watcher

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def register(app: typer.Typer) -> None:
    app.command()(watch)


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="OPML file, or a list with an address a line.")],
    once: Annotated[bool, typer.Option("--once", help="One look at what is due, then end: for cron.")] = False,
    every: Annotated[str, typer.Option("--every", help="Time between two looks at a feed: 90s, 15m, 2h.")] = "15m",
    pause: Annotated[float, typer.Option("--pause", help="Least seconds between requests to one host.")] = 2.0,
    full_text: Annotated[
        bool, typer.Option("--full-text/--summaries", help="Read the linked page where a feed has only a summary.")
    ] = True,
    state: Annotated[
        Path | None, typer.Option("--state", help="What is remembered between looks. [default: FEEDS.watch.json]")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a round.")] = False,
    lexicon: Annotated[Path | None, typer.Option("--lexicon", help="Folder of your own entries, as for add.")] = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Follow feeds: read what is new into the ledger and say what it changed.

    Feeds are asked politely: robots.txt is kept to, a host is asked one thing at a time with a pause, a server
    may answer that nothing has changed, and a feed that fails is asked later and later. Private networks are
    never asked. Stop it at any time; it goes on where it was.

    \b
    dateline watch feeds.opml
    dateline watch feeds.txt --once --json
    """
    from dateline.commands.loading import chain
    from dateline.watch import Manners, Notebook, Watcher, subscriptions

    interval = seconds(every)
    found = subscriptions(feeds)
    notebook = Notebook(state or feeds.with_name(feeds.name + ".watch.json"))
    watcher = Watcher(found, notebook, Manners(time.time, time.sleep, pause), interval, full_text)
    made = chain(settings(os.environ), lexicon=lexicon)
    with o.open_ledger(ledger, create=True) as opened:
        before, last_look = o.derived(opened), _today()
        while True:
            tally, fresh, before = rounded(watcher, made, opened, before, last_look, _today)
            last_look = _today()
            told(tally, fresh, json)
            if once:
                break
            time.sleep(max(1.0, watcher.next_at() - time.time()))
    if once and tally["set_aside"]:
        raise typer.Exit(1)


def rounded(
    watcher: Watcher,
    chain: Chain,
    ledger: Ledger,
    before: LedgerView,
    last_look: date,
    today: Callable[[], date],
) -> tuple[dict[str, int], News, LedgerView]:
    """One round: every feed that is due, stored feed by feed. Gives (numbers, what is new, the ledger now)."""
    from dateline.commands.adding import Tally, adding
    from dateline.dating import redate
    from dateline.model import Issue
    from dateline.views.news import news

    tally, asked, unchanged = Tally(), 0, 0
    for look in watcher.looks():
        asked += 1
        unchanged += look.unchanged
        for done in adding(look.items, chain, ledger):
            tally.count(done)
            if isinstance(done, Issue):
                screen.note(f"set aside: {done}")
        watcher.done(look)
    if tally.reports:
        redate(ledger, chain)
    after = o.derived(ledger) if tally.reports else before
    numbers = {"feeds": asked, "unchanged": unchanged, "set_aside": tally.set_aside, "claims": tally.claims}
    return numbers | dict(tally.outcomes), news(before, after, last_look, today()), after


def told(tally: dict[str, int], fresh: News, json: bool) -> None:
    """The round's summary: for a person a few lines, for a program one object."""
    from dateline.views.wording import sentence_of

    if json:
        screen.print_object(
            {
                **tally,
                "new": [e.id for e in fresh.events],
                "changed": [
                    {"event": c.event.id, "attribute": c.attribute, "before": c.before, "after": c.after}
                    for c in fresh.changed
                ],
                "disputed": [{"event": e.id, "attribute": c.attribute, "kind": c.kind} for e, c in fresh.disputed],
                "due": [{"event": line.event.id, "state": line.plan.state} for line in fresh.due],
            }
        )
        return
    out = screen.console()
    asked = screen.many(tally["feeds"], "feed")
    out.print(screen.words(f"{asked} asked, {screen.many(tally.get('new', 0), 'new report')}", "bold"))
    for event in fresh.events:
        out.print(screen.words(f"  new       {event.id}  {sentence_of(event)}"), soft_wrap=True)
    for c in fresh.changed:
        out.print(screen.words(f"  changed   {c.event.id}  {c.attribute}: {c.before} → {c.after}"), soft_wrap=True)
    for event, conflict in fresh.disputed:
        values = " / ".join(v.value for v in conflict.values)
        out.print(screen.words(f"  disputed  {event.id}  {conflict.attribute}: {values}"), soft_wrap=True)
    for line in fresh.due:
        out.print(screen.words(f"  {line.plan.state:<8}  {line.event.id}  {sentence_of(line.event)}"), soft_wrap=True)


def seconds(text: str) -> float:
    """ "15m" as 900. Raises UsageError."""
    number, unit = (text[:-1], text[-1:]) if text[-1:] in UNITS else (text, "s")
    try:
        made = float(number) * UNITS[unit]
    except ValueError:
        made = 0.0
    if not 1 <= made <= 7 * 86400:
        raise UsageError(f"--every: {text!r} is no time between 1s and 7d; write it as 90s, 15m, 2h")
    return made


def _today() -> date:
    return datetime.now(UTC).date()
