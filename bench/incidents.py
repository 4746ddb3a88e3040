"""The long tail: local news of shootings against the incidents they tell; date, city, killed and injured.

`--data DIR` holds documents.jsonl.gz and incidents.jsonl.gz (Gun Violence Archive, joined by `incident`).
An article is taken when it speaks of a shooting at all (some pages of the archive are others). Each
attribute is scored only where the article states it:

- date: a day word that fits the incident's day as seen from publication (its weekday within six days,
  today, tonight, this morning, yesterday, last night), or its month and day as words or figures; right
  within one day;
- city: its name stands in the text; right when a claim of the incident has it as place, or a part of it
  ("east Vesna"); a street alone is not the city;
- killed, injured: the number stands, as digits or a word, in a sentence with a word of death (of injury),
  within eight words of it; for one, a sentence with such a word suffices ("a man was shot dead"); nothing
  is stated by a gold of 0.

Ours is read from claims of assault that happened, and hazards of a shot by accident, in the order lead
first, then as told: the first that has the attribute. Exactly one killed (injured) is also said by a claim
of killing (shooting or injury) with a single person as recipient; `counts only` scores without that
courtesy. `given` is the share where we give any value. The corpus only measures.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bench.__main__ import corpus
from bench.chaining import add_options, article, bag, chain_of, sample, share, words
from bench.police import lines
from dateline.model import Claim, Status

NAME = "incidents"
SUMMARY = "local news against gold incidents: date within a day, city, killed, injured"
NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
DEATH = bag("killed dead died dies die kills killing fatal fatally slain death deaths homicide murder murdered")
INJURY = bag("injured wounded injures wounds injuries wound hurt injuring wounding hospitalized critical shot")
NEAR = 8  # words between a number and the word that says what became of them
SHOOTING = re.compile(r"\b(?:shot|shots|shoot\w*|gun\w*|fired|fires)\b", re.I)


@dataclass(frozen=True, slots=True)
class Incident:
    """What the archive has of one incident."""

    day: date
    city: str
    killed: int
    injured: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_options(parser, limit=400)


def run(args: argparse.Namespace) -> dict[str, Any]:
    data = corpus(args.data, "gva-longtail")
    known = {r["incident_uri"]: incident(r) for r in lines(data / "incidents.jsonl.gz")}
    docs = [d for d in lines(data / "documents.jsonl.gz") if d["incident"] in known and SHOOTING.search(d["content"])]
    chain = chain_of(args)
    counts = Counter[str]()
    for doc in sample(docs, args.limit, args.seed):
        counts["articles"] += 1
        coded = article(chain, doc["content"], doc["id"], title=doc["title"] or None, published=doc["dct"] or None)
        claims = told(coded[1]) if coded else []
        counts["articles coded"] += bool(claims)
        counts.update(judged(doc, known[doc["incident"]], claims))
    return table(counts)


def incident(row: dict[str, Any]) -> Incident:
    day = datetime.strptime(row["date"], "%B %d, %Y").date()
    return Incident(day, row["city_or_county"] or "", int(row["num_killed"]), int(row["num_injured"]))


def table(n: Counter[str]) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for attribute in ("date", "city", "killed", "killed counts only", "injured", "injured counts only"):
        stated = n[f"{attribute} stated"]
        rows[attribute] = {
            "stated": stated,
            "given": share(n[f"{attribute} given"], stated),
            "right": share(n[f"{attribute} right"], stated),
            "right of given": share(n[f"{attribute} right"], n[f"{attribute} given"]),
        }  # fmt: skip
    return {**rows, "articles": n["articles"], "articles with an incident": n["articles coded"]}


# ------------------------------------------------------------------------------------- what an article states


def states_day(text: str, day: date, published: date | None) -> bool:
    """Whether a text has words for a day that fit it."""
    low = text.lower()
    full, short = day.strftime("%B").lower(), day.strftime("%b").lower()
    if re.search(rf"\b(?:{full}|{short}\.?|{short}t\.?) {day.day}\b|\b0?{day.month}[/-]0?{day.day}\b", low):
        return True
    if published is None or not timedelta(0) <= published - day <= timedelta(6):
        return False
    near = {0: r"today|tonight|this (?:morning|afternoon|evening)", 1: r"yesterday|last night|overnight"}
    if (published - day).days in near and re.search(rf"\b(?:{near[(published - day).days]})\b", low):
        return True
    return re.search(rf"\b{day.strftime('%A').lower()}\b", low) is not None


def states_number(text: str, number: int, signs: frozenset[str]) -> bool:
    """Whether a sentence has the number near a word of death or injury; for one, the word alone will do."""
    if number < 1:
        return False
    forms = {str(number), *([NUMBERS[number]] if number < len(NUMBERS) else [])}
    for told_ in re.split(r"(?<=[.!?])\s+|\n+", text):
        spoken = words(told_)
        at = [n for n, w in enumerate(spoken) if w in signs]
        if at and (
            number == 1 or any(w in forms and min(abs(n - a) for a in at) <= NEAR for n, w in enumerate(spoken))
        ):
            return True
    return False


# ------------------------------------------------------------------------------------------------------- ours


def told(claims: tuple[Claim, ...]) -> list[Claim]:
    """The claims that may tell the incident: lead first, then in order of the text."""
    kept = [c for c in claims if c.status in (Status.HAPPENED, Status.ONGOING) and c.kind.value == "event"]
    kept = [c for c in kept if c.type.value == "assault" or any(n.what in ("killed", "injured") for n in c.counts)]
    return sorted(kept, key=lambda c: (not c.lead, c.evidence.trigger))


def number_of(claims: list[Claim], what: str, *, courtesy: bool) -> float | None:
    """The first count of what became of people; with courtesy, one person killed or hurt counts as one."""
    names = ("killed", "deaths") if what == "killed" else ("injured",)
    modes = ("killing",) if what == "killed" else ("shooting", "injury")
    for claim in claims:
        value = next((n.value for n in claim.counts if n.what in names and n.part_of is None), None)
        if value is not None:
            return value
        if courtesy and claim.mode in modes and len(claim.recipient) == 1:
            return 1.0
    return None


def judged(doc: dict[str, Any], gold: Incident, claims: list[Claim]) -> list[str]:
    """What to count of one article."""
    text = f"{doc['title']}\n{doc['content']}"
    published = date.fromisoformat(doc["dct"]) if doc["dct"] else None
    found: list[str] = []

    def note(attribute: str, given: bool, right: Callable[[], bool]) -> None:
        found.append(f"{attribute} stated")
        if given:
            found.append(f"{attribute} given")
            if right():
                found.append(f"{attribute} right")

    if states_day(text, gold.day, published):
        when = next((c.when for c in claims if c.when is not None and c.when.known), None)
        note("date", when is not None, lambda: when is not None and near(when.start, when.end, gold.day))
    if gold.city and re.search(rf"\b{re.escape(gold.city)}\b", text):
        places = [c.place.name for c in claims if c.place is not None and c.place.precision in ("city", "site")]
        note("city", bool(places), lambda: any(set(words(gold.city)) <= set(words(p)) for p in places))
    for what, signs in (("killed", DEATH), ("injured", INJURY)):
        wanted = gold.killed if what == "killed" else gold.injured
        if states_number(text, wanted, signs):
            for name, courtesy in ((what, True), (f"{what} counts only", False)):
                value = number_of(claims, what, courtesy=courtesy)
                note(name, value is not None, lambda v=value, w=wanted: v == w)  # type: ignore[misc]
    return found


def near(start: date | None, end: date | None, day: date) -> bool:
    """Within a day of a stretch no longer than three days."""
    if start is None or end is None or (end - start).days > 3:
        return False
    return start - timedelta(1) <= day <= end + timedelta(1)
