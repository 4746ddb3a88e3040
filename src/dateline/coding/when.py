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
from dateline.read.newsday import news_day

if TYPE_CHECKING:
    from spacy.tokens import Token


def when_of(view: View, found: Found, barred: frozenset[int]) -> tuple[Interval | None, bool]:
    """The days of an event as its own or a governing clause states them, and whether they are its own words."""
    own = own_time(view, found, barred)
    if own is not None:
        return own, True
    when, stated = time_above(view, found, barred)
    if when is None:
        only = only_day(view, found)
        return only, only is not None
    return when, stated


def own_time(view: View, found: Found, barred: frozenset[int]) -> Interval | None:
    """What the event's own clause says, or the noun that its relative clause describes."""
    for token in (found.token, found.top):
        if token != found.token and found.token.dep_ == "nsubj:pass" and view.lemmas[token.i] in ANNOUNCED:
            continue  # "the handover was announced on March 17"
        interval = time_in(view, token, barred - {found.token.i, found.top.i})
        if interval is not None:
            return interval
    return (
        antecedent(view, found.top) or right_behind(view, found) or of_occasion(view, found) or of_content(view, found)
    )


def antecedent(view: View, verb: Token) -> Interval | None:
    """ "since Dec. 27, when a salvo killed", "the one on Dec. 27 that killed": the day of what the clause describes."""
    if verb.dep_ == "advcl" and any(c.lower_ == "when" for c in verb.children):
        return day_before_when(view, verb)
    if verb.dep_ != "acl:relcl":
        return None
    noun = verb.head
    if any(c.lower_ == "when" for c in verb.children):
        return next((first_day(m.interval) for m in view.times.get(noun.i, ()) if m.interval is not None), None)
    if any(c.dep_.startswith("nsubj") and c.lower_ in ("that", "which") for c in verb.children) or in_which(verb):
        return time_in(view, noun, frozenset())
    return None


def day_before_when(view: View, verb: Token) -> Interval | None:
    """ "since Dec. 27, when gunmen killed": the day right before the comma, wherever a parser hangs the clause."""
    at = verb.left_edge.i
    at = at - 1 if view.doc[at].text != "," else at
    if at < 1 or view.doc[at].text != ",":
        return None
    ends = view.doc[at - 1].idx + len(view.doc[at - 1].text)
    near = (m.interval for m in view.mentions.times if m.interval is not None and m.span.end == ends)
    return next((first_day(i) for i in near if i.known), None)


def first_day(interval: Interval) -> Interval:
    """ "since Dec. 27, when a salvo killed": of a stretch that runs on to publication, the day it began."""
    if "since then, up to publication" not in (interval.reason or "") or interval.start is None:
        return interval
    return replace(interval, end=interval.start, precision="day")


def in_which(verb: Token) -> bool:
    """ "a June incident in which a guard was beaten", "the raid during which"."""
    obliques = [c for c in verb.children if c.dep_ == "obl" and c.lower_ == "which"]
    return any(w.lower_ in ("in", "during", "at", "on") for c in obliques for w in c.children)


def right_behind(view: View, found: Found) -> Interval | None:
    """ "revenge for the killing of its leader last Friday", "since the coup a month ago": the day at the end of a noun
    told of another time than the verb belongs to the noun."""
    if found.verbal or not other_time(found.token):
        return None
    after = found.token.right_edge.i + 1
    if after >= len(view.doc) or view.sentence_of[after] != found.sentence:
        return None
    start = view.doc[after].idx
    near = (m for m in view.mentions.times if m.interval is not None and m.interval.known)
    return next((m.interval for m in near if m.span.start == start), None)


def of_occasion(view: View, found: Found) -> Interval | None:
    """ "agreed at a meeting on Wednesday": the day of the occasion at which it was done."""
    if not found.verbal:
        return None
    for case in ("at", "during"):
        for noun in found.args.at(case):
            if noun.pos_ == "NOUN" and noun.head in (found.token, found.top):
                interval = time_in(view, noun, frozenset())
                if interval is not None:
                    return interval
    for noun in found.args.at("in"):  # "were killed in Sunday's fighting"
        if noun.i in view.cache.get("mentions", {}) and noun.head in (found.token, found.top):
            interval = time_in(view, noun, frozenset())
            if interval is not None:
                return interval
    return None


def of_content(view: View, found: Found) -> Interval | None:
    """ "voted to expel him on Sunday": a day gone by is that of the vote, since what is voted for lies ahead."""
    if not found.verbal or found.token.tag_ not in ("VBD", "VBN"):
        return None
    day = published_day(view)
    for verb in found.args.comp:
        if verb.head == found.token and verb.dep_ == "xcomp" and verb.tag_ == "VB":
            when = time_in(view, verb, frozenset())
            if when is not None and when.end is not None and day is not None and when.start and when.end <= day:
                return when
    return None


