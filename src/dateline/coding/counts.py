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
from dateline.coding.view import View, char_span, coordinated, noun_phrase, root_token
from dateline.model import Count, EventType, QuantityMention, Span
from dateline.resolve.quantities.language import language

if TYPE_CHECKING:
    from spacy.tokens import Token

ARTICLES = frozenset({"a", "an", "another", "the", "each", "this"})
SELF_KINDS = frozenset({"killed", "injured", "missing", "detained", "displaced", "deaths"})
WEAPONS = frozenset({"rockets", "missiles"})
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
    if OF_THE.search(view.report.text[max(0, here.span.start - 16) : here.span.start]):
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
    if quantity.unit in CURRENCY:
        return quantity.what
    token = root_token(view.doc, quantity.head or quantity.span)
    if quantity.value >= MANY_HOMES and wrecked_so_far(view, quantity, token):
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
    if article and not (kind in WEAPONS and found.entry.mode in ("rocket", "missile") and is_core(found, token)):
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
    if verb is None or quantity.noun not in counting("homes") or view.lemmas[verb.i] not in counting("wrecking"):
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
            if member.i in view.quantities or not is_somebody(view, member) or not counts_one(view, member, listed):
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
            if fate in BODILY and not suffers(view, found):
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
