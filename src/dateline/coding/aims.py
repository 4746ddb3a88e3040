"""Whom a deed is aimed at, where the clause leaves it to the report: who did what is condemned, who uses a base.

Every party found here carries its reason; a clause that names somebody itself is left alone.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.fillers import places_at
from dateline.coding.inside import nested
from dateline.coding.parties import hosted
from dateline.coding.roles import roles_of
from dateline.coding.sameness import Draft
from dateline.coding.seats import main_country
from dateline.coding.states import state_at
from dateline.coding.view import View, coordinated, first_sentence
from dateline.model import EventType, Party, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

ANSWERS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.THREATEN, EventType.REJECT, EventType.PROTEST})
DEALINGS = frozenset({EventType.SANCTION, EventType.REJECT, EventType.CONCEDE, EventType.COOPERATE, EventType.THREATEN})
ABOUT = ("over", "about", "for", "of", "against", "after", "to", "at")
ENCLOSING = frozenset({"blockade", "siege"})  # done to whoever holds the place
SENT = frozenset({"humanitarian", "aid", "rescue-team"})  # help that goes somewhere, whoever sends it
POINTING = frozenset({"the", "this", "that", "these", "those"})


def aimed_at(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """Parties for an empty recipient, by what else the report tells; none where the entry wants no recipient."""
    if not roles_of(draft.found)["recipient"] and draft.found.entry.mode not in ENCLOSING:
        return []
    own = {p.name for p in draft.actor}
    for reader in (answered, partners, housed, country_hit, abroad, seized, sides_called):
        told = [p for p in reader(view, draft, drafts) if p.name not in own]
        if told:
            return told
    return []


# ------------------------------------------------------------------------------------------------ deeds answered


def answered(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "condemned the raids", "backed the move", "marched against the coup": who did that."""
    if draft.type not in ANSWERS:
        return []
    args = draft.found.args
    told = [*args.obj, *(t for place in ABOUT for t in args.at(place))]
    told += [t for place in ("about", "over", "against") for t in nested(view, draft.found.token, place)]
    told += [b for t in told for b in those_behind(view, t)]
    for token in (m for t in told for m in coordinated(t)):
        deed = deed_meant(view, token, draft, drafts)
        if deed is not None:
            return [replace(p, reason="who did what is answered here") for p in deed.actor]
    return []


def those_behind(view: View, token: Token) -> list[Token]:
    """ "revenge on those behind the killing": the deed."""
    persons = [token, *(t for place in ("against", "on", "for") for t in args_of(view, token).at(place))]
    return [t for p in persons for place in ("behind", "responsible for") for t in args_of(view, p).at(place)]


