"""From event mentions to claims: roles, place, time, counts and source of each, mentions of one event joined."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.attribution import source_of
from dateline.coding.circumstances import fallback_when, published_day, time_in, when_of, where_of
from dateline.coding.clauses import args_of
from dateline.coding.counts import HARM, counts_of, owners
from dateline.coding.discourse import complete
from dateline.coding.figures import Figure, Toll, disease_near, find_figures, running_total
from dateline.coding.fillers import fill_officials, fill_parties, places_at, speaking
from dateline.coding.frames import Found
from dateline.coding.members import listed
from dateline.coding.sameness import Draft, group
from dateline.coding.stance import Stance, stance_of, threatened
from dateline.coding.view import View, coordinated
from dateline.model import (
    Attribution,
    Claim,
    EventType,
    Evidence,
    Interval,
    Kind,
    Party,
    PassedOver,
    Place,
    PlaceMention,
    Span,
    Status,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


def make_claims(view: View, mentions: list[Found], passed: list[PassedOver]) -> list[Claim]:
    """Claims of one report, in order of appearance; what is dropped goes to `passed` with its reason."""
    barred = frozenset(f.token.i for f in mentions) | frozenset(f.top.i for f in mentions)
    owned = owners(view, mentions)
    view.cache["mentions"] = {f.token.i: f for f in reversed(mentions)}
    drafts: list[Draft] = []
    for n, found in enumerate(mentions):
        stance = threatened(found, stance_of(view, found))
        if stance.skip and not (
            "consequence" in found.entry.flags and found.args.negated is not None and nil(found, stance)
        ):
            passed.append(PassedOver(found.trigger, found.entry.id, stance.reason))
            continue
        drafts.append(draft_of(view, found, stance, barred, owned.get(n, [])))
    drafts = split_totals(view, drafts, passed)
    drafts = group(view, drafts)
    complete(view, drafts)
    drafts = [d for d in drafts if worth_telling(view, d, passed)]
    taken = {q: "event" for n, found in enumerate(mentions) for q in owned.get(n, []) if kept(found, drafts)}
    figures, tolls = find_figures(view, taken)
    give_tolls(drafts, tolls)
    claims = [claim_of(view, part) for d in drafts for part in spread(view, d)]
    claims += [figure_claim(view, f) for f in figures]
    return sorted(unique(claims), key=lambda c: (c.evidence.trigger.start, c.id))


def nil(found: Found, stance: Stance) -> bool:
    """ "Nobody was hurt" is worth keeping for its zero; it joins the event it speaks of or is dropped there."""
    return stance.reason in ("negated", "no")


def kept(found: Found, drafts: list[Draft]) -> bool:
    return any(found is d.found or found.token.i == d.found.token.i or found in d.more for d in drafts)


def draft_of(view: View, found: Found, stance: Stance, barred: frozenset[int], owned: list[int]) -> Draft:
    """All values of one mention."""
    roles = found.entry.noun_roles if found.pattern.pos == "noun" else found.entry.roles
    tokens = {role: fillers(found, places) for role, places in roles.items()}
    place, own_place = where_of(view, found, barred, tokens.get("place", []))
    when, own_when = when_of(view, found, barred)
    actor = fill_first(view, found, roles["actor"], True)
    if not actor and "statement" in found.entry.flags and found.verbal:
        actor = speaking(view, found.args.subj)
    recipient = [
        p
        for p in fill_first(view, found, roles["recipient"], found.entry.type not in HARMFUL)
        if p.name not in {a.name for a in actor}
    ]
    blame = blamed_for(view, found)
    if blame is not None and not actor:
        actor = blame
    if nil(found, stance):
        stance = Stance(Status.HAPPENED, "nil")
    counts, source = counts_of(view, found, owned), source_of(view, found.top)
    outcome = view.lemmas[found.token.i] in HARM and found.entry.id != "assault-killing"
    return Draft(
        found,
        stance,
        actor,
        recipient,
        place,
        own_place,
        when,
        own_when,
        counts,
        source,
        theme=theme_of(view, found),
        outcome=outcome,
    )


def blamed_for(view: View, found: Found) -> list[Party] | None:
    """ "blamed rebels for the attack": those blamed are the event's actor, with the blamer as source."""
    head = found.token.head
    above = view.cache["mentions"].get(head.i)
    if above is None or above.entry.id != "accuse-blame" or found.token not in above.args.at("for"):
        return None
    return fill_parties(view, above.args.obj)


def theme_of(view: View, found: Found) -> frozenset[str]:
    """The things an event is about: common nouns that are its object, or what a noun of it is "of" or "on"."""
    args = found.args
    tokens = (
        [*args.obj, *args.at("of"), *args.at("in"), *args.at("on")] if found.pattern.pos == "noun" else list(args.obj)
    )
    if found.pattern.pos == "verb" and not tokens:
        tokens = list(args.subj)
    words: set[str] = set()
    for token in tokens:
        for word in (token, *(args_of(view, token).mod)):
            if word.pos_ == "NOUN" and not any(
                view.lemmas[word.i] in view.lexicon.classes.get(c, ()) for c in ("force", "people", "body")
            ):
                words.add(view.lemmas[word.i])
    return frozenset(words - VAGUE)


