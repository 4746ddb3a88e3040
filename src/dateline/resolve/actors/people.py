"""Persons: known ones and unknown ones, with the role and the body that stand beside the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Party
from dateline.resolve.actors.knowledge import plain
from dateline.resolve.actors.named import hyphened
from dateline.resolve.actors.noun_phrase import left_edge
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.records import Actor, Office
from dateline.resolve.actors.regions import government_of, region_at
from dateline.resolve.actors.states import ministry, organ, state, topic_of

PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "abdul",
        "abd",
        "von",
        "van",
        "de",
        "la",
        "da",
        "dos",
        "di",
        "du",
        "le",
        "ben",
        "al-",
        "ul",
        "ur",
    ]
)
_MINISTER = re.compile(
    r"\b(?P<topic>[a-z]+(?: [a-z]+)?) (?:minister|secretary)\b|minister (?:of|for) (?P<of>[a-z ]+)",
    re.IGNORECASE,
)
NO_END = frozenset(["'s", "’s", ".", ",", "'", "’", "of", "and", "for", "in", "the", "at", "to", "-"])
"""What the model at times takes for the end of a name: "Steve Moss of"."""
_AFTER = 14  # tokens of an apposition that are read for a role
_ROLE_STOP = frozenset(
    [
        "who",
        "whose",
        "which",
        "that",
        "said",
        "told",
        "was",
        "is",
        "were",
        "has",
        "had",
        "and",
        ",",
        ".",
        ";",
        ":",
        "–",
    ]
)


def people(page: Page, named: Sequence[Draft]) -> list[Draft]:
    """Every person told by name, in order: the model's, and titled names that it misses."""
    drafts = [_known(page, d, named) for d in named if d.kind == "person"]
    spans = [*_models(page), *_titled(page)]
    for first, last in sorted(set(spans)):
        first = _without_titles(page, first, last)
        if page.low[first].strip(".") in page.actors.nouns.titles and last == first + 1 and _capital_next(page, last):
            continue  # "Sheikh" alone, which the model cuts from the name behind it
        if last > first and not any(d.first < last and first < d.last for d in (*drafts, *_longer(first, last, named))):
            drafts.append(_unknown(page, first, last, named))
    return sorted(drafts, key=lambda d: d.first)


def _capital_next(page: Page, last: int) -> bool:
    return last < len(page.words) and page.words[last][:1].isupper()


def _longer(first: int, last: int, named: Sequence[Draft]) -> list[Draft]:
    """Known bodies of whose name the model takes a part for a person: "Kata'ib" of Kata'ib Hezbollah."""
    return [
        d
        for d in named
        if (d.party.id or d.kind == "company")
        and d.kind not in ("person", "state")
        and d.first <= first
        and last <= d.last
    ]


def _models(page: Page) -> list[tuple[int, int]]:
    """Persons the model names, without what it takes too much."""
    spans = []
    for ent in page.doc.ents:
        if ent.label_ not in ("PERSON", "PER"):
            continue
        last = ent.end
        while last > ent.start and page.low[last - 1] in NO_END:
            last -= 1
        if any(w[:1].isupper() for w in page.words[ent.start : last]):
            spans.append((ent.start, last))
    return spans


def _titled(page: Page) -> list[tuple[int, int]]:
    """Capitalised words after a personal title: "Brig. Tahseen al-Khafaji"."""
    spans = []
    for i, word in enumerate(page.low):
        if word.strip(".") in page.actors.nouns.titles and page.words[i][0].isupper():
            first = i + 1
            while first < len(page.low) and (
                page.low[first].strip(".") in page.actors.nouns.titles or page.low[first] in (".", "-")
            ):
                first += 1
            last = _name_end(page, first)
            if last > first:
                spans.append((first, last))
    return spans


