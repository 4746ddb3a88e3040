"""The shape of a noun phrase that may tell a party: its head from the tables, its left edge, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Party
from dateline.resolve.actors.named import hyphened
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.records import Noun
from dateline.resolve.actors.regions import government_of, region_at, seat_of_state
from dateline.resolve.actors.states import state

LONGEST_LEFT = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with a head from the tables: token indices of its left edge, of the head, and its end."""

    first: int
    head: int
    last: int
    noun: Noun
    words: str  # the head as written, small letters
    definite: bool


def phrase_at(page: Page, i: int) -> Phrase | None:
    """The longest head that starts at token `i`, with its left edge."""
    heads = page.actors.nouns.heads
    for n in range(min(page.actors.nouns.longest, len(page.low) - i), 0, -1):
        words = " ".join(page.low[i : i + n])
        noun = heads.get(words)
        if noun is not None and _is_noun(page, i, i + n) and not _goes_on(page, i + n):
            first, definite = left_edge(page, i)
            return Phrase(first, i, i + n, noun, words, definite)
    return None


def _is_noun(page: Page, first: int, last: int) -> bool:
    if not page.tagged:
        return True
    return page.doc[last - 1].pos_ in ("NOUN", "PROPN", "X") or last - first > 1


def _goes_on(page: Page, last: int) -> bool:
    """Whether the head is only a modifier of a further noun ("police station", "army base", "government
    forces")."""
    if last >= len(page.low) or (not page.low[last].isalpha() and page.low[last] != "-"):
        return False
    if page.low[last] == "-":
        return True
    if page.tagged:
        token = page.doc[last]
        return (
            token.pos_ == "NOUN"
            and page.doc[last - 1].dep_ in ("compound", "amod", "nmod", "")
            and not page.words[last][0].isupper()
        )
    return page.low[last] in page.actors.nouns.heads


def left_edge(page: Page, head: int) -> tuple[int, bool]:
    """The first token of the phrase before its head, and whether a definite article or a possessive opens
    it."""
    first = head
    while first > 0 and head - first < LONGEST_LEFT and _modifies(page, first - 1):
        first -= 1
    while first < head and page.low[first] in ("-", "'s", "’s", "'", "’"):
        first += 1
    before = page.low[first - 1] if first else ""
    return first, before in ("the", "this", "that", "these", "those", "its", "their")


def _modifies(page: Page, i: int) -> bool:
    word = page.low[i]
    if word in page.actors.nouns.shape["stop"] or (
        not page.words[i][0].isalnum() and word not in ("-", "'s", "’s", "'", "’")
    ):
        return False
    if page.tagged:
        token = page.doc[i]
        if token.pos_ in ("ADJ", "PROPN") or word in ("-", "'s", "’s", "'", "’"):
            return True
        if token.pos_ == "NOUN":
            return not _ends_phrase(page, i)
        return (
            token.pos_ in ("VERB", "X", "ADV")
            and (token.dep_ in ("amod", "compound", "advmod"))
            and i + 1 < len(page.low)
        )
    tables = page.actors
    if word in tables.nouns.grades or word in tables.nouns.groups or page.words[i] in tables.demonyms:
        return True
    return (page.words[i][0].isupper() and not page.doc[i].is_sent_start) or word in page.actors.nouns.shape[
        "adjectives"
    ]


def _ends_phrase(page: Page, i: int) -> bool:
    """Whether a noun to the left belongs to another phrase (its head does not lie to its right)."""
    token = page.doc[i]
    return bool(token.dep_) and token.head.i < i


def owner_of(page: Page, phrase: Phrase, named: Sequence[Draft]) -> Draft | None:
    """Whose organ or official it is: the last party named in the phrase, else one after "of"; never half an
    adjective."""
    inside = [d for d in named if phrase.first <= d.first and d.last <= phrase.head and not hyphened(page, d)]
    if inside:
        best = [d for d in inside if d.kind not in ("state", "person")] or [d for d in inside if d.kind != "person"]
        below = _region(page, phrase) if best and best[-1].kind == "state" else None
        return below or (best[-1] if best else None)
    if (below := _region(page, phrase)) is not None:
        return below
    i = phrase.last
    after_words = ("of", "from", "in", "at", "for", "with") if phrase.noun.cls in ("organ", "role") else ("of", "from")
    if i < len(page.low) and page.low[i] in after_words:
        reach = i + 2 if i + 1 < len(page.low) and page.low[i + 1] in ("the", "a") else i + 1
        after = next((d for d in named if d.first == reach and d.kind != "person"), None)
        from_any = phrase.noun.cls == "force"  # "troops from the coalition"; officials come "from" a place only
        if page.low[i] == "from" and after is not None and after.kind == "state" and _leaves(page, phrase):
            return None
        if after is not None and (page.low[i] in ("of", "for", "with") or after.kind == "state" or from_any):
            return after
        return _land_at(page, reach) if phrase.noun.cls == "organ" and page.low[i] in ("in", "of") else None
    return None


def _leaves(page: Page, phrase: Phrase) -> bool:
    """ "the withdrawal of forces from Mali": where they leave from is not whose they are."""
    above = page.doc[phrase.head].head
    words = page.actors.nouns.shape["leaving"]
    return above.lemma_.lower() in words or above.lower_ in words


def _region(page: Page, phrase: Phrase) -> Draft | None:
    """The region or city whose organ or official it is: named in the phrase, or right after "of" ("mayor of Lviv")."""
    if phrase.noun.cls not in ("organ", "role"):
        return None
    if phrase.noun.cls == "organ" and phrase.noun.key not in page.actors.nouns.shape["regional"]:
        return None
    found = region_at(page, phrase.first, phrase.head)
    if found is None and page.low[phrase.last : phrase.last + 1] == ["of"]:
        start = phrase.last + 1 + (page.low[phrase.last + 1 : phrase.last + 2] == ["the"])
        end, place = page.place_at.get(start, (start, None))
        found = (end, place) if place is not None and region_at(page, start, end) else None
    if found is None:
        return None
    end, place = found
    own = {"city", "municipal", "regional", "provincial", "local", "state", "metropolitan"} & set(
        page.low[phrase.first : phrase.head]
    )
    first = next(i for i, (e, p) in page.place_at.items() if e == end and p is place)
    if phrase.noun.key == "government" and seat_of_state(page, place) and not own:
        return Draft(first, end, state(page.actors, place.country or ""), kind="state")
    return Draft(first, end, government_of(page, place), kind="region", owner=Party(place.name, place.id))


def _land_at(page: Page, i: int) -> Draft | None:
    """The state of a town named at token `i` ("parliament in Baghdad")."""
    iso = page.land_at.get(i) or next((x for n in (4, 3, 2, 1) if (x := _land(page, i, i + n))), None)
    return Draft(i, i + 1, state(page.actors, iso), kind="state") if iso in page.actors.countries and iso else None


def _land(page: Page, first: int, last: int) -> str | None:
    """The country whose name these tokens are, where they stand inside a name and are no place of their own."""
    return page.actors.lands.get(page.text(first, last)) if last <= len(page.words) else None
