"""Who acts and whom it is aimed at: an entry's own places first, then where such a clause names its parties inside.

"Threatened to shell Ordan", "rejected a call by the union", "demanded an apology from the firm": the addressee stands
in a complement or beside the object. data/events/roles.yaml lists, per type, paths from the event to such places:
steps are places as in triggers (`comp`, `obj`, `by` ...), joined by dots; `unless` and `if` are clauses so marked.
Where syntax gives nothing, the semantic roles of the parse do (PropBank: who acts is ARG0).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of, preposition
from dateline.coding.fillers import fill_officials, fill_parties
from dateline.coding.slots import partitive
from dateline.coding.view import NOMINAL, View
from dateline.model import EventType, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.frames import Found

HARMFUL = frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.COERCE, EventType.RETREAT})
ANSWERS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.PROTEST})  # ... to another's deed
CONDITIONS = frozenset({"unless", "if", "until"})
ASIDE = CONDITIONS | {"as", "while", "after", "before", "when", "because", "since", "although", "though", "where"}


def actors_of(view: View, found: Found) -> list[Party]:
    """The parties that act, with the states that officials act for; else by the roles of the parse."""
    places = roles_of(found)["actor"]
    told = first_named(view, found, places, officials=True)
    if told or not places:
        return told
    return fill_officials(view, by_role(view, found, "ARG0"))


def recipients_of(view: View, found: Found, actors: list[Party]) -> list[Party]:
    """The parties it is done to or said to, none of them an actor."""
    places = roles_of(found)["recipient"]
    own = {p.name for p in actors}
    officials = found.entry.type not in HARMFUL
    told = [p for p in first_named(view, found, places, officials=officials) if p.name not in own]
    if told or not places:
        return told
    if found.args.harmed:
        return [p for p in named(view, found, found.args.harmed, False) if p.name not in own]
    for path in deep_paths(view, found):
        told = [p for p in named(view, found, follow(view, found.token, path), False) if p.name not in own]
        if told:
            return told
    return []


def roles_of(found: Found) -> dict[str, tuple[str, ...]]:
    return dict(found.entry.noun_roles if found.pattern.pos == "noun" else found.entry.roles)


def first_named(view: View, found: Found, places: tuple[str, ...], *, officials: bool) -> list[Party]:
    """Parties of the first place that names any; a fixed object lends its prepositions ("held a meeting with")."""
    for place in places:
        told = named(view, found, found.args.at(place), officials)
        if not told and place == "obj":  # "warned Tehran that": parsers differ on which object it is
            told = named(view, found, found.args.iobj, officials)
        if told:
            return told
    if found.pattern.pos == "noun":
        for place in places:
            told = named(view, found, nested(view, found.token, place), officials)
            if told:
                return told
    for noun in fixed_objects(view, found):
        for place in places:
            told = named(view, found, args_of(view, noun).preps.get(place, []), officials)
            if told:
                return told
    return []


def fixed_objects(view: View, found: Found) -> list[Token]:
    """The nouns that a verb's trigger asks for by word, "hold obj=meeting", "come under=attack"; "a round of talks"."""
    if found.pattern.pos == "noun":
        return []
    slots = {t.slot for t in found.pattern.tests if not t.negated and t.slot not in ("subj", "neg", "iobj")}
    fixed = [t for slot in slots for t in found.args.at(slot) if t.pos_ == "NOUN" and t.i not in view.parties]
    return [*fixed, *(inner for t in fixed for inner in [partitive(view, t)] if inner is not None)]


LOOSE = frozenset({"by", "to", "against", "with"})


def nested(view: View, noun: Token, place: str) -> list[Token]:
    """ "handover of the base in Anbar to the army": a phrase the tree hangs on a noun between, if no party."""
    if place not in LOOSE:
        return []
    between = [c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i]
    for _ in range(3):
        between = [c for c in between if c.i not in view.parties and c.i not in view.cache.get("mentions", {})]
        inner = [g for c in between for g in c.children if g.dep_ == "nmod" and g.i > c.i]
        found = [g for g in inner if preposition(g) == place]
        if found:
            return found
        between = inner
    return []


def named(view: View, found: Found, tokens: list[Token], officials: bool) -> list[Party]:
    """The parties of some words; where a deed is answered, the doer of the deed and not whom it befell."""
    if found.entry.type in ANSWERS:
        tokens = [d for t in tokens for d in doers(view, t)]
    return (fill_officials if officials else fill_parties)(view, tokens)


def doers(view: View, token: Token) -> list[Token]:
    """ "condemned the killing of the envoy by rebels": who killed; a word that tells no event stands for itself."""
    deed: Found | None = view.cache.get("mentions", {}).get(token.i)
    if deed is None or deed.pattern.pos != "noun" or token.i in view.parties:
        return [token]
    args = deed.args
    groups = [args.at(place) for place in deed.entry.noun_roles["actor"]]
    for group in (*groups, nested(view, token, "by"), by_role(view, deed, "ARG0"), args.poss, args.mod):
        told = [t for t in group if fill_parties(view, [t])]
        if told:
            return told
    return []


# ------------------------------------------------------------------------------------------------- places inside


def deep_paths(view: View, found: Found) -> tuple[tuple[str, ...], ...]:
    """The paths of roles.yaml for this type of event, in order; nouns have their own."""
    assert found.entry.type is not None
    group = "inside_nouns" if found.pattern.pos == "noun" else "inside"
    lines = view.lexicon.settings.get("roles", {}).get(group, {}).get(found.entry.type.value, "")
    return split_paths(str(lines))


@cache
def split_paths(line: str) -> tuple[tuple[str, ...], ...]:
    """ "comp.obj obj.on" as steps; an underscore stands for the space of "because of"."""
    return tuple(tuple(step.replace("_", " ") for step in path.split(".")) for path in line.split())


def follow(view: View, token: Token, path: tuple[str, ...]) -> list[Token]:
    """The words at the end of a path from one word."""
    at = [token]
    for step in path:
        at = [filler for t in at for filler in step_from(view, t, step)]
    return [t for t in at if t != token]


def step_from(view: View, token: Token, step: str) -> list[Token]:
    """The fillers of one place; `comp` are a verb's or noun's clauses but for those of time or condition."""
    args = args_of(view, token)
    if step in CONDITIONS:
        return [t for t in args.comp if mark_of(t) == step]
    if step == "comp":
        return [t for t in args.comp if mark_of(t) not in ASIDE]
    return args.at(step) or nested(view, token, step)


def mark_of(clause: Token) -> str:
    return next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")


def by_role(view: View, found: Found, label: str) -> list[Token]:
    """The head of what the parse gives this semantic role of the event, when it is a noun outside the event's own."""
    span = view.roles.get(found.token.i, {}).get(label)
    if span is None:
        return []
    root = view.doc[span[0] : span[1]].root
    outside = root != found.token and not root.is_ancestor(found.token)
    return [root] if outside and root.pos_ in NOMINAL else []
