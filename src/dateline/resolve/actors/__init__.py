"""Parties: who acts, suffers and speaks, under one name each, or under the words the report gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import PartyMention, PlaceMention, Report
from dateline.resolve.actors.again import officers, pairs, roles_again
from dateline.resolve.actors.corefer import acronyms, coalitions, definites, full_names, with_surnames
from dateline.resolve.actors.knowledge import Actors, load_actors
from dateline.resolve.actors.named import hyphened, named
from dateline.resolve.actors.page import Draft, Page
from dateline.resolve.actors.people import people
from dateline.resolve.actors.phrases import phrases
from dateline.resolve.actors.pronouns import pronouns
from dateline.resolve.actors.same import Score, same_party

if TYPE_CHECKING:
    from spacy.tokens import Doc

_INSIDE_TITLES = frozenset(("of", "for", "the", "and", "-", ".", "general"))

__all__ = ["Actors", "Score", "load_actors", "resolve_parties", "same_party"]


def resolve_parties(
    doc: Doc, report: Report, actors: Actors, places: tuple[PlaceMention, ...]
) -> tuple[PartyMention, ...]:
    """Every mention of a party in order of appearance; a longer phrase holds the name of its owner no second
    time."""
    page = Page(doc, report, actors, places)
    names = named(page)
    names = acronyms(page, sorted((*names, *coalitions(page, names)), key=lambda d: d.first))
    persons = people(page, names)
    nouns = phrases(page, [*names, *(p for p in persons if p.party.id is None)])
    drafts = full_names(with_surnames(page, _settled(page, names, persons, nouns)))
    drafts = definites(page, acronyms(page, drafts))
    drafts = pronouns(page, pairs(page, officers(page, roles_again(page, drafts))))
    return tuple(page.mention(d) for d in drafts)


def _settled(page: Page, names: list[Draft], persons: list[Draft], nouns: list[Draft]) -> list[Draft]:
    """One list without doubles: persons, then phrases, then names that stand by themselves."""
    kept = list(persons)
    for draft in (*nouns, *names):
        if draft.kind == "person" and draft in names:
            continue
        if draft.kind == "role" and _titles(page, draft, persons):
            continue
        if draft.kind == "state" and hyphened(page, draft):
            continue
        if not any(k.overlaps(draft) for k in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.first)


def _titles(page: Page, draft: Draft, persons: list[Draft]) -> bool:
    """Whether a role only goes before a name ("President Win Myint"): it is told with the person."""
    near = [p.first for p in persons if draft.last <= p.first <= draft.last + 5]
    between = page.words[draft.last : min(near)] if near else ["?"]
    return bool(near) and all(w[:1].isupper() or w.lower() in _INSIDE_TITLES for w in between)
