"""Bodies that no list knows, told apart by their names: "Kivu Plains Front" is a rebel group, "Orvane PLC" a company.

They keep their own name. The endings, with kind and PLOVER sector, are data (`nouns.bodies.LANGUAGE.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dateline.model import Party
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.places.overlays import load_yaml

_SMALL = frozenset(["of", "for", "the", "and", "de", "du", "des", "la", "el", "al", "&", "-", "'s", "’s", "'", "’"])
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_SPLIT = ("of", "for", "in", "against", "to")
_STATES_OWN = frozenset(["GOV", "LEG", "JUD", "COP", "MIL", "SPY"])
_COMPASS = frozenset(["western", "eastern", "northern", "southern", "home", "central", "second"])
_LONGEST = 4  # words of an ending


@dataclass(frozen=True, slots=True)
class Body:
    """A row of the table: what a name ending so is."""

    kind: str
    sector: str | None
    needs: frozenset[str]
    unless: frozenset[str]
    weak: bool


@lru_cache(maxsize=4)
def bodies(language: str = "en") -> dict[str, tuple[Body, ...]]:
    """Ending (as written) → rows, those with conditions first."""
    table: dict[str, list[Body]] = {}
    for row in load_yaml(files("dateline.data.actors") / f"nouns.bodies.{language}.yaml"):
        body = Body(
            row["kind"], row["sector"], _lowered(row.get("if")), _lowered(row.get("unless")), row.get("weak", False)
        )
        for ending in row["words"]:
            table.setdefault(ending if len(ending) <= 3 else ending.lower(), []).append(body)
    return {ending: tuple(sorted(rows, key=lambda b: not b.needs)) for ending, rows in table.items()}


def _lowered(words: list[str] | None) -> frozenset[str]:
    return frozenset(w.lower() for w in words or ())


def body_of(name: str) -> Body | None:
    """What a body of this name is; None when the name does not say."""
    words = [w.strip(',"“”()') for w in name.replace("’", "'").split()]
    split = next((i for i, w in enumerate(words) if i and w.lower() in _SPLIT), None)
    return _ending(words, words) or (_ending(words[:split], words) if split else None)


def _ending(words: list[str], whole: list[str]) -> Body | None:
    table, low = bodies(), {w.lower() for w in whole}
    said = " ".join(whole).lower()
    for n in range(min(_LONGEST, len(words)), 0, -1):
        ending = " ".join(words[-n:])
        for body in table.get(ending if len(ending) <= 3 else ending.lower(), ()):
            needed = not body.needs or body.needs & low or any(" " in w and w in said for w in body.needs)
            if needed and not body.unless & low and not (n == len(whole) == 1):
                return body
    return None


def told_party(page: Page, first: int, last: int) -> tuple[Party, str]:
    """The party of a name that no list knows, and its kind: sector and country as far as the name says."""
    country, whence = _country(page, first, last)
    first = _without_owner(page, first, last)
    name = _undotted(page.text(first, last))
    body = body_of(name)
    owned = first > 0 and page.low[first - 1] in (
        "'s",
        "’s",
    )  # by a party that is no state: "the PLA's Eastern Command"
    own = body is not None and body.sector in _STATES_OWN and not owned
    if country is None and own and page.focus in page.actors.countries:
        country, whence = page.focus, "in the report's country"
    said = f", by its name: {body.kind}" if body else ""
    reason = f"named by the report, unknown to the data{said}{f', {whence}' if whence else ''}"
    return Party(
        name, None, country=country, sector=body.sector if body else None, reason=reason
    ), body.kind if body else "org"


def _undotted(name: str) -> str:
    """Without the full stop of a shortened last word ("Corp."); one with stops inside keeps it ("S.A.")."""
    return name[:-1] if name.endswith(".") and "." not in name.split()[-1][:-1] else name


def draft_of(page: Page, first: int, last: int) -> Draft:
    """The mention of a name that no list knows, without the possessive of its owner."""
    party, kind = told_party(page, first, last)
    return Draft(_without_owner(page, first, last), last, party, "name", kind)


def _country(page: Page, first: int, last: int) -> tuple[str | None, str]:
    """The country that a name tells ("Kenya Airways", "Lagos University"), or its owner ("Brazil's Supreme Court")."""
    name = page.text(first, last)
    for land, iso in page.actors.lands.items():
        if land in name and re.search(rf"\b{re.escape(land)}\b", name):
            return iso, f"“{land}”"
    for i in range(first, last):
        if (people := page.actors.demonyms.get(page.words[i])) is not None:
            return people, f"“{page.words[i]}”"
        if i in page.place_at and page.place_at[i][1].country and page.place_at[i][1].lat is not None:
            place = page.place_at[i][1]
            return place.country, place.name
    if first and (people := page.actors.demonyms.get(page.words[first - 1])) is not None:
        return people, f"“{page.words[first - 1]}”"
    if first > 1 and page.low[first - 1] in ("'s", "’s"):
        at = next((i for i in range(first - 2, max(first - 5, -1), -1) if i in page.place_at), None)
        if at is not None and page.place_at[at][1].precision == "country":
            return page.place_at[at][1].country, f"of {page.place_at[at][1].name}"
    return None, ""


def _without_owner(page: Page, first: int, last: int) -> int:
    """Past a possessive at the head of a name: "Ghana's Electoral Commission" is the commission, Ghana its country."""
    at = next((i for i in range(first, last - 1) if page.low[i] in ("'s", "’s")), None)
    owned = at is not None and (page.text(first, at) in page.actors.lands or page.words[first] in page.actors.demonyms)
    return at + 1 if owned and at is not None else first


def runs(page: Page) -> Iterator[Draft]:
    """Runs of capitalised words that end like a body's name, where the model names none."""
    i, n = 0, len(page.words)
    while i < n:
        if not _capital(page, i):
            i += 1
            continue
        last = _run_end(page, i)
        first = i + (page.low[i] in ("the", "a", "an"))
        yield from _body_in(page, first, last)
        i = last


