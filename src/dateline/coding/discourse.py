"""Parties a clause does not name but the report does: the speaker of its own moves, whoever did the like before.

Every party filled in here carries its reason; nothing is filled where the clause names somebody itself.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.aims import aimed_at
from dateline.coding.clauses import args_of, preposition
from dateline.coding.doers import done_by
from dateline.coding.fillers import fill_officials, fill_parties, with_state
from dateline.coding.roles import known_words
from dateline.coding.sameness import Draft
from dateline.coding.seats import main_country
from dateline.coding.states import state_at
from dateline.coding.view import View, root_token
from dateline.model import Attribution, EventType, Party

OWN_MOVES = frozenset({EventType.MOBILIZE, EventType.RETREAT, EventType.AID})
ANSWERS = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.THREATEN, EventType.REJECT, EventType.PROTEST})
LIKE_BEFORE = frozenset({EventType.RETREAT, EventType.COERCE, EventType.SANCTION, EventType.DECIDE, EventType.MOBILIZE})
ONE_AIM = frozenset({EventType.PROTEST, EventType.SANCTION, EventType.ACCUSE})
LAW = frozenset({"COP", "JUD", "MIL", "GOV"})
DECIDED = frozenset({"vote", "decision", "law", "resolution", "session"})
TAKING = frozenset({"arrest", "abduct", "hostage", "detention", "kidnap", "convict"})
REVENGE = frozenset({"revenge", "retaliation", "vengeance", "avenge", "retaliate", "response"})


def complete(view: View, drafts: list[Draft]) -> None:
    """Fill actors and recipients that follow from what else the report tells, in order of appearance."""
    for draft in drafts:
        draft.actor = draft.actor or makers_of_coup(view, draft)
    of_token = {f.token.i: d for d in drafts for f in (d.found, *d.more)}
    marching = any(d.type is EventType.PROTEST for d in drafts)
    for n, draft in enumerate(drafts):
        from_theme(view, draft)
        if marching and draft.type in (EventType.COERCE, EventType.ASSAULT):
            draft.recipient = [crowd_name(view, p) for p in draft.recipient]
        if not draft.actor:
            draft.actor = (
                speaker_of_own_move(view, draft)
                or authority(view, draft)
                or (captors(draft, drafts[:n]) or as_before(draft, drafts[:n], "actor") or done_by(view, draft, drafts))
            )
        if not draft.recipient:
            draft.recipient = (
                aimed_at(view, draft, drafts)
                or addressed(view, draft, drafts, of_token)
                or as_before(draft, drafts[:n], "recipient")
                or as_others(draft, drafts)
            )


def crowd_name(view: View, party: Party) -> Party:
    """Crowds that are dispersed or shot at in a report on protests are the protesters."""
    known = party.id is not None or not known_words(party, view.lexicon.words("roles", "protesting"))
    return party if known else replace(party, name="protesters", reason="crowds, in a report on protests")


def captors(draft: Draft, before: list[Draft]) -> list[Party]:
    """ "The engineers were freed": by whoever held them, when the report tells of one who took them."""
    if draft.type is not EventType.RETREAT or draft.found.entry.mode != "release":
        return []
    freed = {p.name for p in draft.recipient}
    taken = [d for d in before if d.found.entry.mode in TAKING and d.actor and not freed & {p.name for p in d.actor}]
    held = [d for d in taken if freed & {p.name for p in d.recipient}] or (taken if len(taken) == 1 else [])
    return [replace(p, reason="who held them") for p in held[-1].actor] if held else []


def makers_of_coup(view: View, draft: Draft) -> list[Party]:
    """ "last week's military coup": the armed forces of the country that the report is about."""
    words = [view.lemmas[t.i] for t in draft.found.args.mod]
    country = main_country(view) if draft.found.entry.mode == "coup" and "military" in words else None
    if country is None or country.country is None:
        return []
    forces = [m.party for m in view.mentions.parties if m.party.id == f"state:{country.country}/military"]
    state = state_at(view, country.country, "")
    if forces or state is None:
        return [replace(p, reason="a military coup is made by the military") for p in forces[:1]]
    name, key = f"{state.name} military", f"{state.id}/military"
    return [Party(name, key, None, state.country, "MIL", None, "a military coup is made by the military", state.id)]


def as_others(draft: Draft, drafts: list[Draft]) -> list[Party]:
    """A protest, sanction or charge that does not say at whom it is: at whom all the others of the report are."""
    if draft.type not in ONE_AIM and draft.found.entry.mode != "handover":
        return []
    like = [d for d in drafts if d is not draft and d.type is draft.type and d.recipient and same_cause(d, draft)]
    aims = {frozenset(p.name for p in d.recipient) for d in like}
    own = {p.name for p in draft.actor}
    if len(aims) != 1 or own & next(iter(aims)):
        return []
    return [replace(p, reason=f"at whom every other {draft.type.value} of the report is") for p in like[0].recipient]


def same_cause(one: Draft, other: Draft) -> bool:
    """Whether two protests, sanctions or accusations may be of one kind: by mode, or as protests all are."""
    return one.type is EventType.PROTEST or one.found.entry.mode == other.found.entry.mode


def from_theme(view: View, draft: Draft) -> None:
    """ "Training of local forces by the alliance was suspended": the parties stand with the thing suspended."""
    if draft.type not in (EventType.SANCTION, EventType.COOPERATE):
        return
    for thing in draft.found.args.obj or draft.found.args.subj or draft.found.args.at("in"):
        if thing.pos_ != "NOUN":
            continue
        inner = args_of(view, thing)
        if not draft.actor:
            draft.actor = fill_officials(view, [*inner.at("by"), *inner.at("between"), *inner.poss])
        if not draft.recipient:
            own = {p.name for p in draft.actor}
            found = fill_parties(view, [*inner.at("for"), *inner.at("of"), *inner.at("with"), *inner.at("to")])
            draft.recipient = [p for p in found if p.name not in own]


def speaker_of_own_move(view: View, draft: Draft) -> list[Party]:
    """ "The ministry said some soldiers would be moved": who announces a move of forces makes it, if none is named."""
    source = draft.source
    if (
        draft.type not in OWN_MOVES
        or source is None
        or (draft.found.entry.mode in ("handover", "ceasefire", "release", "rescue") and not speaks_of_own(draft))
    ):
        return []
    if speaks_of_own(draft):
        return spoken_for(view, source)
    if draft.found.args.subj and not draft.found.args.passive and draft.type is not EventType.RETREAT:
        return []
    for mention in view.mentions.parties:
        party = mention.party
        named = party.name in (source.organisation, source.name)
        if named and party.id is not None and party.sector != "BUS":
            spoken = replace(party, span=mention.span, reason="announced by its own spokesman")
            return [spoken, *with_state(view, party, mention)[1:]]
    return []


def authority(view: View, draft: Draft) -> list[Party]:
    """ "Police said 12 men had been arrested": who may arrest, and tells of an arrest there, made it."""
    source, args = draft.source, draft.found.args
    legal = draft.type is EventType.COERCE or draft.found.entry.mode in ("charge", "convict")
    if source is None or source.anonymous or not legal or not draft.found.verbal or not args.passive or args.subj:
        return []
    land = draft.place.country if draft.place is not None else None
    for mention in view.mentions.parties:
        party = mention.party
        told = party.name in (source.organisation, source.name) and party.sector in LAW
        if told and (party.id or "").startswith("state:") and land in (None, party.country):
            return [replace(party, span=mention.span, reason="the authority that tells of it")]
    return []


def spoken_for(view: View, source: Attribution) -> list[Party]:
    """The body a quoted speaker speaks for: "Smith, spokesman for the alliance", "an alliance official"."""
    token = root_token(view.doc, source.span) if source.span is not None else None
    names = [source.organisation, source.name]
    if token is not None:
        offices = [token, *(c for c in token.children if c.dep_ == "appos")]
        bodies = [b for t in offices for b in (*args_of(view, t).at("for"), *args_of(view, t).at("of"))]
        names = [*(p.name for p in fill_parties(view, bodies)), *names]
    by_name = {m.party.name: m for m in reversed(view.mentions.parties) if m.party.id is not None}
    spoken = [by_name[n] for n in names if n is not None and n in by_name]
    if not spoken or spoken[0].party.sector == "BUS":
        return []
    return [replace(spoken[0].party, span=spoken[0].span, reason='"we" in a quotation')]


def speaks_of_own(draft: Draft) -> bool:
    """Inside a quotation "we" are the speaker's organisation."""
    return any(t.lower_ in ("we", "us") for t in draft.found.args.surface)