def deed_meant(view: View, token: Token, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The event a noun tells or points back to, when somebody is known to have done it."""
    known = [d for d in drafts if d is not draft and d.actor]
    here = next((d for d in known if any(f.token.i == token.i for f in (d.found, *d.more))), None)
    if here is not None or not points(token):
        return here
    before = [d for d in known if d.found.token.i < token.i]
    word = view.lemmas[token.i]
    same = [d for d in before if any(view.lemmas[f.token.i] == word for f in (d.found, *d.more))]
    if same:
        return same[-1]
    kinds = view.lexicon.settings.get("roles", {}).get("deeds", {})
    fits = [d for d in before if word in kinds.get(d.type.value, ()) or word in kinds.get(d.found.entry.mode or "", ())]
    near = [d for d in fits if view.sentence_of[token.i] - d.found.sentence <= NEAR or d.type is not EventType.DECIDE]
    return near[-1] if near and not (word in DECIDED and leads(view, fits[0])) else (fits[0] if fits else None)


NEAR = 2
DECIDED = frozenset({"decision", "vote", "ruling", "move", "step", "resolution", "plan", "deal", "measure"})


def leads(view: View, draft: Draft) -> bool:
    """Whether an event is what the report is about: told in its first sentence, and a decision."""
    return draft.found.sentence <= first_sentence(view) and draft.type in (EventType.DECIDE, EventType.AGREE)


def points(token: Token) -> bool:
    """Whether a noun takes up something told: "the raids", "that move", with nothing said of them anew."""
    new = any(c.dep_ in ("acl", "acl:relcl", "nmod:poss") or c.dep_.startswith("nmod") for c in token.children)
    return token.pos_ == "NOUN" and not new and any(c.lower_ in POINTING for c in token.children)


# ------------------------------------------------------------------------------------------------- bases and guests


def housed(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "Camp Ansel was hit again": on those who use the camp, when the report says elsewhere who does."""
    if draft.type is not EventType.ASSAULT or draft.place is None or draft.place.precision != "site":
        return []
    users = guests(view).get(draft.place.name, [])
    if users:
        return [replace(p, reason=f"uses {draft.place.name}, as told elsewhere in the report") for p in users]
    like = [d for d in drafts if d is not draft and d.type is EventType.ASSAULT and d.place is not None]
    there = [d for d in like if d.place is not None and d.place.name == draft.place.name and d.recipient]
    known = [p for d in there[:1] for p in d.recipient if p.id is not None]
    return [replace(p, reason=f"hit at {draft.place.name} before, in this report") for p in known]


def guests(view: View) -> dict[str, list[Party]]:
    """Who uses which site, by its name: "Ansel, a base that houses Danish troops"; cached per report."""
    if "guests" not in view.cache:
        found: dict[str, list[Party]] = {}
        for at, mentions in view.places.items():
            token = view.doc[at]
            sites = [m.place.name for m in mentions if m.place.precision == "site"]
            users = [p for noun in same_thing(token) for p, _ in hosted(view, noun, 0)] if sites else []
            for name in sites:
                found.setdefault(name, users)
                found[name] = found[name] or users
        view.cache["guests"] = found
    told: dict[str, list[Party]] = view.cache["guests"]
    return told


def same_thing(token: Token) -> list[Token]:
    """A name with the nouns that say what it is: in apposition, or as a predicate ("Ansel is a base that ...")."""
    found = [token, *(c for c in token.children if c.dep_ == "appos")]
    if token.dep_ == "appos":
        found.append(token.head)
    if token.dep_ == "nsubj" and any(c.dep_ == "cop" for c in token.head.children):
        found.append(token.head)
    return found


# ---------------------------------------------------------------------------------------------- deals and countries


def partners(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "suspended its part in the deal": the other parties of the deal, when the report says who made it."""
    if draft.type not in DEALINGS:
        return []
    args = draft.found.args
    near = [*args.obj, *(t for place in ("of", "from", "in", "to") for t in args.at(place))]
    near += [t for o in args.obj for place in ("in", "of", "to", "from") for t in args_of(view, o).at(place)]
    words = {view.lemmas[t.i] for t in near} & view.lexicon.classes.get("deal", frozenset())
    made = [d for d in drafts if words and d is not draft and is_deal(view, d)]
    named = [replace(p, reason="the other party to the deal") for d in made for p in (*d.actor, *d.recipient)]
    return list({p.name: p for p in named}.values())


def is_deal(view: View, draft: Draft) -> bool:
    """An agreement, or the signing of one however it is typed."""
    deals = view.lexicon.classes.get("deal", frozenset())
    told = any(view.lemmas[t.i] in deals for t in (draft.found.token, *draft.found.args.obj))
    return draft.type is EventType.AGREE or (told and draft.type in (EventType.SUPPORT, EventType.COOPERATE))


def seized(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """A coup is against the state whose forces make it."""
    homes = [p.country for p in draft.actor if p.country] if draft.found.entry.mode == "coup" else []
    state = state_at(view, homes[0], "the state that is taken over") if homes else None
    return [state] if state is not None else []


def abroad(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """Help from abroad that names nobody it goes to is for the country that the report is about."""
    helping = {p.country for d in drafts if d.type is EventType.AID for p in d.actor}
    home = country_helped(view, helping, drafts)
    stated = draft.own_place and not sent_from(view, draft)
    if draft.type is not EventType.AID or stated or home is None:
        return []
    foreign = [p for p in draft.actor if p.id is not None and p.country != home]
    state = state_at(view, home, "help from abroad, in a report about this country")
    return [state] if state is not None and foreign and len(foreign) == len(draft.actor) else []


def country_helped(view: View, helping: Container[str | None], drafts: list[Draft]) -> str | None:
    """The country the report is about; where that one helps itself, the one most places of the others lie in."""
    home = main_country(view)
    struck = [d.place.country for d in drafts if d.type is EventType.HAZARD and d.place is not None and d.place.country]
    if home is not None and struck.count(home.country or "") * 2 > len(struck) > 0:
        return home.country
    if home is None or home.country not in helping:
        return home.country if home is not None else None
    named = [m.place.country for m in view.mentions.places if m.role == "name" and m.place.country is not None]
    others = [c for c in named if c not in helping]
    most = max(others, key=others.count) if others else None
    if most is None or 2 * others.count(most) <= named.count(home.country or ""):
        return home.country  # others help it too
    return most


CALM = frozenset(
    {
        "calm",
        "restraint",
        "de-escalation",
        "ceasefire",
        "truce",
        "dialogue",
        "talk",
        "peace",
        "return",
        "cessation",
        "end",
        "halt",
    }
)


def sides_called(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "Urged calm", "called for a ceasefire": both sides of the fighting that the report tells, when they are two."""
    words = {view.lemmas[t.i] for t in (*draft.found.args.obj, *draft.found.args.at("for"))}
    if draft.type is not EventType.REQUEST or not words & CALM:
        return []
    sides: dict[str, Party] = {}
    for fight in drafts:
        if fight.type is EventType.ASSAULT and fight.actor and fight.recipient:
            sides |= {side_of(p): p for p in reversed((*fight.actor, *fight.recipient)) if is_side(p)}
    reason = "a side of the fighting that the report tells"
    return [replace(p, reason=reason) for p in sides.values()] if len(sides) == 2 else []


def is_side(party: Party) -> bool:
    """A state with its forces, or a group; no victims told by their country, no person."""
    return (party.id or "").startswith(("state:", "group:", "org:"))


def side_of(party: Party) -> str:
    """Which side a party is: its state for an army or ministry, itself for a group."""
    return party.id if (party.id or "").startswith("group:") and party.id else party.country or party.id or party.name


def somebody_hit(draft: Draft) -> bool:
    """Whether a person nobody resolved stands in the recipient's place: "he was killed"."""
    tokens = [t for place in roles_of(draft.found)["recipient"] for t in draft.found.args.at(place)]
    return any(t.pos_ == "PRON" for t in tokens)


def sent_from(view: View, draft: Draft) -> bool:
    """ "fired rockets from the valley": the only place told is where they came from."""
    args = draft.found.args
    names = {m.place.name for place in ("at", "on", "in", "into", "to", "near", "obj") for t in args.at(place)
             for m in places_at(view, t)}  # fmt: skip
    origins = {m.place.name for t in args.at("from") for m in places_at(view, t)}
    return draft.place is not None and draft.place.name in origins - names


def country_told(view: View, place: Place) -> bool:
    """Whether the report tells of the country of a place otherwise: else a namesake elsewhere may have been taken."""
    others = [m.place for m in view.mentions.places if m.place.country == place.country and m.place.name != place.name]
    return bool(others) or place.precision == "country" or any(
        m.party.country == place.country for m in view.mentions.parties
    )  # fmt: skip


def country_hit(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """Who strikes or helps a place abroad and names nobody there: its state (as PLOVER has it)."""
    hit = draft.type in (EventType.ASSAULT, EventType.AID) or draft.found.entry.mode in ENCLOSING
    if not hit or draft.place is None or not draft.own_place:
        return []
    if somebody_hit(draft) or sent_from(view, draft):
        return []
    home = {p.country for p in draft.actor}
    if not country_told(view, draft.place):
        return []
    state = state_at(view, draft.place.country, f"the country of {draft.place.name}; nobody else is named")
    told = bool(draft.actor) or (draft.type is EventType.AID and draft.found.entry.mode in SENT)
    return [state] if state is not None and told and draft.place.country not in home else []
