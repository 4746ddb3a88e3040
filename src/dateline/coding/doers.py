"""Who did it, where the clause leaves it to the report: the series it belongs to, whose base or port it is, the deal's
parties, the one attacker named.

Every party found here carries its reason; a clause that names somebody itself is left alone.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.clauses import args_of
from dateline.coding.fillers import fill_parties
from dateline.coding.roles import roles_of
from dateline.coding.sameness import Draft
from dateline.coding.seats import main_country
from dateline.coding.states import state_at
from dateline.coding.view import View
from dateline.model import EventType, Party

CRACKDOWN = frozenset({"shooting", "killing", "crackdown"})
WEAPONS = ("missile", "rocketry", "aircraft")  # word classes; a drone is its own kind
RULED = frozenset({"dismiss", "appointment", "emergency", "postpone"})
LEAVING = frozenset({"handover", "withdraw"})


def done_by(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """Parties for an empty actor, by what else the report tells; none where the entry wants no actor."""
    if not roles_of(draft.found)["actor"] or acts_itself(draft):
        return []
    return (
        giver(view, draft)
        or in_series(draft, drafts)
        or shipper(view, draft)
        or deal_parties(view, draft, drafts)
        or usual_attacker(view, draft, drafts)
        or ruler(draft, drafts)
        or court(view, draft)
        or expeller(view, draft)
    )


def acts_itself(draft: Draft) -> bool:
    """Whether an active verb has a subject of its own, known or not: nobody else did it."""
    args = draft.found.args
    own = (
        draft.found.pattern.pos == "verb"
        and args.subj
        and not args.passive
        and "subj" in roles_of(draft.found)["actor"]
    )
    return bool(own) and draft.type is EventType.RETREAT


def giver(view: View, draft: Draft) -> list[Party]:
    """ "The Norlish compound will be handed over": whose it is hands it over, unless it is the country's own."""
    if draft.found.entry.mode != "handover":
        return []
    things = [*draft.found.args.obj, *draft.found.args.at("of")]
    owners = fill_parties(view, [t for o in things for t in (*args_of(view, o).poss, *args_of(view, o).mod)])
    home = draft.place.country if draft.place is not None else None
    taking = {p.name for p in draft.recipient}
    return [replace(p, reason="whose it was") for p in owners if p.id and p.country != home and p.name not in taking]


def in_series(draft: Draft, drafts: list[Draft]) -> list[Party]:
    """A base given up without a word who does: the one party that gives up bases, or leaves, in this report."""
    mode = draft.found.entry.mode
    if draft.type is not EventType.RETREAT or mode not in LEAVING:
        return []
    taking = {p.name for p in draft.recipient}
    for modes in ({mode}, LEAVING):
        like = [d for d in drafts if d.type is EventType.RETREAT and d.found.entry.mode in modes and d.actor]
        sides = {frozenset(p.name for p in d.actor): d for d in like if not taking & {p.name for p in d.actor}}
        if len(sides) == 1:
            return [replace(p, reason="the one that leaves, in this report") for p in next(iter(sides.values())).actor]
    return []


def shipper(view: View, draft: Draft) -> list[Party]:
    """ "The freighter left Ordan with maize": the country whose port the cargo leaves."""
    leaving = view.lemmas[draft.found.token.i] in view.lexicon.words("roles", "leaving")
    if draft.type is not EventType.COOPERATE or not leaving:
        return []
    ports = fill_parties(view, [*draft.found.args.obj, *draft.found.args.at("from")])
    owners = [p for p in ports if (p.id or "").startswith("state:")]  # "left Norlish ports"
    if owners:
        return [replace(p, reason="the country whose port the cargo leaves") for p in owners[:1]]
    if draft.place is None or not draft.own_place:
        return []
    state = state_at(view, draft.place.country, f"the country whose port, {draft.place.name}, the cargo leaves")
    return [state] if state is not None else []


