"""Times told by another event: "two days after rebels shelled the town", "within hours of his nomination".

The stretch between the two events is stated; whichever of them has a day gives it to the other. Where neither has one,
the day that the main event is given later (from another mention, or as the news of the day) serves as well. Counting in
weeks is read as near that day, in months and years as the month or year it falls in (TimeML's granularity).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.coding.sameness import Draft
from dateline.coding.view import View
from dateline.coding.when import fallback_when, published_day, time_in
from dateline.model import Interval, Status, TimePrecision
from dateline.resolve.times.calendar import period, shift

if TYPE_CHECKING:
    from spacy.tokens import Token

SLACK = {"W": 1, "2W": 2}  # days to either side of "a week after"
NUMBERS = {"a": 1, "an": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
FEW = frozenset({"few", "several", "some", "many", "couple"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units lie between two events: from `low` to `high`; `way` is 1 when the anchor comes first."""

    way: int
    low: int
    high: int
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A stretch of time between what the clause tells (`main`) and what the words "after ..." tell (`anchor`)."""

    stretch: Stretch
    main: int | None  # token of the main event's mention; None when no mention is told there
    base: Interval | None  # the day that the main clause states of itself
    anchor: int
    said: Interval | None = None  # the main event's days, where the reader of times knows the other event


def anchored(view: View, drafts: list[Draft], *, last: bool) -> None:
    """Give days by ties between events. `last`: the second round, when a day taken from the news itself will do."""
    of_token = {f.token.i: d for d in drafts for f in (d.found, *d.more)}
    for tie in ties(view):
        anchor = of_token.get(tie.anchor)
        main = of_token.get(tie.main) if tie.main is not None else None
        known = day_of(view, main, last) or tie.base
        if anchor is main:
            continue
        if tie.said is not None and main is not None and not main.own_when:
            main.when, main.own_when = tie.said, True
            known = tie.said
        if anchor is not None and not anchor.own_when and known is not None:
            give(view, anchor, moved(known, tie.stretch, -1), "before" if tie.stretch.way > 0 else "after", known)
        elif anchor is not None and anchor.own_when and anchor.when and main is not None and not main.own_when:
            give(
                view,
                main,
                moved(anchor.when, tie.stretch, 1),
                "after" if tie.stretch.way > 0 else "before",
                anchor.when,
            )


def day_of(view: View, draft: Draft | None, last: bool) -> Interval | None:
    """The days of an event when they are stated; in the last round also what a report's news is given."""
    if draft is None:
        return None
    if draft.own_when and draft.when is not None and draft.when.known:
        return draft.when
    if last and draft.when is None and draft.stance.status is Status.HAPPENED:
        return fallback_when(view, Status.HAPPENED)
    return draft.when if last and draft.when is not None and draft.when.known else None


def give(view: View, draft: Draft, when: Interval | None, side: str, base: Interval) -> None:
    """Set the day, unless what has happened would come to lie after publication."""
    if when is not None and not (draft.stance.status is Status.HAPPENED and is_to_come(view, when)):
        told = str(base.start) if base.start == base.end else f"{base.start}…{base.end}"
        draft.when, draft.own_when = replace(when, reason=f"{when.reason} {side} {told}, told with it"), True


def is_to_come(view: View, when: Interval) -> bool:
    day = published_day(view)
    return bool(day and when.start and when.start > day)


def moved(base: Interval, stretch: Stretch, sense: int) -> Interval | None:
    """The days so far from a stretch of days, to the granularity of the unit."""
    if base.start is None or base.end is None:
        return None
    way = stretch.way * sense
    slack = SLACK.get(stretch.unit, 0) if stretch.low == stretch.high else 0
    ends = [
        step(day, way * n, stretch.unit, slack) for day in (base.start, base.end) for n in (stretch.low, stretch.high)
    ]
    first, last = min(e[0] for e in ends), max(e[1] for e in ends)
    precision: TimePrecision = "day" if first == last else "range"
    return Interval(first, last, precision, stretch.words)


def step(day: date, count: int, unit: str, slack: int = 0) -> tuple[date, date]:
    """So many units on from a day: hours stay on it, weeks have a little slack, months and years are whole."""
    if unit == "H":
        return day, day
    at = shift(day, count, unit)
    if unit in ("M", "Y") and count:
        return period(at, unit)
    return at - timedelta(days=slack), at + timedelta(days=slack)


