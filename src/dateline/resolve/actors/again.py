"""Someone taken up again by what they are: "the minister", "the colonel", "the official"; officers of the police.

Only when one person or unnamed source of the report, within reach, has all the words of the description in their role
and nobody else has: two ministers leave "the minister" as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Party
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.states import state

REACH = 8
"""Sentences back that "the minister" may reach."""
_OF = re.compile(r"\s(?:of|to|for|in|under|with)\s")
"""Behind these a role names another ("an undersecretary to the prime minister")."""
_JOINTS = frozenset(["-", "'s", "’s", "'", "’", ".", "of", "the", "for"])


def roles_again(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with definite roles read as the person or source they take up."""
    out: list[Draft] = []
    for draft in drafts:
        taken = _bearer(page, draft, out) if _bare(page, draft) else None
        if taken is None:
            out.append(draft)
            continue
        told = page.text(draft.first, draft.last)
        party = replace(taken.party, reason=f"“the {told}” takes up {taken.party.name}")
        out.append(replace(taken, first=draft.first, last=draft.last, party=party, form="definite"))
    return out


def _bare(page: Page, draft: Draft) -> bool:
    """Whether a role stands alone behind "the": "the minister", not "the health minister of Chad"."""
    before = page.low[draft.first - 1] if draft.first else ""
    if draft.kind != "role" or draft.party.id is not None or before not in ("the", "that", "this"):
        return False
    if draft.first > 1 and page.low[draft.first - 2] == ",":
        return False  # an apposition: "Ana Ruiz, the minister, said"
    after = page.low[draft.last] if draft.last < len(page.low) else ""
    return draft.organisation is None and after not in ("of", "for", "in", "from", "at", "who", "whose", "-")


def _bearer(page: Page, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The one person or unnamed source before it whose role says as much."""
    wanted = _words(page, page.text(draft.first, draft.last))
    here = page.sentence[draft.first]
    fitting = [
        d
        for d in earlier
        if d.role and d.kind in ("person", "role") and here - page.sentence[d.first] <= REACH
        and wanted <= _words(page, _OF.split(d.role)[0]) and d.form != "pronoun"
        and not (d.kind == "role" and d.form == "definite" and "takes up" not in (d.party.reason or ""))
    ]  # fmt: skip
    return fitting[-1] if len({(d.party.name, d.organisation) for d in fitting}) == 1 else None


def _words(page: Page, told: str) -> frozenset[str]:
    """The words of a role, ranks written out ("Col." is a colonel)."""
    ranks = page.actors.nouns.ranks
    words = (w.strip(".") for w in told.lower().replace("-", " ").replace("'s", " ").split())
    return frozenset(ranks.get(w, w) for w in words if w and w not in _JOINTS)


def officers(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """ "Officers fired tear gas" after a sentence on the police: those are its officers, unless it told of the army."""
    out: list[Draft] = []
    for draft in drafts:
        bare = draft.kind == "role" and draft.last == draft.first + 1 and page.low[draft.first] in _OFFICERS
        near = [d for d in out if page.sentence[draft.first] - page.sentence[d.first] <= 2] if bare else []
        organs = [d for d in near if d.kind in ("organ", "people") and d.party.sector in ("COP", "MIL")]
        if organs and all(d.party.sector == "COP" for d in organs):
            party = replace(organs[-1].party, reason=f"officers of {organs[-1].party.name}, told of before")
            draft = replace(organs[-1], first=draft.first, last=draft.last, party=party, form="definite")
        out.append(draft)
    return out


_OFFICERS = frozenset(["officers"])


# ----------------------------------------------------------------------------------------------------- two together


def pairs(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """ "Both sides", "the two countries": a mention for each of the two parties that the nearest sentence before tells
    of, when it tells of two and no more."""
    taken = {i for d in drafts for i in range(d.first, d.last)}
    tables = page.actors.nouns.pairs
    found: list[Draft] = []
    for i, word in enumerate(page.low):
        kind = next((k for k in ("states", "any") if word in tables[k]), None)
        if kind is None or not _two(page, i) or (i in taken and not _plain(drafts, i)):
            continue
        for party in _two_before(page, i, kind, drafts):
            reason = f"“{page.low[i - 1]} {word}” takes up {party.name}"
            found.append(Draft(i, i + 1, replace(party, reason=reason), "definite", "state" if party.id else "org"))
    starts = {d.first for d in found}
    rest = (d for d in drafts if not (d.party.id is None and d.form == "common" and starts & {*range(d.first, d.last)}))
    return sorted((*rest, *found), key=lambda d: d.first)


def _two(page: Page, i: int) -> bool:
    """Whether "both" or "the two" stands before a noun, an adjective between them aside ("the two warring sides")."""
    before = page.low[max(0, i - 3) : i]
    if before[-1:] == ["both"] or before[-2:] == ["the", "two"]:
        return True
    return len(before) > 2 and before[-2] == "two" and before[-3] == "the" and before[-1].isalpha()


def _plain(drafts: Sequence[Draft], i: int) -> bool:
    return all(d.party.id is None and d.form == "common" for d in drafts if d.first <= i < d.last)


def _two_before(page: Page, i: int, kind: str, drafts: Sequence[Draft]) -> list[Party]:
    """The two parties meant, or none: those of the fewest sentences back that tell of two."""
    for back in range(4):
        first = page.sentence[i] - back
        here = [d for d in drafts if d.last <= i and page.sentence[d.first] >= first and d.form != "pronoun"]
        parties = _lands(page, here) if kind == "states" else _sides(here)
        if len(parties) == 2:
            return list(parties.values())
        if len(parties) > 2:
            return []
    return []


def _lands(page: Page, here: Sequence[Draft]) -> dict[str, Party]:
    """The states of a sentence, by themselves or by their organs."""
    isos = [d.party.country for d in here if d.kind in ("state", "organ") and d.party.country]
    return {iso: state(page.actors, iso) for iso in isos}


def _sides(here: Sequence[Draft]) -> dict[str, Party]:
    """Named bodies, groups and states of a sentence; a state told beside an organ of its own is the same side."""
    kinds = ("state", "organ", "group", "coalition", "alliance", "org", "force", "union", "company", "party")
    named = {d.party.name: d.party for d in here if d.kind in kinds and d.form != "common"}
    owners = {p.parent for p in named.values() if p.parent}
    return {n: p for n, p in named.items() if p.id not in owners}
