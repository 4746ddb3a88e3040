"""Whether a draft states enough to be a claim of its own; if not, why."""

from __future__ import annotations

from dateline.coding.sameness import Draft
from dateline.coding.view import View, first_sentence
from dateline.model import EventType, PassedOver, Status


def worth_telling(view: View, draft: Draft, passed: list[PassedOver]) -> bool:
    """Whether a draft states enough to be a claim of its own."""
    flags = draft.found.entry.flags
    reason = None
    if "anaphor" in flags and not draft.more:
        reason = "points back to nothing told"
    elif draft.consequence and not draft.more and draft.counts and all(c.value == 0 for c in draft.counts):
        reason = "nobody hurt, and no event it belongs to"
    elif draft.consequence and not draft.more and lone_death(draft):
        reason = "a death or injury of one, and no event it belongs to"
    elif "weak" in flags and not (draft.actor or draft.recipient):
        reason = "no party in its roles"
    elif draft.stance.reason == "nil" and not draft.consequence:
        reason = "negated"
    elif draft.found.pattern.pos == "noun" and bare(draft) and draft.found.sentence != first_sentence(view):
        reason = "a noun in passing: nobody, nowhere, no time, no number"
    elif draft.type is EventType.DECIDE and draft.stance.status is Status.DENIED:
        reason = "nothing decided"
    elif "statement" in flags and draft.found.verbal and not draft.actor and draft.found.args.subj:
        reason = "nobody known who says so"
    if reason:
        passed.append(PassedOver(draft.found.trigger, draft.found.entry.id, reason))
    return reason is None


def lone_death(draft: Draft) -> bool:
    """ "The poet died in 1924", "dead leaves": no attack, no disaster, no number, and nobody who did it."""
    return (
        not draft.actor
        and not any(c.value >= 2 for c in draft.counts)
        and (draft.type is EventType.HAZARD or draft.found.pattern.pos == "adj")
    )


def bare(draft: Draft) -> bool:
    """Whether a mention says nothing about its event but that there was one."""
    return not (
        draft.more or draft.theme or draft.actor or draft.recipient or draft.own_when or draft.own_place or draft.counts
    )
