"""From matched events and figures to bounds on the day an undated report was published.

What is going on may end on any later day, so only deeds told as done count.

- A deed it tells as done, which firm reports date, comes first; its own time words ("on Thursday") may close the end.
- A plan it tells as still to come, which firm reports tell done on a day, closes the end on that day.
- A deed it tells as done that firm reports only announce was not printed before they did.
- A figure that only grows lies between the days of smaller and larger ones.

A deed told without any time word opens an end only where a second event or figure leads as far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dateline.dating.bounds import Bound
from dateline.dating.figures import Series, near, series_of, steady
from dateline.dating.firm import DEEDS, Firm
from dateline.dating.matching import Match, matches, timeless
from dateline.dating.readings import Reader, Words, looks_ahead, time_words
from dateline.dating.rules import rules
from dateline.model import Claim, Kind, Report, Status
from dateline.reconcile.distance import FINE
from dateline.reconcile.knowledge import weights
from dateline.reconcile.names import likeness
from dateline.reconcile.profile import inferred
from dateline.reconcile.score import Scorer


def bounds_of(report: Report, claims: Sequence[Claim], known: Firm) -> tuple[Bound, ...]:
    """Every bound that firm reports put on one undated report, given its claims as coded from its text alone."""
    deeds = list(dict.fromkeys(_deeds(report, claims, known)))
    grown = list(dict.fromkeys(_grown(report, claims, known)))
    return tuple(dict.fromkeys([*(b for b in deeds if _seconded(b, [*deeds, *grown])), *grown]))


def _seconded(bound: Bound, others: Sequence[Bound]) -> bool:
    """A deed without a time word of its own may have been taken for a later one at the same place, so the day it gives
    counts only where another event or figure leads as far."""
    if bound.timed or bound.last is not None or bound.first is None:
        return True
    return any(o.given_by != bound.given_by and o.first is not None and o.first >= bound.first for o in others)


def _deeds(report: Report, claims: Sequence[Claim], known: Firm) -> Iterator[Bound]:
    scorer, reader = Scorer(weights()), Reader(report)
    told = {c.id: matches(timeless(c, report, report.id), known, scorer) for c in claims if c.kind is Kind.EVENT}
    done = {m.deed.id for c in claims if c.status in DEEDS for m in told.get(c.id, ())}
    for claim in claims:
        found = told.get(claim.id, ())
        if found and claim.status is Status.HAPPENED and not looks_ahead(claim, claims, reader):
            yield from _past(claim, found, reader, words_of(claim, claims, reader))
        elif found and claim.status is Status.PLANNED and not any(m.deed.id in done for m in found):
            yield from _ahead(report, claim, found)


def _past(claim: Claim, found: Sequence[Match], reader: Reader, words: Words | None) -> Iterator[Bound]:
    """A deed told as done. Rivals share one bound, which all of them that fit its time words allow. One text alone
    is believed only of a deed without rivals, printed within days of it, and where the time words close the end."""
    if found[0].deed.day is not None:  # a plan at the same place is more likely this very deed than another
        found = [m for m in found if m.deed.day is not None]
    windows = [(m, w) for m in found if (w := _window(m, claim, reader, words)) is not None]
    if not windows or not windows[0][0].fits:
        return
    lone = len(found) == 1 and windows[0][1][1] is not None and windows[0][0].deed.fresh
    if not (lone or windows[0][0].deed.corroborated):
        return
    first = min(w[0] for _, w in windows)
    last = None if any(w[1] is None for _, w in windows) else max(w[1] for _, w in windows if w[1])
    deed, text = windows[0][0].deed, reader.report.text
    when = f"which was on {deed.day}" if deed.day else f"still to come on {deed.announced}"
    as_of = f", {words[1].of(text)!r}" if words and last else ""
    others = f", or another of {len(windows)} alike" if len(windows) > 1 else ""
    yield Bound(
        first, last, f"it tells {_name(claim, text)}{as_of}, {when}{others}", deed.id, deed.told_by, words is not None
    )


def _window(m: Match, claim: Claim, reader: Reader, words: Words | None) -> tuple[date, date | None] | None:
    if m.deed.day is None:
        return (m.deed.announced, None) if m.deed.announced else None
    if _elsewhen(claim, m.deed.day):
        return None
    return reader.window(words, m.deed.day)


def _elsewhen(claim: Claim, day: date) -> bool:
    """Whether a claim's own stated days, as wide as its text alone leaves them, do not hold the event's."""
    when = claim.when
    if when is None or inferred(when):
        return False
    return (when.start is not None and day < when.start) or (when.end is not None and day > when.end)


def words_of(claim: Claim, claims: Sequence[Claim], reader: Reader) -> Words | None:
    """When a claim was: by its own words, else by those of a lead that tells the same less exactly ("left a base in
    the west on Thursday", and in the next line which base)."""
    own = time_words(claim, claims, reader)
    if own is not None or claim.place is None:
        return own
    alike = [c for c in claims if c.type is claim.type and c.mode == claim.mode and c.status in DEEDS]
    lead = next((c for c in alike if c.lead and c is not claim), None)
    fine = [c for c in alike if c.place and c.place.precision in FINE]
    if lead is None or lead in fine or fine != [claim] or likeness(lead.actor, claim.actor) != "same":
        return None
    return time_words(lead, claims, reader)


def _name(claim: Claim, text: str) -> str:
    """ "'withdrew' at Al-Qaim": the trigger's words, and where."""
    where = f" at {claim.place.name}" if claim.place else ""
    return f"{claim.evidence.trigger.of(text)[:40]!r}{where}"


def _ahead(report: Report, claim: Claim, found: Sequence[Match]) -> Iterator[Bound]:
    """A plan told as still to come, and done on a day: of rivals the latest day counts."""
    days = [(m.deed.day, m.deed) for m in found if m.deed.day is not None]
    if len(days) == len(found) and found[0].deed.corroborated:
        last, deed = max(days, key=lambda d: (d[0], d[1].id))
        reason = f"it tells {_name(claim, report.text)} as still to come, which was done on {last}"
        yield Bound(None, last, reason, deed.id, deed.told_by)


# ------------------------------------------------------------------------------------------------------- figures


def _grown(report: Report, claims: Sequence[Claim], known: Firm) -> Iterator[Bound]:
    """Each growing figure between the last smaller and the first larger one, moved out by how stale copy may be."""
    own: dict[Series, set[float]] = defaultdict(set)
    for claim in claims:
        for key, value in series_of(claim, report.text):
            own[key].add(value)
    slack = timedelta(days=rules().stale_days)
    for key, values in sorted(own.items()):
        told = steady(known.figures.get(key, ()))
        if len(values) != 1 or not told:
            continue
        value = next(iter(values))
        less = max((t for t in told if t.value < value), default=None)
        more = min((t for t in told if t.value > value), default=None)
        name = f"figure:{'/'.join(filter(None, key))}"
        if less and near(less.value, value):
            reason = f"its {value:g} {key[0]} come after {less.value:g} of {less.day}"
            yield Bound(less.day - slack, None, reason, f"{name}:less", (less.report,))
        if more and near(more.value, value):
            reason = f"its {value:g} {key[0]} come before {more.value:g} of {more.day}"
            yield Bound(None, more.day + slack, reason, f"{name}:more", (more.report,))
