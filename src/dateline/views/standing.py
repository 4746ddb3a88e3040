"""Lines of state from turns: what stands on a day, what contradicts it, what has lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.model import Count, Interval, Party, StateLine, Status
from dateline.reconcile.names import fold
from dateline.views.rules import Rule, worded
from dateline.views.tellings import Telling
from dateline.views.turns import Turn
from dateline.views.wording import count

ROLES = ("actor", "recipient")
PEOPLE = ("troops", "personnel", "soldiers")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a line is about, and where, under the names that the line shows."""

    name: str
    place: str | None = None


def lines(
    subject: Subject, made: Sequence[Turn], denied: Iterable[Telling], on: date | None, names: Mapping[str, str]
) -> Iterator[StateLine]:
    """The last change up to `on` as a line, and a line for each thing said against it. `names` gives parties
    their common name (id → name)."""
    reached = [t for t in made if on is None or t.day <= on]
    if not reached or lapsed(reached[-1], on):
        return
    last = reached[-1]
    if last.rule.new and not (last.party("actor") or last.party("recipient")):
        return  # that somebody took or left it, nobody knows who, says nothing of who holds it
    yield line(subject, last, last.told, last.since(), names)
    for told in last.otherwise():
        yield line(subject, last, told, told[0].when, names, against="another day for the same change")
    for turn in reached[:-1]:
        if turn.day == last.day and value(turn, names, subject) != value(last, names, subject):
            yield line(subject, turn, turn.told, turn.since(), names, against="another outcome on the same day")
    against = [t for t in denied if on is None or t.told is None or t.told <= on]
    if against:
        yield _denied(subject, last, against, names)


def line(
    subject: Subject,
    turn: Turn,
    told: Sequence[Telling],
    since: Interval | None,
    names: Mapping[str, str],
    against: str = "",
) -> StateLine:
    """One line from the claims `told` of a turn."""
    known = parts(turn, names, subject)
    rule = turn.rule
    events = ", ".join(sorted({t.event for t in told}))
    return StateLine(
        subject.name,
        rule.attribute,
        worded(rule, known),
        since,
        tuple(sorted({t.claim.id for t in told})),
        contradicts=bool(against),
        reason=f"rule {rule.id}, event {events}" + (f"; {against}" if against else ""),
        parts=_shown(rule, known),
    )


def _denied(subject: Subject, turn: Turn, told: Sequence[Telling], names: Mapping[str, str]) -> StateLine:
    days = [t.told for t in told if t.told]
    since = Interval(min(days), min(days), "day", "told on") if days else None
    made = line(subject, turn, told, since, names, against="denied by these claims")
    return StateLine(made.subject, made.attribute, f"denied: {made.value}", made.since, made.claims, True, made.reason)


def value(turn: Turn, names: Mapping[str, str], subject: Subject) -> str:
    return fold(worded(turn.rule, parts(turn, names, subject)))


def parts(turn: Turn, names: Mapping[str, str], subject: Subject) -> dict[str, str]:
    """What is known of a turn, for the rule's words; what is not known is absent."""
    first = turn.told[0]
    happened = any(t.claim.status is Status.HAPPENED for t in turn.told)
    every = {
        "actor": _called(turn.party("actor"), names),
        "recipient": _called(turn.party("recipient"), names),
        "place": subject.place,
        "mode": next((t.claim.mode for t in turn.told if t.claim.mode), None),
        "thing": first.thing,
        "number": _number(turn),
        "until": _until(turn),
        "status": (Status.HAPPENED if happened else Status.ONGOING).value,
    }
    return {k: v for k, v in every.items() if v and not (k in ROLES and v == subject.name)}


def _called(party: Party | None, names: Mapping[str, str]) -> str | None:
    return names.get(party.id or "", party.name) if party else None


def _shown(rule: Rule, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """For programs: the holder and from whom by these names, the rest as the rule has it."""
    told = dict(known)
    if rule.new:
        holder = told.pop(rule.new, None)
        giver = told.pop("actor" if rule.new == "recipient" else "recipient", None)
        told |= {k: v for k, v in (("holder", holder), ("from", giver)) if v}
    return tuple(sorted(told.items()))


def _number(turn: Turn) -> str | None:
    """How many people, as the latest claim that says so."""
    given: list[Count] = [
        c for t in sorted(turn.told, key=lambda t: (t.told or date.min, t.claim.id)) for c in people(t.claim.counts)
    ]
    return count(replace(given[-1], of=None)) if given else None


def people(counts: Iterable[Count]) -> list[Count]:
    """Troops and personnel; of several in one claim the first, which is what moved ("100 of its 400")."""
    found = [c for c in counts if c.what.removeprefix("other:") in PEOPLE]
    return found[:1]


def _until(turn: Turn) -> str | None:
    """The last day said, of the telling that was published last; a single day is when it began."""
    ends = [
        (t.told or date.min, t.when.end)
        for t in turn.told
        if t.when and t.when.start and t.when.end and t.when.end > t.when.start and t.when.precision != "month"
    ]
    return str(max(ends)[1]) if ends else None


def lapsed(turn: Turn, on: date | None) -> bool:
    """Whether what it puts in force has run out by the day asked about."""
    if on is None:
        return False
    until = _until(turn) if turn.rule.until_end else None
    if until:
        return date.fromisoformat(until) < on
    return turn.rule.lasts is not None and turn.last + timedelta(days=turn.rule.lasts) < on