def only_day(view: View, found: Found) -> Interval | None:
    """A parser errs on where a day hangs; the only day of a sentence that tells one event is that event's."""
    mentions = view.cache.get("mentions", {})
    if not found.verbal or sum(f.sentence == found.sentence for f in mentions.values()) != 1:
        return None
    sentence = view.sentences[found.sentence]
    days = [(t, m) for t in sentence for m in view.times.get(t.i, ()) if m.interval is not None and m.interval.known]
    if len(days) != 1 or any(view.lemmas[t.i] in view.lexicon.words("speech", "verbs") for t in sentence):
        return None
    word, mention = days[0]
    return mention.interval if not compared(view, word) and not told_apart(word, found.token) else None


def told_apart(word: Token, event: Token) -> bool:
    """Whether a clause of another time stands between: "after the strike of Monday", "since 2003"."""
    current = word
    for _ in range(6):
        if current == event or current.head == current:
            return False
        if other_time(current) or {c.lower_ for c in current.children} & OTHER:
            return True
        current = current.head
    return False


def time_in(view: View, token: Token, barred: frozenset[int]) -> Interval | None:
    """The first time expression within a token's own words, with "since" and "until" read."""
    stated: list[Interval] = []
    end: Interval | None = None
    for word in own_words(token, barred):
        for mention in view.times.get(word.i, ()):
            if mention.interval is None or compared(view, word) or to_another(view, word, mention):
                continue
            if of_a_thing(view, word, token):
                continue
            if mention.kind in ("DATE", "TIME") or mention.interval.start or vague_days(view, mention):
                interval = bounded(view, word, closed(view, mention))
                if (interval.reason or "").startswith("until:"):
                    end = interval
                stated.append(interval)
    stated = [s for s in stated if s.start is not None]
    if not stated:
        return None
    if len(stated) > 1:
        return up_to(stated, end) or sharper(stated)
    return stated[0]


def of_a_thing(view: View, word: Token, token: Token) -> bool:
    """ "a return to the positions of Monday": the day of what a clause only names, which is no event of its own."""
    noun = word.head
    if noun == token or not word.dep_.startswith("nmod") or noun.pos_ != "NOUN" or preposition(word) != "of":
        return False
    return (
        noun.i not in view.cache.get("mentions", {})
        and noun.ent_type_ not in ("DATE", "TIME")
        and (noun.i not in view.times and view.lemmas[noun.i] not in view.lexicon.words("circumstances", "calendar"))
    )


def to_another(view: View, word: Token, mention: TimeMention) -> bool:
    """ "two days after rebels shelled": counted from another event (see `anchors`); "will last a year": how long."""
    behind = word.i + 1 < len(view.doc) and view.doc[word.i + 1].lower_ in ("after", "before", "following")
    counted = behind and view.lemmas[word.i] in view.lexicon.settings["circumstances"]["units"]
    how_long = view.lemmas[word.i] in view.lexicon.settings["circumstances"]["units"] and not preposition(word)
    return counted or ((how_long or mention.kind == "DURATION") and view.lemmas[word.head.i] in ("last", "take", "run"))


def up_to(stated: list[Interval], end: Interval | None) -> Interval | None:
    """ "begins on Tuesday and lasts until March 24": from the one to the other."""
    begin = next((s for s in stated if s is not end), None)
    if end is None or begin is None or begin.start is None or end.end is None or begin.start > end.end:
        return None
    return replace(begin, end=end.end, precision="range", reason=f"{begin.reason or ''}; {end.reason}")


def compared(view: View, word: Token) -> bool:
    """ "up from 80 at the end of May", "compared with 12 in 2019": the time of another figure."""
    current = word
    for _ in range(4):
        left = {c.lower_ for c in current.lefts if c.dep_ in ("advmod", "case", "mark", "fixed", "amod")}
        if left & {"from", "than", "with"} and left & {"up", "down", "compared", "more", "less", "fewer"}:
            return True
        if current.pos_ in VERBAL or current.head == current:
            break
        current = current.head
    before = [t.lower_ for t in word.doc[max(0, word.i - 9) : word.i]]
    for n, spoken in enumerate(before[:-1]):
        if spoken in ("up", "down", "compared") and before[n + 1] in ("from", "with", "to"):
            return True
    return False


def closed(view: View, mention: TimeMention) -> Interval:
    """ "In the coming weeks" says no end and "in recent weeks" no start: read as up to six weeks, seven days, half a
    year."""
    interval = mention.interval
    assert interval is not None
    if (interval.start is None) == (interval.end is None) or mention.kind == "TIME":
        return interval
    days = vague_days(view, mention)
    if days is None:
        return interval
    reason = f"{interval.reason or ''}; read as up to {days} days"
    if interval.start is not None:
        return replace(interval, end=interval.start + timedelta(days=days), precision="range", reason=reason)
    assert interval.end is not None
    return replace(interval, start=interval.end - timedelta(days=days), precision="range", reason=reason)


