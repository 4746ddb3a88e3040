"""Taking up a party again within a report: surnames, acronyms in brackets, "the coalition", "the group"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Party
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.people import PARTICLES, name_parts
from dateline.resolve.actors.same import alike

SLIP = 0.84  # likeness from which a surname may be a slip of the pen for another
_NO_BODIES = ("state", "person", "role", "organ", "people", "fighter")
REACH = 4  # sentences back that "the group" may reach


def full_names(drafts: Sequence[Draft]) -> list[Draft]:
    """Surnames get the person's full name when one person of the report, and one only, bears them."""
    fullest: dict[tuple[str, ...], Draft] = {}
    for d in drafts:
        if d.kind == "person":
            fullest.setdefault(name_parts(d.party.name), d)
    return [_fuller(d, fullest) if d.kind == "person" else d for d in drafts]


def with_surnames(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and bare surnames that the model misses ("Galois" at the head of a paragraph): the last word of a
    person's full name, standing alone as a proper noun outside every other party."""
    full = {w[-1]: d for d in drafts if d.kind == "person" and len(w := d.party.name.split()) > 1 and len(w[-1]) > 3}
    taken = {i for d in drafts for i in range(d.first, d.last)} | {
        i for e in page.doc.ents for i in range(e.start, e.end)
    }
    extra = [
        replace(full[word], first=i, last=i + 1, role=None, organisation=None,
                party=replace(full[word].party, name=word, id=None))
        for i, word in enumerate(page.words)
        if word in full and i not in taken and _alone(page, i)
    ]  # fmt: skip
    return sorted((*drafts, *extra), key=lambda d: d.first)


def _alone(page: Page, i: int) -> bool:
    """Whether a capitalised word is a name by itself, not one word of a longer one ("the Galois theory")."""
    before = page.words[i - 1] if i and not page.doc[i].is_sent_start else ""
    after = page.words[i + 1] if i + 1 < len(page.words) else ""
    proper = not page.tagged or page.doc[i].pos_ == "PROPN"
    compound = page.tagged and page.doc[i].dep_ in ("compound", "flat")
    return proper and not compound and not before[:1].isupper() and not after[:1].isupper()


def _fuller(draft: Draft, fullest: dict[tuple[str, ...], Draft]) -> Draft:
    parts = name_parts(draft.party.name)
    bearers = {full: d for full, d in fullest.items() if len(full) > len(parts) and _ends_with(full, parts)}
    parties = {d.party.name: d for d in bearers.values()}
    how = "named in full elsewhere in the report"
    if not bearers and len(parts) == 1:
        parties, how = _misspelt(parts[0], fullest), "named in full elsewhere in the report, spelt otherwise here"
    if draft.party.id is not None or not parties:
        return draft
    full = min(parties.values(), key=lambda d: d.first)
    if len(parties) > 1:
        how = "the first of that name in the report"
        if not bearers or len(parts) > 1 or full.first > draft.first:
            return draft
    party = replace(full.party, reason=f"“{' '.join(parts)}” is {full.party.name} {how}")
    return replace(
        draft, party=party, role=draft.role or full.role, organisation=draft.organisation or full.organisation
    )


def _misspelt(surname: str, fullest: dict[tuple[str, ...], Draft]) -> dict[str, Draft]:
    """Who may be meant by a surname that nobody in the report bears (Cakins for Caggins), ends alike."""
    return {
        d.party.name: d
        for full, d in fullest.items()
        if len(full) > 1 and (family := full[-1]) != surname and family[:1] == surname[:1]
        and family[-1:] == surname[-1:] and min(len(family), len(surname)) >= 5 and alike(family, surname) >= SLIP
    }  # fmt: skip


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
    _by_initials(page, drafts, introduced)
    if not introduced:
        return list(drafts)
    taken = {i for d in drafts for i in range(d.first, d.last)}
    extra = [
        Draft(i, i + 1, replace(introduced[w], reason=f"{w} is short for {introduced[w].name}"), "name", "org")
        for i, w in enumerate(page.words)
        if w in introduced and i not in taken
    ]
    known = [
        replace(d, party=replace(introduced[t], reason=f"{t} is short for {introduced[t].name}"))
        if d.party.id is None and (t := page.text(d.first, d.last)) in introduced else d
        for d in drafts
    ]  # fmt: skip
    return sorted((*known, *extra), key=lambda d: d.first)


def _by_initials(page: Page, drafts: Sequence[Draft], introduced: dict[str, Party]) -> None:
    """ "The Lake Volta Authority ... LVA said": letters that are the initials of one body named before them, and of no
    party that data knows, are that body without any brackets."""
    known = {w for d in drafts if d.party.id is not None for w in page.words[d.first : d.last]}
    letters = {w.replace(".", ""): w for w in page.words if re.fullmatch(r"[A-Z]{3,6}|(?:[A-Z]\.){3,6}", w)}
    bearers: dict[str, dict[str, Party]] = {}
    for d in drafts:
        told = page.words[d.first : d.last]
        initials = "".join(w[0] for w in told if w[:1].isupper())
        if d.form == "name" and d.kind not in ("state", "person", "organ") and initials in letters and len(told) > 2:
            bearers.setdefault(initials, {})[d.party.name] = d.party
    for initials, parties in bearers.items():
        said = letters[initials]
        if len(parties) == 1 and said not in known:
            introduced.setdefault(said, next(iter(parties.values())))


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
        first = _described(page, i) if kinds else i
        if i in taken or first == 0 or page.low[first - 1] not in ("the", "that", "this") or _named_next(page, i):
            continue
        near = _bearing(page, i, drafts) or (_nearest(page, i, kinds, drafts) if kinds else None)
        if near is not None:
            party = replace(near.party, reason=f"“the {word}” takes up {near.party.name}")
            found.append(Draft(first, i + 1, party, "definite", near.kind))
    starts = {i for d in found for i in range(d.first, d.last)}
    return sorted((*(d for d in drafts if d.first not in starts), *found), key=lambda d: d.first)


def _described(page: Page, i: int) -> int:
    """Where the words begin that only describe a noun: "the *paramilitary* group", "the *outlawed rebel* movement"."""
    first, shape = i, page.actors.nouns.shape
    if i + 1 < len(page.low) and page.low[i + 1] in shape["telling_which"]:
        return i  # "the rebel movement led by Ida Moss" says itself which is meant
    while first > 1 and i - first < 2 and page.low[first - 1] in shape["describing"]:
        first -= 1
    return first


def _bearing(page: Page, i: int, drafts: Sequence[Draft]) -> Draft | None:
    """The one body before it whose name says what it is: "the front" after the Kivu Defence Front, "the foundation"."""
    word = page.low[i]
    known = word in page.actors.nouns.heads or word in page.actors.nouns.shape["no_body"]
    if len(word) < 4 or known or not page.words[i].islower():
        return None
    bearers = [
        d
        for d in drafts
        if d.last <= i and (d.kind == "organ" or (d.form == "name" and d.kind not in _NO_BODIES))
        and page.sentence[i] - page.sentence[d.first] <= 2 * REACH and word in _kind_words(page.text(d.first, d.last))
    ]  # fmt: skip
    return bearers[-1] if len({d.party.name for d in bearers}) == 1 else None


def _kind_words(name: str) -> frozenset[str]:
    """The words of a name that tell what its bearer is: the last, and what stands before "of" or "for"."""
    words = name.lower().split()
    return frozenset(
        w for k, w in enumerate(words) if len(words) > 1 and (k + 1 == len(words) or words[k + 1] in ("of", "for"))
    )


def _named_next(page: Page, i: int) -> bool:
    """Whether a name or an "of" follows: "the company Quellworks", "the body of water"."""
    after = page.words[i + 1] if i + 1 < len(page.words) else ""
    return after == "of" or (after[:1].isupper() and after.isalpha())


def _nearest(page: Page, i: int, kinds: frozenset[str], drafts: Sequence[Draft]) -> Draft | None:
    """The last fitting party within reach; beyond it, the only one that fits at all. One of no known kind
    fits too, when none of the kind is there."""
    earlier = [d for d in drafts if d.last <= i and d.form in ("name", "definite")]
    for wanted in (kinds, frozenset({"org"})):
        fitting = [d for d in earlier if d.kind in wanted]
        near = [d for d in fitting if page.sentence[i] - page.sentence[d.first] <= REACH]
        if wanted != kinds and (page.low[i - 1] != "the" or len({d.party.name for d in near}) > 1):
            return None  # of an unknown kind, and not the only one
        if near:
            return near[-1]
        if len({d.party.name for d in fitting}) == 1:
            return fitting[-1]
    return None
