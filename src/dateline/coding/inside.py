"""Paths from an event to where its clause names parties inside: "threatened to shell Ordan", "a call by the union".

data/events/roles.yaml lists them per type: steps are places as in triggers (`comp`, `obj`, `by` ...), joined by dots;
`unless` and `if` are clauses so marked; `step_from` says what the other steps are.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.coding.clauses import PLAIN, args_of, preposition
from dateline.coding.slots import in_class
from dateline.coding.view import NOMINAL, View
from dateline.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.frames import Found

HARMFUL = frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.COERCE, EventType.RETREAT})
ANSWERS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.PROTEST})  # ... to another's deed
CONDITIONS = frozenset({"unless", "if", "until"})
ASIDE = CONDITIONS | {"as", "while", "after", "before", "when", "because", "since", "although", "though", "where"}


def deep_paths(view: View, found: Found, group: str) -> tuple[tuple[str, ...], ...]:
    """The paths that a group of roles.yaml has for this type and mode of event, else for the type, in order."""
    assert found.entry.type is not None
    kind, mode = found.entry.type.value, found.entry.mode
    table = view.lexicon.settings.get("roles", {}).get(group, {})
    return split_paths(str(table.get(f"{kind}/{mode}", table.get(kind, ""))))


@cache
def split_paths(line: str) -> tuple[tuple[str, ...], ...]:
    """ "comp.obj obj.on" as steps; an underscore stands for the space of "because of"."""
    return tuple(tuple(step.replace("_", " ") for step in path.split(".")) for path in line.split())


def follow(view: View, token: Token, path: tuple[str, ...], found: Found | None = None) -> list[Token]:
    """The words at the end of a path from one word; none that a deed befalls where `found` answers to the deed."""
    at = [token]
    for step in path:
        at = [
            filler
            for t in at
            if found is None or not befalls(view, found, t, step)
            for filler in step_from(view, t, step)
        ]
    return [t for t in at if t != token]


def befalls(view: View, found: Found, token: Token, step: str) -> bool:
    """ "A strike over the killing of a driver": whom a violent deed befalls is not at whom the answer to it is."""
    deed: Found | None = view.cache.get("mentions", {}).get(token.i)
    if deed is None or deed is found or found.entry.type not in ANSWERS or deed.entry.type not in HARMFUL:
        return False
    return step in ("obj", "of", "on", "against")


def step_from(view: View, token: Token, step: str) -> list[Token]:
    """The fillers of one place; `comp` are a verb's or noun's clauses but for those of time or condition.

    "in=protest|defiance" takes only fillers of these words; `verb` is the verb that a noun is the subject of, `done`
    who did what is told of it ("property seized by"), `attender` the subject of the verb that happens at it,
    `bound` and `cargo` where a cargo in the clause is bound for, `winner` who wins, loses or faces it,
    `lost by` whom it was taken from ("weapons seized from"), `aim` what it is for, `arrester` and
    `arrested` who arrests whom on it,
    `prompter` what draws it ("the raid drew condemnation from"), `far against` whom anything in the clause is against.
    """
    args = args_of(view, token)
    if step == "bound":
        heads = [t for t in token.subtree if t.lower_ in ("bound", "destined", "headed", "heading", "en")]
        return [f for t in heads for place in ("for", "to") for f in args_of(view, t).at(place)]
    if step == "cargo":
        goods = [t for t in token.subtree if in_class(view, t, "goods")]
        return [f for t in goods for place in ("for", "to") for f in args_of(view, t).at(place)]
    if step == "done":
        return [t for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN" for t in args_of(view, c).at("by")]
    if step == "lost by":
        return [t for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN" for t in args_of(view, c).at("from")]
    if step == "aim":  # "a formula for ending its dispute with"
        return [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBG" and mark_of(c) == "for"]
    if step in ("arrester", "arrested"):  # "jailed six men on allegations of treason"
        verb = token.head if token.dep_ == "obl" and preposition(token) in ("on", "over") else token
        if verb == token or view.lemmas[verb.i] not in view.lexicon.words("roles", "answering"):
            return []
        return list(args_of(view, verb).subj if step == "arrester" else args_of(view, verb).obj)
    if step == "attender":
        return (
            list(args_of(view, token.head).surface)
            if token.dep_ == "obl" and preposition(token) in ("at", "in")
            else []
        )
    if step in ("prompter", "prompted from"):
        if token.dep_ != "obj" or view.lemmas[token.head.i] not in view.lexicon.words("roles", "prompting"):
            return []
        above = args_of(view, token.head)
        return list(above.subj) if step == "prompter" else above.at("from") + above.at("among")
    if step == "far against":
        return [t for t in token.subtree if t.pos_ in NOMINAL and preposition(t) == "against"]
    if step == "winner":
        verb = token.head
        met = view.lexicon.words("stance", "undergo") | view.lexicon.words("roles", "winning")
        return list(args_of(view, verb).surface) if token.dep_ == "obj" and view.lemmas[verb.i] in met else []
    if step == "verb":
        return [token.head] if token.dep_.startswith("nsubj") and token.head.pos_ == "VERB" else []
    if "=" in step:
        place, words = step.split("=")
        return [t for t in step_from(view, token, place) if view.lemmas[t.i] in words.split("|")]
    if step in CONDITIONS:
        return [t for t in args.comp if mark_of(t) == step]
    if step == "comp":
        return [t for t in args.comp if mark_of(t) not in ASIDE]
    if step == "poss":
        return [t for t in args.poss if t.pos_ != "PRON"]
    return args.at(step) or (nested(view, token, step) if step not in PLAIN else [])


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


def nested(view: View, noun: Token, place: str, *, timed: bool = False) -> list[Token]:
    """ "handover of the base in Anbar to the army": a phrase the tree hangs on a noun between, if no party.

    With `timed` only a time may stand between: "raids of Friday on the camp".
    """
    between = [c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i]
    for _ in range(3):
        if place != "by":  # "the expulsion of three envoys by Norland": a person is by nobody
            between = [c for c in between if c.i not in view.parties]
        between = [c for c in between if c.i not in view.cache.get("mentions", {})]
        between = [c for c in between if not timed or c.i in view.times]
        inner = [g for c in between for g in c.children if g.dep_ == "nmod" and g.i > c.i]
        found = [g for g in inner if preposition(g) == place]
        if found:
            return found
        between = inner
    return []
