"""What reconcile hands back."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Event, Plan


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Events and plans by id, and for every report the id of its family of copies (its own id when it has
    none)."""

    events: tuple[Event, ...] = ()
    plans: tuple[Plan, ...] = ()
    families: tuple[tuple[str, str], ...] = ()
