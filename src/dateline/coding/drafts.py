"""The values of one event mention before it is joined with others: stance, roles, place, time, counts, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.apart import day_of_count
from dateline.coding.attribution import source_of
from dateline.coding.care import is_care
from dateline.coding.clauses import args_of
from dateline.coding.counts import counts_of, victims
from dateline.coding.fates import BODILY, suffers
from dateline.coding.fillers import speaking
from dateline.coding.frames import Found
from dateline.coding.roles import actors_of, recipients_of, roles_of
from dateline.coding.sameness import VIOLENT, Draft
from dateline.coding.suspects import behind, unclaimed
from dateline.coding.tense import Stance
from dateline.coding.view import View
from dateline.coding.when import open_ended, own_time, when_of
from dateline.coding.where import where_of
from dateline.model import Attribution, Party, Status
from dateline.resolve.quantities import harm_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


AHEAD = frozenset({Status.PLANNED, Status.THREATENED})
VAGUE = frozenset(
    {"activity", "place", "country", "number", "day", "week", "attack", "time", "area", "part", "fire", "power"}
)


def nil(found: Found, stance: Stance) -> bool:
    """ "Nobody was hurt" is worth keeping for its zero; it joins the event it speaks of or is dropped there."""
    return stance.reason in ("negated", "no")


def draft_of(view: View, found: Found, stance: Stance, barred: frozenset[int], owned: list[int]) -> Draft:
    """All values of one mention."""
    tokens = {role: fillers(found, places) for role, places in roles_of(found).items()}
    place, own_place = where_of(view, found, barred, tokens.get("place", []))
    if place is not None and found.entry.type in VIOLENT and is_care(view, place):
        place, own_place = None, False
    when, own_when = when_of(view, found, barred)
    if when is not None and not own_when and stance.status in AHEAD:
        when = open_ended(when)
    if day_of_count(view, found):
        when = own_time(view, found, barred)
        own_when = when is not None
    actor = actors_of(view, found)
    if not actor and "statement" in found.entry.flags and found.verbal:
        actor = speaking(view, found.args.subj)
    recipient = recipients_of(view, found, actor)
    if suffers(view, found):
        actor, recipient = [], actor or recipient
    suspects, accuser = behind(view, found)
    actor = actor or suspects
    if nil(found, stance):
        stance = Stance(Status.HAPPENED, "nil")
    counts, source = counts_of(view, found, owned), source_of(view, found.top) or accuser
    actor = without_speaker(actor, source)
    implied, hit = victims(view, found)
    outcome = harm_verb(view.lemmas[found.token.i]) in BODILY and found.entry.id != "assault-killing"
    return Draft(
        found,
        stance,
        actor,
        recipient,
        place,
        own_place,
        when,
        own_when,
        counts,
        source,
        implied=implied,
        hit=hit,
        theme=theme_of(view, found),
        outcome=outcome,
        claimed=bool(suspects),
        notes=["nobody has claimed it"] if unclaimed(view, found) else [],
    )


def without_speaker(actor: list[Party], source: Attribution | None) -> list[Party]:
    """A parser at times hangs a speaker on the verb of what is said; beside other actors it is the source only."""
    said = source.span if source is not None else None
    return [p for p in actor if len(actor) == 1 or said is None or p.span != said]


def theme_of(view: View, found: Found) -> frozenset[str]:
    """The things an event is about: common nouns that are its object, or what a noun of it is "of" or "on"."""
    args = found.args
    tokens = (
        [*args.obj, *args.at("of"), *args.at("in"), *args.at("on")] if found.pattern.pos == "noun" else list(args.obj)
    )
    if found.pattern.pos == "verb" and not tokens:
        tokens = list(args.subj)
    words: set[str] = set()
    for token in tokens:
        for word in (token, *(args_of(view, token).mod)):
            if word.pos_ == "NOUN" and not any(
                view.lemmas[word.i] in view.lexicon.classes.get(c, ()) for c in ("force", "people", "body")
            ):
                words.add(view.lemmas[word.i])
    return frozenset(words - VAGUE)


def fillers(found: Found, places: tuple[str, ...]) -> list[Token]:
    """Words in the first of these places that is filled."""
    for place in places:
        tokens = found.args.at(place)
        if tokens:
            return tokens
    return []
