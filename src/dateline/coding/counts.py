"""How many: which stated numbers belong to which event, and of what kind they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of, stolen
from dateline.coding.frames import Found
from dateline.coding.slots import CURRENCY
from dateline.coding.stance import negated_counts
from dateline.coding.view import View, char_span, coordinated, noun_phrase, root_token
from dateline.model import Count, QuantityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

IGNORED_UNITS = frozenset(
    {
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "week",
        "second",
        "km",
        "mile",
        "m",
        "percent",
        "%",
        "years",
        "metre",
        "meter",
        "km/h",
        "celsius",
        "hectare",
        "age",
        "foot",
        "mm",
        "cm",
        "calibre",
        "degree",
        "magnitude",
    }
)
IGNORED_NOUNS = frozenset(
    {
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "time",
        "percent",
        "%",
        "kilometre",
        "kilometer",
        "mile",
        "km",
        "metre",
        "meter",
        "century",
        "decade",
        "side",
        "part",
        "way",
        "round",
        "page",
        "second",
        "anniversary",
        "attempt",
        "phase",
        "front",
        "term",
        "night",
        "point",
        "step",
        "calibre",
        "magnitude",
    }
)
HARM = {"kill": "killed", "wound": "injured", "injure": "injured", "hurt": "injured", "die": "killed"}
SELF_KINDS = frozenset({"killed", "injured", "missing", "detained", "displaced", "deaths"})


def owners(view: View, mentions: list[Found]) -> dict[int, list[int]]:
    """For each quantity the event mention that governs it most closely: mention index -> quantity indices."""
    by_token: dict[int, int] = {}
    for n, found in enumerate(mentions):
        by_token.setdefault(found.top.i, n)
        by_token[found.token.i] = n
    owned: dict[int, list[int]] = {}
    for q, quantity in enumerate(view.mentions.quantities):
        if ignored(quantity):
            continue
        token = root_token(view.doc, quantity.head or quantity.span)
        at = climb_to(view, token, by_token) if token is not None else None
        if at is not None:
            owned.setdefault(at, []).append(q)
    return owned


def ignored(quantity: QuantityMention) -> bool:
    return (quantity.unit in IGNORED_UNITS if quantity.unit else False) or (quantity.noun or "") in IGNORED_NOUNS


def climb_to(view: View, token: Token, by_token: dict[int, int]) -> int | None:
    """The nearest event at or above a token in its sentence."""
    for _ in range(10):
        if token.i in by_token:
            return by_token[token.i]
        if token.head == token:
            return None
        if token.dep_ == "parataxis":
            return None
        verb = stolen(view).get(token.i)
        token = token.head if verb is None else view.doc[verb]
    return None


def counts_of(view: View, found: Found, owned: list[int]) -> list[Count]:
    """The counts one mention states, its victims without a number too ("a soldier" is one)."""
    counts: list[Count] = []
    for q in owned:
        quantity = view.quantity(q)
        kind = kind_of(view, found, quantity)
        article = quantity.value == 1 and quantity.span.of(view.doc.text).lower() in (
            "a",
            "an",
            "another",
            "the",
            "each",
            "this",
        )
        if kind is not None and not (article and kind not in SELF_KINDS):
            counts.append(as_count(quantity, kind))
    harm = HARM.get(view.lemmas[found.token.i])
    if harm or ("consequence" in found.entry.flags and found.entry.counts):
        counts.extend(singles(view, found, counts, harm or found.entry.counts[0]))
        if found.entry.counts and negated_counts(view, found) and not counts:
            counts = [Count(kind, 0.0, span=found.trigger) for kind in found.entry.counts]
    return with_parts(view, counts)


def as_count(quantity: QuantityMention, kind: str) -> Count:
    return Count(
        kind, quantity.value, quantity.low, quantity.high, quantity.qualifier, quantity.of, None, quantity.span
    )


def kind_of(view: View, found: Found, quantity: QuantityMention) -> str | None:
    """What a number counts: the consequence it suffers, the kind its noun tells, or other:<noun>."""
    if quantity.unit in CURRENCY:
        return f"money-{quantity.unit.lower()}" if quantity.unit else None
    harm = HARM.get(view.lemmas[found.token.i])
    if found.entry.counts or harm:
        token = root_token(view.doc, quantity.head or quantity.span)
        if token is not None and is_patient(view, found, token) and quantity.what not in ("rockets", "missiles"):
            return harm or found.entry.counts[0]
    if quantity.what is not None and not quantity.what.startswith("other"):
        return quantity.what
    if quantity.noun is None:
        return None
    return f"other:{quantity.noun}"


def is_patient(view: View, found: Found, token: Token) -> bool:
    """Whether a counted noun suffers the event: its object, or its subject when the verb is of the body ("died")."""
    args = found.args
    for filler in (
        *args.obj,
        *(args.subj if not args.obj else ()),
        *args.at("of"),
        *args.at("among"),
        *args.at("including"),
    ):
        if token in coordinated(filler) or token == filler:
            return True
        if any(token.i == t.i for t in filler.subtree) and token.dep_ in ("nmod", "appos", "nummod", "conj", "obl"):
            return True
    return token == found.token


def singles(view: View, found: Found, stated: list[Count], kind: str) -> list[Count]:
    """Victims told with an article only: "a policeman" counts one."""
    counts: list[Count] = []
    args = found.args
    fillers = args.obj or (args.subj if found.pattern.pos != "noun" else [])
    for filler in fillers:
        for member in coordinated(filler):
            article = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in member.children)
            if not article or member.i in view.quantities or member.pos_ != "NOUN":
                continue
            if not any(view.lemmas[member.i] in view.lexicon.classes.get(c, ()) for c in ("people", "force")):
                continue
            first, last = noun_phrase(member)
            span = char_span(view.doc[first], view.doc[last])
            if not any(c.span and c.span.overlaps(span) for c in stated):
                counts.append(Count(kind, 1.0, span=span, of=phrase_of(view, member)))
    return counts


def phrase_of(view: View, noun: Token) -> str:
    """A counted noun with its modifiers, without article and number."""
    first, last = noun_phrase(noun)
    while first < last and view.doc[first].pos_ in ("DET", "NUM"):
        first += 1
    return Span(view.doc[first].idx, view.doc[last].idx + len(view.doc[last].text)).of(view.doc.text)


def with_parts(view: View, counts: list[Count]) -> list[Count]:
    """ "three soldiers including two Britons": the two are part of the three. No sum is made up."""
    for n, part in enumerate(counts):
        for at, whole in enumerate(counts):
            if (
                at == n
                or part.what != whole.what
                or part.span is None
                or whole.span is None
                or part.part_of is not None
            ):
                continue
            between = view.doc.text[whole.span.end : part.span.start].lower()
            if part.value <= whole.value and len(between) < 60 and any(w in between.split() for w in INCLUDING):
                counts[n] = replace(part, part_of=at)
    return counts


INCLUDING = frozenset({"including", "includes", "among"})


def victims(view: View, found: Found) -> list[Token]:
    """The nouns that suffer an event."""
    return [t for f in args_of(view, found.token).obj for t in coordinated(f)]
