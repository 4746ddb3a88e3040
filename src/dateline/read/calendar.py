"""Well-known dated events: the shipped calendar. What a ledger's other reports date is the business of `dating`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from dateline.errors import DataError

EventKind = Literal["happening", "name", "term"]
_KEYS = {"name", "date", "kind", "phrases"}


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of data/calendar/events.yaml: speaking of it dates a text on or after `date`."""

    name: str
    date: date
    kind: EventKind
    patterns: tuple[re.Pattern[str], ...]

    def found_in(self, sentence: str) -> re.Match[str] | None:
        return next((match for pattern in self.patterns if (match := pattern.search(sentence))), None)


@cache
def calendar() -> tuple[CalendarEvent, ...]:
    """The shipped calendar. Raises `DataError` naming the entry that breaks its schema."""
    text = files("dateline.data").joinpath("calendar/events.yaml").read_text("utf-8")
    return parse_calendar(text, "data/calendar/events.yaml")


def parse_calendar(text: str, name: str) -> tuple[CalendarEvent, ...]:
    """Events of a YAML list; `name` is told in errors."""
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(loaded, list):
        raise DataError(f"{name}: must be a list of events")
    return tuple(_event(f"{name}, entry {number}", entry) for number, entry in enumerate(loaded, 1))


def _event(where: str, entry: Any) -> CalendarEvent:
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        raise DataError(f"{where}: needs exactly the keys {', '.join(sorted(_KEYS))}")
    if entry["kind"] not in ("happening", "name", "term") or not isinstance(entry["date"], date):
        raise DataError(f"{where} ({entry['name']}): kind or date is not of the schema")
    if not isinstance(entry["phrases"], list) or not entry["phrases"]:
        raise DataError(f"{where} ({entry['name']}): phrases must be a list")
    try:
        flags = re.NOFLAG if entry["kind"] == "name" else re.IGNORECASE  # "Ever Given" is a ship, "ever given" is not
        patterns = tuple(re.compile(rf"\b(?:{phrase})", flags) for phrase in entry["phrases"])
    except re.error as error:
        raise DataError(f"{where} ({entry['name']}): {error}") from None
    return CalendarEvent(entry["name"], entry["date"], entry["kind"], patterns)


def events_in(sentence: str, events: Sequence[CalendarEvent]) -> list[tuple[CalendarEvent, re.Match[str]]]:
    """The events that a sentence speaks of, with the words."""
    return [(event, match) for event in events if (match := event.found_in(sentence))]
