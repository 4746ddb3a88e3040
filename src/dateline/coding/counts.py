"""How many: which stated numbers belong to which event, and of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.coding.clauses import stolen
from dateline.coding.fates import BODILY, TELLS, befallen, counting, fate_of, is_hit, own_fate, struck, suffers
from dateline.coding.frames import Found
from dateline.coding.slots import CURRENCY
from dateline.coding.stance import negated_counts
from dateline.coding.sums import SELVES, with_parts, with_sums
from dateline.coding.things import WEAPONS, laden, thing_kind, wrecked_so_far
from dateline.coding.view import View, char_span, coordinated, noun_phrase, root_token
from dateline.model import Count, QuantityMention, Span
from dateline.resolve.quantities.language import language

if TYPE_CHECKING:
    from spacy.tokens import Token

SELF_KINDS = frozenset({"killed", "injured", "missing", "detained", "displaced", "deaths"})
NONE_OF = re.compile(r"\b(?:none|any|neither) of (?:the|its|their|those|these) $", re.IGNORECASE)
WHOLE = re.compile(
    r"^\s+(?:out\s+)?of\s+(?:(?:the|its|their|his|her|our|some|about|roughly|a total of)\s+)*$", re.IGNORECASE
)
OF_THE = re.compile(r"(?:^|[.,;]\s+|\n)Of (?:the|its|their|those|these) $")


def owners(view: View, mentions: list[Found]) -> dict[int, list[int]]:
    """For each quantity the event mention that governs it most closely: mention index -> quantity indices."""
    by_token: dict[int, int] = {}
    for n, found in enumerate(mentions):
        by_token.setdefault(found.top.i, n)
        by_token[found.token.i] = n
    owned: dict[int, list[int]] = {}
    for q, quantity in enumerate(view.mentions.quantities):
        if ignored(quantity) or is_whole(view, q):
            continue
        token = root_token(view.doc, quantity.head or quantity.span)
        at = climb_to(view, token, by_token) if token is not None else None
        if at is not None:
            owned.setdefault(at, []).append(q)
    return owned


def ignored(quantity: QuantityMention) -> bool:
    """Lengths, ages, dates' parts and the like: numbers that count nothing an event does."""
    unit = quantity.unit in counting("ignored_units") if quantity.unit else False
    return unit or (quantity.noun or "") in counting("ignored_nouns")


def is_whole(view: View, q: int) -> bool:
    """The 400 of "100 of its 400 soldiers", the 506 of "Of the 506 patients 42 died": what a part was taken from."""
    here = view.quantity(q)
    words_before = view.report.text[max(0, here.span.start - 16) : here.span.start]
    if OF_THE.search(words_before) or NONE_OF.search(words_before):
        return True
    before = view.quantity(q - 1) if q else None
    return before is not None and bool(WHOLE.match(view.report.text[before.span.end : here.span.start]))


def climb_to(view: View, token: Token, by_token: dict[int, int]) -> int | None:
    """The nearest event at or above a token in its sentence."""
    for _ in range(10):
        if token.i in by_token and not (laden(view, token) and above(token, by_token)):
            return by_token[token.i]
        if token.head == token:
            return None
        if token.dep_ == "parataxis" and not set_off(token):
            return None
        verb = stolen(view).get(token.i)
        token = token.head if verb is None else view.doc[verb]
    return None


def set_off(noun: Token) -> bool:
    """ "exchanged prisoners: 84 soldiers for 120 rebels": a noun behind a colon says what of."""
    colon = any(c.text == ":" for c in noun.children)
    return colon and noun.pos_ == "NOUN" and noun.doc[noun.i - 1].pos_ == "NUM"


def above(token: Token, by_token: dict[int, int]) -> bool:
    """Whether the clause of the noun that a participle describes tells an event itself."""
    return token.head.head.i in by_token and token.head.head != token.head


