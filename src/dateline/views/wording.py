"""One event in one line of plain English, from its derived values."""

from __future__ import annotations

import re

from dateline.model import Count, Event, Interval, Kind, Party, Status

MANNER = {
    Status.HAPPENED: "",
    Status.ONGOING: "going on",
    Status.PLANNED: "planned",
    Status.THREATENED: "threatened",
    Status.POSSIBLE: "possible",
    Status.DENIED: "denied",
}

FEW = ("several", "a few", "few", "many", "numerous")
ROUGH = (*FEW, "dozens", "scores", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "millions")
"""Qualifiers that are all the number a report gives; the value beside them is only its order of size."""

_DANGLING = re.compile(r"(?:\s+(?:and|or|of|in|the|from))+$")  # what a cut left behind: "Americans and"
MONEY = {"money-usd": "$", "other:money-eur": "€", "other:money-gbp": "£"}


def sentence_of(event: Event) -> str:
    """ "2020-03-26: retreat (handover) by U.S.-led coalition towards Iraq military at Qayyarah."."""
    if event.kind is Kind.FIGURE:
        where = f" ({event.place.name})" if event.place else ""
        return f"{days(event.when)}: {counts(event.counts)}{where}."
    what = event.type.value + (f" ({event.mode})" if event.mode else "")
    who = (f" by {names(event.actor)}" if event.actor else "") + (
        f" towards {names(event.recipient)}" if event.recipient else ""
    )
    where = f" at {event.place.name}" if event.place else ""
    many = f"; {counts(event.counts)}" if event.counts else ""
    manner = f", {MANNER[event.status]}" if MANNER[event.status] else ""
    return f"{days(event.when)}: {what}{who}{where}{many}{manner}."


def days(when: Interval | None) -> str:
    """ "2020-03-26", "2020-03-26 to 2020-04-03", "undated"."""
    if when is None or (when.start is None and when.end is None):
        return "undated"
    if when.start == when.end or when.end is None:
        return str(when.start)
    return f"{when.start} to {when.end}" if when.start else f"by {when.end}"


def names(parties: tuple[Party, ...], most: int = 3) -> str:
    """Up to `most` names, and how many more."""
    told = ", ".join(p.name for p in parties[:most])
    return told + (f" and {len(parties) - most} more" if len(parties) > most else "")


def counts(given: tuple[Count, ...], most: int = 4) -> str:
    """ "3 killed, at least 12 injured"."""
    return ", ".join(count(c) for c in given[:most])


def count(c: Count) -> str:
    """ "about 7,500 troops (coalition)", "3 killed (2–4)", "$1,700,000"."""
    spread = ""
    if c.low is not None or c.high is not None:
        low, high = (c.value if v is None else v for v in (c.low, c.high))
        spread = f" ({amount(c.what, low)}–{amount(c.what, high)})" if low != high else ""
    unit = "" if c.what in MONEY else f" {counted(c.what, c.value)}"
    whom = _DANGLING.sub("", c.of or "")
    of = f" ({whom})" if whom else ""
    if c.qualifier in ROUGH:
        return f"{c.qualifier}{'' if c.qualifier in FEW else ' of'}{unit}{of}"
    return f"{c.qualifier + ' ' if c.qualifier else ''}{amount(c.what, c.value)}{unit}{of}{spread}"


def counted(what: str, value: float) -> str:
    """ "troops", "1 rocket"; what the schema has no kind for comes as a lemma ("other:carrier") and takes a plural."""
    noun = what.removeprefix("other:").replace("-", " ")
    if value == 1:
        return _one(noun)
    return noun if not what.startswith("other:") or is_plural(noun) else _many(noun)


PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "life": "lives"}
UNCOUNTED = (
    "personnel",
    "aircraft",
    "police",
    "staff",
    "power",
    "aid",
    "fuel",
    "food",
    "grain",
    "wheat",
    "water",
    "people",
)


def is_plural(noun: str) -> bool:
    """Also what takes no plural ("aircraft"), and what was counted by a verb ("destroyed")."""
    last = noun.split()[-1]
    bare = last.endswith("ed") or last in UNCOUNTED or last in PLURALS.values()
    return bare or (last.endswith("s") and not last.endswith("ss"))


def _many(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    single = next((p for p in PLURALS if last.endswith(p)), None)
    if single:
        last = last.removesuffix(single) + PLURALS[single]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "es" if last.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return f"{head} {last}".lstrip()


def _one(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    plural = next((p for p, many in PLURALS.items() if last.endswith(many)), None)
    if plural:
        last = last.removesuffix(PLURALS[plural]) + plural
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {last}".lstrip()


def amount(what: str, value: float) -> str:
    """ "7,500"; money with its sign."""
    return f"{MONEY.get(what, '')}{value:,.10g}"


def value_text(attribute: str, value: str) -> str:
    """A value of `Event.values` as people write it: counts with thousands, stretches of days with "to"."""
    if attribute.startswith("counts:"):
        return amount(attribute.removeprefix("counts:").split(" of ")[0], float(value))
    return value.replace("/", " to ") if attribute in ("when", "due") else value
