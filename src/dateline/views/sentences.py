"""One event as an English sentence for a brief, from its derived values and `data/brief/sentences.en.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import DataError
from dateline.model import Count, Event, EventType, Interval, Kind, Party, Place, Status
from dateline.reconcile.names import is_unknown, same_name
from dateline.reconcile.profile import inferred
from dateline.views.rules import fill
from dateline.views.wording import MONEY, count, is_plural

FILE = Path(__file__).resolve().parent.parent / "data" / "brief" / "sentences.en.yaml"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
PERSONS = ("killed", "injured", "missing", "detained", "displaced")
MOST = 3  # parties, and counts, that one sentence names
OF_ONE = 2  # counts of one thing
FEWEST = 3  # a party that so many times fewer origins tell than the first is left to `show`
OPTIONAL = re.compile(r"\[[^\]]*\]")
BE = re.compile(r"\b(was|were)\b")


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
    many: frozenset[str]
    plain: frozenset[str]
    doubled: frozenset[str]
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
    ends, names, many, plain, doubled = (
        frozenset(map(str, words)) for words in (the["ends"], the["names"], raw["many"], raw["plain"], raw["doubled"])
    )
    return Grammar(raw["status"], raw["unnamed"], ends, names, many, plain, doubled, events)


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
    frame = phrases.rest if "actor" in known else phrases.passive
    where = "" if "{place}" in frame else at(event.place)
    if "place" not in known and "{place}" in OPTIONAL.sub("", frame):
        known["place"] = "a place not named"
    rest, passive, to_be, would = (
        fill(t, known) + where
        for t in (
            phrases.rest,
            phrases.passive,
            BE.sub(r"\1 to be", phrases.passive, 1),
            BE.sub("would be", phrases.passive, 1),
        )
    )
    body = fill(
        (words.status if "actor" in known else words.unnamed)[event.status.value],
        {
            **known,
            "did": phrases.did,
            "do": phrases.do,
            "doing": doing(phrases.do),
            "was": "were" if _several(event) else "was",
            "rest": rest,
            "passive": passive,
            "passive_to_be": to_be,
            "passive_would": would,
        },
    )
    many = _counts(event)
    return _sentence(body + (f"; {many}" if many else ""))


def vague(event: Event) -> bool:
    """Whether the sentence says little of what was done: of a type or mode that has no words of its own, or only such
    as "made a request"."""
    if event.kind is Kind.FIGURE or event.type.value in grammar().plain:
        return False
    return f"{event.type.value}/{event.mode}" not in grammar().events


def doing(do: str) -> str:
    """ "hand over" → "handing over", by the rules of English spelling; verbs that double their last letter are
    listed."""
    verb, _, rest = do.partition(" ")
    if verb in grammar().doubled:
        verb += verb[-1]
    elif verb.endswith("ie"):
        verb = verb[:-2] + "y"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        verb = verb[:-1]
    return f"{verb}ing {rest}".rstrip()


def _several(event: Event) -> bool:
    """Whether those who acted are many: several parties, or one that is told by a plural."""
    shown = leading(event, "actor")
    if len(shown) != 1:
        return len(shown) > 1
    last = shown[0].name.split()[-1].lower()
    return last in grammar().many or (shown[0].name[:1].islower() and last.endswith("s") and not last.endswith("ss"))


def _known(event: Event) -> dict[str, str]:
    every = {
        "actor": parties(leading(event, "actor")),
        "recipient": parties(leading(event, "recipient")),
        "place": event.place.name if event.place and _stated(event.place) else "",
    }
    return {k: v for k, v in every.items() if v}


def leading(event: Event, role: str) -> tuple[Party, ...]:
    """The parties of a role that a sentence names: those that a third as many origins tell as tell the first; a state
    only where no body or person of its own stands beside it."""
    given = event.actor if role == "actor" else event.recipient
    told_by = dict(_origins(event, role))
    most = max((told_by[p.name] or 1 for p in given), default=1)
    kept = [p for p in given if (told_by[p.name] or 1) * FEWEST >= most and not is_unknown(p.name)]
    return tuple(p for p in kept if not (_is_state(p) and any(q.country == p.country for q in kept if q is not p)))


def _origins(event: Event, role: str) -> list[tuple[str, int]]:
    """Name → how many origins tell the party under this name or another spelling of it."""
    given = event.actor if role == "actor" else event.recipient
    values = next((v for name, v in event.values if name == role), ())
    return [(p.name, sum(v.origins for v in values if v.value == p.name or same_name(v.value, p.name))) for p in given]


def _is_state(party: Party) -> bool:
    """A country as a whole, not one of its bodies."""
    return bool(party.country) and (party.id or "").startswith(("state:", "iso:")) and "/" not in (party.id or "")


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
    last = (name.split() or [""])[-1]
    if name in words.names or (len(name.split()) > 1 and last.lower().strip(".,") in words.ends):
        return f"the {name}"
    if last[:1].islower() and not is_plural(last) and last not in words.many and party.id is None:
        return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
    return name


def _counts(event: Event) -> str:
    """What was counted: of an event, only the kinds that stand in the schema, when it has any of them."""
    given = [c for c in event.counts if not (c.value == 0 and (c.high or c.what.startswith("other:")))]
    known = _once([c for c in given if not c.what.startswith("other:")])
    given = _once(given)
    chosen = [_count(c) for c in _few(sorted(known or given, key=_harm))]
    return ", ".join(chosen[:MOST]) + (" and more" if len(chosen) > MOST else "")


def _harm(c: Count) -> tuple[int, bool, float]:
    """Order of counts: the dead first, then the hurt; of one kind a whole before those of whom more is said, the
    greater before the lesser."""
    return PERSONS.index(c.what) if c.what in PERSONS else len(PERSONS), bool(c.of), -c.value


def _few(counts: Sequence[Count]) -> list[Count]:
    """Of each thing counted the first two: what else there is, `show` lists."""
    left = {c.what: OF_ONE for c in counts}
    kept = []
    for c in counts:
        if left[c.what]:
            left[c.what] -= 1
            kept.append(c)
    return kept


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
    if c.what in MONEY:
        return f"a sum of {count(c)} is named"
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
    if whole := _whole(start, end):
        return whole
    if start.year == end.year and start.month == end.month:
        return f"{start.day} to {long_day(end)}"
    return f"{long_day(start)} to {long_day(end)}"


def _whole(start: date, end: date) -> str:
    """ "March 2020" for the whole of a month, "2017" for that of a year."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return ""
    if (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    return str(start.year) if start.year == end.year and start.month == 1 and end.month == 12 else ""


def long_days(text: str) -> str:
    """A text with its ISO days written out."""
    return ISO.sub(lambda m: long_day(date.fromisoformat(m.group())), text)


def long_day(day: date | None) -> str:
    """ "26 March 2020", whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "unknown"