def deal_parties(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "The accord was extended": those who made the accord, when the report tells of one accord only."""
    if draft.type is not EventType.AGREE:
        return []
    deals = view.lexicon.classes.get("deal", frozenset())
    words = {view.lemmas[t.i] for t in (draft.found.token, *draft.found.args.obj)} & deals
    made = [d for d in drafts if d is not draft and d.type is EventType.AGREE and len([*d.actor, *d.recipient]) > 1]
    sides = {frozenset(p.name for p in (*d.actor, *d.recipient)): d for d in made}
    if not words or len(sides) != 1:
        return []
    return [replace(p, reason="who made the deal") for d in sides.values() for p in (*d.actor, *d.recipient)]


def usual_attacker(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "Missiles hit the port again": the one attacker a report names for violence of that kind in that country.

    Of one kind are attacks with the same weapon, and the shootings and killings of one crackdown.
    """
    kind = kind_of(view, draft)
    if draft.type is not EventType.ASSAULT or not kind or draft.place is None:
        return []
    like = [d for d in drafts if d.type is EventType.ASSAULT and kind & kind_of(view, d) and d.actor]
    here = [d for d in like if d.place is not None and d.place.country == draft.place.country]
    names = {frozenset(p.name for p in d.actor) for d in like}
    if len(names) != 1 or not here or any(p.id is None for p in here[0].actor) or same_side(draft, here[0].actor):
        return []
    return [replace(p, reason="the only one the report names for such attacks there") for p in here[0].actor]


def kind_of(view: View, draft: Draft) -> frozenset[str]:
    """The weapons an attack is told with, by word class; "crackdown" for shootings; empty where nothing tells."""
    args = draft.found.args
    words = [draft.found.token, *args.subj, *args.obj, *args.mod, *args.at("with"), *args.at("by"), *args.at("of")]
    lemmas = {view.lemmas[t.i] for t in words}
    if lemmas & {"drone", "uav"}:
        return frozenset({"drone"})
    told = frozenset(w for w in WEAPONS if lemmas & view.lexicon.classes.get(w, frozenset()))
    return told or (frozenset({"crackdown"}) if draft.found.entry.mode in CRACKDOWN else frozenset())


def same_side(draft: Draft, attackers: list[Party]) -> bool:
    """Whether the victims are the attackers or, abroad, their countrymen: nobody strikes his own."""
    home = draft.place.country if draft.place is not None else None
    abroad = {p.country for p in draft.recipient if p.country and p.country != home}
    return bool(
        {p.name for p in draft.recipient} & {p.name for p in attackers} or abroad & {p.country for p in attackers}
    )


def ruler(draft: Draft, drafts: list[Draft]) -> list[Party]:
    """Arrests, bans and dismissals told without an agent in a report on a coup: those who took power."""
    made = draft.type is EventType.COERCE or draft.found.entry.mode in RULED
    coups = [d for d in drafts if d.found.entry.mode == "coup" and d.actor] if made else []
    here = [d for d in coups if d.place is None or draft.place is None or d.place.country == draft.place.country]
    return [replace(p, reason="who took power, in this report") for p in here[0].actor] if here else []


def court(view: View, draft: Draft) -> list[Party]:
    """A hearing is held by a court, of the country that the report is about."""
    country = main_country(view) if draft.found.entry.mode == "hearing" else None
    state = state_at(view, country.country, "") if country is not None else None
    if state is None:
        return []
    told = (f"{state.name} court", f"{state.id}/court", None, state.country, "JUD", None)
    return [Party(*told, reason="hearings are held by a court")]


def expeller(view: View, draft: Draft) -> list[Party]:
    """ "were deported from Norland": by the state they are sent out of, when the clause names nobody else."""
    if draft.type not in (EventType.COERCE, EventType.SANCTION) or draft.found.args.subj:
        return []
    if view.lemmas[draft.found.token.i] not in view.lexicon.words("roles", "expelling"):
        return []
    places = [m.place for t in draft.found.args.at("from") for m in view.places.get(t.i, ())]
    land = next((p.country for p in places if p.precision == "country"), None)
    state = state_at(view, land, "the state they are sent out of")
    return [state] if state is not None else []
