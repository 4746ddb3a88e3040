"""Plans as iCalendar (RFC 5545): an all-day entry for each plan with a due day, for any calendar program.

Needs the extra `calendar` (icalendar). Lost: plans without a day; values beside the best one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from dateline import __version__
from dateline.errors import UsageError
from dateline.export.happenings import Happening, first, happenings, last
from dateline.model import LedgerView, Plan
from dateline.views.wording import sentence_of

STATUS = {"kept": "CONFIRMED", "late": "CONFIRMED", "partly": "CONFIRMED", "cancelled": "CANCELLED",
          "denied": "CANCELLED"}  # fmt: skip


def calendar(view: LedgerView) -> bytes:
    """A VCALENDAR; its time stamps are the days of the reports, for there is no clock in a derivation."""
    try:
        from icalendar import Calendar
    except ImportError:
        raise UsageError('Calendars need icalendar: pip install "dateline[calendar]"') from None
    found = {h.event.id: h for h in happenings(view)}
    made = Calendar()
    made.add("prodid", f"-//Dateline//{__version__}//EN")
    made.add("version", "2.0")
    made.add("name", "Plans on the record")
    for plan in view.plans:
        if plan.event in found and first(plan.due) is not None:
            made.add_component(_entry(plan, found[plan.event]))
    return bytes(made.to_ical())


def _entry(plan: Plan, h: Happening) -> Any:
    from icalendar import Event

    start, end = first(plan.due), last(plan.due)
    assert start is not None
    assert end is not None
    stamp = h.latest or start
    made = Event()
    made.add("uid", f"{plan.event}@dateline")
    made.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    made.add("dtstart", start)
    made.add("dtend", end + timedelta(days=1))
    made.add("summary", f"[{plan.state}] {sentence_of(h.event)}")
    made.add("description", _words(plan, h))
    made.add("status", STATUS.get(plan.state, "TENTATIVE"))
    made.add("transp", "TRANSPARENT")
    if place := h.event.place:
        made.add("location", place.name)
        if place.lat is not None and place.lon is not None:
            made.add("geo", (place.lat, place.lon))
    if h.url:
        made.add("url", h.url)
    return made


def _words(plan: Plan, h: Happening) -> str:
    """Why it stands so, then each announcing report and its words."""
    reports = {r.id: r for r in h.reports}
    lines = [plan.reason] if plan.reason else []
    for claim in h.claims:
        if claim.id in plan.claims:
            r = reports[claim.report]
            quoted = " ".join(claim.evidence.sentence.of(r.text).split())
            lines.append(f"{r.outlet or r.source.locator}, {first(r.published) or 'undated'}: “{quoted}”")
    return "\n".join(lines)
