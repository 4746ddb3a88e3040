"""Tolls that are no part of what was told before: those with a cause of their own, or with their own place and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.fates import counting
from dateline.coding.frames import Found
from dateline.coding.view import View
from dateline.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.sameness import Draft

FINE = frozenset({"site", "city"})


def apart(view: View, earlier: Draft, toll: Draft) -> bool:
    """Whether a toll is another disaster's than the one told before it.

    "Floods have killed 64. Thirteen drowned in Sylhet on Monday": the second has a town and a day of its own.
    """
    if earlier.type is not EventType.HAZARD or not toll.found.verbal:
        return False
    if own_cause(view, toll.found, earlier):
        return True
    placed = toll.own_place and toll.place is not None and toll.place.precision in FINE
    wider = earlier.place is None or earlier.place.precision not in FINE
    return bool(placed and wider and toll.own_when and any(c.value > 0 for c in toll.counts) and runs_on(earlier))


def runs_on(earlier: Draft) -> bool:
    """ "have killed 64": a disaster that goes on and is counted as a whole."""
    verbs = [f.top for f in (earlier.found, *earlier.more) if f.verbal]
    return any(c.lower_ in ("have", "has") for v in verbs for c in v.children if c.dep_.startswith("aux"))


def own_cause(view: View, found: Found, earlier: Draft) -> bool:
    """ "died when a hillside slid onto their homes": a cause is told, of another kind than what was told before."""
    told: dict[int, Found] = view.cache.get("mentions", {})
    causes = [c for c in found.top.children if c.dep_ == "advcl" and c.pos_ == "VERB" and says_when(c)]
    return any(c.i not in told or not alike(told[c.i].entry.mode, earlier.found.entry.mode) for c in causes)


def alike(one: str | None, other: str | None) -> bool:
    """Kinds that are told of one disaster: a quake brings houses down, and rain floods."""
    return one == other or {one, other} <= QUAKES or one in GENERAL or other in GENERAL


QUAKES = frozenset({"earthquake", "collapse", "accident", "fire", "landslide", "tsunami"})
GENERAL = frozenset({None, "deaths", "disaster", "collapse", "trapped", "injury", "killing", "attack"})


def same_force(a: Draft, b: Draft) -> bool:
    """ "Last year's floods left 100 dead": the subject is the disaster, and the verb tells what it did."""
    if not a.type is b.type is EventType.HAZARD:
        return False
    return any(f.verbal and o.token in f.args.subj for f, o in ((b.found, a.found), (a.found, b.found)))


def says_when(clause: Token) -> bool:
    subject = any(c.dep_.startswith("nsubj") and c.pos_ in ("NOUN", "PROPN") for c in clause.children)
    return subject and any(c.lower_ == "when" for c in clause.children)


def day_of_count(view: View, found: Found) -> bool:
    """ "The toll of the quake rose to 318 on Thursday": the day is the count's and not the disaster's."""
    noun = found.top
    for _ in range(3):
        if found.verbal or view.lemmas[noun.i] in counting("tally_nouns"):
            break
        if not noun.dep_.startswith("nmod"):
            return False
        noun = noun.head
    moves = counting("growing") | counting("giving")
    return not found.verbal and noun.dep_.startswith(("nsubj", "obj")) and view.lemmas[noun.head.i] in moves
