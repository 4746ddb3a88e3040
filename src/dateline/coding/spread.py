"""One verb that tells of several places ("took over A on Monday and B on Tuesday"): one draft for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.fillers import places_at
from dateline.coding.members import listed
from dateline.coding.sameness import Draft
from dateline.coding.view import View, coordinated
from dateline.coding.when import time_in
from dateline.model import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token


def spread(view: View, draft: Draft) -> list[Draft]:
    """ "took over A on March 19, B on March 26": one draft for each place, with its own day if told."""
    if "spread" not in draft.found.entry.flags or draft.found.pattern.pos != "verb":
        return [draft]
    fillers = [f for p in draft.found.entry.roles.get("place", ()) for f in draft.found.args.at(p)]
    parts: dict[str, Draft] = {}
    for token in (t for f in fillers for t in coordinated(f)):
        mentions = [m for m in places_at(view, token) if m.place.precision in ("site", "city") and m.role == "name"]
        if mentions:
            add_part(view, draft, parts, token, mentions[0])
    if len(parts) > 1:
        return list(parts.values())
    for token, mention in (pair for f in fillers for pair in listed(view, f)):
        add_part(view, draft, parts, token, mention)
    told = max((c.value for c in draft.counts if c.what == "bases" or c.what.startswith("other:")), default=len(parts))
    if not parts or (len(parts) == 1 and told <= 1):
        return [draft]
    named = [replace(p, counts=[]) for p in parts.values()]
    if len(named) >= told:
        return named
    elsewhere = draft.place is not None and draft.place.name in parts
    return [*named, replace(draft, place=None, own_place=False) if elsewhere else draft]


def add_part(view: View, draft: Draft, parts: dict[str, Draft], token: Token, mention: PlaceMention) -> None:
    """One of several places told by one verb: an event of its own, with its own day if told."""
    part = mention.place.name
    if part not in parts:
        when = time_in(view, token, frozenset()) or draft.when
        parts[part] = replace(
            draft, place=mention.place, own_place=True, when=when, part=part, counts=list(draft.counts)
        )
