"""Parties told by a noun: organs of states, forces, fighters, peoples of a kind, and officials without a
name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Party
from dateline.resolve.actors.named import hyphened
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.records import Noun
from dateline.resolve.actors.states import ministry, organ, state, topic_of

_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "with",
        "and",
        "or",
        "but",
        "as",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "while",
        "where",
        "after",
        "before",
        "because",
        "said",
        "says",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "not",
        "no",
        "more",
        "than",
        "about",
        "some",
        "many",
        "several",
        "few",
        "most",
        "all",
        "both",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
        "least",
        "nearly",
        "around",
        "including",
        "among",
        "between",
        "against",
        "into",
        "over",
        "under",
        "during",
        "until",
        "since",
        "also",
        "later",
        "then",
        "killed",
        "wounded",
        "injured",
        "told",
        "fired",
        "attacked",
        "killing",
        "wounding",
        "injuring",
        "urged",
        "asked",
        "ordered",
        "hit",
        "struck",
    ]
)
_NEED_OWNER = frozenset(
    [
        "intelligence",
        "division",
        "unit",
        "brigade",
        "battalion",
        "regiment",
        "contingent",
        "personnel",
        "trainers",
        "instructors",
        "artillery",
        "tanks",
        "helicopter",
        "helicopters",
        "aircraft",
        "jets",
        "jet",
        "drones",
        "infantry",
        "administration",
        "presidency",
        "cabinet",
        "congress",
        "senate",
        "senators",
        "deputies",
        "judge",
        "judges",
        "marines",
        "marine",
        "embassy",
        "consulate",
        "garrison",
        "militaries",
        "executive",
        "police-force",
    ]
)
_QUANTIFIED = frozenset(["leaders", "countries", "states", "nations", "powers", "parties", "companies"])
_OFFICIALS = frozenset(["government", "military", "police", "security", "forces", "parliament", "court", "prosecutors"])
_ADJECTIVES = frozenset(
    ["-", "'s", "’s", "led", "backed", "armed", "foreign", "displaced", "anti", "pro", "rival", "aligned"]
)
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


def phrases(page: Page, named: Sequence[Draft]) -> list[Draft]:
    """Every party told by a noun phrase, in order."""
    drafts: list[Draft] = []
    taken = {i for d in named for i in range(d.first, d.last)}
    i = 0
    while i < len(page.low):
        phrase = _ministry(page, i, named) if page.low[i] in ("ministry", "ministries", "department") else None
        if phrase is not None:
            drafts.append(phrase)
            i = phrase.last
            continue
        found = None if i in taken else _phrase(page, i)
        if found is None:
            i += 1
            continue
        draft = _settle(page, found, named, drafts)
        if draft is not None:
            drafts.append(draft)
        i = found.last
    return drafts


def _phrase(page: Page, i: int) -> Phrase | None:
    """The longest head that starts at token `i`, with its left edge."""
    heads = page.actors.nouns.heads
    for n in range(min(page.actors.nouns.longest, len(page.low) - i), 0, -1):
        words = " ".join(page.low[i : i + n])
        noun = heads.get(words)
        if noun is not None and _is_noun(page, i, i + n) and not _goes_on(page, i + n):
            first, definite = _left(page, i)
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


def _left(page: Page, head: int) -> tuple[int, bool]:
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
    if word in _STOP or (not page.words[i][0].isalnum() and word not in ("-", "'s", "’s", "'", "’")):
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
    return (page.words[i][0].isupper() and not page.doc[i].is_sent_start) or word in _ADJECTIVES


def _ends_phrase(page: Page, i: int) -> bool:
    """Whether a noun to the left belongs to another phrase (its head does not lie to its right)."""
    token = page.doc[i]
    return bool(token.dep_) and token.head.i < i


def _owner(page: Page, phrase: Phrase, named: Sequence[Draft]) -> Draft | None:
    """Whose organ or official it is: the last party named in the phrase, else one after "of"; never half an
    adjective."""
    inside = [d for d in named if phrase.first <= d.first and d.last <= phrase.head and not hyphened(page, d)]
    if inside:
        best = [d for d in inside if d.kind not in ("state", "person")] or [d for d in inside if d.kind != "person"]
        return best[-1] if best else None
    i = phrase.last
    after_words = ("of", "from", "in", "at", "for", "with") if phrase.noun.cls in ("organ", "role") else ("of", "from")
    if i < len(page.low) and page.low[i] in after_words:
        reach = i + 2 if i + 1 < len(page.low) and page.low[i + 1] in ("the", "a") else i + 1
        after = next((d for d in named if d.first == reach and d.kind != "person"), None)
        from_any = phrase.noun.cls == "force"  # "troops from the coalition"; officials come "from" a place only
        if after is not None and (page.low[i] in ("of", "for", "with") or after.kind == "state" or from_any):
            return after
        return _land_at(page, reach) if phrase.noun.cls == "organ" and page.low[i] in ("in", "of") else None
    return None


def _land_at(page: Page, i: int) -> Draft | None:
    """The state of a town named at token `i` ("parliament in Baghdad")."""
    iso = page.land_at.get(i)
    return Draft(i, i + 1, state(page.actors, iso), kind="state") if iso in page.actors.countries and iso else None


def _settle(page: Page, phrase: Phrase, named: Sequence[Draft], drafts: Sequence[Draft]) -> Draft | None:
    """The party of one noun phrase, or None when the phrase names none that can be told."""
    owner = _owner(page, phrase, named)
    cls = phrase.noun.cls
    if cls == "organ":
        return _organ(page, phrase, owner, drafts)
    if cls == "force":
        return _force(page, phrase, owner, drafts)
    if cls == "role":
        return _role(page, phrase, owner)
    return _common(page, phrase, owner)


def _organ(page: Page, phrase: Phrase, owner: Draft | None, drafts: Sequence[Draft]) -> Draft | None:
    noun, where = phrase.noun, (phrase.first, phrase.last)
    if owner is not None and owner.party.id and owner.party.id.startswith("state:"):
        iso = owner.party.country or ""
        party = organ(page.actors, iso, noun.key, noun.sector, f"{noun.key} of {owner.party.name}")
        return Draft(*where, party, "name", "organ", organ=noun.key, owner=owner.party)
    if owner is not None:
        return Draft(*where, replace(owner.party, reason=f"{phrase.words} of {owner.party.name}"), "definite", owner.kind,  # noqa: E501
                     organ=noun.key)  # fmt: skip
    if phrase.words in _NEED_OWNER:
        return None
    here = page.sentence[phrase.head]
    earlier = next((d for d in reversed(drafts) if d.organ == noun.key and d.owner is not None
                    and here - page.sentence[d.first] <= 2), None)  # fmt: skip
    if earlier is not None:
        reason = f"the {noun.key} told of before, of {earlier.owner.name if earlier.owner else ''}"
        return Draft(
            *where,
            replace(earlier.party, reason=reason),
            "definite",
            "organ",
            organ=noun.key,
            owner=earlier.owner,
        )
    if page.focus is None or (phrase.first < phrase.head and not _plain_left(page, phrase)):
        return _common(page, phrase, None)
    if page.focus not in page.actors.countries:
        return None
    reason = f"the report is about {page.actors.countries[page.focus].name}"
    party = organ(page.actors, page.focus, noun.key, noun.sector, reason)
    return Draft(*where, party, "definite", "organ", organ=noun.key, owner=state(page.actors, page.focus))


def _plain_left(page: Page, phrase: Phrase) -> bool:
    """Whether the words before an organ only sharpen it ("national police", "caretaker government")."""
    return all(
        page.low[i] in page.actors.nouns.grades
        or page.low[i]
        in ("national", "interim", "caretaker", "ruling", "central", "new", "country", "'s", "own", "state")
        for i in range(phrase.first, phrase.head)
    )


def _force(page: Page, phrase: Phrase, owner: Draft | None, drafts: Sequence[Draft]) -> Draft | None:
    noun, where = phrase.noun, (phrase.first, phrase.last)
    if owner is not None and owner.party.id and owner.party.id.startswith("state:"):
        party = organ(
            page.actors,
            owner.party.country or "",
            noun.key,
            noun.sector,
            f"{phrase.words} of {owner.party.name}",
        )
        return Draft(*where, party, "name", "organ", organ=noun.key, owner=owner.party)
    if owner is not None:
        return Draft(*where, replace(owner.party, reason=f"{phrase.words} of {owner.party.name}"), "name", owner.kind)
    if phrase.words in _NEED_OWNER:
        return None
    if phrase.first == phrase.head and (phrase.words in ("troops", "soldiers", "soldier", "forces") or phrase.definite):
        return _organ(page, phrase, None, drafts)
    return _common(page, phrase, None)


def _role(page: Page, phrase: Phrase, owner: Draft | None) -> Draft | None:
    """Someone who speaks or acts without a name; the body they speak for stands beside them."""
    where = (phrase.first, phrase.last)
    told = _clean(page.text(phrase.first, phrase.last))
    body = owner.party if owner is not None else _organ_in(page, phrase)
    party = Party(told, None, country=body.country if body else None, sector=(body.sector if body else None),
                  parent=body.id if body else None, reason="not named by the report")  # fmt: skip
    role = _clean(" ".join(w for i, w in enumerate(page.words[phrase.first : phrase.last], phrase.first)
                           if owner is None or not owner.first <= i < owner.last))  # fmt: skip
    return Draft(
        *where,
        party,
        "definite" if phrase.definite else "common",
        "role",
        role,
        body.name if body else None,
        True,
    )


def _organ_in(page: Page, phrase: Phrase) -> Party | None:
    """The organ a role names itself: "police sources", "military officials", in the country the report is
    about."""
    heads = page.actors.nouns.heads
    for i in range(phrase.head - 1, phrase.first - 1, -1):
        noun = heads.get(page.low[i])
        if noun is not None and noun.cls == "organ" and page.focus in page.actors.countries:
            return organ(page.actors, page.focus, noun.key, noun.sector, "the report's country")
    return None


def _common(page: Page, phrase: Phrase, owner: Draft | None) -> Draft | None:
    """An open set under the report's own words; one nation's people stand for the nation."""
    where = (phrase.first, phrase.last)
    if owner is not None and owner.kind == "state" and phrase.words in page.actors.nouns.citizens:
        party = replace(owner.party, reason=f"{phrase.words} of {owner.party.name}")
        return Draft(*where, party, "demonym", "state")
    if owner is not None and owner.kind != "state" and phrase.noun.cls == "fighter":
        return Draft(*where, replace(owner.party, reason=f"{phrase.words} of {owner.party.name}"), "name", owner.kind)
    if phrase.words in _QUANTIFIED and phrase.first == phrase.head:
        return None
    name = _clean(page.text(phrase.first, phrase.last))
    party = Party(name, None, country=owner.party.country if owner else None, sector=phrase.noun.sector,
                  parent=owner.party.id if owner else None, reason="no name told")  # fmt: skip
    return Draft(*where, party, "common", phrase.noun.cls)


def _clean(text: str) -> str:
    """A phrase as a name: one space between words, no possessive left over at the start."""
    return " ".join(text.split()).strip("'’ -")


def _ministry(page: Page, i: int, named: Sequence[Draft]) -> Draft | None:
    """ "Iraq's Health Ministry", "the Ministry of Foreign Affairs of Ukraine", "the health ministry"."""
    if page.low[i] == "department":
        return None
    first, last, topic = _ministry_words(page, i)
    if topic is None:
        return None
    left, _ = _left(page, first)
    phrase = Phrase(left, first, last, Noun("organ", "ministry", "GOV"), "ministry", False)
    owner = _owner(page, phrase, named)
    iso = owner.party.country if owner is not None and owner.kind == "state" else None
    reason = f"of {owner.party.name}" if owner else "the report's country"
    iso = iso or page.focus
    if iso is None or iso not in page.actors.countries:
        party = Party(f"{topic} ministry", None, sector="GOV", reason="no country told")
    else:
        party = ministry(page.actors, iso, topic, reason)
    holder = state(page.actors, iso) if iso in page.actors.countries else None
    return Draft(left if owner is not None and owner.first >= left else first, last, party,
                 "name" if owner else "definite", "organ", organ=f"{topic} ministry", owner=holder)  # fmt: skip


def _ministry_words(page: Page, i: int) -> tuple[int, int, str | None]:
    """Token range of a ministry with its field, and the field; no field gives None."""
    if i + 2 < len(page.low) and page.low[i + 1] == "of":
        start = i + 2 + (page.low[i + 2] == "the")
        for n in (4, 3, 2, 1):
            if start + n <= len(page.low):
                words = page.text(start, start + n)
                if words.lower() in page.actors.nouns.ministries or (n > 1 and " and " in words.lower()):
                    topic = topic_of(words, page.actors)
                    if topic:
                        return i, start + n, topic
    for n in (2, 1):
        if i - n >= 0:
            topic = topic_of(page.text(i - n, i), page.actors)
            if topic:
                return i - n, i + 1, topic
    return i, i + 1, None
