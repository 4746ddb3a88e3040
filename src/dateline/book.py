"""Dateline from Python: `import dateline; book = dateline.open("story.db"); book.add("reports/"); book.events()`.

A `Book` is a ledger with the chain that reads into it. Records are those of `dateline.model`; `frame` gives any of
them to pandas or polars."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.model import Claim, Conflict, Event, Issue, LedgerView, Report, StateLine
    from dateline.pipeline import Chain
    from dateline.views.plans import PlanLine

Day = date | str | None
Table = Literal["events", "claims", "reports", "conflicts", "plans"]


def open(ledger: str | Path = "dateline.db", *, lexicon: str | Path | None = None, readonly: bool = False) -> Book:
    """Open a ledger, made if it is not there. ledger: a file or a postgresql:// address; lexicon: a folder of your own
    entries. Raises LedgerError for a damaged or newer one."""
    from dateline.ledger import Ledger

    opened = Ledger.open(str(ledger), create=not readonly, readonly=readonly)
    return Book(opened, Path(lexicon) if lexicon else None)


class Book:
    """One ledger, open. Close it, or use it in a `with` statement."""

    def __init__(self, ledger: Ledger, lexicon: Path | None = None) -> None:
        self.ledger = ledger
        self._lexicon = lexicon
        self._chain: Chain | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.ledger.close()

    # ------------------------------------------------------------------------------------------------- writing

    def add(self, *paths: str | Path, published: Day = None) -> list[Issue]:
        """Read reports from files, folders or addresses into the ledger; what is there already changes nothing.

        published: the day of reports that state none; a person's word. Returns what was set aside, and why.
        """
        from dateline.ingest import items

        return self._added(items([str(p) for p in paths]), published)

    def add_text(
        self, text: str, *, id: str, outlet: str | None = None, title: str | None = None, published: Day = None
    ) -> list[Issue]:
        """Read one report from a string. id: a name of your own; the same id with another text is a revision."""
        from dateline.model import RawReport, Source

        day = str(_day(published)) if published else None
        raw = RawReport(Source(f"text:{id}", "text/plain"), text, id, outlet=outlet, title=title, published=day)
        return self._added([raw], None)

    def _added(self, items: Iterable[Any], published: Day) -> list[Issue]:
        from dateline.commands.adding import adding
        from dateline.dating import redate
        from dateline.model import Issue

        chain = self._reading(published)
        done = list(adding(items, chain, self.ledger))
        redate(self.ledger, chain)
        return [x for x in done if isinstance(x, Issue)]

    def _reading(self, published: Day) -> Chain:
        from dataclasses import replace

        from dateline.commands.loading import chain
        from dateline.config import settings

        if self._chain is None:
            self._chain = chain(settings(os.environ), lexicon=self._lexicon)
        return replace(self._chain, published=str(_day(published)) if published else None)

    # ------------------------------------------------------------------------------------------------- asking

    def view(self, as_known: Day = None) -> LedgerView:
        """Everything at one moment: reports, claims, judgements, events, plans; as known on a day if one is given."""
        from dateline.commands.options import derived

        return derived(self.ledger, _day(as_known))

    def reports(self) -> tuple[Report, ...]:
        return self.ledger.reports()

    def claims(self, event: str | None = None) -> tuple[Claim, ...]:
        """All current claims, or those of one event."""
        view = self.view()
        if event is None:
            return view.claims
        ids = set(self.event(event, view).claims)
        return tuple(c for c in view.claims if c.id in ids)

    def event(self, id: str, view: LedgerView | None = None) -> Event:
        """One event by its id. Raises UsageError."""
        found = next((e for e in (view or self.view()).events if e.id == id), None)
        if found is None:
            raise UsageError(f"no event {id!r} in this ledger")
        return found

    def events(
        self,
        *,
        type: str | None = None,
        status: str | None = None,
        place: str | None = None,
        party: str | None = None,
        report: str | None = None,
        since: Day = None,
        until: Day = None,
        as_known: Day = None,
    ) -> list[Event]:
        """Events by day, undated ones last; the filters are those of `dateline events`."""
        from dateline.commands.options import filters
        from dateline.views import listed

        view = self.view(as_known)
        asked = filters(
            view,
            type=type,
            status=status,
            place=place,
            party=party,
            report=report,
            since=_text(since),
            until=_text(until),
        )
        return listed(view, asked)

    def conflicts(self) -> Iterator[tuple[Event, Conflict]]:
        """Every disagreement with its event."""
        for event in self.view().events:
            for conflict in event.conflicts:
                yield event, conflict

    def plans(self, on: Day = None) -> list[PlanLine]:
        """Plans with both ends, open ones first, as they stand on a day (the last report's, unless told)."""
        from dateline.views.plans import plan_lines

        return plan_lines(self.view(), _day(on))

    def state(self, on: Day = None, *, as_known: Day = None) -> list[StateLine]:
        """Who holds what, which forces are where, which figures stand, on a day."""
        from dateline.views.state import state

        return list(state(self.view(as_known), _day(on)))

    # ------------------------------------------------------------------------------------------------- handing on

    def rows(self, table: Table = "events") -> list[dict[str, Any]]:
        """One of the tables as plain dictionaries."""
        from dateline.export.tables import SHEETS

        if table not in SHEETS:
            raise UsageError(f"there is no table {table!r}; one of {', '.join(SHEETS)}")
        return list(SHEETS[table](self.view()))

    def frame(self, table: Table = "events", library: Literal["pandas", "polars"] = "pandas") -> Any:
        """One of the tables as a DataFrame of pandas or polars, whichever you have."""
        if library not in ("pandas", "polars"):
            raise UsageError(f"frames are for pandas or polars, not {library!r}")
        try:
            module = __import__(library)
        except ImportError:
            raise UsageError(f"{library} is not installed: pip install {library}") from None
        rows = self.rows(table)
        return module.DataFrame(rows, infer_schema_length=None) if library == "polars" else module.DataFrame(rows)

    def export(self, format: str, path: str | Path, *, event: str | None = None) -> None:
        """Write an export file; the formats are those of `dateline export --list`."""
        from dateline.commands.export import write
        from dateline.export import formats

        write(formats.named(format), self.view(), Path(path), event)


def _day(day: Day) -> date | None:
    if isinstance(day, str):
        try:
            return date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"{day!r} is no day; write it as 2020-03-26") from None
    return day


def _text(day: Day) -> str | None:
    return str(day) if day else None
