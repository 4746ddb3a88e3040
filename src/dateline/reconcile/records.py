"""What reconcile hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.model import Event, Plan


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Events and plans by id, and for every report the id of its family of copies (its own id when it has
    none). `book`: the Book it was found by, for whoever goes on from it; no part of the result."""

    events: tuple[Event, ...] = ()
    plans: tuple[Plan, ...] = ()
    families: tuple[tuple[str, str], ...] = ()
    book: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking knows of one claim: its block (None: in no event), its day and the keys of its shelves (None, none:
    on no shelf), whom it is tied to with how many points, its type and mode, and the one day it tells of, if it is
    one."""

    claim: str
    report: str
    block: int | None
    day: int | None
    keys: tuple[int, ...]
    ties: Mapping[str, int]
    type: str
    mode: str | None
    dated: int | None