def _name_end(page: Page, first: int) -> int:
    """The end of the run of name words at token `first`."""
    last = first
    while last < len(page.low) and last - first < 8:
        word = page.words[last]
        joined = page.low[last] in PARTICLES or word == "-" or (last > first and page.words[last - 1] == "-")
        if not ((word[0].isupper() and (word.isalpha() or "-" in word or "'" in word or word.endswith("."))) or joined):
            break
        if word[0].isupper() and (page.low[last] in page.actors.nouns.heads or word in page.actors.demonyms):
            break
        last += 1
    while last > first and (page.low[last - 1] in PARTICLES or page.words[last - 1] == "-"):
        last -= 1
    return last


def _without_titles(page: Page, first: int, last: int) -> int:
    """Past titles, and past what the model takes for a name before an office ("Iraqi Health Minister Salma Karim")."""
    office = [i for i in range(first, last - 1) if _tells_office(page, i)]
    if office and (last - office[-1] > 2 or office[-1] == first):
        of = page.low[office[-1] + 1] == "of"  # "Secretary of State Mike Pompeo"
        name = office[-1] + (3 if of else 1)
        first = name if name < last else first
    while first < last - 1 and (
        page.low[first].strip(".") in page.actors.nouns.titles or page.low[first] in (".", "-", "the")
    ):
        first += 1
    return first


def _tells_office(page: Page, i: int) -> bool:
    noun = page.actors.nouns.heads.get(page.low[i])
    return (
        noun is not None
        and noun.cls in ("role", "people")
        and page.low[i] not in ("king", "pope", "general", "chief", "head")
    )


def _known(page: Page, draft: Draft, named: Sequence[Draft]) -> Draft:
    """A known person, with the office of the day; what the report itself says of them comes first."""
    role, body = _beside(page, draft.first, draft.last, named)
    actor = page.actors.by_id[draft.party.id or ""]
    office = office_of(actor, page)
    if office is not None and body is None:
        body = office_body(page, office)
        role = role or office.title
    return replace(draft, role=role, organisation=body.name if body else None)


def office_of(actor: Actor, page: Page) -> Office | None:
    """The office held on the day of the report, the last of them when several fit."""
    held = [o for o in actor.offices if o.held_on(page.day)]
    return held[-1] if held else None


def office_body(page: Page, office: Office) -> Party | None:
    """The state or body an office belongs to."""
    if office.of in page.actors.by_id:
        known = page.actors.by_id[office.of]
        return Party(known.name, known.id, country=known.country, sector=known.sector)
    if office.of not in page.actors.countries:
        return None
    return _minister_of(page, office.of, office.title) or state(page.actors, office.of)


def _unknown(page: Page, first: int, last: int, named: Sequence[Draft]) -> Draft:
    """Someone the data does not know: their own name."""
    name = " ".join(page.text(first, last).split())
    role, body = _beside(page, first, last, named)
    party = Party(name, None, country=body.country if body else None, sector=body.sector if body else None,
                  parent=body.id if body else None, reason="named by the report, unknown to the data")  # fmt: skip
    return Draft(first, last, party, "name", "person", role, body.name if body else None)


def _beside(page: Page, first: int, last: int, named: Sequence[Draft]) -> tuple[str | None, Party | None]:
    """Role and body from the words before a name ("Iraqi Health Minister"), else from the apposition after
    it."""
    for end in (first, first - 1) if first > 1 and page.low[first - 1] == "," else (first,):
        left = (
            _left_edge(page, end) if end == first else left_edge(page, end - 1)[0] if _is_role(page, end - 1) else end
        )
        if left < end:
            role, body = _read_role(page, left, end, named)
            if role is not None:
                return role, body
    if (before := _office_before(page, first)) is not None:
        role, body = _read_role(page, *before, named)
        if role is not None:
            return role, body
    right = _apposition(page, last)
    return _read_role(page, *right, named) if right else (None, None)


