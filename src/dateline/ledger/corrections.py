"""Values that people judged: what a report really says, and which of several values is right.

`correct` gives a claim's attribute another value (the coder misread the report), `reject` of an attribute drops it
(value wrong), `accept` of one settles the event on it (value right) and ends the dispute. Claims stay stored as they
were coded; these functions are pure, and run whenever the ledger is looked at.

An attribute is `status`, `type`, `mode`, `place`, `when`, `actor`, `recipient` or `counts:WHAT[ of WHOM]`; its value
is JSON: a word, a place, an interval, a list of parties, a number.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.errors import LedgerError, UsageError
from dateline.ledger import records
from dateline.model import Claim, Count, Event, EventType, Interval, Judgement, Party, Place, Status, Support
from dateline.reconcile.values import of_key

NEEDED = ("status", "type")
"""Attributes that a claim cannot do without."""


def applied(claims: Iterable[Claim], judgements: Sequence[Judgement]) -> tuple[Claim, ...]:
    """The claims with their values as corrected; of several judgements on one value the latest holds."""
    words = _last(judgements, "correct", "reject")
    return tuple(_corrected(c, words[c.id]) if c.id in words else c for c in claims)


def _last(judgements: Iterable[Judgement], *verdicts: str) -> dict[str, dict[str, Judgement]]:
    """Claim → attribute → the last judgement of these verdicts. `accept` and `reject` of one value end each other;
    a value that was corrected can be accepted, and stays corrected."""
    found: dict[str, dict[str, Judgement]] = {}
    for j in sorted(judgements, key=lambda j: (j.at, j.id)):
        for subject in j.subjects if j.attribute is not None else ():
            words = found.setdefault(subject, {})
            before = words.get(str(j.attribute))
            if j.verdict in verdicts:
                words[str(j.attribute)] = j
            elif before and {before.verdict, j.verdict} == {"accept", "reject"}:
                del words[str(j.attribute)]
    return {c: told for c, told in found.items() if told}


def _corrected(claim: Claim, words: Mapping[str, Judgement]) -> Claim:
    """A judgement that does not fit is passed over here: it cannot be added, and `dateline check` names it."""
    for _, judgement in sorted(words.items()):
        with contextlib.suppress(UsageError):
            claim = fits(claim, judgement)
    return claim


def fits(claim: Claim, judgement: Judgement) -> Claim:
    """The claim as one judgement of a value leaves it. Raises UsageError when the value does not fit."""
    if judgement.attribute is None or judgement.verdict not in ("correct", "reject"):
        return claim
    try:
        value = json.loads(judgement.value) if judgement.verdict == "correct" and judgement.value else None
    except ValueError as error:
        raise UsageError(f"{judgement.attribute}: {judgement.value!r:.60} is not JSON ({error})") from None
    return with_value(claim, judgement.attribute, value, _note(judgement.attribute, judgement))


def _note(attribute: str, j: Judgement) -> str:
    what = "corrected" if j.verdict == "correct" else "taken out"
    return f"{attribute} {what} by {j.person}" + (f": {j.reason}" if j.reason else "")


def with_value(claim: Claim, attribute: str, value: Any, note: str = "") -> Claim:
    """The claim with one attribute replaced (None: dropped), `note` beside why it was coded so. Raises UsageError
    for an attribute that does not exist or a value that does not fit it."""
    try:
        changed = _change(claim, attribute, value, note)
    except (LedgerError, TypeError, ValueError, KeyError) as error:
        raise UsageError(f"{attribute}: {value!r} does not fit; {error}") from None
    return replace(claim, why=f"{claim.why}; {note}".removeprefix("; ") if note else claim.why, **changed)


def _change(claim: Claim, attribute: str, value: Any, note: str) -> dict[str, Any]:
    if value is None and attribute in NEEDED:
        raise ValueError("a claim cannot be without it: correct it, or reject the claim")
    if attribute.startswith("counts:"):
        return {"counts": with_count(claim.counts, attribute, value)}
    if attribute not in MAKERS:
        raise ValueError(f"one of {', '.join(MAKERS)}, counts:WHAT")
    if value is None:
        return {attribute: () if attribute in ("actor", "recipient") else None}
    return {attribute: MAKERS[attribute](value, note)}


MAKERS: dict[str, Callable[[Any, str], Any]] = {
    "status": lambda value, note: Status(value),
    "type": lambda value, note: EventType(value),
    "mode": lambda value, note: str(value),
    "place": lambda value, note: replace(records.decode(Place, value), reason=note or None),
    "when": lambda value, note: replace(records.decode(Interval, value), reason=note or None),
    "actor": lambda value, note: tuple(replace(records.decode(Party, p), reason=note or None) for p in value),
    "recipient": lambda value, note: tuple(replace(records.decode(Party, p), reason=note or None) for p in value),
}


def with_count(counts: tuple[Count, ...], attribute: str, value: Any) -> tuple[Count, ...]:
    """The counts with one replaced, dropped (None) or added."""
    what, _, of = attribute.removeprefix("counts:").partition(" of ")
    number = None if value is None else float(value)
    at = next((n for n, c in enumerate(counts) if c.what == what and _of(c, of)), None)
    if at is None:
        return counts if number is None else (*counts, Count(what, number, of=of or None))
    if number is None:
        left = [c for n, c in enumerate(counts) if n != at]
        return tuple(replace(c, part_of=None) if c.part_of is not None else c for c in left)
    made = replace(counts[at], value=number, low=None, high=None, qualifier=None)
    return tuple(made if n == at else c for n, c in enumerate(counts))


def _of(count: Count, of: str) -> bool:
    return not of or of in (count.of, of_key(count.of))


# ------------------------------------------------------------------------------------------------ values settled


def settled(events: tuple[Event, ...], claims: Iterable[Claim], judgements: Sequence[Judgement]) -> tuple[Event, ...]:
    """The events, with a value that a person called right chosen and its dispute ended."""
    words = _last(judgements, "accept")
    if not words:
        return events
    by_id = {c.id: c for c in claims if c.id in words}
    return tuple(_settled(e, [(by_id[c], words[c]) for c in e.claims if c in by_id]) for e in events)


def _settled(event: Event, told: Sequence[tuple[Claim, Mapping[str, Judgement]]]) -> Event:
    pins = {a: (j.at, j.id, c) for c, words in told for a, j in words.items()}
    for c, words in told:
        for a, j in words.items():
            pins[a] = max(pins[a], (j.at, j.id, c), key=lambda p: p[:2])
    for attribute, (_, _, claim) in sorted(pins.items()):
        event = _pinned(event, claim, attribute)
    return event


def _pinned(event: Event, claim: Claim, attribute: str) -> Event:
    chosen: dict[str, Any] = {
        "conflicts": tuple(c for c in event.conflicts if c.attribute != attribute),
        "values": tuple((n, _first(s, claim.id)) if n == attribute else (n, s) for n, s in event.values),
        "reasons": (*event.reasons, f"{attribute} settled on what {claim.id} says"),
    }
    if attribute.startswith("counts:"):
        what, _, of = attribute.removeprefix("counts:").partition(" of ")
        right = next((c for c in claim.counts if c.what == what and _of(c, of)), None)
        chosen["counts"] = event.counts if right is None else with_count(event.counts, attribute, right.value)
    elif attribute in MAKERS:
        chosen[attribute] = getattr(claim, attribute)
    return replace(event, **chosen)


def _first(supports: tuple[Support, ...], claim: str) -> tuple[Support, ...]:
    """The supports with the claim's own first."""
    return tuple(sorted(supports, key=lambda s: claim not in s.claims))