# ---------------------------------------------------------------------------------------------- finding the words


def ties(view: View) -> list[Tie]:
    """Every stretch between two events that the report tells, in order; worked out once."""
    if "ties" not in view.cache:
        view.cache["ties"] = [t for token in view.doc if token.lower_ in JOINTS for t in [tie_at(view, token)] if t]
    found: list[Tie] = view.cache["ties"]
    return found


JOINTS = frozenset({"after", "before", "following", "of"})


def tie_at(view: View, joint: Token) -> Tie | None:
    """The tie that "after", "before" or "of" makes, when a count of time stands right before it."""
    stretch = stretch_before(view, joint)
    if stretch is None:
        return None
    top = joint.head  # the verb that "after" marks, or the noun whose preposition it is
    anchor = next((i for i in inside(view, top, joint) if i in view.cache["mentions"]), None)
    if anchor is None:
        return None
    main, base = main_of(view, top, joint)
    said = next((m.interval for m in view.times.get(joint.i - 1, ()) if m.interval is not None), None)
    return Tie(stretch, main, base, anchor, said) if main is not None or base is not None else None


def inside(view: View, top: Token, joint: Token) -> Iterable[int]:
    """The event told behind the joint: its own word first, then the words of its clause in order."""
    return [top.i, *(t.i for t in top.subtree if t.i > joint.i)]


def stretch_before(view: View, joint: Token) -> Stretch | None:
    """ "two days after", "less than a week before", "within hours of", "hours after"."""
    settings = view.lexicon.settings["circumstances"]
    if joint.i == 0:
        return None
    noun = view.doc[joint.i - 1]
    unit = settings["units"].get(view.lemmas[noun.i]) or settings["units"].get(noun.lower_.rstrip("s"))
    if unit is None or noun.pos_ != "NOUN":
        return None
    before = [t.lower_ for t in view.doc[max(0, noun.i - 5) : noun.i]]
    within = bool(set(before) & set(settings["within"])) and joint.lower_ in ("of", "after")
    if joint.lower_ == "of" and not within:
        return None
    less = within or bool(set(before[-3:]) & set(settings["less"]))
    low, high = number_before(view, noun, before, settings["unnumbered"])
    way = -1 if joint.lower_ == "before" else 1
    words = view.doc[noun.i - span_back(before) : joint.i].text
    return Stretch(way, 0 if less else low, high, unit, words)


def number_before(view: View, noun: Token, before: list[str], unnumbered: dict[str, list[int]]) -> tuple[int, int]:
    """How many units, as from and to."""
    unit = view.lexicon.settings["circumstances"]["units"].get(view.lemmas[noun.i], "D")
    vague = (unnumbered.get(unit, [1, 1])[0], unnumbered.get(unit, [1, 1])[1])
    if not before or before[-1] in FEW or set(before[-2:]) & FEW:
        return vague
    word = before[-1]
    if word in NUMBERS:
        return NUMBERS[word], NUMBERS[word]
    if word.isdigit() and int(word) < 400:
        return int(word), int(word)
    return vague if noun.tag_ == "NNS" else (1, 1)


def span_back(before: list[str]) -> int:
    """How many words of a count stand before its unit, for showing."""
    return 1 if before and (before[-1] in NUMBERS or before[-1].isdigit() or before[-1] in FEW) else 0


def main_of(view: View, top: Token, joint: Token) -> tuple[int | None, Interval | None]:
    """The event told beside the tie: the first mention above it, or after it where the tie opens the sentence; and
    the day that the clause above states."""
    mentions, token = view.cache["mentions"], top
    tops = {f.top.i: i for i, f in mentions.items()}
    base: Interval | None = None
    for _ in range(6):
        head = token.head
        if head == token:
            break
        base = base or time_in(view, head, frozenset({top.i, token.i}))
        at = head.i if head.i in mentions else tops.get(head.i)
        if at is not None and not (top.left_edge.i <= at <= top.right_edge.i and at > joint.i):
            return at, base
        token = head
    return None, base
