"""Options that several commands share, as annotated types, and opening the ledger they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.config import settings
from dateline.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger import Ledger
    from dateline.ledger.derived import Reconcile
    from dateline.model import EventType, LedgerView, Status
    from dateline.views import Filters

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        help="Ledger: a file or a postgresql:// address. [default: $DATELINE_LEDGER or dateline.db]",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="A JSON array with an object a line, for programs.")]
TypeOption = Annotated[
    str | None,
    typer.Option("--type", help="Only this type, or type/mode: assault, retreat/handover, figure."),
]
StatusOption = Annotated[
    str | None, typer.Option("--status", help="happened, ongoing, planned, threatened, possible or denied.")
]
PlaceOption = Annotated[str | None, typer.Option("--place", help="Part of a place's name, or a country's two letters.")]
PartyOption = Annotated[str | None, typer.Option("--party", help="Part of the name of an actor or recipient.")]
ReportOption = Annotated[
    str | None, typer.Option("--report", help="Only what this report speaks of (id or its start).")
]
SinceOption = Annotated[str | None, typer.Option("--since", help="From this day (YYYY-MM-DD).")]
UntilOption = Annotated[str | None, typer.Option("--until", help="To this day, inclusive (YYYY-MM-DD).")]
AsKnownOption = Annotated[
    str | None, typer.Option("--as-known", help="Only from reports published by this day (YYYY-MM-DD).")
]


def day(text: str | None, option: str) -> date | None:
    """A day as typed. Raises UsageError naming the option."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r} is no day; write it as 2020-03-26") from None


def open_ledger(ledger: str | None, *, create: bool = False, readonly: bool = False) -> Ledger:
    """The ledger named, or the one of the environment."""
    from dateline.ledger import Ledger

    return Ledger.open(ledger or settings(os.environ).ledger, create=create, readonly=readonly)


def view_of(ledger: str | None, as_known: str | None = None) -> LedgerView:
    """The whole ledger with events and plans, as known on a day when one is given."""
    with open_ledger(ledger) as opened:
        return derived(opened, day(as_known, "--as-known"))


def derived(opened: Ledger, as_known: date | None = None) -> LedgerView:
    """Events and plans from the cache, or derived anew when anything they follow from has changed."""
    from dateline.reconcile import reconcile

    return opened.derive(reconcile, as_known=as_known)


def brought_up(opened: Ledger, by: Reconcile | None = None) -> bool:
    """Whether the ledger's cache stands for it as it is now, after it was brought up to that. by: a reconciler that
    knows more of it already."""
    from dateline.reconcile import reconcile

    return opened.bring_up(by or reconcile)


def events_now(opened: Ledger, by: Reconcile | None = None) -> int:
    """How many events follow from the ledger as it is now; by: as for `brought_up`."""
    from dateline.ledger import pages

    if not brought_up(opened, by):
        return len(derived(opened).events)
    with opened.reading() as connection:
        return pages.count(connection)


def part_of(
    ledger: str | None, as_known: str | None, choose: Callable[[Connection], tuple[Sequence[str], Sequence[str]]]
) -> tuple[LedgerView, int]:
    """The part of the ledger with the events and reports that `choose` picks from its cache, and how many letters tell
    these events from all others. As known on a day it is the whole ledger as it was then."""
    from dateline.ledger import pages

    with open_ledger(ledger) as opened:
        if _as_now(opened, as_known) and brought_up(opened):
            with opened.reading() as connection:
                events, reports = choose(connection)
                return pages.part(connection, events, reports), pages.shortened(connection, events)
        return derived(opened, day(as_known, "--as-known")), 5


def view_for(ledger: str | None, as_known: str | None, choose: Callable[[Connection], Sequence[str]]) -> LedgerView:
    """As `part_of`, of events only, for what shows no ids."""
    from dateline.ledger import pages

    with open_ledger(ledger) as opened:
        if _as_now(opened, as_known) and brought_up(opened):
            with opened.reading() as connection:
                return pages.part(connection, choose(connection))
        return derived(opened, day(as_known, "--as-known"))


def _as_now(opened: Ledger, as_known: str | None) -> bool:
    """Whether the ledger is asked about as it is now, if only because all was known by the day named."""
    on = day(as_known, "--as-known")
    return on is None or opened.all_known_by(on)


def filters(
    view: LedgerView | Connection,
    *,
    type: str | None = None,
    status: str | None = None,
    place: str | None = None,
    party: str | None = None,
    report: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Filters:
    """Filters as typed, for a view or for a ledger that is asked by pages. Raises UsageError for a type or status that
    does not exist."""
    from dateline.model import EventType, Status
    from dateline.views import Filters

    if type is not None:
        _known(type.partition("/")[0], EventType, "--type")
    if status is not None:
        _known(status, Status, "--status")
    found = one_of(report, _reports(view, report), "report") if report else None
    return Filters(type, status, place, party, found, day(since, "--since"), day(until, "--until"))


def _reports(view: LedgerView | Connection, start: str) -> list[str]:
    from dateline.ledger import pages
    from dateline.model import LedgerView

    return [r.id for r in view.reports] if isinstance(view, LedgerView) else pages.starting(view, start)[1]


def _known(word: str, kinds: type[EventType] | type[Status], option: str) -> None:
    if word not in {k.value for k in kinds}:
        raise UsageError(f"{option}: there is no {word!r}; one of {', '.join(k.value for k in kinds)}")


def one_of(start: str, ids: list[str], what: str) -> str:
    """The one id that is `start` or begins with it. Raises UsageError when none does, or several."""
    if start in ids:
        return start
    found = sorted(i for i in ids if i.startswith(start))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no {what} {start!r} in this ledger")
    more = ", ".join(found[:5]) + (" ..." if len(found) > 5 else "")
    raise UsageError(f"{start!r} could be {len(found)} {what}s: {more}; type more of it")


def folder(path: Path | None, option: str) -> Path | None:
    """A folder that exists, or UsageError."""
    if path is not None and not path.is_dir():
        raise UsageError(f"{option}: no folder {str(path)!r}")
    return path
