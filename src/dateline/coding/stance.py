"""What the report says of an event's reality: happened, ongoing, planned, threatened, possible or denied.

Tense, aspect and modals of the event's own clause first (`tense`); then, going up, every word that governs it
(`governors`). The words are in data/events/stance.yaml. Cf. FactBank (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.frames import Found
from dateline.coding.governors import climb
from dateline.coding.tense import HAPPENED, Stance, is_negated, verb_stance
from dateline.coding.view import View
from dateline.model import EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token


ENDURING = frozenset({"last", "continue", "remain", "stay", "end", "expire"})
HOSTILE = frozenset({EventType.ASSAULT, EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE})


def stance_of(view: View, found: Found) -> Stance:
    """The status of one event mention."""
    if found.entry.status is not None and not found.verbal:
        base = Stance(found.entry.status, f"entry {found.entry.id}")
    else:
        base = own_clause(view, found)
    if base.skip:
        return base
    if is_question(view, found):
        return Stance(Status.POSSIBLE, "in a question", skip=True)
    stance = climb(view, found, base)
    if found.entry.status is not None and stance.status is Status.HAPPENED:
        stance = Stance(found.entry.status, f"entry {found.entry.id}")
    return stance


def is_question(view: View, found: Found) -> bool:
    text = view.sentences[found.sentence].text.rstrip("\"'”’ )")
    return text.endswith("?")


def own_clause(view: View, found: Found) -> Stance:
    """Tense and mood of the verb; for a noun, of the verb that says it takes place, and its own modifiers."""
    if found.verbal:
        return verb_stance(view, found.token, found)
    modified = modifier_stance(view, found) or due_to(view, found) or set_for(view, found)
    if modified is not None:
        return modified
    light = found.args.light
    if light is not None:
        return verb_stance(view, light, found)
    subject_of = predicate_above(view, found.token)
    if subject_of is not None:
        stance = verb_stance(view, subject_of, found)
        if stance.status is Status.PLANNED and view.lemmas[subject_of.i] in ENDURING:
            return HAPPENED  # "the curfew will last a week": how long it lasts is to come, it is there
        # what is said about a happening ("the strike will anger") is about later, the happening itself is presupposed
        if stance.status in (Status.PLANNED, Status.POSSIBLE) and is_definite(found.token):
            return HAPPENED if stance.status is Status.POSSIBLE else stance
        return HAPPENED if stance.skip and not found.args.negated else stance
    if found.args.negated:
        return Stance(Status.DENIED, "no", skip=True)
    return HAPPENED


def due_to(view: View, found: Found) -> Stance | None:
    """ "talks were due to resume", "the vote is set to be held": read from the words, which trees part variously."""
    words = list(view.doc[found.token.i + 1 : min(found.token.i + 10, view.sentences[found.sentence].end)])
    for n, word in enumerate(words[:5]):
        if word.text in (",", ";") or (word.pos_ == "VERB" and word.lower_ not in BE):
            return None
        after = [w for w in words[n + 1 :] if not w.lower_.endswith("ly")]
        if word.lower_ in BE and len(after) > 2 and after[1].lower_ == "to":
            promised = {view.lemmas[after[0].i], after[0].lower_} & view.lexicon.words("stance", "planned")
            verb = next((view.lemmas[w.i] for w in after[2:4] if w.lower_ not in BE), "")
            takes_place = verb == "hold" or verb in view.lexicon.words("stance", "occur")
            return Stance(Status.PLANNED, f"{after[0].lower_} to") if promised and takes_place else None
    return None


def set_for(view: View, found: Found) -> Stance | None:
    """ "announced a march for Saturday", "elections set for May": a day that something is for lies ahead."""
    for holder in {found.token, found.top}:
        for child in holder.children:
            day = child.i in view.times and any(m.kind == "DATE" for m in view.times[child.i])
            if day and any(c.dep_ == "case" and c.lower_ == "for" for c in child.children):
                return Stance(Status.PLANNED, f"for {child.text}")
    return None


BE = frozenset({"is", "are", "was", "were", "be", "been"})


def predicate_above(view: View, noun: Token) -> Token | None:
    """The verb or predicate whose subject the noun is."""
    if noun.dep_.startswith("nmod") and view.lemmas[noun.head.i] in ("state", "round", "wave", "series"):
        noun = noun.head  # "a state of emergency would last"
    if (
        noun.dep_.startswith("nsubj")
        and noun.head != noun
        and view.lemmas[noun.head.i] in view.lexicon.words("stance", "occur")
    ):
        head: Token = noun.head
        return head
    if noun.dep_.lower() == "root" or noun.dep_ == "ccomp":
        return noun if any(c.dep_ == "cop" for c in noun.children) else None
    return None


def is_definite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children) or any(
        c.dep_ == "nmod:poss" for c in noun.children
    )


def modifier_stance(view: View, found: Found) -> Stance | None:
    """ "a planned withdrawal", "the alleged attack", "future talks"."""
    future = view.lexicon.words("stance", "future_words")
    unreal = view.lexicon.words("stance", "unreal_words")
    for child in found.token.children:
        if child.lower_ == "such" and child.dep_ in ("det:predet", "amod", "det"):
            return Stance(Status.POSSIBLE, "such a: in general", skip=True)
        if child.dep_ not in ("amod", "compound", "acl", "advmod"):
            continue
        word = child.lower_
        if word in unreal:
            return Stance(Status.POSSIBLE, word, skip=word not in ("possible", "potential"))
        if word in future:
            return Stance(Status.POSSIBLE if word in ("possible", "potential") else Status.PLANNED, word)
    return None


def threatened(found: Found, stance: Stance) -> Stance:
    """A hostile plan told as a vow is a threat."""
    if stance.status is Status.PLANNED and stance.reason in ("vowed", "threatened") and found.entry.type in HOSTILE:
        return Stance(Status.THREATENED, stance.reason)
    return stance


def negated_counts(view: View, found: Found) -> bool:
    """Whether a consequence is stated to be nil: "nobody was hurt", "no one died"."""
    return is_negated(view, found.top) or args_of(view, found.token).negated
