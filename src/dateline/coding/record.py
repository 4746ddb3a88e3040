"""The finished record of a claim: evidence, identity, reasons and confidence."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dateline.coding.attribution import source_of
from dateline.coding.clauses import args_of
from dateline.coding.figures import Figure
from dateline.coding.frames import Found
from dateline.coding.home import fallback_place, in_city
from dateline.coding.lexicon import Entry
from dateline.coding.patterns import Pattern
from dateline.coding.sameness import Draft
from dateline.coding.seats import main_country
from dateline.coding.spelling import as_spelt
from dateline.coding.view import View, first_sentence
from dateline.coding.when import fallback_when, published_day, time_in
from dateline.coding.where import place_counted, where_of
from dateline.model import Attribution, Claim, EventType, Evidence, Interval, Kind, Span, Status

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


def claim_of(view: View, draft: Draft) -> Claim:
    """The finished record of one event claim."""
    found, status = draft.found, draft.stance.status
    when = draft.when or fallback_when(view, status)
    place = in_city(view, draft.place) if draft.place is not None else fallback_place(view, draft)
    if when is not None and status is Status.HAPPENED and after_publication(view, when):
        if over(draft):  # a past tense outweighs a day that a parser hung on the wrong verb
            when = fallback_when(view, status)
        else:
            status = Status.PLANNED
    if status is Status.PLANNED and when is not None and just_past(view, when) and not day_of_the_word(view, found):
        when = a_week_on(when)
    return Claim(
        id=claim_id(view, found.entry.type, found.trigger, draft.part),
        report=view.report.id,
        revision=view.report.revision,
        kind=Kind.EVENT,
        type=draft.type,
        mode=found.entry.mode,
        status=status,
        evidence=evidence_of(view, draft),
        actor=as_spelt(view, draft.actor),
        recipient=as_spelt(view, draft.recipient),
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


def over(draft: Draft) -> bool:
    """Whether the trigger itself stands in the past tense or the perfect."""
    found = draft.found
    if not found.verbal or draft.stance.status is not Status.HAPPENED:
        return False
    finite = {c.lower_ for c in found.token.children if c.dep_.startswith("aux")}
    return found.token.tag_ == "VBD" or (
        found.token.tag_ == "VBN" and bool(finite & {"had", "has", "have", "was", "were"})
    )


def just_past(view: View, when: Interval) -> bool:
    """Whether a plan's day, told by its weekday alone, was read as the one before publication."""
    day = published_day(view)
    weekday = when.reason is not None and when.reason.startswith("last ") and " up to publication" in when.reason
    return bool(weekday and day and when.start == when.end and when.end and when.end < day)


def day_of_the_word(view: View, found: Found) -> bool:
    """ "agreed on Wednesday to reopen the border": the day stands with the past verb above, not with the plan."""
    above = found.top.head
    if above == found.top or above.tag_ != "VBD" or found.top.dep_ not in ("xcomp", "ccomp", "advcl", "acl"):
        return False
    return time_in(view, found.top, frozenset()) is None and time_in(view, above, frozenset({found.top.i})) is not None


def a_week_on(when: Interval) -> Interval:
    assert when.start is not None
    day = when.start + timedelta(days=7)
    return replace(when, start=day, end=day, reason=f"{when.reason}; a week on, since it is planned")


def evidence_of(view: View, draft: Draft) -> Evidence:
    sentence = sentence_span(view.sentences[draft.found.sentence])
    numbers = {f.sentence for f in draft.more} | set(draft.told_in)
    more = sorted({sentence_span(view.sentences[n]) for n in numbers} - {sentence})
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


def figure_claim(view: View, figure: Figure) -> Claim:
    """A figure as a claim: its own place and day, else the publication day at which it stands."""
    found = pseudo_found(view, figure)
    place, own = where_of(view, found, frozenset(), [])
    when = as_of(view, figure.token)
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
    place = place or place_counted(view, figure.token) or main_country(view)
    return Claim(
        id=claim_id(view, EventType.FIGURE, figure.trigger),
        report=view.report.id,
        revision=view.report.revision,
        kind=Kind.FIGURE,
        type=EventType.FIGURE,
        mode=None,
        status=Status.HAPPENED,
        evidence=Evidence(sentence_span(view.sentences[figure.sentence]), figure.trigger, also_told(view, figure)),
        place=place,
        when=when,
        counts=(figure.count, *figure.parts),
        source=source,
        why=f"figure ({figure.why})",
        confidence=0.6 + 0.1 * own,
        lead=figure.sentence == first_sentence(view),
    )


def as_of(view: View, token: Token) -> Interval | None:
    """The day at which a figure stands: its clause's, the day it was told, else publication; the day since which it
    is counted ("since the coup") and those of other figures ("up from 64 in May") are none."""
    current = token
    for _ in range(5):
        when = None if counted_from(current) else time_in(view, current, frozenset())
        spoken = view.lemmas[current.i] in view.lexicon.words("speech", "verbs")
        if when is not None and not after_publication(view, when):
            return replace(when, reason=f"day of the statement; {when.reason or ''}") if spoken else when
        if current.head == current or current.dep_ in ("acl:relcl", "advcl"):
            break
        current = current.head
    return fallback_when(view, Status.ONGOING)


def counted_from(token: Token) -> bool:
    """Whether a clause tells since when it counts."""
    return any(t.lower_ == "since" for c in token.children for t in (c, *c.children))


def also_told(view: View, figure: Figure) -> tuple[Span, ...]:
    return tuple(sorted({sentence_span(view.sentences[n]) for n in figure.more if n != figure.sentence}))


def pseudo_found(view: View, figure: Figure) -> Found:
    """A figure's token as a mention, for the readers of time and place."""
    entry = Entry("figure", "", EventType.FIGURE, None, (), {}, {})
    return Found(
        figure.token, entry, Pattern("noun", ("figure",)), args_of(view, figure.token), figure.trigger, figure.sentence
    )
