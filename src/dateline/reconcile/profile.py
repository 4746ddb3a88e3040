"""A claim as comparison sees it: everything two claims are compared by, worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern

from rapidfuzz import fuzz

from dateline.model import Claim, Interval, Kind, Party, Place, Report
from dateline.reconcile.distance import nearness
from dateline.reconcile.interned import Interned
from dateline.reconcile.knowledge import vocabulary
from dateline.reconcile.names import fold, is_unknown, likeness
from dateline.reconcile.telling import Manner, manner

UNSTATED = ("no time stated", "no place stated")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_UNLIKE = re.compile(r"(?:[a-zß-öø-ÿ][\w'’-]*+|[\W\d_])*+([^\W\d_][\w'’-]*)")  # a word, those in small letters passed
POSSESSIVES = ("'s", "’s")
ABOUT = 160  # characters before and after a sentence in which a disease may be named
SAME_START = 75  # rapidfuzz ratio of two triggers' first seven letters that makes them one word


def _same_trigger(a: str, b: str) -> str:
    return "same" if a and b and fuzz.ratio(a[:7], b[:7]) >= SAME_START else "other"


PLACES: Interned[Place] = Interned(nearness)
PARTIES: Interned[tuple[Party, ...]] = Interned(likeness)
TRIGGERS: Interned[str] = Interned(_same_trigger)
SORTS: dict[tuple[object, ...], int] = {}  # what a claim is apart from its place, time and people → a number


class Bag(tuple[str, ...]):
    """A few words, each once: a set that takes a sixth of a set's memory."""

    __slots__ = ()

    def __and__(self, other: Iterable[str]) -> set[str]:
        return set(self).intersection(other)

    __rand__ = __and__

    def isdisjoint(self, other: Iterable[str]) -> bool:
        return set(self).isdisjoint(other)


NO_TALLY: Mapping[tuple[str, str], float] = {}


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
    trigger: str  # folded
    names: Bag  # folded capitalised words of the evidence
    words: Bag  # folded longer words of the evidence sentence
    first: int  # `start` and `end` as ordinals, 0 when unknown; `heard` of the report's own last day
    last: int
    heard: int
    where: int  # numbers of the place (-1 for none), the actors, the recipients and the trigger, see `interned`
    doers: int
    others: int
    verb: int
    dead: int  # number of the persons by name that it tells were killed
    sort: int  # of all claims with the same number the features of `score.BY_SORT` say the same
    text: str  # of the report
    tallies: Mapping[tuple[str, str], float]  # counts by what and whom
    recalled: bool = False  # pointed back to ("the Jan. 3 killing of ..."): not the report's own news
    again: bool = False  # told as one more of its kind ("a second attack", "extended"): not the first
    series: bool = False  # told as several ("three attacks in a week", "a series of strikes")
    sequel: bool = False  # what followed another and is not it ("an aftershock")
    calls_off: bool = False  # tells that something planned was called off
    row: int = 0  # the ordinal of the thing told ("a second convoy": 2), 0 when none is said
    context: frozenset[str] = frozenset()  # names of the whole report, folded
    epidemic: bool = False  # a figure of a disease
    alone: bool = False  # tells of exactly one killed
    supposed: bool = False  # the place is not stated; of a figure it is still the likeliest
    wide: bool = False  # the place is a country or wider

    @property
    def sentence(self) -> str:
        return self.claim.evidence.sentence.of(self.text)

    @property
    def order(self) -> tuple[date, str]:
        """Earliest told first; what makes an event's id stay when later reports join."""
        told = self.told.start if self.told and self.told.start else date.max
        return told, self.claim.id


def profiles(
    claims: Iterable[Claim],
    told: Mapping[str, Report],
    family: Mapping[str, str],
    *,
    whole: Callable[[Claim], bool] = lambda claim: True,
) -> dict[str, Profile]:
    """Claim id → profile, in the order given; `whole`: of which claims with all that `score` looks at."""
    return {c.id: profile(c, told.get(c.report), family.get(c.report, c.report), whole=whole(c)) for c in claims}


