"""One event as an English sentence for a brief, from its derived values and `data/brief/sentences.en.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.model import Count, Event, EventType, Interval, Kind, Party, Place, Status
from dateline.reconcile.names import is_unknown
from dateline.reconcile.profile import inferred
from dateline.views.rules import fill
from dateline.views.wording import count

FILE = Path(__file__).resolve().parent.parent / "data" / "brief" / "sentences.en.yaml"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
PERSONS = ("killed", "injured", "missing", "detained", "displaced")
MOST = 3  # parties, and counts, that one sentence names


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one type or type/mode is told."""

    did: str
    do: str
    rest: str
    passive: str
    alone: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """The file of sentences, read and checked."""

    status: Mapping[str, str]
    unnamed: Mapping[str, str]
    ends: frozenset[str]
    names: frozenset[str]
    events: Mapping[str, Phrases]


@cache
def grammar() -> Grammar:
    """The shipped sentences. Raises DataError naming what is missing."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    events = {str(k): _phrases(str(k), v) for k, v in raw["events"].items()}
    if missing := [t.value for t in EventType if t is not EventType.FIGURE and t.value not in events]:
        raise DataError(f"sentences.en.yaml: no words for {', '.join(missing)}")
    if missing := [s.value for s in Status if s.value not in raw["status"] or s.value not in raw["unnamed"]]:
        raise DataError(f"sentences.en.yaml: no words for the status {', '.join(missing)}")
    the = raw["the"]
    return Grammar(raw["status"], raw["unnamed"], frozenset(the["ends"]), frozenset(map(str, the["names"])), events)


def _phrases(key: str, raw: Mapping[str, Any]) -> Phrases:
    try:
        alone = (str(raw["alone"][0]), str(raw["alone"][1])) if "alone" in raw else None
        return Phrases(str(raw["did"]), str(raw["do"]), str(raw["rest"]), str(raw["passive"]), alone)
    except KeyError as error:
        raise DataError(f"sentences.en.yaml: {key}: {error} is missing") from error


def told(event: Event) -> str:
    """The sentence without its day: "The U.S.-led coalition handed over K1 base to the Iraq military."."""
    if event.kind is Kind.FIGURE:
        where = f" in {event.place.name}" if _stated(event.place) and event.place else ""
        return _sentence(f"{_counts(event)}{where}")
    words = grammar()
    phrases = words.events.get(f"{event.type.value}/{event.mode}") or words.events[event.type.value]
    known = _known(event)
    if event.type is EventType.HAZARD:
        known.pop("actor", None)  # nobody does an earthquake; whoever stands there was misread
    if phrases.alone and "recipient" not in known:
        phrases = replace(phrases, did=phrases.alone[0], do=phrases.alone[1])
    used = "{place}" in (phrases.rest if "actor" in known else phrases.passive)
    where = "" if used else at(event.place)
    rest, passive = fill(phrases.rest, known) + where, fill(phrases.passive, known) + where
    body = fill(
        (words.status if "actor" in known else words.unnamed)[event.status.value],
        {**known, "did": phrases.did, "do": phrases.do, "rest": rest, "passive": passive},
    )
    many = _counts(event)
    return _sentence(body + (f"; {many}" if many else ""))


def _known(event: Event) -> dict[str, str]:
    every = {
        "actor": parties(event.actor),
        "recipient": parties(event.recipient),
        "place": event.place.name if event.place and _stated(event.place) else "a place not named",
    }
    return {k: v for k, v in every.items() if v}


def _stated(place: Place | None) -> bool:
    return place is not None and not inferred(place)


def at(place: Place | None) -> str:
    """ " at Camp Taji", " in Iraq"; nothing for a place that was only inferred."""
    if place is None or not _stated(place):
        return ""
    return f" {'at' if place.precision == 'site' else 'in'} {place.name}"


def parties(given: tuple[Party, ...]) -> str:
    """ "the United States, France and 2 others"; empty when nobody is named."""
    names = [named(p) for p in given if not is_unknown(p.name)]
    if len(names) > MOST:
        names = [*names[: MOST - 1], f"{len(names) - MOST + 1} others"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def named(party: Party) -> str:
    """With "the" where English wants it: "the Iraq military", "France"."""
    words, name = grammar(), party.name
    if name.lower().startswith("the "):
        return name
    ends = name.split()[-1].lower().strip(".,") in words.ends if len(name.split()) > 1 else False
    return f"the {name}" if ends or name in words.names else name


def _counts(event: Event) -> str:
    """What was counted: of an event, only the kinds that stand in the schema, when it has any of them."""
    given = [c for c in event.counts if not (c.value == 0 and (c.high or c.what.startswith("other:")))]
    known = _once([c for c in given if not c.what.startswith("other:")])
    given = _once(given)
    chosen = [_count(c) for c in (known or given)]
    return ", ".join(chosen[:MOST]) + (" and more" if len(chosen) > MOST else "")


def _once(counts: Sequence[Count]) -> list[Count]:
    """One number of one thing once, with whom it counts where that is told."""
    best: dict[tuple[str, float], Count] = {}
    for c in counts:
        key = c.what, c.value
        if key not in best or (c.of and not best[key].of):
            best[key] = c
    return list(best.values())


def _count(c: Count) -> str:
    """ "nobody killed", "2 killed (Americans)", "2 rockets"; whom is left out when it only repeats what."""
    if c.value == 0 and c.what in PERSONS:
        return f"nobody {c.what}"
    same = c.of and telling_stem(c.what) in {telling_stem(w) for w in c.of.lower().split()}
    return count(replace(c, of=None) if same and len((c.of or "").split()) == 1 else c)


def telling_stem(word: str) -> str:
    return word.removeprefix("other:").rstrip("s")


def _sentence(words: str) -> str:
    flat = " ".join(words.replace(" ()", "").split())
    return flat[:1].upper() + flat[1:] + ("" if flat.endswith(".") else ".")


def on_day(when: Interval | None, first_told: date | None = None) -> str:
    """ "26 March 2020", "20 March to 3 April 2020", "told by 8 April 2020, day not told", "day not told"."""
    if when is None or inferred(when) or (when.start is None and when.end is None):
        return f"told by {long_day(first_told)}, day not told" if first_told else "day not told"
    start, end = when.start, when.end
    if start is None or end is None:
        return f"from {long_day(start)}" if start else f"by {long_day(end)}"
    if start == end:
        return long_day(start)
    if start.year == end.year and start.month == end.month:
        return f"{start.day} to {long_day(end)}"
    return f"{long_day(start)} to {long_day(end)}"


def long_days(text: str) -> str:
    """A text with its ISO days written out."""
    return ISO.sub(lambda m: long_day(date.fromisoformat(m.group())), text)


def long_day(day: date | None) -> str:
    """ "26 March 2020", whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "unknown"
