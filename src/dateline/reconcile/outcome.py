"""How what happened compares with what was announced: in part, otherwise, by another, late; or called off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from dateline.model import Claim, Interval, PlanState, Report, Status
from dateline.reconcile.distance import nearness
from dateline.reconcile.knowledge import vocabulary, weights
from dateline.reconcile.names import fold, likeness
from dateline.reconcile.profile import inferred
from dateline.reconcile.telling import calls_off

MOST_OF = 0.9  # of the number announced: what reaches it is not "partly"
ABOUT = 50  # characters about a trigger in which a word of calling off is looked for
ELSEWHERE = ("other-site", "apart", "other-country")
_WORD = re.compile(r"[^\W\d_]+")


def kept(
    planned: Sequence[Claim], deeds: Sequence[Claim], due: Interval | None, when: Interval | None
) -> tuple[PlanState, str]:
    """The state of a plan that some claims tell was done, with all that can be said of how."""
    late, told = _days_late(due, when)
    found: list[tuple[PlanState, str]] = [
        *(("by-another", r) for r in _by_another(planned, deeds)),
        *(("differently", r) for r in _differently(planned, deeds)),
        *(("partly", r) for r in _partly(planned, deeds)),
        ("late" if late else "kept", told),
    ]
    return found[0][0], "; ".join(reason for _, reason in found)


def _days_late(due: Interval | None, when: Interval | None) -> tuple[bool, str]:
    if due is None or due.end is None or when is None or when.start is None:
        return False, "it happened; no day to hold it against"
    if inferred(when):
        return False, "it happened; on which day is not told"
    late = (when.start - due.end).days
    if late > 0:
        return True, f"{late} {'day' if late == 1 else 'days'} after the day announced"
    return False, "it happened by the day announced"


def _by_another(planned: Sequence[Claim], deeds: Sequence[Claim]) -> Iterable[str]:
    """Nobody who was to do it is among those who did, nor anyone of theirs."""
    meant = tuple(p for c in planned for p in c.actor)
    did = tuple(p for c in deeds for p in c.actor)
    if likeness(meant, did) == "different":
        yield f"done by {did[0].name}, announced for {meant[0].name}"


def _differently(planned: Sequence[Claim], deeds: Sequence[Claim]) -> Iterable[str]:
    """Another way, or another place, than any that was announced."""
    near = weights().mode_pairs
    meant, done = {c.mode for c in planned if c.mode}, {c.mode for c in deeds if c.mode}
    if meant and done and not any(m == d or (m, d) in near for m in meant for d in done):
        yield f"announced as {min(meant)}, done as {min(done)}"
    here = [c.place for c in planned if c.place and not inferred(c.place)]
    there = [c.place for c in deeds if c.place and not inferred(c.place)]
    if here and there and all(nearness(a, b) in ELSEWHERE for a in here for b in there):
        yield f"announced for {here[0].name}, done in {there[0].name}"


def _partly(planned: Sequence[Claim], deeds: Sequence[Claim]) -> Iterable[str]:
    """Fewer than announced, by every telling of the deed. "Up to" announces no number."""
    meant: dict[str, float] = {}
    for count in (n for c in planned for n in c.counts if n.part_of is None and n.qualifier != "up to"):
        meant[count.what] = min(count.value, meant.get(count.what, count.value))
    for what, number in sorted(meant.items()):
        done = [n.value for c in deeds for n in c.counts if n.what == what]
        if done and max(done) < MOST_OF * number:
            yield f"{max(done):g} of {number:g} {what.removeprefix('other:')}"
    if all(c.status is Status.ONGOING for c in deeds):
        yield "it has begun"


def is_deed(claim: Claim, told: Mapping[str, Report]) -> bool:
    """Whether a claim of a plan's event tells it done: a word that it was called off does not."""
    report = told.get(claim.report)
    return claim.status in (Status.HAPPENED, Status.ONGOING) and not (report and calls_off(claim, report.text))


def called_off(
    planned: Sequence[Claim], others: Iterable[Claim], told: Mapping[str, Report]
) -> tuple[PlanState, str] | None:
    """Whether a plan nobody tells the fulfilment of was called off or denied, by the last word on it: a plan
    announced again afterwards is on again."""
    against = [c for c in others if c.status is Status.DENIED or _calls_off(c, told)]
    if not against:
        return None
    word = max(against, key=lambda c: (told_on(c, told), c.id))
    day = told_on(word, told)
    if any(told_on(c, told) > day for c in planned) and day != date.min:
        return None
    if _calls_off(word, told):
        return "cancelled", f"called off, as reported on {day}" if day != date.min else "called off"
    return "denied", "announced by some, denied by others"


def _calls_off(claim: Claim, told: Mapping[str, Report]) -> bool:
    """Whether a claim's own words call something off."""
    report = told.get(claim.report)
    if report is None or claim.status is Status.PLANNED:
        return False
    if claim.status in (Status.HAPPENED, Status.ONGOING):
        return calls_off(claim, report.text)
    trigger, sentence = claim.evidence.trigger, claim.evidence.sentence
    about = report.text[max(sentence.start, trigger.start - ABOUT) : min(sentence.end, trigger.end + ABOUT)]
    words = [fold(w) for w in _WORD.findall(about)]
    pairs = {f"{a} {b}" for a, b in pairwise(words)}
    return not vocabulary().calling_off.isdisjoint({*words, *pairs})


def told_on(claim: Claim, told: Mapping[str, Report]) -> date:
    report = told.get(claim.report)
    return report.published.end if report and report.published and report.published.end else date.min
