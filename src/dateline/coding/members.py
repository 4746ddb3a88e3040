"""Places listed as examples of what is told: "two bases, including A south of B and C"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.fillers import places_at
from dateline.coding.view import View, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.model import PlaceMention

LISTING = ("including", "such as", "namely", "among them", "starting with", "beginning with")


def listed(view: View, head: Token) -> list[tuple[Token, PlaceMention]]:
    """The named places of a list that hangs on a noun, by preposition or apposition, in order.

    A site coordinated with a town that only locates a member ("A south of B and C") is a member too: parsers err there.
    """
    args = args_of(view, head)
    roots = [t for case in LISTING for t in args.at(case)]
    roots += [c for c in head.children if c.dep_ == "appos" and c.i in view.places]
    found: dict[int, tuple[Token, PlaceMention]] = {}
    for root in roots:
        for member in coordinated(root):
            keep(view, member, found)
        for token in root.subtree:
            sites = [m for m in view.places.get(token.i, ()) if m.place.precision == "site"]
            if token.dep_ == "conj" and sites:
                keep(view, token, found)
    return [found[i] for i in sorted(found)]


def keep(view: View, token: Token, found: dict[int, tuple[Token, PlaceMention]]) -> None:
    mentions = [m for m in places_at(view, token) if m.role == "name" and m.place.precision in ("site", "city")]
    if mentions:
        found.setdefault(token.i, (token, mentions[0]))
