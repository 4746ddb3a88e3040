"""What a number counts on an event that harms nobody it counts: troops moved, tonnes shipped, votes, homes, crowds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.fates import TELLS, counting
from dateline.coding.frames import Found
from dateline.coding.view import View
from dateline.model import EventType, QuantityMention

if TYPE_CHECKING:
    from spacy.tokens import Token

ARTICLES = frozenset({"a", "an", "another", "the", "each", "this"})
WEAPONS = frozenset({"rockets", "missiles"})


def thing_kind(view: View, found: Found, quantity: QuantityMention, token: Token | None) -> str | None:
    """The kind of what is counted when nobody comes to harm by it."""
    kind = quantity.what or (f"other:{people_word(view, quantity)}" if quantity.noun else None)
    if found.entry.type in MOVES and quantity.what is None and token is not None and of_a_force(view, token):
        kind = "troops"
    if kind == "troops" and found.entry.mode in FREED:
        kind = f"other:{people_word(view, quantity)}"  # those let go are no force
    if kind is None and token is not None:
        kind = (left_out(view, quantity) if is_core(found, token) else None) or bare_count(view, found, token)
    if kind is None:
        return None
    article = quantity.value == 1 and quantity.span.of(view.report.text).lower() in ARTICLES
    if article and not (
        kind in WEAPONS and found.entry.mode in ("rocket", "missile", "shelling") and is_core(found, token)
    ):
        return None
    spread = found.entry.type is EventType.PROTEST and quantity.value >= 5  # "in 12 towns" says how wide it was
    if (kind.startswith("other:") or kind == "bases") and token is not None and on_the_scene(token) and not spread:
        return None
    if kind in WEAPONS and quantity.part_of is not None:
        return None  # "three rockets, one of them striking a hall": the one tells no new number
    harm = found.entry.type in TELLS["killed"] and found.entry.mode not in ("demonstration", "strike-labour")
    if harm and token is not None and quantity.what is None and token in found.args.subj:
        return None  # "two gunmen killed 12": those who did it are not counted
    return kind


MOVES = frozenset({EventType.MOBILIZE, EventType.RETREAT})
FREED = frozenset({"release", "exchange", "swap"})
MANY_HOMES = 1000


def bare_count(view: View, found: Found, token: Token) -> str | None:
    """ "voted 81 to 60", "by 148 votes to 96", "a crowd of several hundred": the noun is the event's own."""
    over = token.head
    votes = found.entry.mode == "vote" or view.lemmas[found.token.i] == "vote"
    of_votes = token.dep_ == "nmod" and (over.pos_ == "NUM" or view.lemmas[over.i] == "vote")
    if votes and token.pos_ == "NUM" and (over == found.token or of_votes):
        return "other:votes"
    crowd = token.dep_ == "nmod" and view.lemmas[over.i] in counting("collective") and over in found.args.subj
    return "other:people" if crowd and found.entry.type is EventType.PROTEST else None


def wrecked_so_far(view: View, quantity: QuantityMention, token: Token | None) -> bool:
    """ "3,150 houses had been destroyed": what is counted after a disaster is a figure, and no act of it."""
    verb = token.head if token is not None else None
    if verb is None or quantity.value < MANY_HOMES or quantity.noun not in counting("homes"):
        return False
    if view.lemmas[verb.i] not in counting("wrecking"):
        return False
    return any(c.lower_ == "been" for c in verb.children)


def of_a_force(view: View, token: Token) -> bool:
    """ "A force of 1,500 men was sent": men of a force are troops."""
    return token.dep_ == "nmod" and view.lemmas[token.head.i] in counting("contingents")


def left_out(view: View, quantity: QuantityMention) -> str | None:
    """ "3,000 soldiers would be sent. Some 750 had been dispatched": the noun is left out and stands just before."""
    before = [q for q in view.mentions.quantities if q.span.end <= quantity.span.start and q.noun is not None]
    last = before[-1] if before else None
    if last is None or last.what not in ELIDED or quantity.unit or quantity.value < 2:
        return None
    gap = view.report.text[last.span.end : quantity.span.start]
    return last.what if len(gap) < 240 and gap.count(". ") <= 1 and "\n\n" not in gap else None


ELIDED = frozenset({"troops", "rockets", "missiles"})


def people_word(view: View, quantity: QuantityMention) -> str:
    """The counted people as the report calls them: "protesters", "people"."""
    return quantity.head.of(view.report.text).lower() if quantity.head else quantity.noun or "people"


def laden(view: View, clause: Token) -> bool:
    """ "a ship carrying 26,000 tonnes of corn": what is aboard is what the voyage is about, unlike passengers."""
    words = view.lexicon.classes.get("vessel", frozenset())
    if clause.dep_ != "acl" or view.lemmas[clause.i] not in counting("laden"):
        return False
    goods = [t for t in clause.subtree for q in view.quantities.get(t.i, ()) if is_freight(view.quantity(q))]
    return bool(goods) and view.lemmas[clause.head.i] in words | counting("carriers")


def is_freight(quantity: QuantityMention) -> bool:
    """Tonnes, barrels, containers and the like."""
    return quantity.noun in counting("freight") or quantity.unit in counting("freight")


def is_core(found: Found, token: Token | None) -> bool:
    return token is not None and (token in found.args.subj or token in found.args.obj)


def on_the_scene(token: Token) -> bool:
    """Whether a counted noun only says where or when: "in 12 districts"."""
    return any(c.dep_ == "case" and c.lower_ in counting("scene") for c in token.children)
