"""A claim as comparison sees it: everything two claims are compared by, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from sys import intern

from rapidfuzz import fuzz

from dateline.model import Claim, Interval, Kind, Party, Place, Report
from dateline.reconcile.distance import nearness
from dateline.reconcile.interned import Interned
from dateline.reconcile.knowledge import vocabulary
from dateline.reconcile.names import fold, is_unknown, likeness
from dateline.reconcile.telling import manner

UNSTATED = ("no time stated", "no place stated")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
SAME_START = 75  # rapidfuzz ratio of two triggers' first seven letters that makes them one word


def _same_trigger(a: str, b: str) -> str:
    return "same" if a and b and fuzz.ratio(a[:7], b[:7]) >= SAME_START else "other"


PLACES: Interned[Place] = Interned(nearness)
PARTIES: Interned[tuple[Party, ...]] = Interned(likeness)
TRIGGERS: Interned[str] = Interned(_same_trigger)


@dataclass(frozen=True, slots=True)
class Profile:
    """One claim with its report's day, its days, its parties and the names and words of its sentence."""

    claim: Claim
    family: str
    told: Interval | None  # when the report was published
    start: date | None
    end: date | None
    place: Place | None  # as stated; None when it was only inferred
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    sentence: str
    trigger: str  # folded
    names: frozenset[str]  # folded capitalised words of the evidence
    words: frozenset[str]  # folded longer words of the evidence sentence
    first: int  # `start` and `end` as ordinals, 0 when unknown; `heard` of the report's own last day
    last: int
    heard: int
    where: int  # numbers of the place (-1 for none), the actors, the recipients and the trigger, see `interned`
    doers: int
    others: int
    verb: int
    tallies: Mapping[tuple[str, str], float]  # counts by what and whom
    recalled: bool = False  # pointed back to ("the Jan. 3 killing of ..."): not the report's own news
    again: bool = False  # told as one more of its kind ("a second attack", "extended"): not the first
    series: bool = False  # told as several ("three attacks in a week", "a series of strikes")

    @property
    def order(self) -> tuple[date, str]:
        """Earliest told first; what makes an event's id stay when later reports join."""
        told = self.told.start if self.told and self.told.start else date.max
        return told, self.claim.id


def profiles(claims: Iterable[Claim], told: Mapping[str, Report], family: Mapping[str, str]) -> dict[str, Profile]:
    """Claim id → profile, in the order given."""
    return {c.id: profile(c, told.get(c.report), family.get(c.report, c.report)) for c in claims}


def profile(claim: Claim, report: Report | None, family: str) -> Profile:
    text = report.text if report else ""
    sentence = claim.evidence.sentence.of(text)
    evidence = " ".join([sentence, *(s.of(text) for s in claim.evidence.more)])
    supposed = claim.kind is not Kind.FIGURE  # a figure stands on the day it is printed, unless it says otherwise
    start, end = days(None if supposed and inferred(claim.when) else claim.when)
    told_how = manner(claim, text)
    place = None if supposed and inferred(claim.place) else claim.place
    actor = tuple(p for p in claim.actor if not is_unknown(p.name))
    recipient = tuple(p for p in claim.recipient if not is_unknown(p.name))
    told, trigger = (report.published if report else None), fold(claim.evidence.trigger.of(text))
    return Profile(
        claim=claim,
        family=family,
        told=told,
        start=start,
        end=end,
        place=place,
        actor=actor,
        recipient=recipient,
        sentence=sentence,
        trigger=trigger,
        names=frozenset(intern(w) for w in map(fold, _capitalised(evidence)) if w not in vocabulary().calendar),
        words=frozenset(intern(w) for w in map(fold, _WORD.findall(sentence)) if len(w) > 3),
        first=start.toordinal() if start else 0,
        last=end.toordinal() if end else 0,
        heard=told.end.toordinal() if told and told.end else 0,
        where=PLACES.number(place) if place else -1,
        doers=PARTIES.number(actor),
        others=PARTIES.number(recipient),
        verb=TRIGGERS.number(trigger),
        tallies={(c.what, fold(c.of or "").rstrip("s")): c.value for c in claim.counts},
        recalled=not claim.lead and told_how.recalled,
        again=told_how.again,
        series=told_how.series,
    )


def inferred(value: Interval | Place | None) -> bool:
    """Whether a day or place was not stated but supposed from the report's own (its `reason` says so). Such a
    value serves readers; as evidence that two claims are one happening it would only compare the reports."""
    return value is not None and (value.reason or "").startswith(UNSTATED)


def days(when: Interval | None) -> tuple[date | None, date | None]:
    """First and last day. An interval open at one end is known by the other alone: "since March" tells its
    start."""
    if when is None:
        return None, None
    return (when.start or when.end), (when.end or when.start)


def _capitalised(text: str) -> Iterable[str]:
    """Words written with a capital that do not merely open a sentence, possessives cut off."""
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        opens = not text[: match.start()].rstrip(" \"'“‘(").rstrip() or text[: match.start()].rstrip(
            " \"'“‘("
        ).endswith((".", "!", "?"))
        if word[:1].isupper() and len(word) > 2 and not opens:
            yield word
