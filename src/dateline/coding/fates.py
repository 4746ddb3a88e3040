"""What became of those counted: one reading, from `resolve.quantities`, for events and figures alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from dateline.coding.clauses import args_of
from dateline.coding.frames import Found
from dateline.coding.view import View, coordinated
from dateline.model import EventType
from dateline.resolve.numerals import load_table
from dateline.resolve.quantities import harm_of, harm_verb
from dateline.resolve.quantities.language import language

if TYPE_CHECKING:
    from spacy.tokens import Token

BODILY = frozenset({"killed", "injured", "missing"})
TELLS: Mapping[str, frozenset[EventType]] = {
    **dict.fromkeys(BODILY, frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.PROTEST})),
    "displaced": frozenset({EventType.ASSAULT, EventType.HAZARD}),
    "detained": frozenset({EventType.COERCE}),
}
"""Which types of event a fate may be counted on; on others it is left to the figures and tolls."""


@cache
def counting(key: str) -> frozenset[str]:
    """One list of words of data/quantities/counting.en.yaml. All are kept: the file is slow to read, and the lists are
    asked for by every report."""
    return frozenset(_counting()[key])


@cache
def _counting() -> Mapping[str, Any]:
    table: Mapping[str, Any] = load_table("quantities", "counting.en.yaml")
    return table


def fate_of(view: View, q: int) -> str | None:
    """ "killed", "injured", "missing", "detained", "displaced", or None when the words do not say; kept per report."""
    known: dict[int, str | None] = view.cache.setdefault("fates", {})
    if q not in known:
        known[q] = harm_of(view.doc, view.quantity(q), view.mentions.quantities)
    return known[q]


def struck(view: View, q: int) -> bool:
    """ "with a gunshot wound", "was taken to a hospital": people were hit, and whether they live is told elsewhere."""
    quantity = view.quantity(q)
    if quantity.unit or (quantity.noun is not None and quantity.noun not in language().people):
        return False
    end = max(quantity.span.end, quantity.head.end if quantity.head else 0)
    return bool(language().struck.match(view.report.text[end : end + 100]))


def suffers(view: View, found: Found) -> bool:
    """ "suffered a gunshot wound": the subject is who was hurt."""
    return found.verbal and view.lemmas[found.token.i] in counting("suffering")


def own_fate(view: View, found: Found) -> str | None:
    """What a mention tells of those it befalls, however many they are: "killed", "shot dead", "the murder of"."""
    lemma = view.lemmas[found.token.i]
    if lemma in counting("hit"):
        return "killed" if deadly(view, found) else None
    if found.verbal and harm_verb(lemma) in BODILY:
        return harm_verb(lemma)
    if "consequence" in found.entry.flags and found.entry.counts:
        return found.entry.counts[0]
    if found.entry.mode == "arrest" and found.entry.type is EventType.COERCE:
        return "detained"
    return "killed" if found.entry.mode == "killing" else None


def deadly(view: View, found: Found) -> bool:
    """ "shot dead", "stabbed to death", "fatally shot", "shot and killed"."""
    words = {*found.args.particles, *found.pattern.particles, *(t.lower_ for t in found.args.at("to"))}
    partly = {c.lower_ for c in found.token.children if of_a_part(view, found.token, c)}
    beside = {c.lower_ for c in found.token.children if c.dep_ in BESIDE}
    if ((words | beside) - partly) & {"dead", "death", "fatally", "mortally"}:
        return True
    return any(harm_verb(view.lemmas[t.i]) == "killed" for t in coordinated(found.token)[1:])


BESIDE = frozenset({"xcomp", "advmod", "amod", "obj", "compound:prt"})


def of_a_part(view: View, verb: Token, word: Token) -> bool:
    """ "four were shot, one fatally": what stands behind a comma and another number is said of that number only."""
    between = view.doc[verb.i + 1 : word.i] if verb.i < word.i else ()
    return any(t.text == "," for t in between) and any(t.i in view.quantities for t in between)


def alive(view: View, q: int) -> bool:
    """ "a woman was in critical condition": hurt, and not one of the dead told beside her."""
    quantity = view.quantity(q)
    end = max(quantity.span.end, quantity.head.end if quantity.head else 0)
    behind = view.report.text[end : end + 160].split("\n")[0]
    return bool(living().match(behind)) and not DIES.search(behind)


DIES = re.compile(r"\b(?:died|dies|dead|succumbed)\b")


@lru_cache(maxsize=1)
def living() -> re.Pattern[str]:
    """What stands right behind people who were hurt and live."""
    rows = load_table("quantities", "counting.en.yaml")["living"]
    return re.compile(rf"^\s*,?\s*(?:who )?(?:{'|'.join(rows)})", re.IGNORECASE)


def is_hit(view: View, found: Found) -> bool:
    """ "was shot": people were hit, and whether they live is not said."""
    lemma = view.lemmas[found.token.i]
    by_bullet = lemma in counting("struck_by") and any(view.lemmas[t.i] in counting("bullets") for t in found.args.subj)
    return found.verbal and (lemma in counting("hit") or by_bullet) and not deadly(view, found)


def befallen(view: View, found: Found) -> list[Token]:
    """The nouns that an event happens to: its object, what a noun of it is "of", the subject of "died"."""
    args = found.args
    if suffers(view, found):
        return args.subj
    if found.pattern.pos == "noun":
        return list(args.at("of"))
    if found.pattern.pos == "adj" and any(c.dep_ == "det" for c in found.token.children):
        return []  # "put the dead at 102": the adjective is the noun
    if found.pattern.pos == "adj" and not (args.subj or args.obj):
        above = args_of(view, found.token.head) if found.token.dep_ == "xcomp" else args
        return above.obj or above.subj  # "she was pronounced dead"
    if not args.obj and found.token.dep_ == "acl" and found.token.tag_ == "VBN":
        return [found.token.head]  # "the man killed in Sunday's shooting"
    return args.obj or args.subj
