"""Names whose place is asked for, with what the text around them says; and the report-wide decision over all
of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Place, Precision, Span
from dateline.resolve.places.choose import Asked, Choice, choose
from dateline.resolve.places.context import kind_near, nearby, owns, within
from dateline.resolve.places.cues import HOUSES, NEVER, SITE_MIDDLE, SITE_NOUNS, TITLES
from dateline.resolve.places.gazetteer import Gazetteer
from dateline.resolve.places.records import Entry
from dateline.resolve.places.romanise import fold

SEEN_INSIDE = 20_000
"""People from which a town's name is seen inside the name of a building or body."""
_POSSESSIVE = re.compile(r"['’]s?$")
_THE = re.compile(r"^[Tt]he\s+")
_DRESS = (
    re.compile(r"\s+(?:[Ss]tate|[Pp]rovince|[Rr]egion|[Gg]overnorate|[Oo]blast|[Dd]istrict|[Cc]ity|[Aa]rea)$"),
    re.compile(r"^(?:Republic|Kingdom|State|Province|City|Town|Village|County|Region) of\s+"),
    re.compile(
        r"^(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral)(?:-?(?:[Ee]ast|[Ww]est))?(?:ern)?\s+|^(?:Downtown|Greater)\s+"
    ),
)
"""What may come off a name that is not in the gazetteer as it stands."""


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in a text: where, what to look up, and what is stated of it."""

    start: int
    end: int
    text: str
    kind: str | None = None
    inside: tuple[str, ...] = ()
    demonym: bool = False  # "Iraqi": names a country only to say what lies in it
    near: str | None = None  # the place it is said to lie close to


def read_names(
    text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer, people: frozenset[int] = frozenset()
) -> list[Name]:
    """One `Name` per span, with stated kinds, and containment between neighbours ("Paris, Texas").

    `people` are the starts of spans that are demonyms ("Iraqi").
    """
    names = [_name(text, start, end, start in people) for start, end in spans]
    for i in range(len(names) - 1):
        first, second = names[i], names[i + 1]
        between = text[first.end : second.start]
        if owns(between, first.demonym):
            names[i + 1] = replace(second, inside=(*second.inside, first.text))
        elif not first.demonym and within(between) and not second.demonym:
            names[i] = replace(first, inside=(*first.inside, second.text, *second.inside))
        elif not first.demonym and not second.demonym and nearby(between):
            names[i] = replace(first, near=second.text)
    return names


def _name(text: str, start: int, end: int, demonym: bool) -> Name:
    if demonym:
        return Name(start, end, text[start:end], demonym=True)
    told = _POSSESSIVE.sub("", text[start:end])
    kind = kind_near(text, start, end)
    return Name(start, start + len(told), told, kind)


def decide(names: Sequence[Name], gazetteer: Gazetteer, home: Entry | None = None) -> dict[str, Choice]:
    """One choice per name as written, over the whole report."""
    asked: dict[str, Asked] = {}
    counts: Counter[str] = Counter()
    for name in names:
        counts[name.text] += 1
        had = asked.get(name.text)
        inside = tuple(dict.fromkeys((*(had.inside if had else ()), *name.inside)))
        asked[name.text] = Asked(name.text, had.kind if had else name.kind, inside)
    wanted = set(asked) | {c for a in asked.values() for c in a.inside}
    kinds = {word: item.kind for word, item in asked.items()}
    candidates = {word: candidates_of(word, gazetteer, kinds.get(word)) for word in wanted}
    return choose(asked, candidates, gazetteer.capitals, home, counts)


_SITE_WORDS = ("base", "air base", "airfield", "camp", "airport", "port", "crossing", "dam")


def candidates_of(word: str, gazetteer: Gazetteer, kind: str | None = None) -> tuple[Entry, ...]:
    """The gazetteer's candidates; of a name it lacks, those of the name undressed, or of what a site is named
    after."""
    if word in gazetteer.demonyms:
        country = gazetteer.by_id(f"iso:{gazetteer.demonyms[word]}")
        if country:
            return (country,)
    bare = _THE.sub("", word)
    exact = gazetteer.exact(bare) or gazetteer.exact(word)
    if kind == "district":
        exact = (
            *exact,
            *(e for noun in ("County", "Parish", "District") for e in gazetteer.exact(f"{bare} {noun}")),
        )
    if kind == "site":
        exact = (*exact, *(e for noun in _SITE_WORDS for e in gazetteer.exact(f"{bare} {noun}") if e not in exact))
    if exact:
        return exact
    for pattern in _DRESS:
        undressed = pattern.sub("", bare)
        if undressed != bare and gazetteer.exact(undressed):
            return gazetteer.exact(undressed)
    stem = stem_of_site(bare)
    if stem is not None and (found := candidates_of(stem[0], gazetteer)):
        return found
    return gazetteer.lookup(bare) or _named_within(bare, gazetteer)


def _named_within(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Candidates for the longest part of a building's or body's name that is itself a well-known place's: Leeds in
    "Leeds Crown Court"."""
    words = name.split()
    if words[-1].lower() not in HOUSES and words[0].lower() not in HOUSES:
        return ()
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            part = " ".join(words[first : first + length])
            if part[:1].isupper() and part.lower() not in NEVER | HOUSES | TITLES:
                found = tuple(replace(e, match=0) for e in gazetteer.exact(part) if _seen_inside(e))
                if found:
                    return found
    return ()