def _capital(page: Page, i: int) -> bool:
    word = page.words[i].rstrip(".")
    return (word[:1].isupper() and word[-1:].isalpha()) or _ORDINAL.fullmatch(word) is not None


def _run_end(page: Page, first: int) -> int:
    last = first + 1
    while last < len(page.words) and page.sentence[last] == page.sentence[first]:
        if _capital(page, last):
            last += 1
        elif page.low[last] == "and" and page.text(first, last) in page.actors.lands:
            break  # "Norland and Veltish Union leaders": two parties
        elif page.low[last] in _SMALL and (k := _next_capital(page, last)):
            last = k + 1
        else:
            break
    return last


def _next_capital(page: Page, i: int) -> int | None:
    """The capitalised word that up to two small ones lead to, without the possessive of an owner."""
    if page.low[i] in ("the", "el", "al", "-") or page.low[i : i + 2] in (["and", "the"], ("and", "the")):
        return None  # "on Wednesday the Senate", "Norland and the Union": another phrase
    for k in range(i, min(i + 3, len(page.words))):
        if page.low[k] in ("'s", "’s", "'", "’"):
            return None
        if _capital(page, k):
            return k if page.low[k] not in page.actors.nouns.shape["stop"] else None  # "the Front for Monday's raid"
        if page.low[k] not in _SMALL:
            return None
    return None


def front_of_war(page: Page, last: int) -> bool:
    """ "The Eastern Front" is where a war is fought, and no body."""
    return page.low[last - 1] == "front" and last > 1 and page.low[last - 2] in _COMPASS


def _body_in(page: Page, first: int, last: int) -> Iterator[Draft]:
    """The body of a run, when its name says what it is; not one that only opens a sentence, or a front of a war."""
    if last - first < 2 or page.masked(page.doc[first].idx) or page.text(first, last).isupper():
        return
    body = body_of(page.text(first, last))
    if body is None or body.weak or front_of_war(page, last):
        return
    labels = {e.label_ for e in page.doc.ents if e.start < last and first < e.end}
    heads = page.actors.nouns.heads
    rest = [w for i, w in enumerate(page.low[first:last], first) if page.words[i] not in page.actors.demonyms]
    person = labels & {"PERSON", "PER", "EVENT"} and body.kind != "company"
    if person or " ".join(rest) in heads:
        return
    if first in page.place_at and page.place_at[first][0] >= last and page.place_at[first][1].lat is not None:
        return
    yield draft_of(page, first, last)
