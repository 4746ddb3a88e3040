"""When: the event's own clause first, then what governs it, then the day of the statement, else a stated fallback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, preposition
from dateline.coding.frames import Found
from dateline.coding.view import View
from dateline.coding.within import CLAUSAL, own_words
from dateline.model import Interval, Status, TimeMention, TimePrecision

if TYPE_CHECKING:
    from spacy.tokens import Token


def when_of(view: View, found: Found, barred: frozenset[int]) -> tuple[Interval | None, bool]:
    """The days of an event as its own or a governing clause states them, and whether they are its own words."""
    dated = antecedent(view, found.top)
    if dated is not None:
        return dated, True
    for token in (found.token, found.top):
        interval = time_in(view, token, barred - {found.token.i, found.top.i})
        if interval is not None:
            return interval, True
    return time_above(view, found, barred)


def antecedent(view: View, verb: Token) -> Interval | None:
    """ "since Dec. 27, when a salvo killed": the day the relative clause hangs on."""
    if verb.dep_ != "acl:relcl" or not any(c.lower_ == "when" for c in verb.children):
        return None
    return next((m.interval for m in view.times.get(verb.head.i, ()) if m.interval is not None), None)


def time_in(view: View, token: Token, barred: frozenset[int]) -> Interval | None:
    """The first time expression within a token's own words, with "since" and "until" read."""
    stated: list[Interval] = []
    for word in own_words(token, barred):
        for mention in view.times.get(word.i, ()):
            if mention.interval is not None and (mention.kind in ("DATE", "TIME") or mention.interval.start):
                stated.append(bounded(view, word, close_end(mention)))
    stated = [s for s in stated if s.start is not None]
    if not stated:
        return None
    if len(stated) > 1:
        return sharper(stated)
    return stated[0]


VAGUE_SPANS = {"D": 7, "W": 42, "M": 183, "Y": 730}


def close_end(mention: TimeMention) -> Interval:
    """ "In the coming weeks" says no end: weeks are read as up to six, days as seven, months as half a year."""
    interval = mention.interval
    assert interval is not None
    days = VAGUE_SPANS.get(mention.value[-1:]) if mention.value.startswith("PX") else None
    if interval.start and interval.end is None and days:
        reason = f"{interval.reason or ''}; read as up to {days} days"
        return replace(interval, end=interval.start + timedelta(days=days), precision="range", reason=reason)
    return interval


def sharper(stated: list[Interval]) -> Interval:
    """Of several times in one clause, one that lies within another; "until" and "from" join."""
    first = stated[0]
    for other in stated[1:]:
        if inside(other, first):
            return other
        if first.start and other.end and first.end is None and other.start is None:
            return replace(first, end=other.end, precision="range")
    return first


def inside(inner: Interval, outer: Interval) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end) or inner == outer:
        return False
    return (
        outer.start <= inner.start and inner.end <= outer.end and (inner.end - inner.start) < (outer.end - outer.start)
    )


def bounded(view: View, word: Token, interval: Interval) -> Interval:
    """ "since X" runs from X to publication, "until X" from publication to X."""
    case = preposition(word).split(" ")[0] or (word.nbor(-1).lower_ if word.i > 0 else "")
    published = published_day(view)
    if case == "since" and published and interval.start and interval.start <= published:
        return replace(interval, end=published, precision="range", reason=f"since: {interval.reason or ''}".strip())
    if case in ("until", "till") and published and interval.end and interval.end >= published:
        return replace(interval, start=published, precision="range", reason=f"until: {interval.reason or ''}".strip())
    return interval


def time_above(view: View, found: Found, barred: frozenset[int]) -> tuple[Interval | None, bool]:
    """The time of the verb that governs the event in its sentence: what participles and objects share with it."""
    token = found.top
    for _ in range(4):
        head = token.head
        if head == token or token.dep_ in ("acl:relcl", "parataxis") or other_time(token):
            return None, False
        if token.dep_ == "ccomp" and view.lemmas[head.i] in view.lexicon.words("speech", "verbs"):
            return speech_time(view, head, found), False
        interval = time_in(view, head, frozenset({token.i, found.token.i}) if head.pos_ in VERBAL else barred)
        if interval is not None:
            return interval, head.pos_ in VERBAL and token.dep_ != "conj"
        token = head
    return None, False


def other_time(token: Token) -> bool:
    """ "after rockets killed two", "since the coup", "for the killing of": told of another time than the verb above."""
    words = {c.lower_ for c in token.children if c.dep_ in ("mark", "case", "advmod")}
    return bool(words & {"after", "before", "since", "following", "until", "despite"}) or (
        token.dep_ in ("obl", "nmod") and bool(words & {"for", "over", "against", "as"}) and token.pos_ == "NOUN"
    )


def speech_time(view: View, verb: Token, found: Found) -> Interval | None:
    """ "said on Tuesday that it was moving": the day of speaking, as the day the news holds."""
    for child in verb.children:
        if child.dep_ in CLAUSAL or child.dep_.startswith("ccomp"):
            continue
        for mention in view.times.get(child.i, ()):
            if mention.interval is not None:
                return replace(mention.interval, reason=f"day of the statement; {mention.interval.reason or ''}")
    return None


def published_day(view: View) -> date | None:
    """The last day the report can have been published."""
    published = view.report.published
    return (published.end or published.start) if published is not None else None


def fallback_when(view: View, status: Status) -> Interval | None:
    """No time is stated: a report tells the news of its day or of the day before, plans lie after it."""
    day = published_day(view)
    if day is None:
        return None
    published = view.report.published
    first = published.start if published and published.start else day
    if status in (Status.HAPPENED, Status.DENIED):
        return Interval(first - timedelta(days=1), day, "range", "no time stated: publication day or the day before")
    if status is Status.ONGOING:
        precision: TimePrecision = "day" if first == day else "range"
        return Interval(first, day, precision, "no time stated: going on at publication")
    return Interval(first, None, None, "no time stated: after publication")
