"""Parties told by a noun: organs of states, forces, fighters, peoples of a kind, and officials without a
name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Party
from dateline.resolve.actors.ministries import ministry_at
from dateline.resolve.actors.noun_phrase import Phrase, owner_of, phrase_at
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.regions import organ_of as regional_organ
from dateline.resolve.actors.states import organ, state


def phrases(page: Page, named: Sequence[Draft]) -> list[Draft]:
    """Every party told by a noun phrase, in order."""
    drafts: list[Draft] = []
    taken = {i for d in named for i in range(d.first, d.last)}
    i = 0
    while i < len(page.low):
        phrase = ministry_at(page, i, named) if page.low[i] in ("ministry", "ministries", "department") else None
        if phrase is not None:
            drafts.append(phrase)
            i = phrase.last
            continue
        found = None if i in taken else phrase_at(page, i)
        if found is None:
            i += 1
            continue
        draft = _settle(page, found, named, drafts)
        if draft is not None:
            drafts.append(draft)
        i = found.last
    return drafts


def _settle(page: Page, phrase: Phrase, named: Sequence[Draft], drafts: Sequence[Draft]) -> Draft | None:
    """The party of one noun phrase, or None when the phrase names none that can be told."""
    owner = owner_of(page, phrase, named)
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
    if owner is not None and owner.kind == "region":
        place = page.place_at[owner.first][1]
        party = regional_organ(page, place, noun.key, noun.sector)
        return Draft(
            min(phrase.first, owner.first), max(phrase.last, owner.last), party, "name", "body", organ=noun.key
        )
    if owner is not None:
        return Draft(*where, replace(owner.party, reason=f"{phrase.words} of {owner.party.name}"), "definite", owner.kind,  # noqa: E501
                     organ=noun.key)  # fmt: skip
    if phrase.words in page.actors.nouns.shape["need_owner"] and not _at_home(page, phrase):
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


def _at_home(page: Page, phrase: Phrase) -> bool:
    """ "Congress rejected it", "the cabinet met": of the country the report is about, though other words before them
    tell of others' ("a cabinet", "two senates")."""
    if phrase.words not in page.actors.nouns.shape["at_home"]:
        return False
    before = page.low[phrase.first - 1] if phrase.first else ""
    return before == "the" or page.words[phrase.head][:1].isupper()


def _plain_left(page: Page, phrase: Phrase) -> bool:
    """Whether the words before an organ only sharpen it ("national police", "caretaker government")."""
    return all(
        page.low[i] in page.actors.nouns.grades or page.low[i] in page.actors.nouns.shape["sharpening"]
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
    if phrase.words in page.actors.nouns.shape["need_owner"]:
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
    others = [i for i in range(phrase.first, phrase.last) if owner is None or not owner.first <= i < owner.last]
    role = _clean(" ".join(page.words[i] for i in others if page.low[i] not in ("'s", "’s")))
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
    if phrase.words in page.actors.nouns.shape["quantified"] and phrase.first == phrase.head:
        return None
    name = _clean(page.text(phrase.first, phrase.last))
    party = Party(name, None, country=owner.party.country if owner else None, sector=phrase.noun.sector,
                  parent=owner.party.id if owner else None, reason="no name told")  # fmt: skip
    return Draft(*where, party, "common", phrase.noun.cls)


def _clean(text: str) -> str:
    """A phrase as a name: one space between words, no possessive left over at the start."""
    return " ".join(text.split()).strip("'’ -")