def _office_before(page: Page, first: int) -> tuple[int, int] | None:
    """Token range of "the governor of West Java" before a comma and the name."""
    if first < 3 or page.low[first - 1] != ",":
        return None
    for i in range(first - 3, max(first - 8, -1), -1):
        if page.low[i] in (",", ".") or page.sentence[i] != page.sentence[first]:
            return None
        if page.low[i + 1] == "of" and _is_role(page, i):
            return left_edge(page, i)[0], first - 1
    return None


def _is_role(page: Page, i: int) -> bool:
    """Whether a word before a comma is an office: "Iraq's prime minister, Adel Amiri, said"."""
    noun = page.actors.nouns.heads.get(page.low[i])
    return noun is not None and noun.cls == "role"


def _left_edge(page: Page, first: int) -> int:
    """Where the words that describe a person before the name begin."""
    left = first
    while left > 0 and first - left < 9:
        word, low = page.words[left - 1], page.low[left - 1]
        titled = word[0].isupper() or low in page.actors.nouns.heads or low in page.actors.nouns.grades
        if not (titled or low in ("-", "'s", "’s", ".", "of", "general")) or low in (",", "the", "in", "on"):
            break
        if page.sentence[left - 1] != page.sentence[first] or (word == "." and not page.words[left - 2][:1].isupper()):
            break
        left -= 1
    while left < first and page.low[left] in ("-", "'s", "’s", ".", "of"):
        left += 1
    return left


def _apposition(page: Page, last: int) -> tuple[int, int] | None:
    """Token range of ", a spokesman for the Joint Operations Command," after a name."""
    if last >= len(page.low) or page.low[last] != ",":
        return None
    first = last + 1
    end = first
    while end < len(page.low) and end - first < _AFTER and page.low[end] not in _ROLE_STOP:
        end += 1
    has_role = any(
        w in page.actors.nouns.heads and page.actors.nouns.heads[w].cls == "role" for w in page.low[first:end]
    )
    return (first, end) if has_role and end > first else None


def _read_role(page: Page, first: int, last: int, named: Sequence[Draft]) -> tuple[str | None, Party | None]:
    """The role in a stretch of words, and the body it belongs to."""
    while first < last and page.low[first] in ("the", "a", "an", "its", "his", "her", "their"):
        first += 1
    words = " ".join(page.text(first, last).split()) if last > first else ""
    if not words or not any(
        w.strip(".") in page.actors.nouns.heads or w.strip(".") in page.actors.nouns.titles
        for w in words.lower().split()
    ):
        return None, None
    owners = [d for d in named if first <= d.first and d.last <= last and d.kind != "person" and not hyphened(page, d)]
    bodies = [d for d in owners if d.kind != "state"] or owners
    body = bodies[-1].party if bodies else None
    below = region_at(page, first, last)
    if below is not None and (body is None or bodies[-1].kind == "state"):
        return words, government_of(page, below[1])
    if body is not None and bodies[-1].kind == "state" and body.country:
        body = _minister_of(page, body.country, words) or _organ_of(page, body.country, words) or body
    return words, body


def _minister_of(page: Page, iso: str, words: str) -> Party | None:
    """The ministry of a minister: "Health Minister" -> "Iraq health ministry"."""
    found = _MINISTER.search(words)
    if found is None:
        return None
    told = (found["topic"] or found["of"] or "").split()
    topic = topic_of(" ".join(told), page.actors) or (topic_of(told[-1], page.actors) if told else None)
    return ministry(page.actors, iso, topic) if topic else None


def _organ_of(page: Page, iso: str, words: str) -> Party | None:
    """The organ a role names: "army spokesman", "police chief"."""
    for word in words.lower().split():
        noun = page.actors.nouns.heads.get(word)
        if noun is not None and noun.cls == "organ" and noun.key != "government":
            return organ(page.actors, iso, noun.key, noun.sector)
    return None


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a personal name, as they are compared."""
    return tuple(plain(w) for w in re.findall(r"[^\W_]+", name))
