"""`dateline conflicts`: where the reports disagree."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen


def register(app: typer.Typer) -> None:
    app.command()(conflicts)


def conflicts(
    all_kinds: Annotated[bool, typer.Option("--all", help="Also updates over time and spellings.")] = False,
    type: o.TypeOption = None,
    place: o.PlaceOption = None,
    party: o.PartyOption = None,
    since: o.SinceOption = None,
    until: o.UntilOption = None,
    report: o.ReportOption = None,
    as_known: o.AsKnownOption = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List disagreements: values of one event that cannot all be true, and who gives which.

    \b
    dateline conflicts
    dateline conflicts --type assault --since 2020-03-11
    dateline conflicts --all
    """
    from dateline.commands.eventtable import short_ids
    from dateline.views import disputes
    from dateline.views.wording import sentence_of, value_text

    view = o.view_of(ledger, as_known)
    wanted = o.filters(view, type=type, place=place, party=party, report=report, since=since, until=until)
    found = disputes(view, wanted, every=all_kinds)
    if json:
        screen.print_json(
            {"event": d.event.id, **screen.jsonable(d.conflict), "outlets": [list(x) for x in d.outlets]} for d in found
        )
        return
    short, out = short_ids(e.id for e in view.events), screen.console()
    last = None
    for d in sorted(found, key=lambda d: [f.event.id for f in found].index(d.event.id)):
        if d.event.id != last:
            out.print(Text.assemble((short[d.event.id], "dim"), " ", screen.words(sentence_of(d.event), "bold")))
        last = d.event.id
        out.print(
            Text.assemble("  ", screen.words(f"{attribute(d.conflict.attribute)}: {plain(d.conflict.kind)}", "red"))
        )
        for value, outlets in zip(d.conflict.values, d.outlets, strict=True):
            out.print(
                Text.assemble(
                    "    ",
                    screen.words(value_text(d.conflict.attribute, value.value)),
                    ("  ", ""),
                    screen.words(told(outlets), "dim"),
                )
            )
    told_of = len({d.event.id for d in found})
    screen.note(f"{screen.many(len(found), 'disagreement')} in {screen.many(told_of, 'event')}.")


def attribute(name: str) -> str:
    """ "counts:killed" → "killed"."""
    return name.removeprefix("counts:").removeprefix("other:")


def plain(kind: str) -> str:
    return kind.replace("-", " ")


def told(outlets: tuple[str, ...], most: int = 4) -> str:
    return ", ".join(outlets[:most]) + (f" and {len(outlets) - most} more" if len(outlets) > most else "")