def as_before(draft: Draft, before: list[Draft], role: str) -> list[Party]:
    """A passive without an agent in a series of like events: whoever did, or got, the ones before."""
    if role == "recipient" and draft.found.entry.mode == "withdraw":
        return handed_to(draft, before)
    if draft.type not in LIKE_BEFORE or (role == "recipient" and draft.found.entry.mode != "handover"):
        return []
    acting = draft.found.pattern.pos == "verb" and draft.found.args.subj and not draft.found.args.passive
    if role == "actor" and acting and "subj" in draft.found.entry.roles["actor"]:
        return []
    for other in reversed(before):
        coup = other.found.entry.mode == "coup" and draft.type is EventType.COERCE
        like = other.type is draft.type and (
            draft.type is EventType.COERCE or other.found.entry.mode == draft.found.entry.mode
        )
        parties: list[Party] = getattr(other, role)
        bystanders = draft.type is EventType.COERCE and all(p.id is None and p.sector in (None, "CVL") for p in parties)
        if (like or coup) and parties and draft.type is not EventType.DECIDE and not bystanders:
            return [replace(p, reason="as in the event of this kind told before") for p in parties]
    return []


def handed_to(draft: Draft, others: list[Draft]) -> list[Party]:
    """Whoever leaves a site gives it to those that the report says got it, or got the others of the series."""
    if draft.place is None or draft.place.precision != "site":
        return []
    given = [d for d in others if d.found.entry.mode == "handover" and d.recipient]
    here = [d for d in given if d.place is not None and d.place.name == draft.place.name]
    return [replace(p, reason="who gets the site") for d in here[:1] for p in d.recipient]


