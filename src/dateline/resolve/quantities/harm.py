"""What became of the people counted: killed, injured, missing, detained or displaced, read from what governs
them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.model import QuantityMention
from dateline.resolve.numerals import either
from dateline.resolve.quantities.language import Language, language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUFFERS = ("obj", "nsubj:pass", "iobj", "obl:agent")
TWO_FACED = frozenset(["claim", "treat", "seize", "round", "burn"])
"""Verbs that say so of their object only with more around them; the words alone are not enough."""
INTRANSITIVE = frozenset(["die", "perish", "succumb", "suffocate", "vanish", "disappear", "flee", "drown", "evacuate"])


def harm_of(doc: Doc, quantity: QuantityMention, among: Sequence[QuantityMention] = (), code: str = "en") -> str | None:
    """ "killed", "injured", "missing", "detained" or "displaced" when the words around a quantity say so of
    those it
    counts; None when they do not, or when it counts those who did it ("two gunmen killed 12": None for the
    two).

    `among` is all the report's quantities, in the order that `part_of` counts in: with it, a part shares its
    total's
    fate ("five died, two of them children").
    """
    own = _own_harm(doc, quantity, code)
    if own is None and quantity.part_of is not None and quantity.part_of < len(among):
        return harm_of(doc, among[quantity.part_of], among, code)
    return own


def _own_harm(doc: Doc, quantity: QuantityMention, code: str) -> str | None:
    lang = language(code)
    if quantity.what in lang.harm:
        return quantity.what
    if quantity.what == "deaths":
        return "killed"
    if quantity.unit or quantity.what in NEVER or _is_whole(doc, quantity):
        return None
    near = _beside(doc, quantity, lang) or _right_before(doc, quantity)
    if near and not (near == "detained" and _is_thing(quantity, lang)):
        return near
    if lang.struck.match(_text(doc)[_end(quantity) : _end(quantity) + 100]):
        return None  # "one man was dead and another in critical condition"
    if doc.has_annotation("DEP"):
        told = _by_syntax(doc, quantity, lang)
        return None if told == "detained" and _is_thing(quantity, lang) else told
    return _by_words(doc, quantity, lang)


def _is_thing(quantity: QuantityMention, lang: Language) -> bool:
    """ "arrested three men and seized six rifles": rifles are taken, but nobody is held."""
    return quantity.noun is not None and quantity.noun not in lang.people and quantity.what not in PERSONS


PERSONS = frozenset({"troops", "displaced", "deaths", *("killed", "injured", "missing", "detained")})


def harm_verb(lemma: str, code: str = "en") -> str | None:
    """The harm that a verb tells of its object on its own ("kill", "wound"), or of its subject ("die").

    None for verbs that need more around them ("claim", "lose").
    """
    for kind, harm in language(code).harm.items():
        if lemma in harm.verbs:
            return None if lemma in TWO_FACED or lemma in WEAK else kind
    return None


NEVER = frozenset({"cases", "tests", "bases", "rockets", "missiles", "aircraft"})
_WHOLE = re.compile(r"\b(?:out )?of (?:the|its|their|those|these|his|her) $", re.IGNORECASE)


def _is_whole(doc: Doc, quantity: QuantityMention) -> bool:
    """ "Of the 506 patients 42 have died": what is said of the part is not said of the whole."""
    return bool(_WHOLE.search(_text(doc)[max(0, quantity.span.start - 16) : quantity.span.start]))


OF_A_THING = frozenset({"claim", "lose"})
"""Verbs that behind a number tell what those people did: "two claimed it"."""
WEAK = frozenset({"lose", "hold", "gun", "execute", "stab", "intern", "martyr"})


def _end(quantity: QuantityMention) -> int:
    return max(quantity.span.end, quantity.head.end if quantity.head else 0)


@lru_cache(maxsize=8)
def _patterns(lang_key: str, listed: bool) -> dict[str, re.Pattern[str]]:
    """A participle or adjective right after: "11 killed", "two people dead", "20 others were wounded".

    `listed` lets "and a boy" stand between: only for want of a parse, which tells lists from clauses.
    """
    lang = language(lang_key)
    out = {}
    for kind, harm in lang.harm.items():
        forms = {_past(v) for v in harm.verbs if v not in OF_A_THING} | harm.adjectives
        out[kind] = re.compile(
            (r"^(?:\s+and(?:\s+[\w.-]+){1,4}?(?=\s+(?:were|was|have|had)\b))?" if listed else "^")
            + r"(?:\s+(?:people|others|more|persons|men|soldiers|civilians))?"
            rf"(?:,?\s+(?:{either(lang.between)}))*\s+({either(forms)})\b",
            re.IGNORECASE,
        )
    return out


_IRREGULAR = {"slay": "slain", "shoot dead": "shot dead", "hurt": "hurt", "die": "died", "flee": "fled",
              "hold": "held",
              "lose": "lost", "drown": "drowned", "gun": "gunned down", "round": "rounded up",
              "burn": "burned"}  # fmt: skip


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y"):
        return verb[:-1] + "ied" if verb[-2] not in "aeiou" else verb + "ed"
    return {"kidnap": "kidnapped", "stab": "stabbed"}.get(verb, verb + "ed")


def _beside(doc: Doc, quantity: QuantityMention, lang: Language) -> str | None:
    """What stands right after the number or its noun, before anything else is asked."""
    after = _text(doc)[quantity.span.end : quantity.span.end + 70]
    past_noun = _text(doc)[_end(quantity) : _end(quantity) + 70]
    for kind, pattern in _patterns("en", not doc.has_annotation("DEP")).items():
        for text in (after, past_noun):
            match = pattern.match(text)
            if match and not _has_object(text[match.end() :], match[1]):
                return kind
    return None


def _has_object(rest: str, verb: str) -> bool:
    """ "two gunmen killed 12 people": the verb right after the number has an object of its own, so it is
    active."""
    return verb.lower() not in ("dead", "died", "missing") and bool(
        re.match(
            r"\s+(?:at least |about |some |more than |nearly |the |a |an |his |her |its )?"
            r"(?:\d|[A-Za-z]+teen\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|"
            r"nine\b|ten\b|dozens\b|people\b|civilians\b|soldiers\b|(?:the|a|an|his|her)\s)",
            rest,
        )
    )


# ----------------------------------------------------------------------------------------------------------
# syntax


def _by_syntax(doc: Doc, quantity: QuantityMention, lang: Language) -> str | None:
    place = quantity.head or quantity.span
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return None
    token = span.root
    for child in token.children:
        if (
            child.dep_ in ("acl", "amod", "acl:relcl")
            and (kind := _kind(child, lang))
            and child.tag_ in ("VBN", "JJ", "VBD")
            and not (child.dep_ == "acl:relcl" and _others_are_told_of(child))
        ):
            return kind
    return _climb(token, lang, 0)


def _others_are_told_of(clause: Token) -> bool:
    """ "at 14 stations where gunmen killed a guard": the clause has its own victim, or only says where or when."""
    adverbial = any(c.lower_ in ("where", "when", "why") for c in clause.children)
    return adverbial or any(c.dep_ == "obj" and c.tag_ not in ("WDT", "WP") for c in clause.children)


def _climb(token: Token, lang: Language, depth: int) -> str | None:
    head, dep = token.head, token.dep_
    if head is token or depth > 4:
        return None
    if dep in (
        "conj",
        "appos",
        "nummod",
        "nmod",
        "parataxis",
        "list",
        "flat",
        "compound",
        "obl",
        "dep",
    ) and head.pos_ not in ("VERB", "AUX"):
        if (kind := _noun_kind(head, lang)) and (head.lemma_ != "loss" or dep == "nmod"):
            return kind
        return _climb(head, lang, depth + 1)
    if dep == "conj" and head.pos_ == "VERB":
        return None
    return _verb_kind(token, head, lang)


def _noun_kind(token: Token, lang: Language) -> str | None:
    lemma = token.lemma_.lower() or token.lower_
    return next((kind for kind, harm in lang.harm.items() if lemma in harm.nouns), None)


def _kind(token: Token, lang: Language) -> str | None:
    lemma = (token.lemma_ or token.text).lower()
    return next((k for k, h in lang.harm.items() if lemma in h.verbs or token.lower_ in h.adjectives), None)


def _verb_kind(token: Token, verb: Token, lang: Language) -> str | None:
    """The harm of a verb's (or adjective's) dependent, when it is the one that suffers."""
    kind = _kind(verb, lang)
    lemma = (verb.lemma_ or verb.text).lower()
    dep = token.dep_
    if lemma == "claim" and token.pos_ == "NOUN" and token.lemma_.lower() not in {"life", "live", *lang.people}:
        return None  # "claimed both attacks"; "the flood claimed 12 lives"
    if kind and (dep in SUFFERS or (dep == "nsubj" and (lemma in INTRANSITIVE or verb.pos_ in ("ADJ", "NOUN")))):
        return kind
    if kind and dep == "nsubj" and verb.tag_ == "VBN" and not any(c.dep_ == "obj" for c in verb.children):
        return kind
    if lemma == "leave" and dep in ("obj", "nsubj:pass"):
        for child in [*verb.children, *token.children]:
            hurt = child.dep_ in ("obl", "nmod") and any(c.lower_ == "with" for c in child.children)
            if hurt and (kind := _noun_kind(child, lang)):
                return kind
    if lemma == "cost" and dep in ("obj", "iobj") and _is_person(token, lang):
        return "killed"  # "cost the army 43 soldiers"
    if lemma in ("lose",) and dep == "nsubj" and any(c.lemma_ in ("life", "live") for c in verb.children):
        return "killed"
    if dep in ("obj", "nsubj") and lemma in (
        "leave",
        "find",
        "report",
        "go",
        "remain",
        "confirm",
        "presume",
        "fear",
        "declare",
    ):
        for child in verb.children:
            if (
                child.dep_ in ("xcomp", "advcl", "obj", "amod", "acl")
                and child is not token
                and (k := _kind(child, lang))
            ):
                return k
    if dep in ("obl", "obj", "nsubj", "attr"):
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass") and c is not token]
        for subject in subjects:
            if any(_toll(w) for w in (subject, *subject.children)):
                return next((k for w in (subject, *subject.subtree) if (k := _noun_kind(w, lang))), "killed")
    return None


def _is_person(token: Token, lang: Language) -> bool:
    return lang.lemma(token.text) in lang.people or token.lower_ in ("life", "lives")


def _toll(token: Token) -> bool:
    return token.lower_ in ("toll", "death", "deaths", "fatalities", "dead", "killed")


# -----------------------------------------------------------------------------------------------------------
# words


@lru_cache(maxsize=8)
def _verb_before(lang_key: str) -> dict[str, re.Pattern[str]]:
    """ "killing at least", "wounded", "death toll rose to" right before the number; nothing but a qualifier
    between."""
    lang = language(lang_key)
    out = {}
    for kind, harm in lang.harm.items():
        verbs = {v for v in harm.verbs if v not in TWO_FACED and v not in INTRANSITIVE}
        forms = verbs | {_past(v) for v in verbs} | {_ing(v) for v in verbs} | {v + "s" for v in verbs}
        if not forms:
            continue
        nouns = harm.nouns - {"casualty", "arrest", "dead"} | {n + "s" for n in harm.nouns}
        told = (
            rf"|(?:\b(?:{either(nouns)})\b|\b(?:the|of)\s+(?:{either(harm.adjectives)}))[^.;,]{{0,60}}"
            rf"\b(?:{either(lang.reaching)})\s+"
            r"(?:(?:at least|about|more than|nearly)\s+)?$"
        )
        out[kind] = re.compile(
            rf"\b(?:{either(forms)})\s+"
            r"(?:(?:at least|about|some|more than|up to|as many as|nearly|the|around|another|all|an estimated)\s+)*$"
            + (told if nouns else ""),
            re.IGNORECASE,
        )
    return out


def _ing(verb: str) -> str:
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return {"kidnap": "kidnapping", "stab": "stabbing"}.get(verb, stem + "ing")


def _right_before(doc: Doc, quantity: QuantityMention) -> str | None:
    """What the words right before the number say: nearer than any attachment ("killed eight and wounded nine")."""
    before = _text(doc)[max(0, quantity.span.start - 70) : quantity.span.start]
    told = [(m.start(), kind) for kind, pattern in _verb_before("en").items() if (m := pattern.search(before))]
    return max(told)[1] if told else None


def _by_words(doc: Doc, quantity: QuantityMention, lang: Language) -> str | None:
    before = _text(doc)[max(0, quantity.span.start - 70) : quantity.span.start]
    after = _text(doc)[_end(quantity) : _end(quantity) + 60]
    if re.match(r"\s+(?:have |had |has )?(?:also )?(?:lost|lose) their li(?:ves|fe)", after):
        return "killed"
    joined = re.search(r"(?:and|,)\s+(?:(?:at least|about|some)\s+)?$", before)
    if joined:
        clause = re.split(r"[.;]", before[: joined.start()])[-1]
        for kind, pattern in _verb_before("en").items():
            for match in re.finditer(r"(?:\d[\d,]*|\b[a-z]+)\s", clause):
                if pattern.search(clause[: match.start()]) and not re.search(
                    r"\b(?:was|were|and)\b", clause[match.start() :]
                ):
                    return kind
    return None


def _text(doc: Doc) -> str:
    """The document's text, joined once: spaCy joins it anew on every call, and this room asks often."""
    key = "dateline text"
    if key not in doc.user_data:
        doc.user_data[key] = doc.text
    text: str = doc.user_data[key]
    return text
