"""Whether a number is a level or a running total, or what came on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.fates import counting
from dateline.coding.view import View
from dateline.model import QuantityMention
from dateline.resolve.quantities import harm_verb, is_vague

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

PERFECT = frozenset({"have", "has", "'ve"})
COUNTED_ONCE = frozenset({"flee", "displace", "uproot"})


def auxiliaries(verb: Token | None) -> set[str]:
    if verb is None:
        return set()
    own = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    subject = any(c.dep_.startswith("nsubj") for c in verb.children)
    return auxiliaries(verb.head) if not own and verb.dep_ == "conj" and not subject and verb.head != verb else own


def is_increment(token: Token, kind: str = "") -> bool:
    """ "36 new infections", "seven more deaths": what came on top, not what there is. "Another 60 were missing" beside
    so many dead are all that are missing."""
    words = counting("increment") - ({"another", "other"} if kind in ("missing", "injured") else set())
    return any(
        c.lower_ in words and c.dep_ in ("amod", "advmod", "det") and c.nbor().lower_ != "than"
        for c in token.children
        if c.i + 1 < len(c.doc)
    )


def running_total(view: View, token: Token, verb: Token | None) -> bool:
    """ "have died since the coup", "a total of 684 arrested so far": not the toll of one event."""
    sentence = view.sentences[view.sentence_of[token.i]]
    words = {t.lower_ for t in sentence} | {view.lemmas[t.i] for t in sentence}
    aux = auxiliaries(verb)
    perfect = bool(aux & PERFECT) or ("had" in aux and verb is not None and verb.dep_ in ("ccomp", "parataxis"))
    if "since" in words and (perfect or words & {"number", "total", "toll"}) and since_then(view, sentence, verb):
        return True
    return bool(aux & PERFECT) and bool(words & counting("long")) and not arrests(view, verb)


def arrests(view: View, verb: Token | None) -> bool:
    """ "Police have arrested 34" is an act of theirs; "34 have been arrested in the unrest" a total."""
    if verb is None or harm_verb(view.lemmas[verb.i]) != "detained":
        return False
    return not any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children)


def since_then(view: View, sentence: DocSpan, verb: Token | None) -> bool:
    """Whether a "since" of the sentence stands with the verb or its own words, not in another's clause ("had sailed
    on Friday, bringing to 14 the number to have left since the deal")."""
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return True
    for since in (t for t in sentence if t.lower_ == "since"):
        clause = since.head if since.head.pos_ != "VERB" or since.dep_ != "mark" else since.head.head
        while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
            clause = clause.head
        if clause == verb or (clause.dep_ == "conj" and clause.head == verb) or verb.dep_ == "conj":
            return True
    return False


def is_so_far(view: View, verb: Token | None) -> bool:
    """The perfect with words that say it is a running count: "have been confirmed so far"."""
    if verb is None or not auxiliaries(verb) & PERFECT:
        return False
    sentence = view.sentences[view.sentence_of[verb.i]]
    near = {t.lower_ for c in verb.children for t in (c, *c.children)}
    return bool(near & counting("so_far")) or "so far" in sentence.text.lower()


def is_level(view: View, quantity: QuantityMention, token: Token, verb: Token | None, lemma: str) -> bool:
    """Whether the clause tells a level: "has", "there are", "are based", or a perfect of what happened to people."""
    if is_vague(quantity) and quantity.what == "troops":
        return False
    if owned(token):
        return True
    if verb is None:
        return token.dep_.lower() in ("root", "appos")
    if lemma in COUNTED_ONCE:
        return True
    aux = auxiliaries(verb)
    if aux & {"was", "were"} and not any(c.i in view.times for c in verb.children):
        return False
    if "had" in aux:
        return by_a_day(view, verb)
    if aux & {"will", "would", "may", "could", "might"}:
        return False
    states = view.lexicon.settings.get("kinds", {}).get("states", ())
    return lemma in states or any(c.dep_ in ("cop", "expl") for c in verb.children) or bool(aux & PERFECT)


def owned(token: Token) -> bool:
    """ "one of its 400 soldiers": what somebody has."""
    number = any(c.dep_ == "nummod" for c in token.children)
    return number and any(c.dep_ == "nmod:poss" and c.pos_ == "PRON" for c in token.children)


def by_a_day(view: View, verb: Token) -> bool:
    """ "had been arrested by Wednesday": a total as of a day."""
    times = [c for c in verb.children if c.i in view.times]
    return any(g.lower_ in ("by", "since", "until") for c in times for g in c.children if g.dep_ in ("case", "mark"))