def _seen_inside(entry: Entry) -> bool:
    return entry.kind in ("country", "division") or entry.people >= SEEN_INSIDE


def stem_of_site(name: str) -> tuple[str, str] | None:
    """("Taji", "base") for "Taji base", ("Taji", "Camp") for "Camp Taji"; None for a name without a site
    noun."""
    words = name.split()
    if len(words) > 2 and words[0].lower() in SITE_NOUNS | {"port"} and words[1].lower() == "of":
        return " ".join(words[2:]), words[0]
    if len(words) > 1 and words[0] in ("Camp", "Fort", "Port", "Forward"):
        return " ".join(words[1:]), words[0]
    last = len(words)
    if last < 2 or words[-1].lower() not in SITE_NOUNS:
        return None
    last -= 1
    while last > 1 and words[last - 1].lower() in SITE_MIDDLE:
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def to_place(name: Name, choice: Choice, gazetteer: Gazetteer) -> Place:
    """The `Place` of one mention: the chosen entry, or the name alone."""
    span, entry = Span(name.start, name.end), choice.entry
    stem = stem_of_site(name.text)
    if entry is not None and entry.match == 0:
        return site_at(name.text, entry, span, choice.reason, gazetteer)
    if entry is not None and stem is not None and entry.precision != "site":
        told = fold(name.text) in (fold(entry.name), fold(f"the {entry.name}"))
        if not told and entry.match != 2:
            return site_at(name.text, entry, span, choice.reason, gazetteer)
    if entry is None:
        built = stem is not None or (" " in name.text and name.text.split()[-1].lower() in HOUSES)
        precision: Precision = "site" if built else "admin1" if name.kind == "division" else "city"
        return Place(name.text, precision, span=span, reason=choice.reason)
    return Place(entry.name, entry.precision, entry.id, entry.country, gazetteer.division_name(entry.admin1), entry.lat, entry.lon, span,  # noqa: E501
                 choice.reason, spread_km(entry))  # fmt: skip


def site_at(name: str, entry: Entry, span: Span, reason: str, gazetteer: Gazetteer) -> Place:
    """A site that only the place it is named after tells, put at that place."""
    far = max(10.0, spread_km(entry) or 0.0)
    return Place(name, "site", None, entry.country, gazetteer.division_name(entry.admin1), entry.lat, entry.lon, span,
                 f"the site is not in the gazetteer: point of {entry.name}; {reason}", far)  # fmt: skip


def spread_km(entry: Entry) -> float | None:
    """How far from the point the place itself may reach, roughly, from its kind and the people in it."""
    if entry.kind in ("site", "airport"):
        return 3.0
    if entry.kind in ("city", "quarter"):
        return round(1.0 + math.sqrt(max(entry.people, 0) / 20_000), 1)
    return {"district": 30.0, "division": 120.0, "country": 500.0}.get(entry.kind, 300.0)