def counts_of(view: View, found: Found, owned: list[int]) -> list[Count]:
    """The counts one mention states, its victims without a number too ("a soldier" is one)."""
    told = [(as_count(view.quantity(q), kind), q) for q in owned if (kind := kind_of(view, found, q)) is not None]
    counts = [c for c, _ in told]
    view.cache.setdefault("counted", set()).update(q for _, q in told)
    fate = own_fate(view, found)
    if fate:
        counts.extend(singles(view, found, counts, fate))
        if found.entry.counts and negated_counts(view, found) and not counts and not of_one(view, found):
            counts = [Count(kind, 0.0, span=found.trigger) for kind in found.entry.counts]
    return with_sums(view, with_parts(view, counts))


def as_count(quantity: QuantityMention, kind: str) -> Count:
    return Count(
        kind, quantity.value, quantity.low, quantity.high, quantity.qualifier, quantity.of, None, quantity.span
    )


def kind_of(view: View, found: Found, q: int) -> str | None:
    """What a number counts on this event: a fate, the kind its noun tells, other:<noun>; None when it is not its."""
    quantity = view.quantity(q)
    token = root_token(view.doc, quantity.head or quantity.span)
    if quantity.unit in CURRENCY:
        return quantity.what if token is None or in_clause(view, found, token) else None
    if wrecked_so_far(view, quantity, token):
        return None
    fate = fate_of(view, q)
    if fate is not None and fate in BODILY:
        return fate if found.entry.type in TELLS[fate] else None
    if fate is not None and fate in TELLS and found.entry.type in TELLS[fate]:
        return fate
    kind = own_fate(view, found)
    if kind and quantity.what not in WEAPONS and token is not None and is_patient(view, found, token):
        return kind
    if quantity.value == 0 or is_hit(view, found) or struck(view, q):
        return None
    if found.entry.mode == "outbreak" and quantity.what is None:
        return None  # "has infected 382 people": cases, and those are figures
    return thing_kind(view, found, quantity, token) if token is None or in_clause(view, found, token) else None


OWN_CLAUSE = frozenset({"acl:relcl", "acl", "advcl", "ccomp", "parataxis"})


def in_clause(view: View, found: Found, token: Token) -> bool:
    """Whether a counted noun stands in the event's own clause: "a bus carrying 30 people crashed" tells of no 30."""
    while token != found.token and token != found.top and token.head != token:
        if laden(view, token):
            token = token.head
            continue
        if token.dep_ in OWN_CLAUSE and token.pos_ in ("VERB", "AUX"):
            return token.head == found.token and token.dep_ == "advcl"
        if token.dep_ == "conj" and token.pos_ == "VERB" and own_fate(view, found):
            return False  # "arrested three men and seized six rifles": the rifles are of the seizure
        token = token.head
    return True


def is_patient(view: View, found: Found, token: Token) -> bool:
    """Whether a counted noun suffers the event: its object, or its subject when the verb is of the body ("died")."""
    args = found.args
    for filler in (
        *befallen(view, found),
        *args.at("of"),
        *args.at("among"),
        *args.at("including"),
    ):
        if token in coordinated(filler) or token == filler:
            return True
        if any(token.i == t.i for t in filler.subtree) and token.dep_ in ("nmod", "appos", "nummod", "conj", "obl"):
            return True
    return token == found.token


# ------------------------------------------------------------------------------------------- those without a number


def singles(view: View, found: Found, stated: list[Count], kind: str) -> list[Count]:
    """Victims told with an article only: "a policeman" counts one."""
    counts: list[Count] = []
    for listed in (coordinated(filler) for filler in befallen(view, found)):
        for member in listed:
            somebody = is_somebody(view, member) or (kind == "detained" and member.pos_ == "NOUN")
            if member.i in view.quantities or not somebody or not counts_one(view, member, listed):
                continue
            span = phrase_span(view, member)
            if not any(c.span and c.span.overlaps(span) for c in stated):
                counts.append(Count(kind, 1.0, span=span, of=phrase_of(view, member)))
    return counts