def vague_days(view: View, mention: TimeMention) -> int | None:
    """How many days a count without a number is read as; None where no unit is said ("recently", "soon")."""
    known: dict[str, int] = view.lexicon.settings["circumstances"]["vague_days"]
    words = mention.span.of(view.report.text).lower().split()
    return next((known[w.rstrip("s")] for w in reversed(words) if w.rstrip("s") in known), None)


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
    of_noun = word.dep_ in ("compound", "nmod", "nmod:unmarked", "nmod:poss") and word.head.pos_ in ("NOUN", "PROPN")
    if of_noun and interval.end == published and "since then, up to publication" in (interval.reason or ""):
        return replace(interval, end=interval.start, precision="day")  # "since the Feb. 1 coup": the coup was that day
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
            within = before_the_comma(view, head, token)
            return (within, True) if within is not None else (speech_time(view, head, past(found)), False)
        if token.dep_ == "nsubj:pass" and view.lemmas[head.i] in ANNOUNCED:
            return None, False  # "the handover was announced on March 17" says when it was announced
        interval = time_in(view, head, frozenset({token.i, found.token.i}) if head.pos_ in VERBAL else barred)
        if interval is not None:
            return interval, head.pos_ in VERBAL and token.dep_ != "conj"
        token = head
    return None, False


ANNOUNCED = frozenset({"announce", "unveil", "disclose", "reveal", "publish", "predict", "promise", "request"})


def before_the_comma(view: View, verb: Token, content: Token) -> Interval | None:
    """ "was seized in Dorn late Thursday, said the envoy": a day that stands before the comma is of what is said."""
    for child in verb.children:
        if content.i < child.i < verb.i and child.dep_.startswith("obl"):
            apart = any(t.text == "," for t in view.doc[child.right_edge.i + 1 : verb.i])
            times = [m.interval for t in child.subtree for m in view.times.get(t.i, ()) if m.interval is not None]
            if apart and times:
                return times[0]
    return None


def said_on(spoken: Interval, *, happened: bool) -> Interval:
    """News is told on its day or the day after; what goes on or is planned, on the day."""
    reason = f"day of the statement; {spoken.reason or ''}"
    if happened and spoken.start is not None and spoken.start == spoken.end:
        reason = f"day of the statement or the day before; {spoken.reason or ''}"
        return replace(spoken, start=spoken.start - timedelta(days=1), precision="range", reason=reason)
    return replace(spoken, reason=reason)


OTHER = frozenset({"after", "before", "since", "following", "until", "despite"})


def open_ended(when: Interval) -> Interval:
    """What is only announced on a day comes after it; no day is stated that it must come by."""
    if not (when.reason or "").startswith("day of the statement"):
        return when
    return replace(when, end=None, precision=None, reason=f"no day stated: after the statement; {when.reason}")


def other_time(token: Token) -> bool:
    """ "after rockets killed two", "since the coup", "for the killing of": told of another time than the verb above."""
    words = {c.lower_ for c in token.children if c.dep_ in ("mark", "case", "advmod")}
    return bool(words & OTHER) or (
        token.dep_ in ("obl", "nmod") and bool(words & {"for", "over", "against", "as"}) and token.pos_ == "NOUN"
    )


def past(found: Found) -> bool:
    """Whether what is told is over: a past or perfect verb, or a noun."""
    return not found.verbal or (
        found.token.tag_ in ("VBD", "VBN") and not any(c.tag_ == "MD" for c in found.top.children)
    )


def speech_time(view: View, verb: Token, happened: bool = False) -> Interval | None:
    """ "said on Tuesday that rebels fired": the day of speaking, as the day the news holds, or the day before it."""
    for child in verb.children:
        if child.dep_ in CLAUSAL or child.dep_.startswith("ccomp"):
            continue
        for mention in view.times.get(child.i, ()):
            if mention.interval is not None:
                return said_on(mention.interval, happened=happened)
    return None


def published_day(view: View) -> date | None:
    """The last day the report can have been published."""
    published = view.report.published
    return (published.end or published.start) if published is not None else None


def fallback_when(view: View, status: Status) -> Interval | None:
    """No time is stated: a report tells the news of its day or of the day before, plans lie after it."""
    published = news_day(view.report)
    day = (published.end or published.start) if published is not None else None
    if day is None:
        return None
    first = published.start if published and published.start else day
    if status in (Status.HAPPENED, Status.DENIED):
        return Interval(first - timedelta(days=1), day, "range", "no time stated: publication day or the day before")
    if status is Status.ONGOING:
        precision: TimePrecision = "day" if first == day else "range"
        return Interval(first, day, precision, "no time stated: going on at publication")
    return Interval(first, None, None, "no time stated: after publication")
