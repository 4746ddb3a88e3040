"""Taking up a party again within a report: surnames, acronyms in brackets, "the group", pronouns where it is
safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Party
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.people import PARTICLES, name_parts

REACH = 4  # sentences back that "the group" may reach
_PERSONAL = {"he": "person", "she": "person", "him": "person", "her": "person"}
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "ROOT", "root", "parataxis")


def full_names(drafts: Sequence[Draft]) -> list[Draft]:
    """Surnames get the person's full name when one person of the report, and one only, bears them."""
    fullest: dict[tuple[str, ...], Draft] = {}
    for d in drafts:
        if d.kind == "person":
            fullest.setdefault(name_parts(d.party.name), d)
    return [_fuller(d, fullest) if d.kind == "person" else d for d in drafts]


def _fuller(draft: Draft, fullest: dict[tuple[str, ...], Draft]) -> Draft:
    parts = name_parts(draft.party.name)
    bearers = {full: d for full, d in fullest.items() if len(full) > len(parts) and _ends_with(full, parts)}
    parties = {d.party.name: d for d in bearers.values()}
    if draft.party.id is not None or len(parties) != 1:
        return draft
    full = next(iter(parties.values()))
    party = replace(
        full.party, reason=f"“{' '.join(parts)}” is {full.party.name} named in full elsewhere in the report"
    )
    return replace(
        draft, party=party, role=draft.role or full.role, organisation=draft.organisation or full.organisation
    )


def _ends_with(full: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether the words end the full name, articles aside ("Kadhimi", "al-Kadhimi" and "Mustafa
    al-Kadhimi")."""
    trimmed = tuple(w for w in parts if w not in PARTICLES) or parts
    core = tuple(w for w in full if w not in PARTICLES)
    return core[-len(trimmed) :] == trimmed or (core[: len(trimmed)] == trimmed and len(trimmed) > 1)


def acronyms(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """ "National League for Democracy (NLD)": later on the letters are that party, known to the data or
    not."""
    introduced: dict[str, Party] = {}
    for d in drafts:
        if d.last + 1 < len(page.words) and page.words[d.last] == "(":
            letters = page.words[d.last + 1]
            if (
                re.fullmatch(r"[A-Z][A-Za-z-]{1,8}", letters)
                and sum(c.isupper() for c in letters) > 1
                and _initials(d, letters, page)
            ):
                introduced.setdefault(letters, d.party)
    if not introduced:
        return list(drafts)
    taken = {i for d in drafts for i in range(d.first, d.last)}
    extra = [
        Draft(i, i + 1, replace(introduced[w], reason=f"{w} is introduced in brackets"), "name", "org")
        for i, w in enumerate(page.words)
        if w in introduced and i not in taken
    ]
    known = [
        replace(d, party=replace(introduced[t], reason=f"{t} is introduced in brackets"))
        if d.party.id is None and (t := page.text(d.first, d.last)) in introduced else d
        for d in drafts
    ]  # fmt: skip
    return sorted((*known, *extra), key=lambda d: d.first)


def coalitions(page: Page, named: Sequence[Draft]) -> list[Draft]:
    """ "the coalition", "coalition troops": the one named in the report, else the one of the country it is
    about."""
    mine = [d for d in named if d.kind in ("coalition", "alliance")]
    found = []
    for i, word in enumerate(page.low):
        if word != "coalition" or any(d.first <= i < d.last for d in named):
            continue
        earlier = [d for d in mine if d.last <= i] or mine
        known = earlier[-1].party if earlier else _of_the_land(page)
        if known is not None:
            reason = f"“coalition” takes up {known.name}" if earlier else f"the coalition in {page.focus}"
            found.append(Draft(i, i + 1, replace(known, reason=reason), "definite", "coalition"))
    return found


def _of_the_land(page: Page) -> Party | None:
    """The coalition that is at work in the country the report is about, when the data knows one."""
    actor = next((a for a in page.actors.by_id.values() if a.kind == "coalition" and page.focus in a.where), None)
    if actor is None:
        return None
    return Party(actor.name, actor.id, country=actor.country, sector=actor.sector, parent=actor.parent)


def _initials(draft: Draft, letters: str, page: Page) -> bool:
    """Whether letters in brackets may stand for the name before them: they begin as one of its words does."""
    words = page.text(draft.first, draft.last).split()
    return draft.form == "name" and draft.kind != "state" and any(w[:1].lower() == letters[0].lower() for w in words)


def definites(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """ "the group", "the alliance": the nearest party before it of a fitting kind, within a few sentences."""
    taken = {i for d in drafts if d.kind != "fighter" for i in range(d.first, d.last)}
    found = []
    for i, word in enumerate(page.low):
        kinds = page.actors.nouns.groups.get(word)
        if kinds is None or i in taken or i == 0 or page.low[i - 1] not in ("the", "that", "this"):
            continue
        near = _nearest(page, i, kinds, drafts)
        if near is not None:
            party = replace(near.party, reason=f"“the {word}” takes up {near.party.name}")
            found.append(Draft(i, i + 1, party, "definite", near.kind))
    starts = {d.first for d in found}
    return sorted((*(d for d in drafts if d.first not in starts), *found), key=lambda d: d.first)


def _nearest(page: Page, i: int, kinds: frozenset[str], drafts: Sequence[Draft]) -> Draft | None:
    """The last fitting party within reach; beyond it, the only one that fits at all. One of no known kind
    fits too, when none of the kind is there."""
    earlier = [d for d in drafts if d.last <= i and d.form in ("name", "definite")]
    for wanted in (kinds, frozenset({"org"})):
        fitting = [d for d in earlier if d.kind in wanted]
        near = [d for d in fitting if page.sentence[i] - page.sentence[d.first] <= REACH]
        if near:
            return near[-1]
        if len({d.party.name for d in fitting}) == 1:
            return fitting[-1]
    return None


def pronouns(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """he, she, it, they: the one fitting subject of the same or the last sentence; two that fit are none."""
    found = []
    for i, word in enumerate(page.low):
        if word in _PERSONAL or word in ("it", "they"):
            earlier = _antecedent(page, i, drafts, person=word in _PERSONAL, plural=word == "they")
            if earlier is not None:
                party = replace(earlier.party, reason=f"“{word}” takes up {earlier.party.name}")
                found.append(replace(earlier, first=i, last=i + 1, party=party, form="pronoun"))
    return sorted((*drafts, *found), key=lambda d: d.first)


def _antecedent(page: Page, i: int, drafts: Sequence[Draft], person: bool, plural: bool) -> Draft | None:
    """The subject a pronoun takes up, when only one party can be meant."""
    for back in (0, 1):
        sentence = page.sentence[i] - back
        fitting = [d for d in drafts if d.last <= i and page.sentence[d.first] == sentence and _fits(d, person, plural)]
        subjects = [d for d in fitting if _is_subject(page, d)] or (fitting if person else [])
        parties = {d.party.name: d for d in subjects}
        if len(parties) == 1:
            return next(iter(parties.values()))
        if len(parties) > 1:
            return next(iter(parties.values())) if person and back == 1 else None
    return None


def _fits(draft: Draft, person: bool, plural: bool) -> bool:
    if person:
        return draft.kind in ("person", "role")
    if draft.kind in ("person", "role") or draft.form == "demonym":
        return False
    return plural or draft.kind not in ("people", "fighter")


def _is_subject(page: Page, draft: Draft) -> bool:
    token = page.doc[draft.last - 1]
    return token.dep_ in _SUBJECTS if token.dep_ else page.doc[draft.first].is_sent_start is True