def of_one(view: View, found: Found) -> bool:
    """ "The deputy was not injured": one person's luck, and no number of the injured."""
    whom = befallen(view, found)
    return any(is_one(view, t) or (is_somebody(view, t) and is_singular(t)) for t in whom)


def counts_one(view: View, member: Token, listed: Sequence[Token]) -> bool:
    """ "a guard"; "the pilot" and "his driver" only beside others that are counted ("the pilot and two guards")."""
    if has_article(member):
        return member.lower_ not in counting("collective")
    pointed = any(c.dep_ in ("det", "nmod:poss") and c.lower_ in POINTED for c in member.children)
    others = [m for m in listed if m.i != member.i]
    return pointed and is_singular(member) and any(m.i in view.quantities or has_article(m) for m in others)


def has_article(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children)


POINTED = frozenset({"the", "his", "her", "its", "their"})


def victims(view: View, found: Found) -> tuple[list[Count], list[Count]]:
    """(implied, hit): one for each person named or pointed to whose fate is told, and the people who were hit.

    Neither is a stated number of the dead or hurt; `sums.settled` says when they stand in for one.
    """
    implied: list[Count] = []
    hit: list[Count] = []
    if negated_counts(view, found):
        return implied, hit  # "her son was not hurt"
    fate = own_fate(view, found)
    for member in (m for filler in befallen(view, found) for m in coordinated(filler)):
        if member.lower_ in SELVES and fate == "killed":
            implied.append(Count("killed", 1.0, span=phrase_span(view, member), of=member.lower_))
            continue
        numbers = [view.quantity(q) for q in view.quantities.get(member.i, ()) if not ignored(view.quantity(q))]
        if is_hit(view, found) and numbers:
            hit.extend(as_count(n, "injured") for n in numbers if not is_thing(n))
        elif not numbers and (is_one(view, member) or (is_somebody(view, member) and is_singular(member))):
            whom = None if member.pos_ == "PRON" else phrase_of(view, member)
            one = Count(fate or "injured", 1.0, span=phrase_span(view, member), of=whom)
            held = fate == "detained" and member.pos_ == "NOUN"  # whoever is named is no number of those held
            if (fate in BODILY or held) and not suffers(view, found):
                implied.append(one)
            elif is_hit(view, found) or suffers(view, found):
                hit.append(one)
    if found.pattern.pos == "noun" and any(c.lower_ == "fatal" for c in found.token.children):
        implied.append(Count("killed", 1.0, low=1.0, qualifier="at least", span=found.trigger))
    return implied, with_sums(view, hit)


def is_thing(quantity: QuantityMention) -> bool:
    """ "shot down 61 of 71 missiles": nobody was hurt."""
    people = quantity.noun is None or quantity.noun in language().people
    return quantity.what in WEAPONS | {"aircraft", "bases"} or not people


def is_somebody(view: View, noun: Token) -> bool:
    classes, lemma = view.lexicon.classes, view.lemmas[noun.i]
    known = lemma in language().people or any(lemma in classes.get(c, ()) for c in ("people", "force"))
    return noun.pos_ == "NOUN" and known


def is_singular(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lower_ not in counting("collective")


def is_one(view: View, token: Token) -> bool:
    """A person named, or "he" and "she"."""
    if token.lower_ in ("he", "she", "him", "her"):
        return True
    return token.pos_ == "PROPN" and token.ent_type_ == "PERSON"


def phrase_span(view: View, noun: Token) -> Span:
    first, last = noun_phrase(noun)
    return char_span(view.doc[first], view.doc[last])


def phrase_of(view: View, noun: Token) -> str:
    """A counted noun with its modifiers, without article and number."""
    first, last = noun_phrase(noun)
    while first < last and view.doc[first].pos_ in ("DET", "NUM"):
        first += 1
    return Span(view.doc[first].idx, view.doc[last].idx + len(view.doc[last].text)).of(view.report.text)