def profile(claim: Claim, report: Report | None, family: str, *, whole: bool = True) -> Profile:
    """`whole`: also what only `score` looks at, the words of the sentence and the names of the report."""
    text = report.text if report else ""
    sentence = claim.evidence.sentence.of(text)
    evidence = " ".join([sentence, *(s.of(text) for s in claim.evidence.more)])
    supposed = claim.kind is not Kind.FIGURE  # a figure stands on the day it is printed, unless it says otherwise
    start, end = days(None if supposed and inferred(claim.when) else claim.when)
    told_how = manner(claim, text)
    place = None if supposed and inferred(claim.place) else claim.place
    actor, recipient = _known(claim.actor), _known(claim.recipient)
    told, trigger = (report.published if report else None), intern(fold(claim.evidence.trigger.of(text)))
    return Profile(
        claim=claim,
        family=family,
        told=told,
        start=start,
        end=end,
        place=place,
        actor=actor,
        recipient=recipient,
        trigger=trigger,
        names=Bag(_names(evidence)),
        words=Bag({intern(w) for w in map(fold, _WORD.findall(sentence)) if len(w) > 3}) if whole else Bag(),
        first=ordinal(start) if start else 0,
        last=ordinal(end) if end else 0,
        heard=ordinal(told.end) if told and told.end else 0,
        where=PLACES.number(place) if place else -1,
        doers=PARTIES.number(actor),
        others=PARTIES.number(recipient),
        verb=TRIGGERS.number(trigger),
        dead=PARTIES.number(named_dead(claim, recipient)),
        sort=SORTS.setdefault(sort_of(claim, told_how), len(SORTS)),
        text=text,
        tallies={(c.what, fold(c.of or "").rstrip("s")): c.value for c in claim.counts} if claim.counts else NO_TALLY,
        recalled=not claim.lead and told_how.recalled,
        again=told_how.again,
        series=told_how.series,
        sequel=told_how.sequel,
        calls_off=told_how.calls_off,
        row=told_how.place_in_row,
        context=names_in(text) if whole else frozenset(),
        alone=[c.value for c in claim.counts if c.what == "killed"] == [1.0],
        supposed=inferred(place),
        wide=place is not None and place.precision in ("country", "region"),
        epidemic=claim.kind is Kind.FIGURE and of_disease(claim, f"{_about(claim, text)} {evidence}"),
    )


@lru_cache(maxsize=65536)
def ordinal(day: date) -> int:
    """A day's number; the same object for all claims of a day."""
    return day.toordinal()


def sort_of(claim: Claim, told: Manner) -> tuple[object, ...]:
    """All that `comparable` and the features of `score.BY_SORT` look at."""
    counted = frozenset(c.what for c in claim.counts) if claim.kind is Kind.FIGURE else None
    occasion = told.again, told.series, told.sequel, told.place_in_row, told.calls_off
    return claim.kind, claim.type, claim.mode, claim.status, occasion, counted


def _known(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if not is_unknown(p.name)) if any(is_unknown(p.name) for p in parties) else parties


def inferred(value: Interval | Place | None) -> bool:
    """Whether a day or place was not stated but supposed from the report's own (its `reason` says so). Such a
    value serves readers; as evidence that two claims are one happening it would only compare the reports."""
    return value is not None and (value.reason or "").startswith(UNSTATED)


@lru_cache(maxsize=512)
def names_in(text: str) -> frozenset[str]:
    """The names of a whole report: claims of one report come together, so few are kept at hand."""
    return _names(text)


def _names(text: str) -> frozenset[str]:
    return frozenset(intern(w) for w in map(fold, _capitalised(text)) if w not in vocabulary().calendar)


def named_dead(claim: Claim, recipient: tuple[Party, ...]) -> tuple[Party, ...]:
    """The persons by name whom a claim tells killed. A name that the data do not know counts as a person's when one
    was killed, or as many as are named: of "60 killed in Green Valley" nobody is named."""
    if claim.kind is Kind.FIGURE:
        return ()
    told = [c.value for c in claim.counts if c.what == "killed" and c.value > 0]
    if not told and claim.mode not in vocabulary().fatal:
        return ()
    named = tuple(p for p in recipient if _person(p))
    few = not told or min(told) <= len(named)
    return tuple(p for p in named if p.id is not None or few)


def _person(party: Party) -> bool:
    """A person of the data, or two words and more with capitals that it does not know."""
    if party.id is not None:
        return party.id.startswith("person:")
    words = party.name.split()
    return len(words) > 1 and party.sector is None and all(_capital(w) for w in (words[0], words[-1]))


def _capital(word: str) -> bool:
    """A word of a name, an article tied to it aside: "al-Haddad", "el-Sisi"."""
    return word.rpartition("-")[2][:1].isupper()


def of_disease(claim: Claim, evidence: str) -> bool:
    """Whether a figure counts what a disease does: it counts cases, or its words name one."""
    if any(c.what == "cases" for c in claim.counts):
        return True
    return not vocabulary().disease.isdisjoint(fold(w) for w in _WORD.findall(evidence))


def _about(claim: Claim, text: str) -> str:
    """The text about a count of deaths: what they died of stands in the sentence before or after as often as in it
    ("There are 506 infections. The number of deaths stayed at 42.")."""
    if not any(c.what == "deaths" for c in claim.counts):
        return ""
    sentence = claim.evidence.sentence
    return text[max(0, sentence.start - ABOUT) : sentence.end + ABOUT]


def days(when: Interval | None) -> tuple[date | None, date | None]:
    """First and last day. An interval open at one end is known by the other alone: "since March" tells its
    start."""
    if when is None:
        return None, None
    return (when.start or when.end), (when.end or when.start)


def _capitalised(text: str) -> Iterable[str]:
    """Words written with a capital that do not merely open a sentence, possessives cut off."""
    at = 0
    while match := _UNLIKE.match(text, at):
        (start, at), word = match.span(1), match[1]
        if word[0].isupper():
            word = word[:-2] if word.endswith(POSSESSIVES) else word
            if len(word) > 2 and not _opens(text, start):
                yield word


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins here: nothing stands before, or its end does, quotation marks aside."""
    while at and text[at - 1] in " \"'“‘(":
        at -= 1
    start = at
    while start and text[start - 1].isspace():
        start -= 1
    return not start or text[at - 1] in ".!?"
