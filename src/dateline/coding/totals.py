"""Harm told as a total: left to the figures, or given to the event it belongs to."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.bearers import is_part, main_event
from dateline.coding.calamities import disease_near, of_years
from dateline.coding.fates import BODILY
from dateline.coding.figures import HIT, Toll
from dateline.coding.levels import arrests, running_total
from dateline.coding.sameness import Draft
from dateline.coding.slots import is_natural
from dateline.coding.sums import merged
from dateline.coding.things import WEAPONS
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
    if of_its_own(view, draft):
        return False
    if running_total(view, token, draft.found.top) or any(of_years(view, sentence, c.value) for c in draft.counts):
        return True
    if draft.consequence:
        return (
            draft.found.entry.type is EventType.HAZARD
            and disease_near(view, sentence, 2 if view.lemmas[token.i] == "die" else 1)
            and not draft.own_place
        )
    aux = {c.lower_ for c in draft.found.top.children if c.dep_.startswith("aux")}
    if not draft.found.entry.counts:
        near = {t.lower_ for c in draft.found.top.children for t in (c, *c.children)}
        return (
            bool(aux & {"have", "has"})
            and bool(near & {"far", "already", "date"})
            and any(c.value >= 50 for c in draft.counts)
        )
    many = any(c.value > 20 for c in draft.counts)
    return bool(aux & {"have", "has", "had"}) and many and not arrests(view, draft.found.top)


def of_its_own(view: View, draft: Draft) -> bool:
    """ "The cyclone has killed 43 since it came ashore": counted since the disaster itself began, so its own toll."""
    classes = view.lexicon.classes
    forces = {w for name, words in classes.items() if name.startswith("nature-") for w in words}
    words = frozenset(forces - classes.get("nature-disease", frozenset()) - classes.get("nature-dry", frozenset()))
    return any(is_natural(view, t, words) for t in draft.found.args.subj)


def give_tolls(view: View, drafts: list[Draft], tolls: list[Toll]) -> None:
    """Harm that no verb ties to an event goes to the last violent event or disaster told before it, or to the main
    event of which that is a part."""
    main = main_event(view, drafts)
    for toll in tolls:
        draft = bearer(drafts, toll)
        of_people = toll.count.what in BODILY or toll.count.what == HIT
        if main is not None and of_people and fits(main, toll) and toll.sentence > main.found.sentence:
            part = draft is not None and is_part(view, main, draft) and apart_from(draft, toll)
            draft = main if draft is None or part or comes_first(draft, toll) else draft
        if draft is not None and toll.count.what == HIT:
            draft.hit = merged(draft.hit, [replace(toll.count, what="injured")])
            draft.told_in.append(toll.sentence)
            continue
        if draft is not None and (toll.count.what, toll.count.value) not in {(c.what, c.value) for c in draft.counts}:
            draft.counts.append(toll.count)
            draft.told_in.append(toll.sentence)


def apart_from(draft: Draft, toll: Toll) -> bool:
    """Whether a toll stands in another sentence than the event told before it."""
    return toll.sentence not in {f.sentence for f in (draft.found, *draft.more)}


def comes_first(draft: Draft, toll: Toll) -> bool:
    """Whether an event is told behind the toll, in the same sentence, and nowhere before."""
    return all(f.token.i > toll.token.i for f in (draft.found, *draft.more) if f.sentence <= toll.sentence)


def violence(drafts: list[Draft]) -> list[tuple[int, bool]]:
    """(sentence, is it a disaster) of every mention of an event that kills, in order."""
    told = [
        (f.sentence, d.type is EventType.HAZARD)
        for d in drafts
        if d.type in (EventType.ASSAULT, EventType.HAZARD)
        for f in (d.found, *d.more)
    ]
    return sorted(told)


def disasters(drafts: list[Draft]) -> frozenset[int]:
    """The sentences that name a disaster itself, not only its toll."""
    hazards = [f for d in drafts if d.type is EventType.HAZARD for f in (d.found, *d.more)]
    return frozenset(f.sentence for f in hazards if "consequence" not in f.entry.flags)


def bearer(drafts: list[Draft], toll: Toll) -> Draft | None:
    """The violent event or disaster told last before a toll, at most three sentences back; else in the next one."""
    violent = [d for d in drafts if fits(d, toll)]
    last = {id(d): max(f.sentence for f in (d.found, *d.more)) for d in violent}
    near = [d for d in violent if d.found.sentence <= toll.sentence and toll.sentence - last[id(d)] <= 3]
    if near:
        at = toll.token.i
        return max(
            near,
            key=lambda d: (last[id(d)], max((f.token.i for f in (d.found, *d.more) if f.token.i < at), default=-1)),
        )
    return next((d for d in violent if d.found.sentence == toll.sentence + 1), None)


def fits(draft: Draft, toll: Toll) -> bool:
    """Rockets and missiles are counted on events of rockets and missiles only, what is left behind on withdrawals."""
    if "money" in toll.count.what:
        return draft.type is EventType.RETREAT
    if toll.count.what.startswith("other:"):
        return draft.found.entry.mode == "shipment"  # the load of a voyage
    if toll.count.what == "detained":
        return draft.type is EventType.COERCE and draft.found.entry.mode == "arrest"
    if draft.type is EventType.PROTEST:
        return toll.count.what in BODILY and draft.found.entry.mode != "strike-labour"
    if toll.count.what == "troops" or draft.type not in (EventType.ASSAULT, EventType.HAZARD):
        return False
    return toll.count.what not in WEAPONS or draft.found.entry.mode in ("rocket", "missile", "attack", "airstrike")