VAGUE = frozenset(
    {"activity", "place", "country", "number", "day", "week", "attack", "time", "area", "part", "fire", "power"}
)


def fillers(found: Found, places: tuple[str, ...]) -> list[Token]:
    """Words in the first of these places that is filled."""
    for place in places:
        tokens = found.args.at(place)
        if tokens:
            return tokens
    return []


HARMFUL = frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.COERCE, EventType.RETREAT})


def fill_first(view: View, found: Found, places: tuple[str, ...], officials: bool) -> list[Party]:
    """Parties of the first place that names any; `officials` are given with whom they act for."""
    for place in places:
        parties = (fill_officials if officials else fill_parties)(view, found.args.at(place))
        if parties:
            return parties
    return []


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


def spread(view: View, draft: Draft) -> list[Draft]:
    """ "took over A on March 19, B on March 26": one draft for each place, with its own day if told."""
    if "spread" not in draft.found.entry.flags or draft.found.pattern.pos != "verb":
        return [draft]
    fillers = [f for p in draft.found.entry.roles.get("place", ()) for f in draft.found.args.at(p)]
    parts: dict[str, Draft] = {}
    for token in (t for f in fillers for t in coordinated(f)):
        mentions = [m for m in places_at(view, token) if m.place.precision in ("site", "city") and m.role == "name"]
        if mentions:
            add_part(view, draft, parts, token, mentions[0])
    if len(parts) > 1:
        return list(parts.values())
    for token, mention in (pair for f in fillers for pair in listed(view, f)):
        add_part(view, draft, parts, token, mention)
    told = max((c.value for c in draft.counts if c.what == "bases" or c.what.startswith("other:")), default=len(parts))
    if not parts or (len(parts) == 1 and told <= 1):
        return [draft]
    named = [replace(p, counts=[]) for p in parts.values()]
    if len(named) >= told:
        return named
    elsewhere = draft.place is not None and draft.place.name in parts
    return [*named, replace(draft, place=None, own_place=False) if elsewhere else draft]


def add_part(view: View, draft: Draft, parts: dict[str, Draft], token: Token, mention: PlaceMention) -> None:
    """One of several places told by one verb: an event of its own, with its own day if told."""
    part = mention.place.name
    if part not in parts:
        when = time_in(view, token, frozenset()) or draft.when
        parts[part] = replace(
            draft, place=mention.place, own_place=True, when=when, part=part, counts=list(draft.counts)
        )


# ------------------------------------------------------------------------------------------------------ the record


def claim_of(view: View, draft: Draft) -> Claim:
    """The finished record of one event claim."""
    found, status = draft.found, draft.stance.status
    when = draft.when or fallback_when(view, status)
    place = draft.place or fallback_place(view, draft)
    if when is not None and status is Status.HAPPENED and after_publication(view, when):
        status = Status.PLANNED
    if status in (Status.PLANNED, Status.POSSIBLE) and draft.own_when and when is not None and long_past(view, when):
        when = draft.when
    return Claim(
        id=claim_id(view, found.entry.type, found.trigger, draft.part),
        report=view.report.id,
        revision=view.report.revision,
        kind=Kind.EVENT,
        type=draft.type,
        mode=found.entry.mode,
        status=status,
        evidence=evidence_of(view, draft),
        actor=tuple(draft.actor),
        recipient=tuple(draft.recipient),
        place=place,
        when=when,
        counts=tuple(draft.counts),
        source=draft.source if "statement" not in found.entry.flags else own_source(draft),
        why=why_of(draft),
        confidence=confidence_of(draft),
        lead=found.sentence == first_sentence(view),
    )


def own_source(draft: Draft) -> Attribution | None:
    """A speech act is the report's own word, unless somebody else tells of it."""
    if draft.source is None or draft.source.name is None:
        return None
    own = {p.name for p in draft.actor} | {p.text for p in draft.actor}
    return None if draft.source.name in own or draft.source.organisation in own else draft.source


def after_publication(view: View, when: Interval) -> bool:
    day = published_day(view)
    return bool(day and when.start and when.start > day)


def long_past(view: View, when: Interval) -> bool:
    day = published_day(view)
    return bool(day and when.end and when.end < day)


def fallback_place(view: View, draft: Draft) -> Place | None:
    """No place is stated: the dateline's city for what its own authorities do there, else the story's country."""
    dateline = dateline_place(view)
    at_home = dateline is not None and any(p.country == dateline.country for p in draft.actor)
    if dateline is not None and at_home and draft.type in CAPITAL_TYPES:
        return dateline
    return main_country(view)


CAPITAL_TYPES = frozenset(
    {
        EventType.DECIDE,
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.SUPPORT,
        EventType.AGREE,
        EventType.CONSULT,
    }
)


