"""Embassies told only by whose they are: "the U.S. embassy" stands in the capital of the country the report is about.

With a town of its own ("the German embassy in Tehran") the town says it; an embassy whose host no other place of the
report tells stays unplaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.model import Place, PlaceMention, Span
from dateline.resolve.places.cues import MISSIONS
from dateline.resolve.places.gazetteer import Gazetteer
from dateline.resolve.places.records import Entry

_MISSION = re.compile(rf"\s+(?P<noun>{'|'.join(MISSIONS)})\b(?!\s+(?:in|at)\s+[A-Z])", re.IGNORECASE)
ACROSS_TOWN_KM = 15.0
"""How far from a capital's point an embassy in it may lie."""


def embassies(
    text: str, mentions: Sequence[PlaceMention], gazetteer: Gazetteer, home: Entry | None
) -> list[PlaceMention]:
    """A mention for every embassy of a state in the country the report is about, put in its capital."""
    found = []
    for mention in mentions:
        behind = _MISSION.match(text, mention.span.end)
        if behind is None or mention.place.precision != "country" or mention.role == "dateline":
            continue
        host = _host(mention.place.country, mentions, home)
        seat = gazetteer.capital_of(host) if host else None
        if seat is not None:
            found.append(_at(text, Span(mention.span.start, behind.end()), seat, gazetteer))
    return found


def _host(own: str | None, mentions: Sequence[PlaceMention], home: Entry | None) -> str | None:
    """The country of most places of the report, the embassy's own aside; the dateline's counts as three."""
    votes: Counter[str] = Counter()
    for m in mentions:
        if m.place.country and m.place.country != own and m.role != "government" and m.place.lat is not None:
            votes[m.place.country] += 1 if m.place.precision == "country" else 2
    if home is not None and home.country and home.country != own:
        votes[home.country] += 6
    return votes.most_common(1)[0][0] if votes else None


def _at(text: str, span: Span, seat: Entry, gazetteer: Gazetteer) -> PlaceMention:
    told = " ".join(span.of(text).split())
    known = next((e for e in gazetteer.exact(f"{told} in {seat.name}") if e.kind == "site"), None)
    at = known or seat
    reason = f"in {seat.name}, the capital of the country the report is about"
    place = Place(known.name if known else f"{told}, {seat.name}", "site", known.id if known else None, seat.country,
                  gazetteer.division_name(seat.admin1), at.lat, at.lon, span, reason, ACROSS_TOWN_KM)  # fmt: skip
    return PlaceMention(span, place)
