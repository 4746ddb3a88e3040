"""Harm told as a total: left to the figures, or given to the event it belongs to."""

from __future__ import annotations

from dateline.coding.figures import Toll, disease_near, running_total
from dateline.coding.sameness import Draft
from dateline.coding.view import View
from dateline.model import EventType, PassedOver


def split_totals(view: View, drafts: list[Draft], passed: list[PassedOver]) -> list[Draft]:
    """Harm told as a running total ("have died since") or of a disease is left to the figures."""
    events: list[Draft] = []
    for draft in drafts:
        numbered = [c for c in draft.counts if c.value > 0]
        if numbered and is_running_total(view, draft):
            passed.append(PassedOver(draft.found.trigger, draft.found.entry.id, "a running total, told as a figure"))
        else:
            events.append(draft)
    return events


def is_running_total(view: View, draft: Draft) -> bool:
    """ "have died since the coup", "684 people have been arrested", "12 people have died" of a disease."""
    token, sentence = draft.found.token, draft.found.sentence
    if running_total(view, token, draft.found.top):
        return True
    if draft.consequence:
        return draft.found.entry.type is EventType.HAZARD and disease_near(view, sentence) and not draft.own_place
    aux = {c.lower_ for c in draft.found.top.children if c.dep_.startswith("aux")}
    if not draft.found.entry.counts:
        near = {t.lower_ for c in draft.found.top.children for t in (c, *c.children)}
        return (
            bool(aux & {"have", "has"})
            and bool(near & {"far", "already", "date"})
            and any(c.value >= 50 for c in draft.counts)
        )
    return bool(aux & {"have", "has", "had"}) and any(c.value > 20 for c in draft.counts)


def give_tolls(drafts: list[Draft], tolls: list[Toll]) -> None:
    """Harm that no verb ties to an event goes to the last violent event or disaster told before it."""
    for toll in tolls:
        before = [
            d for d in drafts if d.type in (EventType.ASSAULT, EventType.HAZARD) and d.found.sentence <= toll.sentence
        ]
        near = [d for d in before if toll.sentence - max(f.sentence for f in (d.found, *d.more)) <= 3]
        if near:
            draft = max(near, key=lambda d: max(f.sentence for f in (d.found, *d.more)))
            if (toll.count.what, toll.count.value) not in {(c.what, c.value) for c in draft.counts}:
                draft.counts.append(toll.count)