def dateline_place(view: View) -> Place | None:
    """The place of the dateline, when it was resolved there or is named in the text too."""
    told = view.report.dateline.place if view.report.dateline is not None else None
    for mention in view.mentions.places:
        if mention.role == "dateline" or (told and mention.place.name == told and mention.place.precision != "country"):
            return replace(mention.place, reason="no place stated: the dateline")
    return None


def main_country(view: View) -> Place | None:
    """The country most of the report's places lie in; a country named only as a party counts half."""
    if "country" not in view.cache:
        score: dict[str, float] = {}
        names: dict[str, Place] = {}
        for mention in view.mentions.places:
            code = mention.place.country
            if code:
                score[code] = score.get(code, 0.0) + (1.0 if mention.role == "name" else 0.1)
                if mention.place.precision == "country":
                    names.setdefault(code, mention.place)
        best = max(score, key=lambda c: score[c]) if score else None
        reason = "no place stated: the country most places of the report lie in"
        place = names.get(best) if best else None
        if best and place is None:
            place = Place(best, "country", id=f"iso:{best}", country=best)
        view.cache["country"] = replace(place, reason=reason) if place else None
    found: Place | None = view.cache["country"]
    return found


def evidence_of(view: View, draft: Draft) -> Evidence:
    sentence = sentence_span(view.sentences[draft.found.sentence])
    more = sorted({sentence_span(view.sentences[f.sentence]) for f in draft.more} - {sentence})
    return Evidence(sentence, draft.found.trigger, tuple(more))


def sentence_span(sentence: DocSpan) -> Span:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def claim_id(view: View, kind: EventType | None, trigger: Span, part: str = "") -> str:
    """Stable: the same text coded alike gives the same id."""
    digest = view.cache.setdefault("digest", hashlib.sha256(view.report.text.encode()).hexdigest())
    key = f"{view.report.id}|{digest}|{kind}|{trigger.start}-{trigger.end}" + (f"|{part}" if part else "")
    return "c" + hashlib.sha256(key.encode()).hexdigest()[:15]


def why_of(draft: Draft) -> str:
    found = draft.found
    parts = [f"{found.entry.id} ({found.pattern.pos}: {found.pattern.text})"]
    if draft.stance.reason:
        parts.append(f"{draft.stance.status.value}: {draft.stance.reason}")
    return "; ".join([*parts, *draft.notes[:4]])


def confidence_of(draft: Draft) -> float:
    """Specific triggers, named parties, own place and time each add; a reading by default takes away."""
    score = 0.5 + 0.05 * min(draft.found.pattern.weight - 2, 4)
    score += 0.08 * bool(draft.actor) + 0.08 * bool(draft.recipient) + 0.07 * draft.own_when + 0.07 * draft.own_place
    return round(min(score, 0.98), 2)


def first_sentence(view: View) -> int:
    return next((view.sentence_of[t.i] for t in view.doc if not view.masked[t.i] and not t.is_space), 0)


def figure_claim(view: View, figure: Figure) -> Claim:
    """A figure as a claim: its own place and day, else the publication day at which it stands."""
    found = pseudo_found(view, figure)
    place, own = where_of(view, found, frozenset(), [])
    when, _ = when_of(view, found, frozenset())
    if when is None or after_publication(view, when):
        when = fallback_when(view, Status.ONGOING)
    source = source_of(view, figure.token)
    if (
        source is not None
        and source.name
        and any(
            p.party.name == source.name and (p.party.id or "").startswith("state:") and "/" not in (p.party.id or "")
            for p in view.mentions.parties
        )
        and source.manner not in ("said", "says", "announced", "according to")
    ):
        source = None  # "Iraq has reported": the country is where, not who says so
    place = place or main_country(view)
    return Claim(
        id=claim_id(view, EventType.FIGURE, figure.trigger),
        report=view.report.id,
        revision=view.report.revision,
        kind=Kind.FIGURE,
        type=EventType.FIGURE,
        mode=None,
        status=Status.HAPPENED,
        evidence=Evidence(sentence_span(view.sentences[figure.sentence]), figure.trigger),
        place=place,
        when=when,
        counts=(figure.count,),
        source=source,
        why=f"figure ({figure.why})",
        confidence=0.6 + 0.1 * own,
        lead=figure.sentence == first_sentence(view),
    )


def pseudo_found(view: View, figure: Figure) -> Found:
    """A figure's token as a mention, for the readers of time and place."""
    from dateline.coding.lexicon import Entry
    from dateline.coding.patterns import Pattern

    entry = Entry("figure", "", EventType.FIGURE, None, (), {}, {})
    return Found(
        figure.token, entry, Pattern("noun", ("figure",)), args_of(view, figure.token), figure.trigger, figure.sentence
    )


def unique(claims: list[Claim]) -> list[Claim]:
    """No two claims of one id; of two readings of one trigger the first stays."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.id, claim)
    return list(found.values())
