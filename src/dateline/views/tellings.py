"""What single claims say of the state: a claim that a rule speaks of, with the days, parties and places told.

State follows from claims one by one, not from an event's chosen values: where claims on two sites have been
taken for one event, each still speaks of its own site. What a claim leaves out is taken from its event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.model import Claim, Event, Interval, LedgerView, Party, Place, Report, Status
from dateline.reconcile.names import is_unknown
from dateline.reconcile.profile import Profile, inferred, profile
from dateline.views.rules import IN_FORCE, Rule, rules, set_by_mode, thing_near


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim under one rule. `when` is None unless the report states a day; `told` is when it was published.
    `own_place` says whether the place is the claim's own words, or its event's."""

    rule: Rule
    look: Profile
    event: str
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: Place | None
    own_place: bool
    when: Interval | None
    told: date | None
    thing: str | None

    @property
    def claim(self) -> Claim:
        return self.look.claim

    @property
    def day(self) -> date:
        """The first day it can be of: as stated, else as told."""
        return (self.when and (self.when.start or self.when.end)) or self.told or date.min

    @property
    def last(self) -> date:
        return (self.when and (self.when.end or self.when.start)) or self.told or date.min

    def party(self, role: str) -> tuple[Party, ...]:
        return self.actor if role == "actor" else self.recipient if role == "recipient" else ()


def tellings(view: LedgerView, *, denied: bool = False, planned: bool = False) -> Iterator[Telling]:
    """Every claim that some rule speaks of; or those that deny, or plan, what a rule is about."""
    reports = {r.id: r for r in view.reports}
    claims = {c.id: c for c in view.claims}
    asked = Status.DENIED if denied else Status.PLANNED if planned else None
    for event in view.events:
        members = [claims[c] for c in event.claims if c in claims]
        alike = [c for c in members if (c.status is asked) or (asked is None and c.status in IN_FORCE)]
        for claim in alike:
            for rule in rules():
                if _speaks(rule, claim, asked):
                    yield _telling(rule, claim, event, alike, reports)


def _of_one_thing(rule: Rule, alike: Sequence[Claim], reports: Mapping[str, Report]) -> bool:
    """Whether the claims of an event speak of one thing that is suspended: else each has its own parties only."""
    if "thing" not in rule.scope:
        return True
    told = (_thing(c, reports.get(c.report)) for c in alike if rule.covers(c.type, c.mode))
    return len({t for t in told if t}) < 2


def _speaks(rule: Rule, claim: Claim, asked: Status | None) -> bool:
    if asked is None:
        return rule.speaks_of(claim.type, claim.mode, claim.status)
    return claim.status is asked and rule.covers(claim.type, claim.mode)


def _telling(rule: Rule, claim: Claim, event: Event, alike: Sequence[Claim], reports: Mapping[str, Report]) -> Telling:
    report = reports.get(claim.report)
    place, own = _place(claim, event)
    borrows = _of_one_thing(rule, alike, reports)
    return Telling(
        rule=rule,
        look=profile(claim, report, report.family or report.id if report else claim.report, whole=False),
        event=event.id,
        actor=_named(claim.actor) or (_told(event.actor, [c.actor for c in alike]) if borrows else ()),
        recipient=_named(claim.recipient) or (_told(event.recipient, [c.recipient for c in alike]) if borrows else ()),
        place=place,
        own_place=own,
        when=claim.when if _dated(claim.when) else None,
        told=report.published.end if report and report.published else None,
        thing=_thing(claim, report) if "thing" in rule.scope else None,
    )


def _place(claim: Claim, event: Event) -> tuple[Place | None, bool]:
    if claim.place is not None and not inferred(claim.place):
        return claim.place, True
    return (event.place, False) if event.place and not inferred(event.place) else (None, False)


def _told(chosen: tuple[Party, ...], by_claims: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """The event's parties that claims of this status name: whom a plan names is not yet whom a deed put there."""
    told = {p.id or p.name for parties in by_claims for p in parties}
    return tuple(p for p in _named(chosen) if (p.id or p.name) in told)


def _named(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if not is_unknown(p.name))


def _dated(when: Interval | None) -> bool:
    return when is not None and not inferred(when) and (when.start or when.end) is not None


def _thing(claim: Claim, report: Report | None) -> str | None:
    if own := set_by_mode(claim.mode):
        return own
    if report is None:
        return None
    sentence = claim.evidence.sentence
    return thing_near(sentence.of(report.text), claim.evidence.trigger.start - sentence.start)
