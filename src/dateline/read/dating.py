"""Dating the undated: an interval of days from what a text says, as narrow as that allows and never narrower.

Every constraint is a reason. The days from the latest "not before" on are tried one by one; the interval is
the hull of
those that break none. An end that nothing in the text sets stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateline.model import Furniture, Interval, TimePrecision
from dateline.read.calendar import CalendarEvent, calendar
from dateline.read.constraints import Constraint, constraints_of

INFERRED = "inferred"
UNKNOWN = "nothing says when it was published"
_HORIZON = timedelta(days=366 * 13)  # further than any weekday-and-date pair recurs
_MOST_REASONS = 6
_MOST_TEXT = 200_000  # characters looked at; a longer text says when it was written long before that


def infer_published(
    text: str,
    furniture: Sequence[Furniture] = (),
    events: Sequence[CalendarEvent] | None = None,
) -> Interval:
    """The days on which `text` can have been published, from its own words.

    `events` is the calendar, the shipped one by default. Both ends are inclusive; None means that nothing in the text
    bounds that end. The reason lists the constraints that count.
    """
    story = mask(text, furniture)[:_MOST_TEXT]
    found = list(constraints_of(story, calendar() if events is None else events))
    return combine(found)


def is_inferred(published: Interval | None) -> bool:
    """Whether a publication day was inferred (or is unknown), rather than stated or given: its reason says so."""
    return published is None or (published.reason or "").startswith((INFERRED, UNKNOWN))


def mask(text: str, furniture: Sequence[Furniture]) -> str:
    """The text with furniture as spaces, every offset kept."""
    parts, done = [], 0
    for item in sorted(furniture, key=lambda item: item.span):
        start = max(done, item.span.start)
        parts += [text[done:start], " " * max(0, item.span.end - start)]
        done = max(done, item.span.end)
    return "".join([*parts, text[done:]])


def combine(found: Sequence[Constraint]) -> Interval:
    """The hull of the days that every constraint allows."""
    floor = max((c.anchor for c in found if c.anchor is not None), default=None)
    ceiling = _ceiling(found)
    if floor is None:
        reason = "; ".join(_reasons([c for c in found if c.latest is not None]))
        return Interval(None, ceiling, "range" if ceiling else None, _told(reason))
    last = floor + _HORIZON if ceiling is None else ceiling
    days = [floor + timedelta(days=n) for n in range((last - floor).days + 1)]
    allowed = [day for day in days if all(c.allows(day) for c in found)]
    if not allowed:
        return _contradiction(found, floor)
    end = allowed[-1] if ceiling is not None else None  # all else comes round again with the years
    return Interval(allowed[0], end, _precision(allowed[0], end), _told("; ".join(_reasons(found, floor))))


def _ceiling(found: Sequence[Constraint]) -> date | None:
    return min((c.latest for c in found if c.latest is not None), default=None)


def _contradiction(found: Sequence[Constraint], floor: date) -> Interval:
    """Its dates cannot all be right: keep the floor of what it tells as past, and claim no more."""
    anchors = sorted({c.anchor for c in found if c.anchor is not None})
    safe = next((a for a in reversed(anchors) if all(c.allows(a) for c in found if c.anchor is None)), None)
    return Interval(
        safe or min(anchors),
        None,
        "range",
        f"{INFERRED}, its dates do not fit together: {'; '.join(_reasons(found, floor))}",
    )


def _precision(start: date, end: date | None) -> TimePrecision:
    return "day" if start == end else "range"


def _told(reason: str) -> str:
    return f"{INFERRED} from the text: {reason}" if reason else UNKNOWN


def _reasons(found: Sequence[Constraint], floor: date | None = None) -> list[str]:
    """Each reason once; of those that only say "not before", the latest; the rest as they come."""
    latest = [c.reason for c in found if c.anchor is not None and c.anchor == floor]
    rest = [c.reason for c in found if c.anchor is None or not c.reason.startswith("not before")]
    return list(dict.fromkeys([*latest[:2], *rest]))[:_MOST_REASONS]
