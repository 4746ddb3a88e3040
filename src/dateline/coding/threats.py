"""A step told with "if" or "unless" by the side that would take it is a threat, and the threat is what happened.

"They would march on the capital if they were attacked", "his country will leave the accord unless convoys are guarded":
a reader keeps these as threats (PLOVER THREATEN), not as plans; the step itself may never come.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.frames import Found
from dateline.coding.lexicon import Entry
from dateline.coding.tense import Stance
from dateline.coding.view import View
from dateline.model import EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN = frozenset({"they", "it", "we", "he", "she", "i"})
OWNED = frozenset({"its", "their", "his", "her", "our", "my"})
AS = {  # which entry of the lexicon a step of each kind is a threat of
    EventType.ASSAULT: "threaten-violence",
    EventType.MOBILIZE: "threaten-violence",
    EventType.COERCE: "threaten-violence",
    EventType.SANCTION: "threaten-relations",
    EventType.PROTEST: "threaten-violence",
}


def as_threat(view: View, found: Found, stance: Stance) -> tuple[Found, Stance]:
    """The mention as a threat that was made, when its step is conditional and the speaker's own; else as it is."""
    entry_id = AS.get(found.entry.type) if found.entry.type is not None else None
    if entry_id is None or not found.verbal or stance.skip or stance.status is not Status.PLANNED:
        return found, stance
    if stance.reason not in ("would", "will") or not conditional(found.top) or not own_step(view, found):
        return found, stance
    entry = entry_of(view, entry_id)
    if entry is None:
        return found, stance
    return replace(found, entry=entry), Stance(Status.HAPPENED, f"{stance.reason} … if: {found.entry.id}")


def conditional(verb: Token) -> bool:
    """Whether an "if" or "unless" clause hangs on the verb, or on the verb it is joined to."""
    verbs = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    clauses = [c for v in verbs for c in v.children if c.dep_ == "advcl"]
    return any(m.dep_ == "mark" and m.lower_ in ("if", "unless") for c in clauses for m in c.children)


def own_step(view: View, found: Found) -> bool:
    """Whether the words are somebody's, and who would act is the speaker or the speaker's side."""
    verb = speech_above(view, found.top)
    if verb is None:
        return False
    speakers = args_of(view, verb).surface
    if any(c.dep_ == "nmod:poss" and c.lower_ in OWNED for t in speakers for c in t.children):
        return True  # "the rebels will march on the capital, their leader said"
    sides = {p.party.country for t in speakers for p in view.parties.get(t.i, ()) if p.party.country}
    for token in found.args.surface:
        owners = {c.lower_ for c in token.children if c.dep_ == "nmod:poss"}
        acting = {p.party.country for p in view.parties.get(token.i, ()) if p.party.country}
        if token.lower_ in OWN or owners & OWNED or acting & sides:
            return True
    return False


def speech_above(view: View, token: Token) -> Token | None:
    """The verb of speech in whose content a verb stands."""
    for _ in range(3):
        head: Token = token.head
        if head == token:
            return None
        if token.dep_ in ("ccomp", "parataxis") and view.lemmas[head.i] in view.lexicon.words("speech", "verbs"):
            return head
        token = head
    return None


def entry_of(view: View, entry_id: str) -> Entry | None:
    """The lexicon's entry of this name; None where a user's lexicon forbids it."""
    return next((e for e in view.lexicon.entries if e.id == entry_id), None)
