"""`dateline bulk`: shards of reports to Parquet files of claims and events, on this machine or on many."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.commands import screen
from dateline.config import settings
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.engine.manifest import Manifest
    from dateline.engine.shards import Shard
    from dateline.engine.shardwork import Work

ENGINES = ("local", "ray")


def register(app: typer.Typer) -> None:
    app.command()(bulk)


def bulk(
    shards: Annotated[
        list[str],
        typer.Argument(metavar="SHARD|FOLDER...", help="Files, or folders of them: JSON lines, WARC, Parquet, tables."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the Parquet files and what is finished.")],
    engine: Annotated[
        str, typer.Option("--engine", help="local: processes of this machine; ray: a Ray cluster.")
    ] = "local",
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Shards coded side by side; 0: one a processor.")
    ] = 0,
    address: Annotated[
        str | None,
        typer.Option("--address", help="A running Ray cluster: auto, or HOST:PORT. [default: one of its own, here]"),
    ] = None,
    events: Annotated[
        bool, typer.Option("--events/--no-events", help="Whether to link the claims of all shards into events.")
    ] = True,
    published: Annotated[
        str | None, typer.Option("--published", help="Publication day of every report: 2020-03-26, or a stretch A/B.")
    ] = None,
    lexicon: Annotated[
        Path | None,
        typer.Option("--lexicon", help="Folder with your own data files. [default: $DATELINE_LEXICON]"),
    ] = None,
    parser: Annotated[
        str | None, typer.Option("--parser", help="As for `dateline add`. [default: $DATELINE_PARSER or dateline]")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="For tables and Parquet: PART=NAME, e.g. text=Body. May be repeated."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what went wrong.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The summary as one JSON object.")] = False,
) -> None:
    """Code shards of reports into Parquet, on this machine or on many.

    A shard is a file: JSON lines, WARC (such as an hour of Common Crawl's news), Parquet, CSV; packed ones too. Of each
    come reports/shard=NAME/part.parquet, claims/... and issues/..., and, when they are whole, manifests/NAME.json. What
    has a manifest is finished: stop or kill the run at any moment, and the same command goes on with the other shards.
    At the end events/, plans/ and families/ follow from the claims of all shards. The engines write the same.

    Shards of some thousand reports are best: a shard that is interrupted is begun anew. With --engine ray, shards and
    --out must lie where every machine sees them.

    \b
    dateline bulk crawl/ -o ledger/
    dateline bulk CC-NEWS-20200326*.warc.gz -o ledger/ --workers 16
    dateline bulk shards/ -o /shared/ledger --engine ray --address auto --workers 400
    duckdb -c "select type, count(*) from 'ledger/claims/*/*.parquet' group by 1"
    """
    from dateline.commands.add import columns
    from dateline.engine import processors
    from dateline.engine.parquet import needed
    from dateline.engine.shards import find
    from dateline.engine.shardwork import Work
    from dateline.log import tell

    if engine not in ENGINES:
        raise UsageError(f"--engine: there is no {engine!r}; one of {', '.join(ENGINES)}")
    if address and engine != "ray":
        raise UsageError("--address names a Ray cluster: say --engine ray too")
    needed()
    s, begun = settings(os.environ), time.monotonic()
    found = find(shards)
    what = Work(str(out), tuple(columns(column or []).items()), s.debug)
    how = {"engine": engine, "workers": workers or processors(), "address": address}
    setup = {"lexicon": lexicon or s.lexicon, "parser": parser or s.parser, "published": published}
    tell("bulk", {"shards": len(found), "out": str(out), **how})
    done = _coded(found, what, how, setup, hidden=quiet or json)
    told = _summary(found, done) | {"out": str(out)}
    if events:
        told |= _linked(out, [done[shard.key] for shard in found], how)
    seconds = round(time.monotonic() - begun, 1)
    tell("coded", told | {"seconds": seconds})
    if json:
        screen.print_object(told | {"seconds": seconds})
    elif not quiet:
        _show(told, seconds)
    if told["set_aside"]:
        raise typer.Exit(1)


def _coded(
    shards: Sequence[Shard], what: Work, how: dict[str, Any], setup: dict[str, Any], hidden: bool
) -> dict[str, Manifest]:
    """The manifest of every shard, by its key: those that were finished, and those that are now."""
    from dateline.engine import settle
    from dateline.engine.cluster import Recipe, by_ray
    from dateline.engine.local import by_processes
    from dateline.engine.manifest import finished, tidy
    from dateline.log import tell

    recipe = Recipe(str(setup["lexicon"]) if setup["lexicon"] else None, setup["parser"], setup["published"])
    chain = recipe.load()
    settle()
    tidy(what.folder)
    done = {s.key: kept for s in shards if (kept := finished(what.folder, s, chain.fingerprint))}
    left = [s for s in shards if s.key not in done]
    if how["engine"] == "ray":
        made = by_ray(left, recipe, chain.fingerprint, what, workers=how["workers"], address=how["address"])
    else:
        made = by_processes(left, chain, what, how["workers"])
    with _bar(len(shards), len(done), hidden) as moved:
        for manifest in made:
            done[manifest.shard] = manifest
            tell("shard", asdict(manifest))
            moved(manifest)
    return done


def _linked(out: Path, done: Sequence[Manifest], how: dict[str, Any]) -> dict[str, int]:
    """Events, plans and families of all shards, by the engine that has coded them."""
    from functools import partial

    from dateline.engine.cluster import tasks
    from dateline.engine.happenings import by_forked, derive, linked

    ray = partial(tasks, how["workers"], how["address"])
    return derive(out, done, partial(linked, runner=ray if how["engine"] == "ray" else by_forked(how["workers"])))


def _summary(shards: Sequence[Shard], done: dict[str, Manifest]) -> dict[str, Any]:
    every = [done[s.key] for s in shards]
    return {
        "shards": len(every),
        "read": sum(m.reports for m in every),
        "words": sum(m.words for m in every),
        "coded": sum(m.claims for m in every),
        "set_aside": sum(m.issues for m in every),
    }


def _show(told: dict[str, Any], seconds: float) -> None:
    line = f"{screen.many(told['shards'], 'shard')}: {screen.many(told['read'], 'report')} read"
    line += f", {screen.many(told['coded'], 'claim')}, {told['set_aside']:,} set aside ({seconds} s)."
    screen.note(line)
    if "events" in told:
        screen.note(f"{told['out']} now holds {screen.many(told['events'], 'event')}.")


@contextmanager
def _bar(total: int, done: int, hidden: bool) -> Iterator[Callable[[Manifest], None]]:
    """Shards and reports done, and the time left; on a terminal only."""
    out = screen.console(error=True)
    if hidden or not out.is_terminal:
        yield lambda manifest: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    reports = 0
    with Progress(
        TextColumn("shards"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[reports]:,} reports, left"),
        TimeRemainingColumn(), console=out, transient=True,
    ) as progress:  # fmt: skip
        task = progress.add_task("shards", total=total, completed=done, reports=0)

        def moved(manifest: Manifest) -> None:
            nonlocal reports
            reports += manifest.reports
            progress.update(task, advance=1, reports=reports)

        yield moved
