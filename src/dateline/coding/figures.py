"""Figures: cumulative or current quantities ("has 177 cases", "about 7,500 troops are in", "at least 521 have died")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.counts import ignored
from dateline.coding.fillers import CURRENCY
from dateline.coding.view import View, char_span, root_token
from dateline.model import Count, QuantityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

ALWAYS = frozenset({"cases", "deaths", "tests"})
STOCKS = frozenset({"troops", "displaced", "aircraft", "bases", "detained", "missing", "killed", "injured"})


@dataclass(slots=True)
class Figure:
    """One stated quantity that holds at a time, with the word that shows it."""

    token: Token
    trigger: Span
    count: Count
    sentence: int
    why: str


def find_figures(view: View, taken: dict[int, str]) -> list[Figure]:
    """Figures among the quantities that no event has taken (`taken`: quantity index -> why)."""
    found: list[Figure] = []
    for q, quantity in enumerate(view.mentions.quantities):
        if q in taken or ignored(quantity) or quantity.unit in CURRENCY:
            continue
        token = root_token(view.doc, quantity.head or quantity.span)
        if token is None or view.masked[token.i]:
            continue
        figure = as_figure(view, quantity, token)
        if figure is not None:
            found.append(figure)
    return found


def as_figure(view: View, quantity: QuantityMention, token: Token) -> Figure | None:
    """A quantity as a figure when its kind and its clause are those of a stock or a running total."""
    kinds = view.lexicon.settings.get("kinds", {})
    verb = governing_verb(token)
    lemma = view.lemmas[verb.i] if verb is not None else ""
    kind = quantity.what
    participle = kinds.get("suffered", {}).get(lemma)
    if participle and verb is not None and is_patient_of(view, verb, token):
        kind = participle
    elif kind is None or kind.startswith("other"):
        kind = tally_kind(view, token)
    if kind is None:
        return None
    shown = trigger_of(view, token, verb, participle is not None)
    count = Count(kind, quantity.value, quantity.low, quantity.high, quantity.qualifier, quantity.of, None, quantity.span)
    if kind in ALWAYS:
        return Figure(token, shown, count, view.sentence_of[token.i], f"{kind}: a running total")
    if kind in STOCKS and verb is not None and (lemma in kinds.get("states", ()) or is_state(verb, token)):
        return Figure(token, shown, count, view.sentence_of[token.i], f"{kind}: {lemma}")
    if kind in STOCKS and cumulative(view, token, verb):
        return Figure(token, shown, count, view.sentence_of[token.i], f"{kind}: cumulative")
    return None


def governing_verb(token: Token) -> Token | None:
    """The verb, or the noun with a copula, whose clause holds the token."""
    current = token
    for _ in range(6):
        if current.pos_ in VERBAL and current.dep_ not in ("aux", "cop"):
            return current
        if any(c.dep_ == "cop" or c.dep_ == "expl" for c in current.children):
            return current
        if current.head is current:
            return current if current.pos_ in VERBAL else None
        current = current.head
    return None


def is_patient_of(view: View, verb: Token, token: Token) -> bool:
    args = args_of(view, verb)
    return any(token is t or token in list(t.subtree) for t in (*args.obj, *args.subj))


def is_state(verb: Token, token: Token) -> bool:
    """ "there are", "N troops are in Iraq", "N are based": a copula or a stative passive."""
    return any(c.dep_ in ("cop", "expl") for c in verb.children)


def cumulative(view: View, token: Token, verb: Token | None) -> bool:
    """Words of a running total in the clause: so far, in all, since, total, now; or the perfect tense."""
    words = {t.lower_ for t in view.sentences[view.sentence_of[token.i]]}
    if words & {"total", "tally", "toll", "altogether", "cumulative", "overall"}:
        return True
    if verb is None:
        return False
    aux = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    return bool(aux & {"have", "has"}) and bool(words & {"since", "far", "now", "already", "more", "least"})


def tally_kind(view: View, token: Token) -> str | None:
    """ "The toll rose to 12", "the tally stood at 694": the kind is in the subject's words."""
    verb = governing_verb(token)
    if verb is None:
        return None
    tallies = view.lexicon.settings.get("kinds", {}).get("tallies", {})
    for subject in args_of(view, verb).subj:
        for word in subject.subtree:
            kind = tallies.get(view.lemmas[word.i])
            if kind:
                return str(kind)
    return None


def trigger_of(view: View, token: Token, verb: Token | None, suffered: bool) -> Span:
    """The counted noun, or the verb that says what happened to those counted."""
    if verb is not None and (suffered or token.pos_ == "NUM"):
        return char_span(verb)
    return char_span(token)
