"""Events as rows of a table, for every command that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.table import Table
from rich.text import Text

from dateline.commands.screen import Column, table, words
from dateline.model import Event, Status
from dateline.views.conflicts import DISPUTES
from dateline.views.wording import counts, days, names

STYLE = {
    Status.HAPPENED: "", Status.ONGOING: "", Status.PLANNED: "cyan", Status.THREATENED: "yellow",
    Status.POSSIBLE: "yellow", Status.DENIED: "red",
}  # fmt: skip


def short_ids(ids: Iterable[str], least: int = 5) -> dict[str, str]:
    """Every id → as much of its start as tells it from all others, one length for all."""
    every = sorted(set(ids))
    size = max([least, *(_shared(a, b) + 1 for a, b in pairwise(every))])
    return {i: i[:size] for i in every}


def _shared(a: str, b: str) -> int:
    """How many letters two ids share from the start."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def event_table(every: Iterable[Event], chosen: Sequence[Event], letters: int = 5) -> Table:
    """One row an event: day, what, who, where, how many, told by how many; disputed ones marked. Ids are cut so that
    they differ from all of `every`, and to no less than `letters`."""
    short = short_ids((e.id for e in every), letters)
    columns: list[Column] = [
        ("event", {"no_wrap": True}), ("day", {"no_wrap": True}), "what", "who", "where", "how many",
        ("told by", {"justify": "right", "no_wrap": True}), "",
    ]  # fmt: skip
    return table(columns, (_row(e, short[e.id]) for e in chosen))


def _row(e: Event, short: str) -> tuple[object, ...]:
    style = STYLE[e.status]
    return (
        words(short, "dim"), day_text(e), words(what(e), style), who(e), e.place.name if e.place else "",
        counts(e.counts, 3), told_by(e), marks(e),
    )  # fmt: skip


def day_text(e: Event) -> str:
    """The day, or a stretch in short: "2020-03-26 … 04-03"."""
    if e.when and e.when.start and e.when.end and e.when.start != e.when.end:
        end = str(e.when.end)
        return f"{e.when.start}…{end[5:] if e.when.start.year == e.when.end.year else end}"
    return days(e.when) if e.when else "–"


def what(e: Event) -> str:
    """ "assault rocket", "retreat handover, planned"."""
    told = e.type.value + (f" {e.mode}" if e.mode else "")
    return told if e.status is Status.HAPPENED else f"{told}, {e.status.value}"


def who(e: Event) -> Text:
    """ "coalition → Iraq military"; one side alone says which side it is."""
    if e.actor and e.recipient:
        return words(f"{names(e.actor, 2)} → {names(e.recipient, 2)}")
    return words(names(e.actor, 2) if e.actor else f"→ {names(e.recipient, 2)}" if e.recipient else "")


def told_by(e: Event) -> str:
    """Reports, and independent origins where they are fewer: "6 (4)"."""
    return f"{len(e.reports)}" + (f" ({e.origins})" if e.origins != len(e.reports) else "")


def marks(e: Event) -> Text:
    kinds = {c.kind for c in e.conflicts}
    return words("disputed", "bold red") if kinds & set(DISPUTES) else words("")