def addressed(view: View, draft: Draft, drafts: list[Draft], of_token: dict[int, Draft]) -> list[Party]:
    """ "condemned the strike", "vowed revenge", "voted to expel": whoever did, or is meant, there."""
    if draft.type in ANSWERS:
        meant = meant_event(draft, of_token) or fallback_event(view, draft, drafts)
        own = {p.name for p in draft.actor}
        return [p for p in meant.actor if p.name not in own] if meant is not None else []
    if draft.type is EventType.REQUEST:  # "demanded that the junta free them": who is to act is who is asked
        own = {p.name for p in draft.actor}
        asked = [t for verb in draft.found.args.comp for t in args_of(view, verb).surface]
        told = [p for p in fill_parties(view, asked) if p.name not in own]
        return told or [p for p in holders(view, draft, drafts) if p.name not in own]
    if draft.found.entry.mode == "veto":
        made = [
            d for d in drafts if d.found.entry.mode in DECIDED and d.actor and d.found.sentence <= draft.found.sentence
        ]
        return [replace(p, reason="whose decision is vetoed") for p in made[-1].actor] if made else []
    if draft.type is EventType.DECIDE and draft.found.entry.mode in DECIDED:
        return decided_about(view, draft)
    return []


def holders(view: View, draft: Draft, drafts: list[Draft]) -> list[Party]:
    """ "demanded her release", "called for an end to the raids": those who hold her, or make them."""
    args = draft.found.args
    wanted = [*args.obj, *args.at("for")]
    freed = {view.lemmas[t.i] for t in wanted} & view.lexicon.words("roles", "freeing")
    ended = {view.lemmas[t.i] for t in wanted} & view.lexicon.words("roles", "ending")
    kinds = ({EventType.COERCE} if freed else set()) | ({EventType.COERCE, EventType.ASSAULT} if ended else set())
    before = [d for d in drafts if d.actor and d.found.sentence <= draft.found.sentence and d is not draft]
    deeds = [d for d in before if d.type in kinds or (kinds and d.found.entry.mode in ("coup", "convict"))]
    return [replace(p, reason="who does what is to end") for p in deeds[-1].actor] if deeds else []


def meant_event(draft: Draft, of_token: dict[int, Draft]) -> Draft | None:
    """The event that is the object of a speech act, or what it is about."""
    args = draft.found.args
    for token in (*args.obj, *(t for p in ("over", "about", "for", "of", "against") for t in args.at(p))):
        other = of_token.get(token.i)
        if other is not None and other is not draft:
            return other
    return None


def fallback_event(view: View, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """Revenge is for the last violence told, "called them a violation" too; protests are against the last coup."""
    words = {view.lemmas[t.i] for t in view.sentences[draft.found.sentence]}
    pronoun = any(t.pos_ == "PRON" for t in draft.found.args.obj)
    before = [d for d in drafts if d.actor and d.found.sentence <= draft.found.sentence]
    if draft.type is EventType.PROTEST:
        return next((d for d in before if d.found.entry.mode == "coup"), None)
    complaint = draft.type is EventType.ACCUSE and (pronoun or draft.found.entry.mode == "complaint")
    if (draft.type is EventType.THREATEN and words & REVENGE) or complaint:
        return next((d for d in reversed(before) if d.type is EventType.ASSAULT), None)
    return None


def decided_about(view: View, draft: Draft) -> list[Party]:
    """Whom a vote or decision concerns: the first force, person or foreign party in what is decided."""
    args = draft.found.args
    own = {p.country for p in draft.actor}
    acting = {p.name for p in draft.actor}
    for root in (*args.comp, *args.obj, *args.at("on"), *args.at("in")):
        for token in sorted(root.subtree, key=lambda t: t.i):
            if token.i in view.places and preposition(token) in ("in", "at", "near"):
                continue  # "to wind up the mission in South Sudan"
            for mention in view.parties.get(token.i, ()):
                party = mention.party
                foreign = party.country is None or party.country not in own
                known = party.sector or mention.form == "common" or token.ent_type_ == "PERSON"
                if foreign and known and party.sector != "IGO" and party.name not in acting:
                    return [party]
    return []
