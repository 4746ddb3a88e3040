"""What tense, aspect, modals and negation of one verb say of what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.clauses import has_to
from dateline.coding.frames import Found
from dateline.coding.view import View
from dateline.model import EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Stance:
    """A status with the word that decided it; `skip` when nothing is stated to be real or planned at all."""

    status: Status
    reason: str
    skip: bool = False


HAPPENED = Stance(Status.HAPPENED, "")


MATERIAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.RETREAT,
        EventType.MOBILIZE,
        EventType.AID,
        EventType.PROTEST,
        EventType.COERCE,
        EventType.HAZARD,
        EventType.SANCTION,
        EventType.DECIDE,
        EventType.COOPERATE,
    }
)


LASTING = frozenset(
    {
        EventType.ASSAULT,
        EventType.SANCTION,
        EventType.COERCE,
        EventType.PROTEST,
        EventType.COOPERATE,
        EventType.MOBILIZE,
    }
)
SUSPENDED = frozenset({EventType.SANCTION, EventType.COERCE})
NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing", "nor"})


def verb_stance(view: View, verb: Token, found: Found) -> Stance:
    """Status from auxiliaries, negation and tense of one verb."""
    words = auxiliaries(verb)
    if is_negated(view, verb):
        refusing = asks_negation(found) and words.keys() & {"will", "would", "wo", "'ll", "’ll", "'d", "’d"}
        if asks_negation(found) and not refusing:
            return Stance(Status.DENIED, "negated, and no refusal", skip=True)
        return HAPPENED if refusing else negated_stance(words, found)
    if words.keys() & {"would", "'d", "’d"}:
        if words.keys() & {"have"}:
            return Stance(Status.POSSIBLE, "would have", skip=True)
        return Stance(Status.PLANNED, "would")
    if words.keys() & {"will", "'ll", "’ll", "shall", "wo"}:
        return Stance(Status.PLANNED, "will")
    if words.keys() & {"may", "might", "could", "can", "ca"}:
        modal = next(iter(words.keys() & {"may", "might", "could", "can", "ca"}))
        return Stance(Status.POSSIBLE, modal, skip=modal in ("can", "ca") or "have" in words)
    if words.keys() & {"should", "must", "ought"}:
        return Stance(Status.PLANNED, "should", skip=found.entry.type not in MATERIAL)
    if any(c.dep_ == "mark" and c.lower_ == "due" for c in verb.children):
        return Stance(Status.PLANNED, "due to")
    if has_to(verb) and is_to(verb) and "have" in words:
        return Stance(Status.POSSIBLE, "was to have", skip=True)
    if has_to(verb) and is_to(verb):
        return Stance(Status.PLANNED, "is to")
    return tense_stance(view, verb, words, found)


def asks_negation(found: Found) -> bool:
    """An entry whose trigger is the negated verb itself: "will not take part" is a refusal, and it was made."""
    return any(t.slot == "neg" and not t.negated for t in found.pattern.tests)


def auxiliaries(verb: Token) -> dict[str, Token]:
    """The auxiliaries of a verb; a coordinated verb of the same form shares those of the first."""
    words = {c.lower_: c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"}
    if not words and verb.dep_ == "conj" and verb.head.tag_ == verb.tag_ and verb.tag_ in ("VB", "VBN", "VBG"):
        return auxiliaries(verb.head)
    return words


def is_to(verb: Token) -> bool:
    """ "is to meet", "were to be handed over": a plan told by "be to", no infinitive of a verb above."""
    if verb.dep_ in ("xcomp", "acl", "advcl"):
        return False
    return any(c.lower_ in ("is", "are", "was", "were") and c.dep_ in ("aux", "cop", "aux:pass") for c in verb.children)


def is_negated(view: View, verb: Token) -> bool:
    """The clause is denied: "not", "never", "no" or "nobody" as subject or object, "without"."""
    for child in verb.children:
        if child.lower_ in ("not", "n't", "n’t", "never") and child.dep_ in ("advmod", "neg", "aux", "part"):
            return True
        if child.dep_ == "mark" and child.lower_ == "without":
            return True
        if child.dep_ in ("nsubj", "nsubj:pass", "obj", "nsubj:outer", "cc:preconj") or child.dep_ == "det":
            if child.lower_ in NOBODY:
                return True
            if any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in child.children):
                return True
    return False


def negated_stance(words: dict[str, Token], found: Found) -> Stance:
    """A negated clause is a denial when someone says it; the climb decides, here it is only marked."""
    return Stance(Status.DENIED, "negated")


def tense_stance(view: View, verb: Token, words: dict[str, Token], found: Found) -> Stance:
    """Progressive is ongoing, a lasting state in the perfect too; a bare present of a deed is a habit."""
    durative = "durative" in found.entry.flags
    present = words.keys() & {"is", "are", "'re", "'m", "am", "’re", "’s", "'s"}
    perfect = words.keys() & {"has", "have", "'ve", "’ve"}
    tag = verb.tag_
    if tag == "VBG" and (present or (perfect and "been" in words)):
        return Stance(Status.ONGOING, "progressive")
    if present and "being" in words:
        return Stance(Status.ONGOING, "is being")
    moving = found.entry.type in (EventType.RETREAT, EventType.MOBILIZE) and (tag == "VBG" or "being" in words)
    if moving and words.keys() & {"was", "were"} and reported(view, verb):
        return Stance(Status.ONGOING, "progressive, as reported")  # "said it was leaving": the past is the reporting's
    if perfect and since_clause(verb) and "consequence" not in found.entry.flags and found.entry.type in LASTING:
        return Stance(Status.ONGOING, "ever since")
    if tag == "VBN" and found.entry.type in SUSPENDED and any(c.lower_ == "with" for c in verb.children):
        return Stance(Status.ONGOING, "with it so")
    if durative and ((present and tag != "VBG") or (perfect and since_clause(verb))):
        return Stance(Status.ONGOING, "a state that lasts")
    if tag in ("VBZ", "VBP") and not words and not past_in_disguise(view, verb):
        if future_time(verb) or day_to_come(view, verb):
            return Stance(Status.PLANNED, "present tense with a future time")
        if durative:
            return Stance(Status.ONGOING, "a state that lasts")
        if found.entry.type in MATERIAL and found.verbal and "consequence" not in found.entry.flags:
            return Stance(
                Status.ONGOING, "bare present: a habit", skip=verb.dep_ not in ("ROOT", "root", "conj", "ccomp")
            )
    return HAPPENED


def past_in_disguise(view: View, verb: Token) -> bool:
    """ "Floods hit the town": written alike in present and past, and no word that makes it a habit stands by."""
    if verb.lower_ not in view.lexicon.words("stance", "unmarked") or verb.tag_ != "VBP":
        return False
    habits = view.lexicon.words("stance", "habits")
    return not future_time(verb) and not any(t.lower_ in habits for c in verb.children for t in (c, *c.children))


def reported(view: View, verb: Token) -> bool:
    """Whether a verb of speech has this verb in its content."""
    above = verb.head if verb.dep_ != "conj" else verb.head.head
    return verb.dep_ in ("ccomp", "conj") and view.lemmas[above.i] in view.lexicon.words("speech", "verbs")


def since_clause(verb: Token) -> bool:
    """ "since March", "since the coup began"; but not "has since resumed"."""
    return any(c.lower_ == "since" and c.dep_ in ("case", "mark") for t in verb.children for c in (t, *t.children))


def day_to_come(view: View, verb: Token) -> bool:
    """ "takes office on Aug. 7": a day after publication stands with the verb."""
    published = view.report.published
    last = (published.end or published.start) if published is not None else None
    days = [m.interval for t in verb.children if t.dep_.startswith("obl") for m in view.times.get(t.i, ())]
    return last is not None and any(d is not None and d.start is not None and d.start > last for d in days)


def future_time(verb: Token) -> bool:
    words = {c.lower_ for t in verb.children if t.dep_.startswith(("obl", "advmod")) for c in (t, *t.children)}
    return bool(words & {"tomorrow", "next", "soon", "later"})
