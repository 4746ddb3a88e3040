"""What the words between and around two place names say about one lying in the other."""

from __future__ import annotations

import re

from dateline.resolve.places.cues import DIRECTIONS, KIND_AFTER, SITE_NOUNS

_DIRECTION = rf"(?:(?:the\s+)?(?:{'|'.join(sorted(DIRECTIONS, key=len, reverse=True))})(?:ern)?\s+)?"
_CLASS = rf"(?:{'|'.join(sorted([*KIND_AFTER, 'capital', 'port city', 'outskirts', 'area', 'part'], key=len, reverse=True))})"  # noqa: E501
_SITE = rf"(?:{'|'.join(sorted(SITE_NOUNS, key=len, reverse=True))}|city|town|village|suburb|district|area)"

WITHIN = re.compile(
    rf"^(?:\s+{_CLASS})?(?:,|\s+and\s+elsewhere)?\s*(?:\(|(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}{_SITE}\s+)?"
    rf"(?:(?:in|inside|within)\s+)?(?:(?:the|its|a)\s+)?{_DIRECTION}(?:[a-z]+-held\s+)?(?:{_CLASS}\s+(?:of|in)\s+)?$",
    re.IGNORECASE,
)
"""Between a place and the one it lies in: ", Texas", ", in the province of Kirkuk", " in northern Iraq", "
(Iraq"."""

OWNS = re.compile(rf"^(?:['’]s?)\s+{_DIRECTION}(?:[\w-]+\s+)?(?:{_CLASS}\s+(?:of\s+)?)?{_DIRECTION}$", re.IGNORECASE)
"""Between a country or province and a place in it: "Iraq's northern city of Mosul", "Syria's Idlib"."""

PEOPLE_OWN = re.compile(rf"^\s+(?:[\w-]+\s+)?{_CLASS}(?:\s+of)?\s+(?:the\s+)?$", re.IGNORECASE)
"""Between a demonym and a place in its country: "the Iraqi city of Mosul"."""


_SINGULAR = {"counties": "county", "parishes": "parish", "provinces": "province", "districts": "district",
             "states": "state", "regions": "region", "governorates": "governorate"}  # fmt: skip
_LISTED = re.compile(rf"^(?:(?:,|,?\s+and)\s+[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)?){{0,8}}\s+({'|'.join(_SINGULAR)})\b")
"""After a name in a list that its last word sums up: ", Grant and Otter Tail counties"."""


_FOLLOWING = re.compile(r"\s+(?:provincial\s+)?([A-Za-z]+)")
_PRECEDING = re.compile(r"\b([A-Za-z]+)\s+of\s+(?:the\s+)?$")


def within(between: str) -> bool:
    """Whether the words between two names say that the first lies in the second."""
    return len(between) < 60 and bool(between) and between != " " and bool(WITHIN.match(between))


NEARBY = re.compile(
    rf"^,?\s*(?:(?:an?|the)\s+(?:[\w-]+\s+){{0,3}})?(?:near|outside|close to|not far from|on the outskirts of)\s+"
    rf"(?:(?:the|its)\s+(?:[\w-]+\s+)?{_CLASS}\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
"""Between a place and the one it is said to lie close to: ", a village near", " outside the town of"."""


def nearby(between: str) -> bool:
    """Whether the words between two names say that the first lies close to the second."""
    return len(between) < 60 and bool(NEARBY.match(between))


def owns(between: str, demonym: bool = False) -> bool:
    """Whether the words between two names say that the second lies in the first."""
    return len(between) < 60 and bool((PEOPLE_OWN if demonym else OWNS).match(between))


_MEMBER_OF_SITES = re.compile(
    r"\b(?:(?:air\s?)?bases|camps|airfields|airports|garrisons|outposts|ports|crossings|dams)\b[^.;]{0,90}"
    r"\b(?:including|such as|namely|among them)\s+(?:the\s+|[^.;]{1,60}\band\s+)?$"
)
"""What stands before a member of a list of sites ("two bases in the north, including NAME and NAME")."""


_INCLUDING = ("including", "such as", "namely", "among them")


def kind_near(text: str, start: int, end: int) -> str | None:
    """The kind that the words around the name at `start`..`end` state: "… province", "the city of …"; None when they
    state none. Looks 40 characters back, and 180 only where a list of sites may run."""
    following = _FOLLOWING.match(text, end)
    if following and following[1].lower() in KIND_AFTER:
        return KIND_AFTER[following[1].lower()]
    if listed := _LISTED.match(text[end : end + 120]):
        return KIND_AFTER[_SINGULAR[listed[1].lower()]]
    preceding = _PRECEDING.search(text[max(0, start - 40) : start])
    if preceding and preceding[1].lower() in KIND_AFTER:
        return KIND_AFTER[preceding[1].lower()]
    before = text[max(0, start - 180) : start]
    if any(word in before for word in _INCLUDING) and _MEMBER_OF_SITES.search(before):
        return "site"
    return None
