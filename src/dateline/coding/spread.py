"""One verb that tells of several places ("took over A on Monday and B on Tuesday"): one draft for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.fillers import places_at
from dateline.coding.gapping import again, pairs, respective
from dateline.coding.members import listed
from dateline.coding.sameness import Draft
from dateline.coding.view import View, coordinated
from dateline.coding.when import time_in
from dateline.model import Count, EventType, PlaceMention, Status

if TYPE_CHECKING:
    from spacy.tokens import Token


def spread(view: View, draft: Draft) -> list[Draft]:
    """ "took over A on March 19, B on March 26": one draft for each place, with its own day if told."""
    in_series = gapped(view, draft)
    if in_series:
        return in_series
    if "spread" not in draft.found.entry.flags or draft.found.pattern.pos == "noun":
        return [draft]
    fillers = [f for p in draft.found.entry.roles.get("place", ()) for f in draft.found.args.at(p)]
    if draft.found.pattern.pos == "phrase":  # "out of Karsa and Tellin": the places are what is said of the force
        fillers = [draft.found.token]
    parts: dict[str, Draft] = {}
    for token in (t for f in fillers for t in members(view, f)):
        mentions = [m for m in places_at(view, token) if m.place.precision in ("site", "city") and m.role == "name"]
        if mentions:
            add_part(view, draft, parts, token, mentions[0])
    if len(parts) > 1:
        return in_turn(view, draft, list(parts.values()))
    for token, mention in (pair for f in fillers for pair in listed(view, f)):
        add_part(view, draft, parts, token, mention)
    told = max((c.value for c in draft.counts if counts_places(c, fillers)), default=len(parts))
    if not parts or (len(parts) == 1 and told <= 1):
        return [draft]
    named = [replace(p, counts=[]) for p in parts.values()]
    if len(named) >= told:
        return named
    elsewhere = draft.place is not None and draft.place.name in parts
    return [*named, replace(draft, place=None, own_place=False) if elsewhere else draft]


def counts_places(count: Count, fillers: list[Token]) -> bool:
    """ "three bases, one of them at A": a number among the words that name the places."""
    if count.span is None or not (count.what == "bases" or count.what.startswith("other:")):
        return False
    edges = [(f.left_edge.idx, f.right_edge.idx + len(f.right_edge)) for f in fillers]
    return any(first <= count.span.start and count.span.end <= last for first, last in edges)


def gapped(view: View, draft: Draft) -> list[Draft]:
    """Parts whose places and days follow one another, or one place hit "again" on another day; else nothing."""
    found = draft.found
    if not found.verbal or draft.stance.status not in (Status.HAPPENED, Status.PLANNED) or not spreads(draft):
        return []
    parts = [
        replace(draft, place=m.place, own_place=True, when=day, own_when=True, part=m.place.name, counts=[])
        for m, day in pairs(view, found)
    ]
    if parts:  # the verb's own place may come first and have its day elsewhere
        first = draft.own_place and draft.place is not None and draft.place.name not in {p.part for p in parts}
        return [draft, *parts] if first else parts
    days = again(view, found) if draft.own_when else []
    return [draft, *(replace(draft, when=d, part=f"again {d.start}", counts=[]) for d in days)] if days else []


def members(view: View, filler: Token) -> list[Token]:
    """ "A and B", "the bases of A and B": the words that name the places."""
    named = [t for n in args_of(view, filler).at("of") for t in coordinated(n)]
    return named if len(named) > 1 and filler.tag_ == "NNS" else coordinated(filler)


def spreads(draft: Draft) -> bool:
    """Whether what is told can be told of several places in turn."""
    return "spread" in draft.found.entry.flags or draft.type in (
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.CONSULT,
        EventType.PROTEST,
    )


def in_turn(view: View, draft: Draft, parts: list[Draft]) -> list[Draft]:
    """ "A and B changed hands on May 3 and 9": the days in the order of the places."""
    days = respective(view, draft.found, len(parts)) if len({p.when for p in parts}) == 1 else []
    return [replace(p, when=d, own_when=True) for p, d in zip(parts, days, strict=True)] if days else parts


def add_part(view: View, draft: Draft, parts: dict[str, Draft], token: Token, mention: PlaceMention) -> None:
    """One of several places told by one verb: an event of its own, with its own day if told."""
    part = mention.place.name
    if part not in parts:
        when = time_in(view, token, frozenset()) or draft.when
        parts[part] = replace(
            draft, place=mention.place, own_place=True, when=when, part=part, counts=list(draft.counts)
        )
