"""he, she, it and they, where it is safe: one party can be meant, and nothing speaks against it.

Safe was measured (`python -m bench takenup`, GUM): what this leaves unresolved is left so on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.resolve.actors.page import Draft, Page

GENDER = {"he": "m", "him": "m", "she": "f", "her": "f", "it": "n", "they": "p"}
_TITLES = {"mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "father": "m", "sheikh": "m", "imam": "m",
           "mrs": "f", "ms": "f", "miss": "f", "lady": "f", "queen": "f", "princess": "f", "sister": "f",
           "madam": "f", "dame": "f", "spokeswoman": "f", "spokesman": "m", "chairwoman": "f", "chairman": "m",
           "congresswoman": "f", "congressman": "m", "policewoman": "f", "policeman": "m"}  # fmt: skip
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "ROOT", "root", "parataxis")
_OBJECTS = ("obj", "iobj", "obl", "obl:agent", "nmod")
_QUOTES = '“”"'


def pronouns(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, and a mention for every pronoun that takes one of them up."""
    found: list[Draft] = []
    genders = {d.party.name: g for d in drafts if (g := _gender(page, d))}
    for i, word in enumerate(page.low):
        kind = GENDER.get(word)
        if kind is None or not _takes_up(page, i, kind):
            continue
        earlier = _antecedent(page, i, kind, [*drafts, *found], genders)
        if earlier is not None:
            party = replace(earlier.party, reason=f"“{word}” takes up {earlier.party.name}")
            found.append(replace(earlier, first=i, last=i + 1, party=party, form="pronoun"))
            if kind in "mf":
                genders.setdefault(party.name, kind)
    return sorted((*drafts, *found), key=lambda d: d.first)


def _gender(page: Page, draft: Draft) -> str | None:
    """What a title or a role beside the name says."""
    near = [w.strip(".") for w in page.low[max(0, draft.first - 2) : draft.last]]
    told = [*near, *(draft.role or "").lower().split()]
    return next((_TITLES[w] for w in told if w in _TITLES), None)


def _takes_up(page: Page, i: int, kind: str) -> bool:
    """Whether the pronoun stands for someone: "it" and "they" only as subjects that do something."""
    token = page.doc[i]
    if kind in "mf" or not token.dep_:
        return kind in "mf" or not page.tagged
    return token.dep_ in ("nsubj", "nsubj:pass") and token.head.pos_ == "VERB" and token.head.i > i


def _antecedent(page: Page, i: int, kind: str, drafts: Sequence[Draft], genders: dict[str, str]) -> Draft | None:
    """The one fitting subject of the same or the last sentence; two that fit are none."""
    quoted = _quote(page, i)
    for back in (0, 1):
        sentence = page.sentence[i] - back
        here = [
            d for d in drafts if d.last <= i and page.sentence[d.first] == sentence and _fits(page, d, kind, genders)
        ]
        here = [d for d in here if _quote(page, d.first) == quoted and not (back == 0 and _same_clause(page, i, d))]
        parties = {d.party.name: d for d in here if kind in "mf" or _is_subject(page, d)}
        if len(parties) == 1:
            only = next(iter(parties.values()))
            return only if _is_subject(page, only) or only.form == "pronoun" else None
        if parties:
            subjects = {d.party.name: d for d in here if _is_subject(page, d)}
            return next(iter(subjects.values())) if len(subjects) == 1 and back == 0 and kind in "mf" else None
    return None


def _fits(page: Page, draft: Draft, kind: str, genders: dict[str, str]) -> bool:
    if kind in "mf":
        return draft.kind in ("person", "role") and genders.get(draft.party.name, kind) == kind
    if draft.kind in ("person", "role") or draft.form == "demonym":
        return False
    plural = page.doc[draft.last - 1].tag_ == "NNS"
    return plural if kind == "p" else draft.kind not in ("people", "fighter")


def _same_clause(page: Page, i: int, draft: Draft) -> bool:
    """Whether a pronoun that is an object has the party as the subject of its own verb: "Weil told him" is another."""
    token, name = page.doc[i], page.doc[draft.first : draft.last].root
    if token.dep_ not in _OBJECTS:
        return False
    verb = token.head
    for _ in range(4):  # "Weil, having met him", "Weil came and saw him"
        if name.head.i == verb.i:
            return True
        verb = verb.head
    return False


def _quote(page: Page, i: int) -> int:
    """Which quotation of the text a token stands in; 0 outside all."""
    return page.quotes[i]


def _is_subject(page: Page, draft: Draft) -> bool:
    if draft.form == "pronoun":
        return page.doc[draft.first].dep_ in _SUBJECTS
    span = page.doc[draft.first : draft.last]
    return span.root.dep_ in _SUBJECTS if span.root.dep_ else page.doc[draft.first].is_sent_start is True
