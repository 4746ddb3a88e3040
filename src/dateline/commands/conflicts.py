"""`dateline conflicts`: where the reports disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.model import LedgerView
    from dateline.views import Dispute
    from dateline.views.evidence import Evidence


def register(app: typer.Typer) -> None:
    app.command()(conflicts)


def conflicts(
    all_kinds: Annotated[bool, typer.Option("--all", help="Also updates over time and spellings.")] = False,
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind: different-count, who-did-it ...")] = None,
    words: Annotated[bool, typer.Option("--words", help="Also each value in the reports' own words.")] = False,
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
    """List where the reports disagree.

    Values of one event that cannot all be true, and who gives which; the gravest kind first. The value that the
    event shows has a mark (*): most origins, or what a person called right. Settle one with `dateline judge right
    CLAIM ATTRIBUTE`, or correct a misreading with `dateline correct`.

    \b
    dateline conflicts --words
    dateline conflicts --kind different-count --since 2020-03-11
    dateline conflicts --all
    """
    from dateline.ledger import pages
    from dateline.views import disputes
    from dateline.views.evidence import Evidence

    view, letters = o.part_of(ledger, as_known, lambda connection: (pages.disputed(connection), ()))
    wanted = o.filters(view, type=type, place=place, party=party, report=report, since=since, until=until)
    found = disputes(view, wanted, every=all_kinds or kind is not None)
    if kind is not None:
        found = [d for d in found if d.conflict.kind == kind]
        known = {c.kind for e in view.events for c in e.conflicts}
        if not found and kind not in known:
            raise UsageError(
                f"--kind: none here is {kind!r}; "
                + (f"there are {', '.join(sorted(known))}" if known else "there are no conflicts")
            )
    evidence = Evidence(view)
    if json:
        screen.print_json(_record(d, evidence) for d in found)
        return
    _show(found, view, evidence if words else None, letters)
    told_of = len({d.event.id for d in found})
    screen.note(f"{screen.many(len(found), 'disagreement')} in {screen.many(told_of, 'event')}.")


def _record(d: Dispute, evidence: Evidence) -> dict[str, object]:
    made: dict[str, object] = screen.jsonable(d.conflict)
    values = [{**screen.jsonable(v), "words": screen.jsonable(evidence.of(v.claims))} for v in d.conflict.values]
    return {"event": d.event.id, **made, "values": values, "outlets": [list(x) for x in d.outlets]}


def _show(found: list[Dispute], view: LedgerView, evidence: Evidence | None, letters: int) -> None:
    """Event by event, in the order of each event's gravest dispute."""
    from dateline.commands.eventtable import short_ids
    from dateline.views.wording import sentence_of

    short, out = short_ids((e.id for e in view.events), letters), screen.console()
    order = list(dict.fromkeys(d.event.id for d in found))
    last = None
    for d in sorted(found, key=lambda d: order.index(d.event.id)):
        if d.event.id != last:
            out.print(Text.assemble((short[d.event.id], "dim"), " ", screen.words(sentence_of(d.event), "bold")))
        last = d.event.id
        out.print(
            Text.assemble("  ", screen.words(f"{attribute(d.conflict.attribute)}: {plain(d.conflict.kind)}", "red"))
        )
        for line in _values(d, evidence):
            out.print(line)


def _values(d: Dispute, evidence: Evidence | None) -> list[Text]:
    """A line for each value, most origins first, with who gives it; the one that the event shows is marked."""
    from dateline.commands.plans import said_line
    from dateline.views.conflicts import chosen
    from dateline.views.wording import value_text

    stands = chosen(d.event, d.conflict.attribute)
    rows = sorted(zip(d.conflict.values, d.outlets, strict=True), key=lambda r: (-r[0].origins, r[0].value))
    made = []
    for value, outlets in rows:
        many = screen.many(value.reports, "report") + (
            f" of {screen.many(value.origins, 'origin')}" if value.origins != value.reports else ""
        )
        mark = "  * " if value.value == stands else "    "
        head = Text.assemble(mark, screen.words(value_text(d.conflict.attribute, value.value)), "  ")
        made.append(head.append_text(screen.words(f"{many}: {told(outlets)}", "dim")))
        made += [said_line(said, "      ") for said in (evidence.of(value.claims) if evidence else ())]
    return made


def attribute(name: str) -> str:
    """ "counts:killed" → "killed"."""
    return name.removeprefix("counts:").removeprefix("other:")


def plain(kind: str) -> str:
    return kind.replace("-", " ")


def told(outlets: tuple[str, ...], most: int = 4) -> str:
    return ", ".join(outlets[:most]) + (f" and {len(outlets) - most} more" if len(outlets) > most else "")
